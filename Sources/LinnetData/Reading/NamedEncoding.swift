/// An encoding by the name a person gives it: `utf-16`, `latin1`, `windows-1251`.
public enum NamedEncoding: Sendable {
  /// One of the encodings of Unicode.
  case unicode(TextEncoding)
  /// One in which a byte is a letter.
  case singleByte(SingleByteEncoding)

  /// The encoding with a name, whatever its capitals and hyphens; nil for one that is not known.
  public init?(_ name: String) {
    switch Self.plain(name) {
    case "utf8", "utf8sig", "utf8bom", "unicode", "cp65001": self = .unicode(.utf8)
    case "utf16", "utf16le", "ucs2", "ucs2le", "unicodelittle": self = .unicode(.utf16Little)
    case "utf16be", "ucs2be", "unicodebig": self = .unicode(.utf16Big)
    case "utf32", "utf32le", "ucs4": self = .unicode(.utf32Little)
    case "utf32be": self = .unicode(.utf32Big)
    default:
      guard let encoding = SingleByteEncoding(name) else { return nil }
      self = .singleByte(encoding)
    }
  }

  /// The text of a file that is stored this way.
  public func decode(_ bytes: consuming [UInt8]) -> DecodedText {
    switch self {
    case .unicode(let encoding): DecodedText(bytes, known: encoding)
    case .singleByte(let encoding): DecodedText(encoding.decode(bytes), known: .utf8)
    }
  }

  /// True for the name of an encoding that is well known and cannot be read.
  ///
  /// In all of these a letter may have several bytes.
  public static func isKnownElsewhere(_ name: String) -> Bool {
    let plain = plain(name)
    return elsewhere.contains(plain)
      || ["shiftjis", "sjis", "eucjp", "gb", "big5", "euckr", "iso2022"].contains {
        plain.hasPrefix($0)
      }
  }

  private static let elsewhere: Set<String> = [
    "utf7", "utf1", "utfebcdic", "cesu8", "cp932", "windows31j", "ms932", "cp936", "cp949", "cp950",
    "cp1361", "johab", "uhc", "ksc5601", "ksx1001", "hz", "euctw", "euccn", "cp037", "ebcdic",
    "cp500", "ibm037", "scsu", "bocu1",
  ]

  /// A name without capitals, hyphens and blanks.
  static func plain(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.lowercased().unicodeScalars.filter { $0 != "-" && $0 != "_" && $0 != " " }))
  }
}
