import CLinnetKernels
import LinnetData
import LinnetSyntax

/// Calculations with uncertainties, propagated to first order with correlations kept.
extension Context {
  /// `a op b` where at least one is a measurement and the other a measurement or a number; else nil.
  func measurements(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, _ work: inout ItemWork
  ) throws(Mistake) -> Value? {
    guard left.kind == .measurement || right.kind == .measurement else { return nil }
    guard let a = asMeasurement(left), let b = asMeasurement(right) else { return nil }
    let x = a.value
    let y = b.value
    let value: Double
    let slopes: (Double, Double)
    switch operation {
    case .add:
      value = x + y
      slopes = (1, 1)
    case .subtract:
      value = x - y
      slopes = (1, -1)
    case .multiply:
      value = x * y
      slopes = (y, x)
    case .divide:
      if y == 0 {
        if work.isAlone { throw Mistake("divide-by-zero", ["number": display(left)]) }
        work.zeroDivisions += 1
        return .missing
      }
      value = x / y
      slopes = (1 / y, -x / (y * y))
    case .power:
      value = linnet_pow(x, y)
      let base = y == 0 ? 0 : y * linnet_pow(x, y - 1)
      // The exponent's slope needs a logarithm; without an error there it does not matter.
      let exponent = b.sourceCount == 0 ? 0 : x == 0 ? 0 : value * linnet_log(x)
      slopes = (a.sourceCount == 0 ? 0 : base, exponent)
    case .plusMinus, .modulo, .wholeDivide, .and, .or, .range: return nil
    }
    if value.isNaN || slopes.0.isNaN || slopes.1.isNaN {
      return try noAnswer(&work)
    }
    return makeMeasurement(
      a.combined(with: b, value: value, slopes: slopes),
      newBytes: a.newBytes(with: b, slopes: slopes))
  }

  /// A measurement, or a number as one without an error.
  func asMeasurement(_ value: Value) -> Measurement? {
    if let ref = value.object(.measurement) { return ref.measurementObject }
    guard let number = value.number else { return nil }
    return Measurement(value: number, shifts: [])
  }
}
