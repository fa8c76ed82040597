import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// A function of one number that works item by item, with its slope for measurements.
  static func ofNumber(
    _ name: String, isPartial: Bool = false, summary: String, examples: [String],
    kernel: NumberFunction?, slope: @escaping @Sendable (Double) -> Double,
    _ function: @escaping @Sendable (Double) -> Double
  ) -> Native {
    Native(
      name, [.required("x")], family: "numbers", isItemwise: true,
      traits: isPartial ? [.certain, .partial] : .certain,
      plan: .values { (plan, nodes) throws(DataMistake) in
        if let kernel { return try plan.unary(kernel, nodes[0]) }
        return try plan.map(nodes[0], function)
      }, summary: summary, examples: examples
    ) { context, inputs throws(Mistake) in
      try context.eachNumber(inputs[0], name, kernel, slope: slope, function)
    }
  }

  /// A function that changes a number to a whole one, item by item.
  static func rounding(
    _ name: String, summary: String, examples: [String], kernel: NumberFunction,
    _ function: @escaping @Sendable (Double) -> Double
  ) -> Native {
    Native(
      name, [.required("x")], family: "numbers", isItemwise: true, traits: .certain,
      plan: .values { (plan, nodes) throws(DataMistake) in try plan.unary(kernel, nodes[0]) },
      summary: summary, examples: examples
    ) { context, inputs throws(Mistake) in
      if inputs[0].kind == .column {
        let result = try context.columnwise([inputs[0]]) { (plan, nodes) throws(DataMistake) in
          try plan.unary(kernel, nodes[0])
        }
        if let result { return result }
      }
      return try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        if case .whole = item { return item }
        guard let number = context.measured(item) else {
          throw context.wrongInput(name, 0, item, wanted: "a number")
        }
        return Context.tidy(function(number))
      }
    }
  }

  /// A function of one text that works item by item.
  static func ofText(
    _ name: String, summary: String, examples: [String], ofItems: String? = nil,
    _ function: @escaping @Sendable (Context, ObjectRef) throws(Mistake) -> Value
  ) -> Native {
    Native(
      name, [.required("text")], family: "text", isItemwise: true, traits: .certain,
      summary: summary, examples: examples
    ) { context, inputs throws(Mistake) in
      try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        guard let text = item.object(.text) else {
          var mistake = context.wrongInput(name, 0, item, wanted: "text")
          // The length of a list is asked of another function.
          if let ofItems, inputs[0].hasItems, context.rowCall == nil,
            let written = context.written(0)
          {
            mistake.slots["count"] = "\(ofItems)(\(written))"
          }
          throw mistake
        }
        return try function(context, text)
      }
    }
  }

  /// A statistic of a list or column.
  static func statistic(
    _ statistic: Statistic, summary: String, examples: [String], makesFresh: Bool = true
  ) -> Native {
    let name = statistic.rawValue
    return Native(
      name, [.required("values")], family: "statistics", makesFresh: makesFresh,
      traits: [.statistic, .certain], plan: .statistic(statistic), summary: summary,
      examples: examples
    ) { context, inputs throws(Mistake) in
      try context.statistic(statistic, inputs[0], name)
    }
  }
}

extension Context {
  /// The mistake that a built-in got the wrong kind of thing.
  func wrongInput(_ function: String, _ operand: Int, _ value: Value, wanted: String) -> Mistake {
    var slots = [
      "function": function, "what": words(operand, value),
      // A number that is the wrong one is still a number.
      "given": value.number != nil && wanted.hasPrefix("a whole number")
        ? "none" : kindName(value),
      "wanted": wanted,
    ]
    // `mean(birds)` is meant for one of its columns.
    if operand == 0, wanted.hasSuffix("column"),
      let dataset = value.object(.dataset)?.datasetObject,
      let name = zip(dataset.names, dataset.columns).first(where: { $0.1.kind == .number })?.0,
      !name.utf8.contains(0x20), let written = written(0), !written.utf8.contains(0x20)
    {
      slots["column"] = "\(function)(\(written).\(name))"
    }
    return Mistake("wrong-kind", slots)
  }

  /// A whole number that a built-in needs, such as how many.
  func wholeInput(_ function: String, _ operand: Int, _ value: Value) throws(Mistake) -> Int {
    guard let number = value.number, number == number.rounded(.towardZero) else {
      throw wrongInput(function, operand, value, wanted: "a whole number")
    }
    // Nothing has so many items, digits or years: beyond it, more is no different.
    return Int(max(-2_000_000_000, min(2_000_000_000, number)))
  }

  /// A number that a built-in needs.
  func numberInput(_ function: String, _ operand: Int, _ value: Value) throws(Mistake) -> Double {
    guard let number = measured(value) else {
      throw wrongInput(function, operand, value, wanted: "a number")
    }
    return number
  }

  /// A text that a built-in needs.
  func textInput(_ function: String, _ operand: Int, _ value: Value) throws(Mistake) -> ObjectRef {
    guard let ref = value.object(.text) else {
      throw wrongInput(function, operand, value, wanted: "text")
    }
    return ref
  }

  /// A function of numbers applied item by item; straight over the numbers where they lie in a row.
  func eachNumber(
    _ value: Value, _ name: String, _ kernel: NumberFunction?, slope: (Double) -> Double,
    _ function: @escaping @Sendable (Double) -> Double
  ) throws(Mistake) -> Value {
    if let number = value.number {
      let result = function(number)
      if result.isNaN {
        throw Mistake(
          "not-defined", ["function": name, "number": NumberText.shown(number)])
      }
      return .decimal(result)
    }
    if value.kind == .column {
      let result = try columnwise([value]) { (plan, nodes) throws(DataMistake) in
        if let kernel { return try plan.unary(kernel, nodes[0]) }
        return try plan.map(nodes[0], function)
      }
      if let result { return result }
    }
    return try eachItem(value) { (item, work: inout ItemWork) throws(Mistake) in
      if let ref = item.object(.measurement) {
        let measurement = ref.measurementObject
        let result = function(measurement.value)
        let slope = slope(measurement.value)
        if result.isNaN || slope.isNaN {
          return try noAnswer(&work, name, measurement.shown)
        }
        return makeMeasurement(measurement.mapped(value: result, slope: slope))
      }
      guard let number = item.number else {
        throw wrongInput(name, 0, item, wanted: "a number")
      }
      let result = function(number)
      if result.isNaN {
        return try noAnswer(&work, name, NumberText.shown(number))
      }
      return .decimal(result)
    }
  }

  /// An item of a column as a value.
  func value(_ item: Item) -> Value {
    switch item {
    case .missing: .missing
    case .whole(let number): .whole(number)
    case .decimal(let number): .number(number)
    case .truth(let answer): .truth(answer)
    case .text(let text): heap.makeText(text)
    case .date(let date): .date(date)
    case .vector(let vector): heap.makeVector(vector)
    case .list(let column): heap.makeList(items(of: column))
    case .record(let names, let parts):
      heap.makeRecord(names: names, values: parts.map { value($0) })
    case .measurement(let value, let error, let shifts):
      makeMeasurement(value: value, error: error, shifts: shifts)
    }
  }
}
