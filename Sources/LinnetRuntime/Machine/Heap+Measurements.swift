import LinnetData

/// What measurements weigh: sums share the sources of what they were added up from.
///
/// Were each sum charged all its sources, a loop that adds up would collect all the time; were it charged
/// only what it adds, nobody would be charged for what it took over once the earlier sums are freed. So what is
/// made is charged when it is made, and each collection counts what is left.
extension Heap {
  /// A measurement with at most so many sources is charged for them itself.
  private static let few = 4

  /// A measurement as a value.
  func makeMeasurement(_ measurement: Measurement, newBytes: Int) -> Value {
    if measurement.sourceCount <= Self.few {
      return makeHost(.measurement, measurement, bytes: 64 + measurement.sourceBytes)
    }
    sourceBytes += newBytes
    count(newBytes)
    return makeHost(.measurement, measurement, bytes: 64)
  }

  /// Whether a measurement's sources are counted with those of all others.
  func sharesSources(_ ref: ObjectRef) -> Bool {
    ref.measurementObject.sourceCount > Self.few
  }

  /// Counts the sources of all measurements that are alive, each once.
  func weighSources() {
    guard sourceBytes > 0 else { return }
    var seen: Set<UInt> = []
    var bytes = 0
    for ref in measured { bytes += ref.measurementObject.sourceBytes(besides: &seen) }
    measured.removeAll()
    count(bytes - sourceBytes)
    sourceBytes = bytes
  }
}
