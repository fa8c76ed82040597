import LinnetText

/// How the numbers of a column are written.
enum NumberFormat: UInt8 {
  /// `3.5`, `1 234.5`.
  case point
  /// `3,5`, `1.234,5`.
  case comma
  /// `1,234.5`.
  case pointWithCommas

  /// The decimal mark.
  var mark: UInt8 { self == .comma ? UInt8(ascii: ",") : UInt8(ascii: ".") }

  /// A mark between groups of three digits beside spaces and apostrophes; 0 for none.
  var thousands: UInt8 {
    switch self {
    case .point: 0
    case .comma: UInt8(ascii: ".")
    case .pointWithCommas: UInt8(ascii: ",")
    }
  }
}

/// What one cell holds.
enum Cell {
  case gap
  case whole(Int64)
  /// Digits with a zero in front, such as a postal code, and their value.
  case zeros(Int64)
  case decimal(Double)
  case date(Int64)
  case truth(Bool)
  case word
}

/// Says what single cells hold; the careful road beside the fast loops.
struct CellReader {
  /// Words that mean a gap, beside the usual ones.
  var missingWords: [[UInt8]] = []

  private static let usualGaps: [[UInt8]] = [
    "NA", "N/A", "n/a", "NaN", "nan", "NAN", "-", "..", "--", "null", "NULL", "Null", "None",
    "#N/A", "–", "—",
  ].map { (word: String) in Array(word.utf8) }

  /// True for an empty cell and the usual marks of a gap.
  func isGap(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    if count == 0 { return true }
    if count <= 4 {
      for word in Self.usualGaps where Self.equal(word, start, count) { return true }
    }
    for word in missingWords where Self.equal(word, start, count) { return true }
    return false
  }

  private static func equal(_ word: [UInt8], _ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard word.count == count else { return false }
    for place in 0..<count where word[place] != start[place] { return false }
    return true
  }

  /// What a cell holds when its numbers are written in one of the given ways, the first that fits.
  func cell(_ start: UnsafePointer<UInt8>, _ count: Int, _ formats: [NumberFormat]) -> Cell {
    if isGap(start, count) { return .gap }
    for format in formats {
      if let number = number(start, count, format) { return number }
    }
    return other(start, count)
  }

  /// What a cell holds when its numbers are written in one way.
  func cell(_ start: UnsafePointer<UInt8>, _ count: Int, _ format: NumberFormat) -> Cell {
    if isGap(start, count) { return .gap }
    return number(start, count, format) ?? other(start, count)
  }

  /// What a cell holds that is neither a gap nor a number.
  private func other(_ start: UnsafePointer<UInt8>, _ count: Int) -> Cell {
    if count >= 10, count <= 40, start[4] == UInt8(ascii: "-"),
      let date = DateText.date(UnsafeBufferPointer(start: start, count: count))
    {
      return .date(date.raw)
    }
    if let truth = Self.truth(start, count) { return .truth(truth) }
    return .word
  }

  /// `true` or `false` in the usual three ways of writing capitals.
  static func truth(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool? {
    for word in ["true", "True", "TRUE"] where equal(Array(word.utf8), start, count) {
      return true
    }
    for word in ["false", "False", "FALSE"] where equal(Array(word.utf8), start, count) {
      return false
    }
    return nil
  }

  /// A number with any sign, marks between thousands and exponent, or nil.
  func number(_ start: UnsafePointer<UInt8>, _ count: Int, _ format: NumberFormat) -> Cell? {
    guard count > 0, count <= 400 else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 2) { plain in
      var place = 0
      var size = 0
      func byte(_ step: Int = 0) -> UInt8 { place + step < count ? start[place + step] : 0 }
      func isDigit(_ value: UInt8) -> Bool { value &- 48 <= 9 }
      if byte() == UInt8(ascii: "+") {
        place += 1
      } else if byte() == UInt8(ascii: "-") || byte() == 0xE2 && byte(1) == 0x88 && byte(2) == 0x92
      {
        place += byte() == 0xE2 ? 3 : 1
        plain[size] = UInt8(ascii: "-")
        size += 1
      }
      let firstDigit = size
      while isDigit(byte()) {
        plain[size] = byte()
        size += 1
        place += 1
      }
      let length = size - firstDigit
      var hasGroups = false
      if length >= 1, length <= 3 {
        let width = groupMark(start + place, count - place, format)
        if width > 0 {
          let mark = start[place + width - 1]
          while groupMark(start + place, count - place, format) == width,
            start[place + width - 1] == mark
          {
            for step in 0..<3 { plain[size + step] = start[place + width + step] }
            size += 3
            place += width + 3
          }
          hasGroups = true
        }
      }
      var isWhole = true
      if byte() == format.mark {
        guard isDigit(byte(1)) || size > firstDigit else { return nil }
        isWhole = false
        plain[size] = UInt8(ascii: ".")
        size += 1
        place += 1
        while isDigit(byte()) {
          plain[size] = byte()
          size += 1
          place += 1
        }
      }
      guard size > firstDigit else { return nil }
      if byte() | 32 == UInt8(ascii: "e"), place < count {
        isWhole = false
        while place < count {
          guard
            isDigit(byte()) || byte() | 32 == UInt8(ascii: "e") || byte() == UInt8(ascii: "-")
              || byte() == UInt8(ascii: "+")
          else { return nil }
          plain[size] = byte()
          size += 1
          place += 1
        }
      }
      guard place == count else { return nil }
      plain[size] = 0x0A
      if isWhole, let value = Self.whole(plain, firstDigit, size) {
        if plain[firstDigit] == UInt8(ascii: "0"), size - firstDigit > 1 {
          return hasGroups ? nil : .zeros(value)
        }
        return .whole(value)
      }
      guard let base = plain.baseAddress else { return nil }
      var cursor = UnsafePointer(base)
      let stop = cursor + size
      var value = 0.0
      let reads = DecimalReader.shared.read(
        &cursor, end: stop, mark: UInt8(ascii: "."), into: &value)
      return reads && cursor == stop ? .decimal(value) : nil
    }
  }

  /// The bytes of a mark between thousands at a place, if three digits and no fourth follow; else 0.
  private func groupMark(
    _ start: UnsafePointer<UInt8>, _ count: Int, _ format: NumberFormat
  ) -> Int {
    guard count >= 4 else { return 0 }
    var width = 0
    let first = start[0]
    if first == 0x20 || first == UInt8(ascii: "'") || first == format.thousands && first != 0 {
      width = 1
    } else if first == 0xC2, start[1] == 0xA0 {
      width = 2
    } else if first == 0xE2, start[1] == 0x80,
      start[2] == 0x89 || start[2] == 0xAF || start[2] == 0x99
    {
      width = 3
    }
    guard width > 0, width + 3 <= count else { return 0 }
    for step in 0..<3 where start[width + step] &- 48 > 9 { return 0 }
    if width + 3 < count, start[width + 3] &- 48 <= 9 { return 0 }
    return width
  }

  private static func whole(
    _ plain: UnsafeMutableBufferPointer<UInt8>, _ first: Int, _ size: Int
  ) -> Int64? {
    guard size - first <= 19 else { return nil }
    var value: UInt64 = 0
    for place in first..<size { value = value &* 10 &+ UInt64(plain[place] &- 48) }
    guard value <= UInt64(Int64.max) else { return nil }
    return first > 0 ? -Int64(value) : Int64(value)
  }
}
