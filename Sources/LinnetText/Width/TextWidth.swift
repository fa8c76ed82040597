/// How many places characters and texts take in a terminal, the one count of the whole project.
public enum TextWidth {
  /// The places of one Unicode scalar that stands alone: 0 for marks and control characters, 2 for wide ones.
  public static func of(_ scalar: Unicode.Scalar) -> Int { of(code: scalar.value) }

  /// The same for the number of a scalar.
  public static func of(code: UInt32) -> Int {
    if code < 0x300 { return code >= 0x20 && code < 0x7F || code >= 0xA0 ? 1 : 0 }
    if WidthTable.isZero(code) { return 0 }
    return code >= 0x1100 && WidthTable.isWide(code) ? 2 : 1
  }

  /// The places of one character as people count them, such as a letter with its accents or a flag.
  public static func of(_ character: Character) -> Int { joined(character.unicodeScalars) }

  /// The places of a text; a tab counts as one.
  public static func of(_ text: String) -> Int {
    var plain = 0
    for byte in text.utf8 {
      if byte >= 0x80 { return joined(text.unicodeScalars) }
      if byte >= 0x20 && byte != 0x7F || byte == 0x09 { plain += 1 }
    }
    return plain
  }

  /// The places of scalars one after another, of which pictures may be joined into one.
  private static func joined(_ scalars: String.UnicodeScalarView) -> Int {
    var width = 0
    // What the scalar before took, and whether a joiner stood there.
    var last = 0
    var isJoined = false
    for scalar in scalars {
      let code = scalar.value
      if code == 0xFE0F {
        // A variation selector asks for the picture form, which is wide.
        if last == 1 { width += 1 }
        last = 2
        continue
      }
      if code == 0x200D {
        isJoined = last == 2
        continue
      }
      // A tone of skin colours the picture before it.
      let isTone = code >= 0x1F3FB && code <= 0x1F3FF && last == 2
      let own = code == 0x09 ? 1 : of(code: code)
      if !isTone, !(isJoined && own > 0) {
        width += own
        if own > 0 { last = own }
      }
      isJoined = false
    }
    return width
  }

  /// True for characters that would steer a terminal or turn the direction of a line.
  public static func isControl(_ code: UInt32) -> Bool {
    code < 0x20 || code >= 0x7F && code < 0xA0 || code == 0x2028 || code == 0x2029
      || code >= 0x202A && code <= 0x202E || code >= 0x2066 && code <= 0x2069
  }

  /// A text cut to a width, with `…` at its end where something is missing.
  public static func cut(_ text: String, to width: Int) -> String {
    if of(text) <= width { return text }
    var result = ""
    var used = 0
    for character in text {
      let next = of(character)
      if used + next > width - 1 { break }
      used += next
      result.append(character)
    }
    return width > 0 ? result + "…" : ""
  }

  /// A text with spaces before or after it up to a width.
  public static func padded(_ text: String, to width: Int, isRight: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - of(text)))
    return isRight ? spaces + text : text + spaces
  }
}
