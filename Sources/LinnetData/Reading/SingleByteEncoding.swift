/// The encodings in which a byte is a letter, by the names people give them: `latin1`, `windows-1251`, `cp850`.
public struct SingleByteEncoding: Sendable {
  /// What the bytes from 0x80 on stand for; nil for Windows-1252, which is also taken for Latin-1.
  private let upper: [UInt16]?

  /// The encoding with a name, whatever its capitals and hyphens; nil for one that is not known.
  public init?(_ name: String) {
    switch NamedEncoding.plain(name) {
    case "latin1", "iso88591", "windows1252", "cp1252", "ansi", "ascii": upper = nil
    case "latin9", "iso885915": upper = Self.latin9
    case "windows1250", "cp1250": upper = Self.windows1250
    case "windows1251", "cp1251": upper = Self.windows1251
    case "windows1253", "cp1253": upper = Self.windows1253
    case "windows1254", "cp1254": upper = Self.windows1254
    case "windows1255", "cp1255": upper = Self.windows1255
    case "windows1256", "cp1256": upper = Self.windows1256
    case "windows1257", "cp1257": upper = Self.windows1257
    case "latin2", "iso88592": upper = Self.latin2
    case "iso88595": upper = Self.cyrillic
    case "iso88597": upper = Self.greek
    case "latin5", "iso88599": upper = Self.latin5
    case "cp852", "ibm852": upper = Self.cp852
    case "koi8u": upper = Self.koi8u
    case "koi8r": upper = Self.koi8r
    case "macroman", "macintosh", "mac": upper = Self.macRoman
    case "cp437", "ibm437", "dos": upper = Self.cp437
    case "cp850", "ibm850": upper = Self.cp850
    case "cp866", "ibm866": upper = Self.cp866
    default: return nil
    }
  }

  /// The text in UTF-8.
  public func decode(_ bytes: [UInt8]) -> [UInt8] {
    guard let upper else { return TextEncoding.windows(bytes) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 {
        result.append(byte)
      } else {
        TextEncoding.append(UInt32(upper[Int(byte) - 0x80]), to: &result)
      }
    }
    return result
  }
}
