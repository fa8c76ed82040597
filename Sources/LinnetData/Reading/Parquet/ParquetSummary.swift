/// The smallest and the largest value of some rows, as a Parquet file keeps them to find rows quickly.
struct ParquetSummary {
  private(set) var smallest: [UInt8]?
  private(set) var largest: [UInt8]?

  /// Texts longer than that are of no help.
  private static let longest = 64

  /// Looks at the values of a column in some rows, none of which is a gap.
  init<Rows: Sequence<Int>>(_ values: Column, _ rows: Rows, _ leaf: ParquetLeafPlan) {
    switch values.storage {
    case .decimal(let numbers):
      guard var (least, most) = Self.ends(rows, { numbers[$0] }) else { return }
      // The format wants both zeros inside.
      if least == 0 { least = -0.0 }
      if most == 0 { most = 0.0 }
      set(Self.bytes(least.bitPattern), Self.bytes(most.bitPattern))
    case .whole(let numbers):
      guard let (least, most) = Self.ends(rows, { numbers[$0] }) else { return }
      set(Self.bytes(least), Self.bytes(most))
    case .date(let dates):
      guard let (least, most) = Self.ends(rows, { dates[$0] }) else { return }
      if leaf.meaning == .date {
        set(Self.bytes(Self.day(least)), Self.bytes(Self.day(most)))
      } else {
        set(
          Self.bytes(DateValue(raw: least).milliseconds),
          Self.bytes(DateValue(raw: most).milliseconds))
      }
    case .truth(let answers):
      guard let (least, most) = Self.ends(rows, { answers[$0] }) else { return }
      set([least], [most])
    case .text(let codes, let words):
      var isUsed = [Bool](repeating: false, count: words.count)
      for row in rows { isUsed[Int(codes[row])] = true }
      var least: [UInt8]?
      var most: [UInt8]?
      for (word, isUsed) in zip(words, isUsed) where isUsed {
        let bytes = Array(word.utf8)
        if least.map({ bytes.lexicographicallyPrecedes($0) }) ?? true { least = bytes }
        if most.map({ $0.lexicographicallyPrecedes(bytes) }) ?? true { most = bytes }
      }
      guard let least, let most, max(least.count, most.count) <= Self.longest else { return }
      set(least, most)
    default: break
    }
  }

  private mutating func set(_ smallest: [UInt8], _ largest: [UInt8]) {
    self.smallest = smallest
    self.largest = largest
  }

  @inline(__always)
  private static func ends<Rows: Sequence<Int>, Value: Comparable>(
    _ rows: Rows, _ value: (Int) -> Value
  ) -> (Value, Value)? {
    var ends: (Value, Value)?
    for row in rows {
      let value = value(row)
      guard let (least, most) = ends else {
        ends = (value, value)
        continue
      }
      if value < least { ends = (value, most) } else if value > most { ends = (least, value) }
    }
    return ends
  }

  private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<(Number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: number >> Number(8 * $0)) }
  }

  /// The day of a date, counted from 1970.
  static func day(_ raw: Int64) -> Int32 {
    let moment = DateValue(raw: raw).milliseconds
    let day = moment / DateValue.dayLength
    return Int32(truncatingIfNeeded: moment % DateValue.dayLength < 0 ? day - 1 : day)
  }
}
