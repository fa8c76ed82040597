import CLinnetKernels

/// A function of one number that columns know.
public enum NumberFunction: Sendable {
  case negate
  case abs
  case sqrt
  case exp
  case log
  case log10
  case sin
  case cos
  case tan
  case asin
  case acos
  case atan
  case sinh
  case cosh
  case tanh
  case asinh
  case floor
  case ceiling
  case round
  case sign
  /// The number times itself.
  case square
  /// The root of the size, with the sign of the number; for masses.
  case signedRoot
  /// An angle brought into -π … π.
  case wrapAngle

  var kernel: Int32 {
    switch self {
    case .negate: Int32(LINNET_NEGATE)
    case .abs: Int32(LINNET_ABS)
    case .sqrt: Int32(LINNET_SQRT)
    case .exp: Int32(LINNET_EXP)
    case .log: Int32(LINNET_LOG)
    case .log10: Int32(LINNET_LOG10)
    case .sin: Int32(LINNET_SIN)
    case .cos: Int32(LINNET_COS)
    case .tan: Int32(LINNET_TAN)
    case .asin: Int32(LINNET_ASIN)
    case .acos: Int32(LINNET_ACOS)
    case .atan: Int32(LINNET_ATAN)
    case .sinh: Int32(LINNET_SINH)
    case .cosh: Int32(LINNET_COSH)
    case .tanh: Int32(LINNET_TANH)
    case .asinh: Int32(LINNET_ASINH)
    case .floor: Int32(LINNET_FLOOR)
    case .ceiling: Int32(LINNET_CEILING)
    case .round: Int32(LINNET_ROUND)
    case .sign: Int32(LINNET_SIGN)
    case .square: Int32(LINNET_SQUARE)
    case .signedRoot: Int32(LINNET_SIGNED_SQRT)
    case .wrapAngle: Int32(LINNET_WRAP_ANGLE)
    }
  }

  /// True when the result is measured in the unit of the input.
  var keepsUnit: Bool {
    switch self {
    case .negate, .abs, .floor, .ceiling, .round: true
    default: false
    }
  }
}

/// A calculation with two numbers that columns know.
public enum NumberOperation: Sendable {
  case add
  case subtract
  case multiply
  /// Division; by zero it gives a gap.
  case divide
  /// The rest of a division, with the sign of the divisor.
  case modulo
  /// The whole part of a division, rounded down.
  case wholeDivide
  case power
  case atan2
  case hypot
  /// The smaller; a gap when either is one.
  case min
  /// The greater; a gap when either is one.
  case max

  var kernel: Int32 {
    switch self {
    case .add: Int32(LINNET_ADD)
    case .subtract: Int32(LINNET_SUBTRACT)
    case .multiply: Int32(LINNET_MULTIPLY)
    case .divide: Int32(LINNET_DIVIDE)
    case .modulo: Int32(LINNET_MODULO)
    case .wholeDivide: Int32(LINNET_WHOLE_DIVIDE)
    case .power: Int32(LINNET_POWER)
    case .atan2: Int32(LINNET_ATAN2)
    case .hypot: Int32(LINNET_HYPOT)
    case .min: Int32(LINNET_MIN)
    case .max: Int32(LINNET_MAX)
    }
  }
}

/// A comparison of two values.
public enum Comparison: Sendable {
  case less
  case lessOrEqual
  case greater
  case greaterOrEqual
  case equal
  case notEqual

  /// The kernel, and whether the sides change places for it.
  var kernel: (code: Int32, swaps: Bool) {
    switch self {
    case .less: (Int32(LINNET_LESS), false)
    case .lessOrEqual: (Int32(LINNET_LESS_EQUAL), false)
    case .greater: (Int32(LINNET_LESS), true)
    case .greaterOrEqual: (Int32(LINNET_LESS_EQUAL), true)
    case .equal: (Int32(LINNET_EQUAL), false)
    case .notEqual: (Int32(LINNET_NOT_EQUAL), false)
    }
  }

  /// True for `equal` and `notEqual`, which need no order.
  var asksEquality: Bool {
    switch self {
    case .equal, .notEqual: true
    default: false
    }
  }
}
