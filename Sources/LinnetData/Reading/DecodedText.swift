/// The bytes of a text file in UTF-8, and how they were stored.
///
/// In this order: a byte-order mark; UTF-8; UTF-16 or UTF-32 by their zeros; UTF-8 with a few stray bytes; else
/// Windows-1252, which cannot fail. A text is UTF-8 with stray bytes when at least two letters of several bytes
/// are right for each byte that is wrong: in a text of single bytes hardly any two of them happen to fit together.
/// Stray bytes are shown as the letters that Windows-1252 has for them.
public struct DecodedText {
  /// The text, without a byte-order mark.
  public private(set) var text: [UInt8]
  /// How it was stored.
  public let encoding: TextEncoding
  /// The bytes that are no UTF-8 in a text that is; nil when there are none.
  public private(set) var strays: StrayBytes?

  /// Finds out how bytes are stored, unless `known` says it, and turns them into UTF-8.
  public init(_ bytes: consuming [UInt8], known: TextEncoding? = nil) {
    let marked = Self.mark(bytes)
    let isStrict = marked == nil && TextEncoding.isUTF8(bytes)
    // Zeros are letters of UTF-8 too, but in no text.
    encoding =
      known.map { Self.ordered($0, marked, bytes) } ?? marked ?? UnicodeZeros.pattern(bytes)
      ?? (isStrict ? .utf8 : Self.unmarked(bytes))
    switch encoding {
    case .utf8:
      // Files that were put together of several have several marks in front.
      while bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
      if isStrict || TextEncoding.isUTF8(bytes) {
        text = bytes
      } else {
        (text, strays) = StrayBytes.mended(bytes)
      }
    case .utf16Little, .utf16Big:
      text = Self.utf16(bytes, from: marked == encoding ? 2 : 0, isBig: encoding == .utf16Big)
    case .utf32Little, .utf32Big:
      text = Self.utf32(bytes, from: marked == encoding ? 4 : 0, isBig: encoding == .utf32Big)
    case .windows1252: text = TextEncoding.windows(bytes)
    }
  }

  /// Hands the text on, so that nobody else has it.
  public mutating func take() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &text)
    return taken
  }

  /// UTF-16 and UTF-32 by name, in the order of bytes that the file has.
  private static func ordered(
    _ known: TextEncoding, _ marked: TextEncoding?, _ bytes: [UInt8]
  ) -> TextEncoding {
    guard let found = marked ?? UnicodeZeros.pattern(bytes), found.name == known.name else {
      return known
    }
    return found
  }

  private static func mark(_ bytes: [UInt8]) -> TextEncoding? {
    guard bytes.count >= 2 else { return nil }
    if bytes[0] == 0xFF, bytes[1] == 0xFE {
      // Half of a letter of zero is no beginning of a text in UTF-16.
      return bytes.count >= 4 && bytes[2] == 0 && bytes[3] == 0 ? .utf32Little : .utf16Little
    }
    if bytes[0] == 0xFE, bytes[1] == 0xFF { return .utf16Big }
    if bytes.starts(with: [0x00, 0x00, 0xFE, 0xFF]) { return .utf32Big }
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? .utf8 : nil
  }

  /// UTF-8 with stray bytes, or Windows-1252.
  private static func unmarked(_ bytes: [UInt8]) -> TextEncoding {
    let tally = bytes.withUnsafeBytes { StrayBytes.tally($0) }
    return tally.letters > 0 && tally.letters / 2 >= tally.strays ? .utf8 : .windows1252
  }

  // MARK: UTF-16 and UTF-32

  private static func utf16(_ bytes: [UInt8], from start: Int, isBig: Bool) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 2)
    func unit(_ place: Int) -> UInt32 {
      let first = UInt32(bytes[place])
      let second = UInt32(bytes[place + 1])
      return isBig ? first << 8 | second : second << 8 | first
    }
    var place = start
    while place + 1 < bytes.count {
      var code = unit(place)
      place += 2
      if code >= 0xD800, code < 0xDC00, place + 1 < bytes.count {
        let low = unit(place)
        if low >= 0xDC00, low < 0xE000 {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
          place += 2
        }
      }
      TextEncoding.append(code, to: &result)
    }
    return result
  }

  private static func utf32(_ bytes: [UInt8], from start: Int, isBig: Bool) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 4)
    var place = start
    while place + 3 < bytes.count {
      var code: UInt32 = 0
      for step in 0..<4 {
        code |= UInt32(bytes[place + step]) << UInt32(8 * (isBig ? 3 - step : step))
      }
      place += 4
      TextEncoding.append(code < 0x110000 ? code : 0xFFFD, to: &result)
    }
    return result
  }
}

/// UTF-16 and UTF-32 without a mark show as zeros in always the same places of plain text.
enum UnicodeZeros {
  /// The encoding that the zeros of a text speak of; nil for none.
  ///
  /// In a table signs between the cells, digits and line breaks are plain, in whatever letters its words are. A zero
  /// counts where the byte beside it is such a sign; a few in a file of single bytes, or in one of no text, speak of
  /// nothing.
  static func pattern(_ bytes: [UInt8]) -> TextEncoding? {
    let count = min(bytes.count & ~3, 1 << 12)
    guard count >= 8 else { return nil }
    var zeros = [0, 0, 0, 0]
    for place in 0..<count where bytes[place] == 0 { zeros[place & 3] += 1 }
    guard zeros[0] + zeros[1] + zeros[2] + zeros[3] > 2 else { return nil }
    let quarter = count / 4
    // The highest byte of UTF-32 is always a zero, the next one but for rare letters.
    if zeros[3] == quarter, zeros[2] * 10 >= quarter * 9, zeros[0] * 20 <= quarter {
      return .utf32Little
    }
    if zeros[0] == quarter, zeros[1] * 10 >= quarter * 9, zeros[3] * 20 <= quarter {
      return .utf32Big
    }
    let even = zeros[0] + zeros[2]
    let odd = zeros[1] + zeros[3]
    // One letter in ten is plain even where words are Chinese.
    if odd * 20 >= count, even * 8 <= odd, arePlain(bytes, count, besides: 1) {
      return .utf16Little
    }
    if even * 20 >= count, odd * 8 <= even, arePlain(bytes, count, besides: 0) {
      return .utf16Big
    }
    return nil
  }

  /// True when nearly all bytes beside zeros are letters, signs, tabs and line breaks.
  private static func arePlain(_ bytes: [UInt8], _ count: Int, besides zero: Int) -> Bool {
    var strange = 0
    var plain = 0
    for place in stride(from: 0, to: count, by: 2) where bytes[place + zero] == 0 {
      let letter = bytes[place + 1 - zero]
      if letter >= 0x20 && letter != 0x7F || letter >= 0x09 && letter <= 0x0D {
        plain += 1
      } else {
        strange += 1
      }
    }
    return strange * 50 <= plain
  }
}
