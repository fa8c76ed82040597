/// Spaces of all kinds in UTF-8: the plain one, tabs, and those that break no line or are thin.
enum ByteSpaces {
  /// The bytes of a space at a place; 0 for none.
  static func width(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ end: Int) -> Int {
    let byte = bytes[place]
    if byte == 0x20 || byte == 0x09 { return 1 }
    if byte == 0xC2 { return place + 1 < end && bytes[place + 1] == 0xA0 ? 2 : 0 }
    guard place + 2 < end else { return 0 }
    return isWide(byte, bytes[place + 1], bytes[place + 2]) ? 3 : 0
  }

  /// True for the spaces of three bytes: U+2000 to U+200A, U+202F, U+205F, U+3000, and the mark U+FEFF.
  static func isWide(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second) {
    case (0xE2, 0x80): third >= 0x80 && third <= 0x8A || third == 0xAF
    case (0xE2, 0x81): third == 0x9F
    case (0xE3, 0x80): third == 0x80
    case (0xEF, 0xBB): third == 0xBF
    default: false
    }
  }

  /// Narrows a part of the bytes to what stands between outer spaces.
  static func trim(_ bytes: UnsafeBufferPointer<UInt8>, _ start: inout Int, _ end: inout Int) {
    while start < end, case let width = width(bytes, start, end), width > 0 { start += width }
    while start < end {
      let byte = bytes[end - 1]
      if byte == 0x20 || byte == 0x09 {
        end -= 1
      } else if byte == 0xA0, end - start >= 2, bytes[end - 2] == 0xC2 {
        end -= 2
      } else if byte >= 0x80, end - start >= 3, isWide(bytes[end - 3], bytes[end - 2], byte) {
        end -= 3
      } else {
        return
      }
    }
  }

  /// True when a space stands among the bytes that is not the plain one.
  static func hasSpecial(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for place in 0..<bytes.count where bytes[place] >= 0xC2 {
      if width(bytes, place, bytes.count) > 0 { return true }
    }
    return false
  }

  /// The bytes with plain spaces for all others, and none around them.
  static func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var start = 0
    var end = bytes.count
    trim(bytes, &start, &end)
    var result: [UInt8] = []
    result.reserveCapacity(end - start)
    while start < end {
      let width = width(bytes, start, end)
      result.append(width > 1 ? 0x20 : bytes[start])
      start += max(width, 1)
    }
    return result
  }
}
