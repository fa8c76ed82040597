import LinnetData
import LinnetSyntax

extension Native {
  /// Functions that put lists together and look into them.
  static let gathering: [Native] = [
    Native(
      "combine", [.required("lists")], family: "lists", isVariadic: true,
      traits: [.certain],
      summary: "Lists put together: the items of the first, then those of the next.",
      examples: [
        "combine([1, 2], [3, 4])  # => [1, 2, 3, 4]", "combine([1], [], [2, 3])  # => [1, 2, 3]",
      ]
    ) { context, inputs throws(Mistake) in try context.combine(inputs) },
    Native(
      "flatten", [.required("items")], family: "lists",
      traits: [.certain], summary: "The items of the lists inside a list, as one list.",
      examples: [
        "flatten([[1, 2], [], [3]])  # => [1, 2, 3]",
        "flatten([[[1], [2]], [3]])  # => [[1], [2], 3]",
      ]
    ) { context, inputs throws(Mistake) in try context.flatten(inputs[0]) },
    Native(
      "position", [.required("item"), .optional("in")], family: "lists",
      traits: [.certain],
      summary: "Where an item first stands in a list, or a piece in a text; missing when nowhere.",
      examples: [
        "position(\"b\", in: [\"a\", \"b\", \"b\"])  # => 2",
        "position(9, in: [1, 2])  # => missing",
        "position(\"lo\", in: \"hello\")  # => 4",
      ]
    ) { context, inputs throws(Mistake) in
      if inputs[1].isAbsent {
        throw Mistake("position-in", ["item": context.words(0, inputs[0])])
      }
      return try context.position(of: inputs[0], in: inputs[1])
    },
  ]
}

extension Context {
  /// The items of all inputs, one input after another.
  ///
  /// Columns of one kind give a column. Throws `combine-item` for what is no list.
  fileprivate func combine(_ inputs: Inputs) throws(Mistake) -> Value {
    var total = 0.0
    var hasColumn = false
    for place in 0..<inputs.count {
      let input = inputs[place]
      if input.isMissing { return .missing }
      guard let count = itemCount(input) else { throw notCombined(inputs, place) }
      total += Double(count)
      if input.kind == .column { hasColumn = true }
    }
    if !hasColumn, let own = try combinedInPlace(inputs, total) { return own }
    let length = try listLength(total)
    if hasColumn, let column = try combinedColumn(inputs) { return makeColumn(column) }
    var all: [Value] = []
    all.reserveCapacity(length)
    for place in 0..<inputs.count {
      if let ref = inputs[place].object(.list) {
        for item in ref.listItems { all.append(item.shared()) }
      } else {
        all += items(of: inputs[place]) ?? []
      }
    }
    return heap.makeList(all)
  }

  /// The first list with the others' items behind it, when nobody else holds it; else nil.
  ///
  /// So `xs = combine(xs, more)` in a loop costs what is added, not what is there.
  private func combinedInPlace(_ inputs: Inputs, _ total: Double) throws(Mistake) -> Value? {
    guard let ref = inputs.ownList(0), total <= Double(limits.listLength) else { return nil }
    let before = ref.list.pointee.count
    for place in 1..<max(inputs.count, 1) where inputs[place].object(.list) == ref { return nil }
    let more = Int(total) - before
    try charge(1 + more >> 4)
    try reserve(bytes: more &* 16)
    for place in 1..<max(inputs.count, 1) {
      guard let other = inputs[place].object(.list) else { continue }
      for item in other.listItems { heap.push(ref, item.shared()) }
    }
    return inputs[0]
  }

  /// The inputs as one column; nil where no column can hold them together.
  private func combinedColumn(_ inputs: Inputs) throws(Mistake) -> Column? {
    var columns: [Column] = []
    for place in 0..<inputs.count {
      do throws(Mistake) {
        columns.append(try column(from: inputs[place], count: nil, name: ""))
      } catch {
        if error.code != "mixed-kinds", error.code != "not-for-columns" { throw error }
        return nil
      }
    }
    do throws(DataMistake) {
      var result = columns[0]
      for column in columns.dropFirst() { result = try result.appending(column) }
      return result
    } catch {
      return nil
    }
  }

