import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// Counting possibilities, and probabilities as in a table of a textbook.
  static let probabilities: [Native] = [
    Native(
      "factorial", [.required("n")], family: "numbers", isItemwise: true,
      traits: [.certain], summary: "The number of orders of n things: 1 times 2 times … times n.",
      examples: ["factorial(5)  # => 120", "factorial([0, 1, 2, 3])  # => [1, 1, 2, 6]"]
    ) { context, inputs throws(Mistake) in
      try context.eachItem(inputs[0]) { (item, work: inout ItemWork) throws(Mistake) in
        try context.counted("factorial", [item], &work) { ExactCount.factorial($0[0]) }
      }
    },
    Native(
      "combinations", [.required("n"), .required("k")], family: "numbers", isItemwise: true,
      traits: [.certain], summary: "The number of ways to choose k of n things.",
      examples: ["combinations(5, 2)  # => 10", "combinations(4, [0, 1, 2])  # => [1, 4, 6]"]
    ) { context, inputs throws(Mistake) in
      try context.eachPair(inputs[0], inputs[1]) {
        (n, k, work: inout ItemWork) throws(Mistake) in
        try context.counted("combinations", [n, k], &work) {
          ExactCount.combinations($0[0], $0[1])
        }
      }
    },
    Native(
      "normal_probability", Context.bellInputs, family: "numbers", isItemwise: true,
      traits: [.certain],
      summary: "How likely a value from the bell curve is to be at most x, or between two values.",
      examples: [
        "normal_probability(0)  # => 0.5", "normal_probability(1.96)  # => 0.9750021049",
        "normal_probability(from: -1, to: 1)  # => 0.6826894921",
        "normal_probability(85, mean: 91, width: 3)  # => 0.02275013195",
        "normal_probability(from: 5)  # => 2.866515719e-7",
      ]
    ) { context, inputs throws(Mistake) in try context.normalProbability(inputs) },
    Native(
      "chi2_probability", [.required("chi2"), .required("ndf")], family: "numbers",
      isItemwise: true,
      traits: [.certain],
      summary: "How likely chance alone makes a chi-squared at least so large, with ndf left free.",
      examples: [
        "chi2_probability(3.84, 1)  # => 0.05004352125",
        "chi2_probability([2, 20], 10)  # => [0.9963401532, 0.02925268808]",
      ]
    ) { context, inputs throws(Mistake) in
      try context.eachPair(inputs[0], inputs[1]) {
        (chi2, ndf, work: inout ItemWork) throws(Mistake) in
        let value = try context.numberInput("chi2_probability", 0, chi2)
        let free = try context.numberInput("chi2_probability", 1, ndf)
        guard value >= 0 else {
          return try context.noAnswer(&work, "chi2_probability", NumberText.shown(value))
        }
        guard free >= 1, free < 1e9, free == free.rounded(.towardZero) else {
          if !work.isAlone { return try context.noAnswer(&work) }
          throw context.wrongInput(
            "chi2_probability", 1, ndf, wanted: "a whole number of degrees of freedom from 1 up")
        }
        try context.charge(Int(free.squareRoot()) >> 3)
        return .number(Probability.chi2(value, ndf: Int(free)))
      }
    },
  ]
}

extension Context {
  /// A count of possibilities; among items a gap where there is none.
  fileprivate func counted(
    _ function: String, _ values: [Value], _ work: inout ItemWork,
    _ count: ([Double]) -> Double
  ) throws(Mistake) -> Value {
    var numbers: [Double] = []
    for (place, value) in values.enumerated() {
      guard let number = value.number else {
        throw wrongInput(function, place, value, wanted: "whole numbers from 0 up")
      }
      guard number >= 0, number == number.rounded(.towardZero) else {
        if !work.isAlone { return try noAnswer(&work) }
        throw Mistake(
          "counts-things", ["function": function, "value": NumberText.shown(number)])
      }
      numbers.append(number)
    }
    let result = count(numbers)
    guard result.isFinite else {
      if !work.isAlone { return try noAnswer(&work) }
      throw Mistake("too-large", [:])
    }
    return Self.tidy(result)
  }

  /// The inputs of `normal_probability`.
  fileprivate static let bellInputs: [Native.Input] = [
    .optional("x"), .option("from", "where the part starts"), .option("to", "where it ends"),
    .option("mean", "the middle of the bell curve"), .option("width", "its standard deviation"),
  ]

  /// The normal probability up to a value, or between two.
  fileprivate func normalProbability(_ inputs: Inputs) throws(Mistake) -> Value {
    let name = "normal_probability"
    let (start, end) = (
      inputs.named("from", in: Self.bellInputs), inputs.named("to", in: Self.bellInputs)
    )
    let isRange = !start.isAbsent || !end.isAbsent
    guard inputs[0].isAbsent == isRange else {
      throw inputs[0].isAbsent
        ? Mistake("missing-input", ["function": name, "input": "x"])
        : Mistake("probability-inputs", [:])
    }
    if !isRange {
      let x = try standardized(inputs[0], inputs, name)
      return try eachNumber(
        x, name, nil, slope: { Probability.normalDensity($0) }, { Probability.normal($0) })
    }
    let from = start.isAbsent ? .decimal(-.infinity) : try standardized(start, inputs, name)
    let to = end.isAbsent ? .decimal(.infinity) : try standardized(end, inputs, name)
    return try eachPair(from, to) { (a, b, _: inout ItemWork) throws(Mistake) in
      let low = try numberInput(name, 0, a)
      return .number(Probability.normal(from: low, to: try numberInput(name, 1, b)))
    }
  }

  /// How many widths from the mean a value lies.
  private func standardized(_ value: Value, _ inputs: Inputs, _ name: String) throws(Mistake)
    -> Value
  {
    var result = value
    let mean = inputs.named("mean", in: Self.bellInputs)
    let spread = inputs.named("width", in: Self.bellInputs)
    if !mean.isAbsent { result = try binary(.subtract, result, mean) }
    guard !spread.isAbsent else { return result }
    let width = try eachItem(spread) { (item, work: inout ItemWork) throws(Mistake) in
      guard try numberInput(name, 4, item) > 0 else {
        if !work.isAlone { return try noAnswer(&work) }
        throw Mistake("width-above-zero", ["value": brief(item)])
      }
      return item
    }
    return try binary(.divide, result, width)
  }
}
