import CLinnetKernels

/// Adds numbers so that many small ones are not lost beside a large one (Neumaier's way).
///
/// Added in the same order, it gives the same digits everywhere.
struct Summation {
  private var sum = 0.0
  private var lost = 0.0

  mutating func add(_ value: Double) {
    let next = sum + value
    lost += sum.magnitude >= value.magnitude ? (sum - next) + value : (value - next) + sum
    sum = next
  }

  /// The sum; infinite where a value was.
  var total: Double { lost == lost ? sum + lost : sum }
}

/// Runs `body` over a column block by block, in order.
@inline(__always)
func forEachBlock(
  _ values: [Double], _ body: (_ block: UnsafePointer<Double>, _ count: Int) -> Void
) {
  values.withUnsafeBufferPointer { values in
    guard let base = values.baseAddress else { return }
    var start = 0
    while start < values.count {
      let count = min(blockRows, values.count - start)
      body(base + start, count)
      start += count
    }
  }
}

/// The number of rows worked on at once: small enough to stay in the processor's nearest memory.
let blockRows = 2048