  private func notCombined(_ inputs: Inputs, _ place: Int) -> Mistake {
    let input = inputs[place]
    let name = words(place, input)
    var slots = ["name": name, "kind": kindName(input)]
    switch input.kind {
    case .dataset where inputs.count == 2 && inputs[1].kind == .dataset:
      slots["fixed"] = "\(words(0, inputs[0])) then append \(words(1, inputs[1]))"
      slots["adds"] = "To put rows together"
    case .dataset, .histogram, .picture, .fit, .function, .nothing: break
    case .text where inputs.count > 1 && inputs[1 - min(place, 1)].kind == .text:
      slots["fixed"] = "\(words(0, inputs[0])) + \(words(1, inputs[1]))"
      slots["adds"] = "To join texts"
    default:
      if inputs.count == 2, place == 1 {
        slots["fixed"] = "append(\(words(0, inputs[0])), \(name))"
        slots["adds"] = "To add one item"
      }
    }
    return Mistake("combine-item", slots)
  }

  /// The items of the lists inside a list; what is no list stays where it is.
  fileprivate func flatten(_ value: Value) throws(Mistake) -> Value {
    if value.isMissing { return .missing }
    if let ref = value.object(.column) {
      try charge(1 + ref.columnObject.count >> 4)
      guard let flat = ref.columnObject.opened else { return value.shared() }
      return makeColumn(flat)
    }
    guard let ref = value.object(.list) else {
      throw wrongInput("flatten", 0, value, wanted: "lists")
    }
    let items = ref.listItems
    var total = 0.0
    for item in items { total += Double(itemCount(item) ?? 1) }
    let length = try listLength(total)
    var all: [Value] = []
    all.reserveCapacity(length)
    for item in items {
      if let inner = item.object(.list) {
        for each in inner.listItems { all.append(each.shared()) }
      } else if let inner = self.items(of: item) {
        all += inner
      } else {
        all.append(item.shared())
      }
    }
    return heap.makeList(all)
  }

  /// Where an item first stands, counted from 1; missing when nowhere.
  ///
  /// A list of items is looked for one by one, unless the group itself holds lists.
  func position(of item: Value, in group: Value) throws(Mistake) -> Value {
    if item.isMissing || group.isMissing { return .missing }
    if let text = group.object(.text) {
      try charge(1 + text.text.pointee.count >> 6)
      return try eachItem(item) { (part, _: inout ItemWork) throws(Mistake) in
        guard let piece = part.object(.text) else {
          throw wrongInput("position", 0, part, wanted: "text")
        }
        guard let place = TextSearch.first(piece.textBytes, in: text.textBytes) else {
          return .missing
        }
        return .whole(Int64(characters(before: place, in: text)) + 1)
      }
    }
    guard let members = items(of: group) else {
      throw wrongInput("position", 1, group, wanted: "a list, column or text")
    }
    try charge(1 + members.count >> 4)
    if item.hasItems, !members.contains(where: { $0.hasItems }) {
      var table = ValueTable(capacity: min(members.count, 1 << 16))
      var firsts: [Int] = []
      for (place, member) in members.enumerated() {
        if try table.place(of: member, self) == firsts.count { firsts.append(place) }
      }
      return try eachItem(item) { (wanted, _: inout ItemWork) throws(Mistake) in
        guard let found = try table.find(wanted, self) else { return .missing }
        return .whole(Int64(firsts[found]) + 1)
      }
    }
    for (place, member) in members.enumerated() {
      guard case .truth(true) = try sameOrGap(member, item) else { continue }
      return .whole(Int64(place) + 1)
    }
    return .missing
  }

  private func sameOrGap(_ a: Value, _ b: Value) throws(Mistake) -> Value {
    if a.kind != b.kind, let x = measured(a), let y = measured(b) { return .truth(x == y) }
    return .truth(try same(a, b))
  }

  /// How many characters of a text lie before a byte.
  private func characters(before place: Int, in text: ObjectRef) -> Int {
    let bytes = UnsafeBufferPointer(rebasing: text.textBytes[0..<place])
    if bytes.allSatisfy({ $0 < 0x80 && $0 != 0x0D }) { return place }
    return String(decoding: bytes, as: UTF8.self).count
  }
}
