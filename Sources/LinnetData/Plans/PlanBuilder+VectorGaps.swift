/// Gaps in vectors: a vector with a gap in any of its numbers is a gap, and so is every part of it.
///
/// A plan works out only the steps that are asked for, and `.pt` of a vector with a gap in its mass asks
/// nothing of the mass. So what may hold a gap and is not asked is asked whether it does.
extension PlanBuilder {
  /// A number made from vectors, with a gap where one of their numbers is one.
  func withGaps(_ result: Node, of terms: [Node.VectorTerm]) -> Node {
    guard case .flat(let flat) = result.shape else { return result }
    var asked = Set<Int32>()
    collect(flat.step, &asked)
    var node = flat
    for part in terms.flatMap({ $0.parts }) {
      guard case .flat(let number) = part.shape, asked.insert(number.step).inserted,
        mayHoldGap(number.step)
      else { continue }
      let question = step(.compare, Comparison.equal.kernel.code, [number.step, number.step])
      node.step = step(.choose, 0, [question, node.step, node.step])
    }
    return Node(.flat(node), unit: result.unit)
  }

  /// Every step that a step is made from, itself included.
  private func collect(_ step: Int32, _ found: inout Set<Int32>) {
    var open = [step]
    while let next = open.popLast() {
      guard found.insert(next).inserted else { continue }
      open += steps[Int(next)].operands
    }
  }

  /// True unless a step is known to have a number in every row.
  private func mayHoldGap(_ step: Int32) -> Bool {
    let made = steps[Int(step)]
    switch made.code {
    case .constant:
      let value = Double(bitPattern: made.payload)
      return value != value
    case .input: return inputs[Int(made.payload)].gapCount > 0
    default: return true
    }
  }
}
