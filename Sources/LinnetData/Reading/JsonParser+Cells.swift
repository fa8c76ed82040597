import LinnetText

/// Numbers and texts.
extension JsonParser {
  // MARK: Numbers

  /// Reads a number, strictly as JSON writes them: no plus, no zeros in front, digits on both sides.
  @inline(__always)
  mutating func number(into column: JsonColumn, row: Int) throws(JsonProblem) {
    let first = cursor
    let isNegative = cursor.pointee == UInt8(ascii: "-")
    if isNegative {
      cursor += 1
      if cursor.pointee == UInt8(ascii: "I") {
        try endless(from: first, into: column, row: row)
        return
      }
    }
    let digits = cursor
    var size: UInt64 = 0
    while case let digit = cursor.pointee &- 48, digit <= 9 {
      size = size &* 10 &+ UInt64(digit)
      cursor += 1
    }
    let count = cursor - digits
    guard count > 0 else { throw .wants(.value) }
    if count > 1, digits.pointee == 48 {
      cursor = first
      throw .wants(.value)
    }
    let next = cursor.pointee
    if next != UInt8(ascii: "."), next | 32 != UInt8(ascii: "e"),
      count < 19 || count == 19 && size <= UInt64(Int64.max)
    {
      let value = Int64(truncatingIfNeeded: size)
      try column.add(whole: isNegative ? -value : value, row: row, &room)
      return
    }
    // More digits than 64 bits have room for are kept as they are, as codes are.
    if next != UInt8(ascii: "."), next | 32 != UInt8(ascii: "e"), count <= 300 {
      let digits = UnsafeBufferPointer(start: first, count: cursor - first)
      try column.add(long: String(decoding: digits, as: UTF8.self), row: row, &room)
      return
    }
    try decimal(from: first, into: column, row: row)
  }

  @inline(__always)
  private mutating func decimal(
    from first: UnsafePointer<UInt8>, into column: JsonColumn, row: Int
  ) throws(JsonProblem) {
    if cursor.pointee == UInt8(ascii: "."), cursor[1] &- 48 > 9 {
      cursor = cursor + 1
      throw .wants(.digits)
    }
    cursor = first
    var value = 0.0
    if decimals.read(&cursor, end: end, mark: UInt8(ascii: "."), into: &value) {
      try column.add(decimal: value, row: row, &room)
    } else {
      try hugeNumber(from: first, into: column, row: row)
    }
  }

  /// Moves over a number that cannot be stored, or finds out where it is none.
  @inline(never)
  private mutating func hugeNumber(
    from first: UnsafePointer<UInt8>, into column: JsonColumn, row: Int
  ) throws(JsonProblem) {
    cursor = first
    while cursor.pointee &- 48 <= 9 || cursor.pointee == 45 || cursor.pointee == 46 { cursor += 1 }
    if cursor.pointee | 32 == UInt8(ascii: "e") {
      cursor += 1
      if cursor.pointee == 43 || cursor.pointee == 45 { cursor += 1 }
      guard cursor.pointee &- 48 <= 9 else { throw .wants(.digits) }
      while cursor.pointee &- 48 <= 9 { cursor += 1 }
    }
    let shown = UnsafeBufferPointer(start: first, count: min(cursor - first, 30))
    column.add(endless: String(decoding: shown, as: UTF8.self), row: row)
  }

  /// Moves over `-Infinity`.
  @inline(never)
  private mutating func endless(
    from first: UnsafePointer<UInt8>, into column: JsonColumn, row: Int
  ) throws(JsonProblem) {
    guard skip("Infinity") else { throw .wants(.value) }
    column.add(endless: "-Infinity", row: row)
  }

  // MARK: Texts

  /// A text without its quotes; the bytes stay until the next text is read.
  typealias Text = (start: UnsafePointer<UInt8>, count: Int)

  /// Reads the text whose opening quote the cursor stands at.
  @inline(__always)
  mutating func text() throws(JsonProblem) -> Text {
    let opening = cursor
    let first = cursor + 1
    var place = first
    // Eight bytes at once as long as none of them is a quote, a backslash or below a space.
    while place + 8 <= end {
      let word = UnsafeRawPointer(place).loadUnaligned(as: UInt64.self)
      if Self.hasSpecial(word) { break }
      place += 8
    }
    while true {
      let byte = place.pointee
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") { return try escapedText(opening, place) }
      if byte < 0x20, byte != 0x09 {
        cursor = place >= end ? end : byte == 0x0A || byte == 0x0D ? opening : place
        throw byte == 0x0A || byte == 0x0D ? .openText : place >= end ? .wants(.value) : .letter
      }
      place += 1
    }
    cursor = place + 1
    return (first, place - first)
  }

