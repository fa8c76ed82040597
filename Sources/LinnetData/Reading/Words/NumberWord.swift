import LinnetText

/// A cell looked at as a number: what stands before, in and behind its digits.
///
///     €1.234,50   prefix `€`, digits `1.234,50`
///     5.8 b       digits `5.8`, suffix `b`, which stands apart
///     (12.00)     digits `12.00`, negative
///
/// What its marks mean is not decided here: a column, and the whole file, prove it together.
struct NumberWord {
  /// What the marks among the digits can mean.
  struct Readings {
    /// Fits where a point begins the decimals.
    var point = false
    /// Fits where a comma does.
    var comma = false
  }

  /// The bytes of the cell without outer spaces.
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Where the digits with their marks stand, the exponent included.
  private(set) var body: Range<Int> = 0..<0
  /// What stands before the digits, such as a sign of money.
  private(set) var prefix: Range<Int> = 0..<0
  /// What stands behind the digits, such as `%` or a flag.
  private(set) var suffix: Range<Int> = 0..<0
  /// True when a space stands between the digits and the suffix.
  private(set) var isApart = false
  /// True for `-5`, `(5)` and `5-`.
  private(set) var isNegative = false
  /// True for `(5)` and `5-`, which bookkeepers write.
  private(set) var isBookkeeping = false
  /// True for `<0.1` and `>100`, which are no numbers but say where one lies.
  private(set) var isLimit = false
  private(set) var hasPlus = false
  /// True when a zero stands before another digit.
  private(set) var hasLeadingZero = false
  /// True for digits, the letter E and digits, without a point or a sign.
  private(set) var isDigitsE = false
  private(set) var hasExponent = false
  private(set) var points = 0
  private(set) var commas = 0
  /// How many blanks or apostrophes stand between groups of digits.
  private(set) var blanks = 0
  /// How many digits there are, those of the exponent left out.
  private(set) var digits = 0
  /// The digits before the first mark, between marks (all of three), and behind the last mark.
  private var first = 0
  private var areGroups = true
  private var last = 0
  private var lastMark: UInt8 = 0
  private var firstIsZero = false
  private var hasOneKindBeforeLast = true
  private var markBefore: UInt8 = 0

  /// True when a point, a comma or both stand among the digits.
  var hasMarks: Bool { points + commas > 0 }

  /// Takes a cell apart; nil when it is nothing like a number.
  init?(_ word: UnsafeBufferPointer<UInt8>) {
    bytes = word
    var place = 0
    var end = word.count
    Self.trim(word, &place, &end)
    guard place < end, end - place <= 400 else { return nil }
    if word[place] == UInt8(ascii: "("), word[end - 1] == UInt8(ascii: ")") {
      isNegative = true
      isBookkeeping = true
      place += 1
      end -= 1
      Self.trim(word, &place, &end)
    }
    if let width = Self.limit(word, place, end) {
      isLimit = true
      place += width
      while place < end, word[place] == 0x20 { place += 1 }
    }
    takeSign(&place, end)
    let start = place
    while place < end, !Self.beginsNumber(word, place, end) {
      // Accountants put their sign at the left end of the cell.
      if word[place] != 0x20, place - start > 8 { return nil }
      place += 1
    }
    guard place < end else { return nil }
    var stop = place
    // `$-5`, `$ 5`
    if stop > start, !isNegative, word[stop - 1] == UInt8(ascii: "-") {
      isNegative = true
      stop -= 1
    }
    prefix = Self.trimmed(word, start..<stop)
    guard prefix.isEmpty || MoneySigns.contains(word, prefix) else { return nil }
    guard takeBody(&place, end) else { return nil }
    var from = place
    while from < end, case let width = Self.space(word, from, end), width > 0 { from += width }
    isApart = from > place
    suffix = from..<end
    if !suffix.isEmpty, !takeSuffix() { return nil }
  }

  // MARK: Parts

  private mutating func takeSign(_ place: inout Int, _ end: Int) {
    guard place < end else { return }
    if bytes[place] == UInt8(ascii: "+") {
      hasPlus = true
      place += 1
    } else if bytes[place] == UInt8(ascii: "-") {
      isNegative = true
      place += 1
    } else if bytes[place] == 0xE2, place + 3 < end,
      bytes[place + 1] == 0x88 && bytes[place + 2] == 0x92
        || bytes[place + 1] == 0x80 && bytes[place + 2] == 0x93
    {
      // The minus of mathematics, and the dash that printers use for it.
      isNegative = true
      place += 3
    }
  }

