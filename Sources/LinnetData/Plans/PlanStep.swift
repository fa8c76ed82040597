/// One step of a plan: what is done block by block to the results of earlier steps.
struct PlanStep: Hashable, Sendable {
  enum Code: UInt8, Sendable {
    /// `payload` is the index of an input column.
    case input
    /// `payload` are the bits of a decimal.
    case constant
    /// `payload` is a truth byte.
    case constantTruth
    case unary
    case binary
    case compare
    case and
    case or
    case not
    /// Equality of truths; `function` 1 asks for difference.
    case same
    case choose
    case chooseTruth
    case isGap
    case isGapTruth
    case fromTruth
    /// Operand 0 indexes table `function` of numbers.
    case lookUp
    /// Operand 0 indexes table `function` of truths.
    case lookUpTruth
    /// The Minkowski product of E, px, py, pz and E, px, py, pz.
    case product
    /// A date moved by days.
    case shiftDate
    /// Closure `function` of one number.
    case map
  }
  var code: Code
  var function: Int32 = 0
  var operands: [Int32] = []
  var payload: UInt64 = 0
  /// Where the values live: 0 for the rows, -1 for constants, else a domain of list items.
  var domain: Int = -1
  /// True for steps inside formulas of our own, whose gaps are not reported.
  var isQuiet = false

  /// True when the result is truth bytes, not decimals.
  func givesTruth(_ inputs: [Column]) -> Bool {
    switch code {
    case .constantTruth, .compare, .and, .or, .not, .same, .chooseTruth, .isGap, .isGapTruth,
      .lookUpTruth:
      return true
    case .input:
      if case .truth = inputs[Int(payload)].storage { return true }
      return false
    default: return false
    }
  }
}
