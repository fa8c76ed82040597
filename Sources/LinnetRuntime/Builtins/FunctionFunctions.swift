import LinnetData
import LinnetSyntax

extension Native {
  /// Functions that call other functions.
  static let functions: [Native] = [
    Native(
      "map", [.required("items"), .required("function")], family: "functions",
      summary: "The list of what a function makes of each item.",
      examples: ["map([1, 2, 3], x -> x^2)  # => [1, 4, 9]"]
    ) { context, inputs throws(Mistake) in
      let source = try ItemSource(context, "map", inputs[0])
      try context.functionInput("map", 1, inputs[1])
      // The list is made first and filled in place, so that one protected value holds all others.
      try context.reserve(bytes: source.count * 16)
      let results = context.heap.makeList([Value](repeating: .missing, count: source.count))
      guard case .object(let list) = results else { return results }
      context.protect(inputs[0])
      context.protect(inputs[1])
      context.protect(results)
      defer { context.unprotect(3) }
      for place in 0..<source.count {
        let value = try context.call(inputs[1], [source.item(place)])
        if case .nothing = value {
          throw Mistake("nothing-returned", ["function": context.words(1, inputs[1])])
        }
        list.list.pointee.items[place] = value
      }
      return results
    },
    Native(
      "filter", [.required("items"), .required("question")], family: "functions",
      summary: "The items for which a function answers true.",
      examples: ["filter([1, 2, 3, 4], x -> x mod 2 == 0)  # => [2, 4]"]
    ) { context, inputs throws(Mistake) in
      let source = try ItemSource(context, "filter", inputs[0])
      try context.functionInput("filter", 1, inputs[1])
      context.protect(inputs[0])
      context.protect(inputs[1])
      defer { context.unprotect(2) }
      // Rows and items of columns are made while going, so they need holding; a list holds its own.
      var held = 0
      defer { context.unprotect(held) }
      let isList = inputs[0].kind == .list
      var kept: [Value] = []
      for place in 0..<source.count {
        let item = source.item(place)
        if !isList {
          context.protect(item)
          held += 1
        }
        switch try context.call(inputs[1], [item]) {
        case .truth(true): kept.append(item.shared())
        case .truth(false), .missing: break
        default:
          throw Mistake(
            "not-a-question", ["word": "filter", "part": context.words(1, inputs[1])])
        }
      }
      return context.heap.makeList(kept)
    },
    Native(
      "reduce", [.required("items"), .required("function"), .optional("start")],
      family: "functions", makesFresh: false,
      summary: "One value made by a function from the first two items, then that and the next.",
      examples: ["reduce([1, 2, 3, 4], (a, b) -> a + b)  # => 10"]
    ) { context, inputs throws(Mistake) in
      let source = try ItemSource(context, "reduce", inputs[0])
      try context.functionInput("reduce", 1, inputs[1])
      var place = 0
      var value = inputs[2]
      if value.isAbsent {
        guard source.count > 0 else {
          throw Mistake(
            "empty-list", ["name": context.words(0, inputs[0]), "function": "reduce"])
        }
        value = source.item(0).shared()
        place = 1
      }
      context.protect(inputs[0])
      context.protect(inputs[1])
      defer { context.unprotect(2) }
      // What the function made is its own again in the next turn.
      var owned: UInt32 = 0
      while place < source.count {
        let item = source.item(place)
        value = try context.call(inputs[1], [value, item], owned: owned)
        owned = 1
        place += 1
      }
      return value.shared()
    },
  ]
}

/// The items a function is called with, one after another.
///
/// Those of a list are read as they are asked for; those of a column or dataset are made then, so that
/// nothing needs protecting.
struct ItemSource {
  private let context: Context
  private let value: Value
  /// How many there are.
  let count: Int

  /// Looks at a list, column or dataset.
  init(_ context: Context, _ function: String, _ value: Value) throws(Mistake) {
    self.context = context
    self.value = value
    if let count = context.itemCount(value) {
      self.count = count
    } else if let ref = value.object(.dataset) {
      count = ref.datasetObject.count
    } else {
      throw context.wrongInput(function, 0, value, wanted: "a list or column")
    }
  }

  /// The item at a place, from 0.
  @inline(__always) func item(_ place: Int) -> Value {
    guard case .object(let ref) = value else { return .missing }
    switch ref.kind {
    case .list:
      return place < ref.list.pointee.count ? ref.list.pointee.items[place] : .missing
    case .column: return context.value(of: ref.columnObject, row: place)
    case .dataset: return context.record(of: ref.datasetObject, row: place)
    default: return .missing
    }
  }
}

extension Context {
  fileprivate func functionInput(_ name: String, _ operand: Int, _ value: Value) throws(Mistake) {
    guard value.kind == .function else {
      throw wrongInput(name, operand, value, wanted: "a function")
    }
  }
}
