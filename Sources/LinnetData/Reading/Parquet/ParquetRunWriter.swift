/// Writes small numbers as runs of one value, and as numbers of a few bits in between: what `ParquetRuns`
/// reads.
enum ParquetRunWriter {
  /// Adds numbers of `width` bits each, 1 to 32.
  static func add(_ numbers: [Int32], width: Int, to bytes: inout [UInt8]) {
    var place = 0
    while place < numbers.count {
      let run = length(of: numbers, at: place)
      if run >= 8 {
        ThriftWriter.add(UInt64(run) << 1, to: &bytes)
        let value = UInt32(bitPattern: numbers[place])
        for byte in 0..<((width + 7) / 8) {
          bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * byte)))
        }
        place += run
        continue
      }
      // Packed numbers come in eights; they end where a run pays.
      var end = place
      while end < numbers.count {
        end += 8
        if end < numbers.count, length(of: numbers, at: end) >= 16 { break }
      }
      ThriftWriter.add(UInt64((end - place) / 8) << 1 | 1, to: &bytes)
      pack(numbers, place..<end, width: width, to: &bytes)
      place = end
    }
  }

  private static func length(of numbers: [Int32], at place: Int) -> Int {
    var end = place + 1
    while end < numbers.count, numbers[end] == numbers[place] { end += 1 }
    return end - place
  }

  /// Packs numbers with the lowest bits first; those behind the last are 0.
  private static func pack(
    _ numbers: [Int32], _ range: Range<Int>, width: Int, to bytes: inout [UInt8]
  ) {
    var word: UInt64 = 0
    var filled = 0
    for place in range {
      let number = place < numbers.count ? UInt32(bitPattern: numbers[place]) : 0
      word |= UInt64(number) << UInt64(filled)
      filled += width
      while filled >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: word))
        word >>= 8
        filled -= 8
      }
    }
  }
}