  private mutating func takeBody(_ place: inout Int, _ end: Int) -> Bool {
    let start = place
    firstIsZero = bytes[place] == UInt8(ascii: "0")
    var group = takeDigits(&place, end)
    first = group
    hasLeadingZero = firstIsZero && group > 1
    while place < end {
      let width = mark(place, end)
      guard width > 0 else { break }
      let sign = bytes[place]
      let following = Self.digitCount(bytes, place + width, end)
      let isPlain = sign == UInt8(ascii: ".") || sign == UInt8(ascii: ",")
      if following == 0 {
        // `5.` is a number; `5, ` is the end of one.
        guard isPlain, place + width == end else { break }
      } else if !isPlain, following != 3 || group > 3 || group == 0 {
        break
      }
      if lastMark != 0 {
        if group != 3 { areGroups = false }
        if markBefore != 0, markBefore != lastMark { hasOneKindBeforeLast = false }
        markBefore = lastMark
      }
      lastMark = isPlain ? sign : UInt8(ascii: " ")
      if sign == UInt8(ascii: ".") {
        points += 1
      } else if sign == UInt8(ascii: ",") {
        commas += 1
      } else {
        blanks += 1
      }
      place += width
      group = takeDigits(&place, end)
      last = group
    }
    guard digits > 0 else { return false }
    if place < end, bytes[place] | 32 == UInt8(ascii: "e") {
      var next = place + 1
      var hasSign = false
      if next < end, bytes[next] == UInt8(ascii: "-") || bytes[next] == UInt8(ascii: "+") {
        hasSign = true
        next += 1
      }
      let count = Self.digitCount(bytes, next, end)
      if count > 0, count <= 4 {
        hasExponent = true
        isDigitsE = !hasSign && lastMark == 0 && !isNegative && !hasPlus && prefix.isEmpty
        place = next + count
      }
    }
    body = start..<place
    return true
  }

  private mutating func takeDigits(_ place: inout Int, _ end: Int) -> Int {
    let count = Self.digitCount(bytes, place, end)
    digits += count
    place += count
    return count
  }

