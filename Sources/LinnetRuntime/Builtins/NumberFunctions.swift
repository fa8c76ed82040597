import CLinnetKernels
import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// Functions of numbers.
  static let numbers: [Native] = [
    Native(
      "abs", [.required("x")], family: "numbers", isItemwise: true, traits: [.certain],
      plan: .values { (plan, nodes) throws(DataMistake) in try plan.unary(.abs, nodes[0]) },
      summary: "The size of a number without its sign.",
      examples: ["abs(-3)  # => 3", "abs([-1, 2.5])  # => [1, 2.5]"]
    ) { context, inputs throws(Mistake) in
      if case .whole(let whole) = inputs[0], whole != .min {
        return .whole(whole < 0 ? -whole : whole)
      }
      if inputs[0].kind == .column {
        let result = try context.columnwise([inputs[0]]) { (plan, nodes) throws(DataMistake) in
          try plan.unary(.abs, nodes[0])
        }
        if let result { return result }
      }
      return try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        if case .whole(let whole) = item, whole != .min {
          return .whole(whole < 0 ? -whole : whole)
        }
        if let number = item.number { return .decimal(number.magnitude) }
        guard let ref = item.object(.measurement) else {
          throw context.wrongInput("abs", 0, item, wanted: "a number")
        }
        let m = ref.measurementObject
        return context.makeMeasurement(
          m.mapped(value: m.value.magnitude, slope: m.value < 0 ? -1 : 1))
      }
    },
    .ofNumber(
      "sqrt", isPartial: true, summary: "The square root.",
      examples: ["sqrt(16)  # => 4", "sqrt([4, 9])  # => [2, 3]"],
      kernel: .sqrt, slope: { 0.5 / $0.squareRoot() }, { $0.squareRoot() }),
    .ofNumber(
      "exp", isPartial: true, summary: "The number e raised to a power.",
      examples: ["exp(1)  # => 2.718281828"],
      kernel: .exp, slope: { linnet_exp($0) }, { linnet_exp($0) }),
    .ofNumber(
      "log", isPartial: true, summary: "The natural logarithm, the opposite of `exp`.",
      examples: ["log(exp(2))  # => 2"],
      kernel: .log, slope: { 1 / $0 }, { $0 == 0 ? .nan : linnet_log($0) }),
    .ofNumber(
      "log10", isPartial: true, summary: "The logarithm to base 10.",
      examples: ["log10(1000)  # => 3"],
      kernel: .log10, slope: { 0.4342944819032518 / $0 }, { $0 == 0 ? .nan : linnet_log10($0) }),
    .ofNumber(
      "sin", summary: "The sine of an angle in radians.", examples: ["sin(pi / 2)  # => 1"],
      kernel: .sin, slope: { linnet_cos($0) }, { linnet_sin($0) }),
    .ofNumber(
      "cos", summary: "The cosine of an angle in radians.", examples: ["cos(0)  # => 1"],
      kernel: .cos, slope: { -linnet_sin($0) }, { linnet_cos($0) }),
    .ofNumber(
      "tan", isPartial: true, summary: "The tangent of an angle in radians.",
      examples: ["round(tan(pi / 4), 9)  # => 1"],
      kernel: .tan,
      slope: {
        let cosine = linnet_cos($0)
        return 1 / (cosine * cosine)
      }, { linnet_tan($0) }),
    .ofNumber(
      "asin", isPartial: true, summary: "The angle in radians whose sine is given.",
      examples: ["degrees(asin(0.5))  # => 30"],
      kernel: .asin, slope: { 1 / (1 - $0 * $0).squareRoot() }, { linnet_asin($0) }),
    .ofNumber(
      "acos", isPartial: true, summary: "The angle in radians whose cosine is given.",
      examples: ["degrees(acos(0.5))  # => 60"],
      kernel: .acos, slope: { -1 / (1 - $0 * $0).squareRoot() }, { linnet_acos($0) }),
    .ofNumber(
      "atan", summary: "The angle in radians whose tangent is given.",
      examples: ["degrees(atan(1))  # => 45"],
      kernel: .atan, slope: { 1 / (1 + $0 * $0) }, { linnet_atan($0) }),
    .ofNumber(
      "sinh", isPartial: true, summary: "The hyperbolic sine.",
      examples: ["sinh(1)  # => 1.175201194"],
      kernel: .sinh, slope: { linnet_cosh($0) }, { linnet_sinh($0) }),
    .ofNumber(
      "cosh", isPartial: true, summary: "The hyperbolic cosine.", examples: ["cosh(0)  # => 1"],
      kernel: .cosh, slope: { linnet_sinh($0) }, { linnet_cosh($0) }),
    .ofNumber(
      "tanh", summary: "The hyperbolic tangent.", examples: ["tanh(1)  # => 0.761594156"],
      kernel: .tanh,
      slope: {
        let cosine = linnet_cosh($0)
        return 1 / (cosine * cosine)
      }, { linnet_tanh($0) }),
    .ofNumber(
      "degrees", summary: "An angle in degrees from one in radians.",
      examples: ["degrees(pi)  # => 180"],
      kernel: nil, slope: { _ in 180 / Double.pi }, { $0 * 180 / Double.pi }),
    .ofNumber(
      "radians", summary: "An angle in radians from one in degrees.",
      examples: ["radians(180)  # => 3.141592654"],
      kernel: nil, slope: { _ in Double.pi / 180 }, { $0 * Double.pi / 180 }),
    .rounding(
      "floor", summary: "The next whole number below.", examples: ["floor(-1.5)  # => -2"],
      kernel: .floor, { $0.rounded(.down) }),
    .rounding(
      "ceiling", summary: "The next whole number above.", examples: ["ceiling(1.2)  # => 2"],
      kernel: .ceiling, { $0.rounded(.up) }),
    .rounding(
      "sign", summary: "1 for a positive number, -1 for a negative one, 0 for zero.",
      examples: ["sign(-3)  # => -1"], kernel: .sign, { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
    ).replacingWholes { $0.signum() },
    Native(
      "round", [.required("x"), .optional("digits")], family: "numbers", isItemwise: true,
      traits: [.certain],
      summary: "The nearest whole number, or the nearest with so many digits after the point.",
      examples: [
        "round(2.5)  # => 3", "round(91.1876, 2)  # => 91.19", "round(1234, -2)  # => 1200",
      ]
    ) { context, inputs throws(Mistake) in
      let digits =
        inputs[1].isAbsent ? 0 : try context.wholeInput("round", 1, inputs[1])
      if inputs[0].kind == .column {
        let result = try context.columnwise([inputs[0]]) { (plan, nodes) throws(DataMistake) in
          try plan.map(nodes[0]) { NumberText.rounding($0, digits: digits) }
        }
        if let result { return result }
      }
      return try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        if case .whole = item, digits >= 0 { return item }
        guard let number = context.measured(item) else {
          throw context.wrongInput("round", 0, item, wanted: "a number")
        }
        let rounded = NumberText.rounding(number, digits: digits)
        return digits <= 0 ? Context.tidy(rounded) : .number(rounded)
      }
    },
    .ofPair(
      "atan2", ("y", "x"), summary: "The angle in radians of the point at x and y.",
      examples: ["degrees(atan2(1, 1))  # => 45"],
      kernel: .atan2, slopes: { y, x in (x / (x * x + y * y), -y / (x * x + y * y)) },
      { linnet_atan2($0, $1) }),
    .ofPair(
      "hypot", ("a", "b"),
      summary: "The longest side of a right-angled triangle with sides a and b.",
      examples: ["hypot(3, 4)  # => 5"],
      kernel: .hypot, slopes: { a, b in (a / linnet_hypot(a, b), b / linnet_hypot(a, b)) },
      { linnet_hypot($0, $1) }),
  ]

  /// A function of two numbers that works item by item, with its slopes for measurements.
  private static func ofPair(
    _ name: String, _ names: (String, String), summary: String, examples: [String],
    kernel: NumberOperation, slopes: @escaping @Sendable (Double, Double) -> (Double, Double),
    _ function: @escaping @Sendable (Double, Double) -> Double
  ) -> Native {
    Native(
      name, [.required(names.0), .required(names.1)], family: "numbers", isItemwise: true,
      traits: .certain,
      plan: .values { (plan, nodes) throws(DataMistake) in
        try plan.binary(kernel, nodes[0], nodes[1])
      }, summary: summary, examples: examples
    ) { context, inputs throws(Mistake) in
      if inputs[0].kind == .column || inputs[1].kind == .column {
        let result = try context.columnwise([inputs[0], inputs[1]]) {
          (plan, nodes) throws(DataMistake) in try plan.binary(kernel, nodes[0], nodes[1])
        }
        if let result { return result }
      }
      return try context.eachPair(inputs[0], inputs[1]) {
        (a, b, work: inout ItemWork) throws(Mistake) in
        if let x = a.number, let y = b.number { return .number(function(x, y)) }
        guard let x = context.asMeasurement(a) else {
          throw context.wrongInput(name, 0, a, wanted: "a number")
        }
        guard let y = context.asMeasurement(b) else {
          throw context.wrongInput(name, 1, b, wanted: "a number")
        }
        let slopes = slopes(x.value, y.value)
        if slopes.0.isNaN || slopes.1.isNaN {
          return try context.noAnswer(&work)
        }
        return context.makeMeasurement(
          x.combined(with: y, value: function(x.value, y.value), slopes: slopes))
      }
    }
  }

  /// The same function with its own way for whole numbers.
  private func replacingWholes(_ function: @escaping @Sendable (Int64) -> Int64) -> Native {
    Native(
      name, inputs, family: family, isItemwise: isItemwise, traits: traits, plan: plan,
      summary: summary, examples: examples
    ) { context, inputs throws(Mistake) in
      if inputs[0].hasItems {
        return try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
          if case .whole(let whole) = item { return .whole(function(whole)) }
          guard let number = context.measured(item) else {
            throw context.wrongInput(self.name, 0, item, wanted: "a number")
          }
          return .whole(number > 0 ? 1 : number < 0 ? -1 : 0)
        }
      }
      if case .whole(let whole) = inputs[0] { return .whole(function(whole)) }
      return try self.body(context, inputs)
    }
  }
}
