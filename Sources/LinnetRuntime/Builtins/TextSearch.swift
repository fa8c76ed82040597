/// Looking for one text in another.
enum TextSearch {
  /// The first place at or after `start` where `part` stands in `whole`; nil when it does not.
  ///
  /// Compares place by place while that goes well, else by Knuth, Morris and Pratt ("Fast pattern matching
  /// in strings", 1977): the work never grows faster than the lengths.
  static func first(
    _ part: UnsafeBufferPointer<UInt8>, in whole: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) -> Int? {
    if part.isEmpty { return start <= whole.count ? start : nil }
    guard whole.count >= part.count else { return nil }
    let last = whole.count - part.count
    let head = part[0]
    var place = start
    // Comparisons that led nowhere; a few for each place are no loss.
    var wasted = 0
    while place <= last {
      if whole[place] == head {
        var matched = 1
        while matched < part.count, whole[place + matched] == part[matched] { matched += 1 }
        if matched == part.count { return place }
        wasted += matched
        if wasted > 4 * (place - start) + 256 { return linear(part, in: whole, from: place + 1) }
      }
      place += 1
    }
    return nil
  }

  private static func linear(
    _ part: UnsafeBufferPointer<UInt8>, in whole: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    // How much of `part` still fits where its first so many bytes matched and the next did not.
    var fits = [Int32](repeating: 0, count: part.count)
    var length = 0
    for place in 1..<max(part.count, 1) {
      while length > 0, part[place] != part[length] { length = Int(fits[length - 1]) }
      if part[place] == part[length] { length += 1 }
      fits[place] = Int32(truncatingIfNeeded: length)
    }
    var matched = 0
    var place = start
    while place < whole.count {
      while matched > 0, whole[place] != part[matched] { matched = Int(fits[matched - 1]) }
      if whole[place] == part[matched] { matched += 1 }
      if matched == part.count { return place - matched + 1 }
      place += 1
    }
    return nil
  }
}

/// Texts of ASCII alone, where each byte is a letter.
enum PlainText {
  /// Whether all bytes are ASCII.
  static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    return all < 0x80
  }

  /// Whether a byte is a space, tab or end of a line.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