  /// True when one of eight bytes is a quote, a backslash or less than a space.
  @inline(__always)
  private static func hasSpecial(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let slash = word ^ (ones &* 0x5C)
    let found =
      ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- ones &* 0x20) & ~word)
    return found & (ones << 7) != 0
  }

  /// A text with escapes, undone in a place of its own.
  @inline(never)
  private mutating func escapedText(
    _ opening: UnsafePointer<UInt8>, _ firstEscape: UnsafePointer<UInt8>
  ) throws(JsonProblem) -> Text {
    scratch.removeAll()
    var place = opening + 1
    while place < firstEscape {
      scratch.append(place.pointee)
      place += 1
    }
    while true {
      let byte = place.pointee
      if byte == UInt8(ascii: "\"") { break }
      if byte < 0x20, byte != 0x09 {
        cursor = place >= end ? end : byte == 0x0A || byte == 0x0D ? opening : place
        throw byte == 0x0A || byte == 0x0D ? .openText : place >= end ? .wants(.value) : .letter
      }
      guard byte == UInt8(ascii: "\\") else {
        scratch.append(byte)
        place += 1
        continue
      }
      place += try escape(place)
    }
    cursor = place + 1
    return (UnsafePointer(scratch.base), scratch.count)
  }

  /// Undoes one escape; how many bytes it has.
  private mutating func escape(_ place: UnsafePointer<UInt8>) throws(JsonProblem) -> Int {
    cursor = place
    switch place[1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(place[1])
    case UInt8(ascii: "b"): scratch.append(0x08)
    case UInt8(ascii: "f"): scratch.append(0x0C)
    case UInt8(ascii: "n"): scratch.append(0x0A)
    case UInt8(ascii: "r"): scratch.append(0x0D)
    case UInt8(ascii: "t"): scratch.append(0x09)
    case UInt8(ascii: "u"):
      guard let unit = hexadecimal(place + 2) else { throw broken(place) }
      guard unit & 0xF800 == 0xD800 else {
        append(unit)
        return 6
      }
      // Letters beyond 65 535 come as a pair, the higher half first.
      guard unit < 0xDC00, place[6] == UInt8(ascii: "\\"), place[7] == UInt8(ascii: "u"),
        let low = hexadecimal(place + 8), low & 0xFC00 == 0xDC00
      else { throw broken(place) }
      append(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      return 12
    default: throw broken(place)
    }
    return 2
  }

  /// Why an escape cannot be read: it is none, or the file ends in it.
  private mutating func broken(_ place: UnsafePointer<UInt8>) -> JsonProblem {
    guard end - place < 12 else { return .letter }
    var at = place
    while at < end, at.pointee != UInt8(ascii: "\""), at.pointee >= 0x20 { at += 1 }
    guard at >= end else { return .letter }
    cursor = end
    return .wants(.value)
  }

  private func hexadecimal(_ place: UnsafePointer<UInt8>) -> UInt32? {
    var value: UInt32 = 0
    for step in 0..<4 {
      let byte = place[step]
      let letter = byte | 32
      if byte &- 48 <= 9 {
        value = value << 4 | UInt32(byte &- 48)
      } else if letter >= 97, letter <= 102 {
        value = value << 4 | UInt32(letter &- 87)
      } else {
        return nil
      }
    }
    return value
  }

  private func append(_ scalar: UInt32) {
    if scalar < 0x80 {
      scratch.append(UInt8(scalar))
      return
    }
    if scalar < 0x800 {
      scratch.append(UInt8(0xC0 | scalar >> 6))
    } else {
      if scalar < 0x10000 {
        scratch.append(UInt8(0xE0 | scalar >> 12))
      } else {
        scratch.append(UInt8(0xF0 | scalar >> 18))
        scratch.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      }
      scratch.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    }
    scratch.append(UInt8(0x80 | scalar & 0x3F))
  }
}