  /// Takes what stands behind the digits; false when that makes it no number.
  private mutating func takeSuffix() -> Bool {
    if suffix.count == 1, bytes[suffix.lowerBound] == UInt8(ascii: "-") {
      guard !isNegative else { return false }
      isNegative = true
      isBookkeeping = true
      suffix = suffix.upperBound..<suffix.upperBound
      isApart = false
      return true
    }
    guard suffix.count <= 14 else { return false }
    // `[1]` and `(p)` are flags; other digits are none.
    let isBracketed =
      bytes[suffix.lowerBound] == UInt8(ascii: "[") || bytes[suffix.lowerBound] == UInt8(ascii: "(")
    for place in suffix {
      let byte = bytes[place]
      if byte == UInt8(ascii: "/"), place > suffix.lowerBound { continue }
      if byte &- 48 <= 9 {
        guard isBracketed || place > suffix.lowerBound && Self.isUnitDigit(bytes, place, suffix)
        else { return false }
      } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/")
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "\"")
        || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "'")
      {
        return false
      }
    }
    return true
  }

  /// True for the 2 of `km2` and `m/s2`: nothing but digits behind it.
  private static func isUnitDigit(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ suffix: Range<Int>
  ) -> Bool {
    place == suffix.upperBound - 1
      && (bytes[place] == UInt8(ascii: "2") || bytes[place] == UInt8(ascii: "3"))
  }

  // MARK: Meaning

  /// What the marks can mean.
  var readings: Readings {
    Readings(point: fits(mark: UInt8(ascii: ".")), comma: fits(mark: UInt8(ascii: ",")))
  }

  /// True when the digits are a number whose decimals begin at this mark.
  func fits(mark: UInt8) -> Bool {
    if lastMark == 0 { return true }
    let count = mark == UInt8(ascii: ".") ? points : commas
    if lastMark == mark {
      guard count == 1 else { return false }
      return markBefore == 0
        || areGroups && first >= 1 && first <= 3 && hasOneKindBeforeLast && !firstIsZero
    }
    // All marks stand between thousands.
    return count == 0 && areGroups && last == 3 && first >= 1 && first <= 3 && !firstIsZero
      && !hasExponent && (markBefore == 0 || markBefore == lastMark && hasOneKindBeforeLast)
  }

  /// The number, where decimals begin at this mark; nil when it does not fit.
  func number(mark: UInt8) -> Cell? {
    guard fits(mark: mark) else { return nil }
    let isWhole = !hasExponent && (points + commas == 0 || lastMark != mark)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: body.count + 3) {
      plain -> Cell? in
      var size = 0
      if isNegative {
        plain[0] = UInt8(ascii: "-")
        size = 1
      }
      let firstDigit = size
      var isExponent = false
      for place in body {
        let byte = bytes[place]
        if byte &- 48 <= 9 {
          plain[size] = byte
          size += 1
        } else if byte == mark {
          plain[size] = UInt8(ascii: ".")
          size += 1
        } else if byte | 32 == UInt8(ascii: "e"), byte < 0x80 {
          isExponent = true
          plain[size] = UInt8(ascii: "e")
          size += 1
        } else if isExponent {
          plain[size] = byte
          size += 1
        }
      }
      if isWhole, let value = Self.whole(plain, firstDigit, size) {
        // A zero below nothing is a decimal: no whole number is one.
        return value == 0 && isNegative ? .decimal(-0.0) : .whole(value)
      }
      plain[size] = 0x0A
      guard let base = plain.baseAddress else { return nil }
      var cursor = UnsafePointer(base)
      let stop = cursor + size
      var value = 0.0
      let reads = DecimalReader.shared.read(
        &cursor, end: stop, mark: UInt8(ascii: "."), into: &value)
      return reads && cursor == stop ? .decimal(value) : nil
    }
  }

  /// True for digits with at most this mark and an exponent among them, and nothing around them.
  func isPlain(mark: UInt8) -> Bool {
    prefix.isEmpty && suffix.isEmpty && blanks == 0 && !isBookkeeping && !isLimit && !hasLeadingZero
      && (mark == UInt8(ascii: ".") ? points <= 1 && commas == 0 : commas <= 1 && points == 0)
      && !(hasPlus && digits >= 7 && !hasMarks && !hasExponent)
  }

  /// True for `-0`.
  var isNegativeZero: Bool {
    guard isNegative, !hasMarks, !hasExponent else { return false }
    for place in body where bytes[place] &- 49 < 9 { return false }
    return true
  }

  /// True for a whole number that no 64 bits hold.
  var isTooLong: Bool {
    guard !hasMarks, !hasExponent, digits >= 19 else { return false }
    if case .whole? = number(mark: UInt8(ascii: ".")) { return false }
    return true
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

  // MARK: Bytes

  /// The bytes of a mark between or behind digits at a place; 0 for none.
  private func mark(_ place: Int, _ end: Int) -> Int {
    let byte = bytes[place]
    if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "'") {
      return 1
    }
    if byte == 0xE2, place + 3 <= end, bytes[place + 1] == 0x80, bytes[place + 2] == 0x99 {
      return 3
    }
    return Self.space(bytes, place, end)
  }

  private static func digitCount(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int)
    -> Int
  {
    var place = start
    while place < end, bytes[place] &- 48 <= 9 { place += 1 }
    return place - start
  }

  private static func beginsNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ end: Int)
    -> Bool
  {
    let byte = bytes[place]
    if byte &- 48 <= 9 { return true }
    guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") else { return false }
    return place + 1 < end && bytes[place + 1] &- 48 <= 9
  }

  private static func limit(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ end: Int) -> Int? {
    guard place < end else { return nil }
    if bytes[place] == UInt8(ascii: "<") || bytes[place] == UInt8(ascii: ">") {
      return place + 1 < end && bytes[place + 1] == UInt8(ascii: "=") ? 2 : 1
    }
    // ≤ and ≥
    guard place + 3 < end, bytes[place] == 0xE2, bytes[place + 1] == 0x89 else { return nil }
    return bytes[place + 2] == 0xA4 || bytes[place + 2] == 0xA5 ? 3 : nil
  }

  /// The bytes of a space of any kind at a place; 0 for none.
  static func space(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ end: Int) -> Int {
    ByteSpaces.width(bytes, place, end)
  }

  private static func trim(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: inout Int, _ end: inout Int
  ) {
    ByteSpaces.trim(bytes, &start, &end)
  }

  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<
    Int
  > {
    var start = range.lowerBound
    var end = range.upperBound
    trim(bytes, &start, &end)
    return start..<end
  }

  /// What stays true when the bytes are gone.
  struct Facts {
    let points: Int
    let commas: Int
    let suffix: String
    let isBookkeeping: Bool
    let hasLeadingZero: Bool
    let hasPlus: Bool
    let isTooLong: Bool
    let isDigitsE: Bool
  }

  var facts: Facts {
    Facts(
      points: points, commas: commas, suffix: text(suffix), isBookkeeping: isBookkeeping,
      hasLeadingZero: hasLeadingZero, hasPlus: hasPlus, isTooLong: isTooLong, isDigitsE: isDigitsE)
  }

  /// A part of the cell as text.
  func text(_ part: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[part]), as: UTF8.self)
  }
}
