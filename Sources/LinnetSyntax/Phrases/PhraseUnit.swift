/// One word, number, quoted text or sign of a line that is held against the phrase book.
///
/// The lexer reads the language; these read whatever people write, such as `birds %>% head(5)` and `what's`.
struct PhraseUnit {
  /// What a unit can be.
  enum Kind { case word, number, text, sign }

  var kind: Kind
  /// As written; a text with both quotes, also where the second was forgotten.
  var text: String
  /// In small letters, for comparing; of a text what stands between the quotes.
  var small: String
  /// True when no space stands before it.
  var isAttached: Bool

  /// A unit that was not typed, such as a word put in another's place.
  init(_ kind: Kind, _ text: String, isAttached: Bool = false) {
    self.kind = kind
    self.text = text
    self.isAttached = isAttached
    switch kind {
    case .text:
      let inside = text.utf8.dropFirst().dropLast()
      small = String(decoding: Array(inside), as: UTF8.self)
    case .word: small = text.lowercased()
    case .number, .sign: small = text
    }
  }

  func isSign(_ sign: String) -> Bool { kind == .sign && small == sign }

  func isWord(_ word: String) -> Bool { kind == .word && small == word }

  /// The words, numbers, texts and signs of a line.
  static func units(of line: ArraySlice<UInt8>) -> [PhraseUnit] {
    let bytes = Array(line)
    var units: [PhraseUnit] = []
    var place = 0
    var hasSpace = false
    while place < bytes.count {
      let (code, length) = Letters.decode(bytes, place)
      if Letters.isSpace(code) || Letters.isLineEnd(code) {
        hasSpace = true
        place += length
        continue
      }
      // What stands behind `#` is a remark.
      if code == 0x23 { break }
      let (unit, end) = unit(bytes, place, code, length)
      units.append(unit)
      units[units.count - 1].isAttached = !hasSpace && units.count > 1
      hasSpace = false
      place = end
    }
    return units
  }

  private static func unit(
    _ bytes: [UInt8], _ place: Int, _ code: UInt32, _ length: Int
  ) -> (PhraseUnit, Int) {
    let text = { (end: Int) in String(decoding: bytes[place..<end], as: UTF8.self) }
    if let closers = closers(of: code) {
      var end = place + length
      while end < bytes.count {
        let (next, size) = Letters.decode(bytes, end)
        if closers.contains(next) {
          let inside = String(decoding: bytes[(place + length)..<end], as: UTF8.self)
          return (PhraseUnit(.text, quoted(inside)), end + size)
        }
        end += size
      }
      // A forgotten quote: the word before a comma or bracket, else all that follows.
      end = place + length
      while end < bytes.count, ![0x2C, 0x29, 0x5D].contains(bytes[end]) { end += 1 }
      let inside = String(decoding: bytes[(place + length)..<end], as: UTF8.self)
      return (PhraseUnit(.text, quoted(inside)), end)
    }
    if isDigit(code) || code == 0x2E && place + 1 < bytes.count && isDigit(UInt32(bytes[place + 1]))
    {
      let end = endOfNumber(bytes, place)
      return (PhraseUnit(.number, text(end)), end)
    }
    if Letters.startsName(code) {
      var end = place + length
      while end < bytes.count {
        let (next, size) = Letters.decode(bytes, end)
        // `what's`, `d'espèces`.
        let joins =
          (next == 0x27 || next == 0x2019) && end + size < bytes.count
          && Letters.startsName(Letters.decode(bytes, end + size).code)
        guard Letters.continuesName(next) || joins else { break }
        end += size
      }
      return (PhraseUnit(.word, text(end)), end)
    }
    for sign in signs where bytes[place...].starts(with: sign.utf8) {
      return (PhraseUnit(.sign, sign), place + sign.utf8.count)
    }
    let plain: [UInt32: String] = [
      0x2264: "<=", 0x2265: ">=", 0x2260: "!=", 0xD7: "*", 0xF7: "/", 0xB7: "*", 0x2212: "-",
    ]
    return (PhraseUnit(.sign, plain[code] ?? text(place + length)), place + length)
  }

  /// A text between plain quotes.
  static func quoted(_ inside: String) -> String {
    var bytes: [UInt8] = [0x22]
    for byte in inside.utf8 {
      if byte == 0x22 { bytes.append(0x5C) }
      bytes.append(byte)
    }
    bytes.append(0x22)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func closers(of code: UInt32) -> [UInt32]? {
    switch code {
    case 0x22: [0x22, 0x201C, 0x201D]
    case 0x27: [0x27, 0x2019]
    case 0x60: [0x60]
    case 0x201C, 0x201D, 0x201E: [0x201C, 0x201D, 0x22]
    case 0x2018, 0x201A: [0x2018, 0x2019, 0x27]
    case 0xAB: [0xBB]
    default: nil
    }
  }

  private static func isDigit(_ code: UInt32) -> Bool { code >= 0x30 && code <= 0x39 }

  private static func endOfNumber(_ bytes: [UInt8], _ start: Int) -> Int {
    var end = start
    var hasPoint = false
    while end < bytes.count {
      let byte = bytes[end]
      let next = end + 1 < bytes.count ? UInt32(bytes[end + 1]) : 0
      if isDigit(UInt32(byte)) || byte == 0x5F {
        end += 1
      } else if byte == 0x2E, !hasPoint, isDigit(next) {
        hasPoint = true
        end += 1
      } else if byte | 0x20 == 0x65, isDigit(next) {
        end += 2
      } else {
        break
      }
    }
    return max(end, start + 1)
  }

  /// Signs of more than one character, the longest first.
  private static let signs = [
    "%in%", "%>%", "...", "..", "<-", "|>", "=>", "->", "==", "!=", "<>", "<=", ">=", "&&", "||",
    "++", "--",
    "+=", "-=", "*=", "**", "//", "::", ":=", "%%",
  ]
}

extension [PhraseUnit] {
  /// The units as a line of text, spaced as written.
  var line: String {
    var line = ""
    for (place, unit) in enumerated() {
      if place > 0, !unit.isAttached { line += " " }
      line += unit.text
    }
    return line
  }
}

extension ArraySlice<PhraseUnit> {
  /// The place of the bracket that closes the one at a place; nil when none does.
  func partner(of open: Int) -> Int? {
    var depth = 0
    for place in open..<endIndex where self[place].kind == .sign {
      switch self[place].small {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        if depth == 0 { return place }
      default: break
      }
    }
    return nil
  }

  /// The parts between signs or words that stand outside brackets.
  func parts(between isSeparator: (PhraseUnit) -> Bool) -> [ArraySlice<PhraseUnit>] {
    var parts: [ArraySlice<PhraseUnit>] = []
    var start = startIndex
    var depth = 0
    for place in indices {
      let unit = self[place]
      if depth == 0, isSeparator(unit) {
        parts.append(self[start..<place])
        start = place + 1
      } else if unit.kind == .sign {
        switch unit.small {
        case "(", "[", "{": depth += 1
        case ")", "]", "}": depth = Swift.max(0, depth - 1)
        default: break
        }
      }
    }
    parts.append(self[start...])
    return parts
  }
}
