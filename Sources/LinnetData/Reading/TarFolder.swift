/// The files of a tar archive (POSIX ustar and pax, GNU long names), by their names.
///
/// No number in the archive is believed: places lie inside the bytes that are there.
public struct TarFolder {
  private let bytes: [UInt8]
  private var places: [(name: String, range: Range<Int>)] = []

  /// True for bytes that begin with the header of an archive, whose check sum is right.
  public static func isLikely(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 512 && bytes[0] != 0 && header(bytes, 0) != nil
  }

  /// Reads the headers of an archive.
  ///
  /// Errors: `damaged-file`.
  public init(_ bytes: [UInt8]) throws(DataMistake) {
    self.bytes = bytes
    var place = 0
    var longName: String?
    var longSize: Int?
    while place + 512 <= bytes.count {
      // The end is a block of zeros; some programs write only one, and some none.
      if bytes[place..<(place + 512)].allSatisfy({ $0 == 0 }) { return }
      guard let header = Self.header(bytes, place) else {
        throw DataMistake("damaged-file", ["what": "a part is not where it should be"])
      }
      let start = place + 512
      let size = header.kind == 0 ? longSize ?? header.size : header.size
      guard size >= 0, size <= bytes.count - start else {
        throw DataMistake("damaged-file", ["what": "its end is missing"])
      }
      let content = start..<(start + size)
      switch header.kind {
      case UInt8(ascii: "L"):
        longName = Self.text(bytes[content])
      case UInt8(ascii: "x"):
        for (name, value) in Self.attributes(bytes[content]) {
          if name == "path" { longName = value }
          if name == "size" { longSize = Int(value) }
        }
      case UInt8(ascii: "g"), UInt8(ascii: "K"): break
      default:
        if header.kind == 0 { places.append((longName ?? header.name, content)) }
        longName = nil
        longSize = nil
      }
      place = start + min((size + 511) & ~511, bytes.count - start)
    }
  }

  /// The names of the files, with the folders before them, in the order of the archive.
  ///
  /// Hidden files and what macOS puts beside each file are left out.
  public var names: [String] {
    places.map { $0.name }.filter { name in
      guard let last = name.split(separator: "/", omittingEmptySubsequences: false).last else {
        return false
      }
      return !last.isEmpty && !last.hasPrefix(".") && !name.hasPrefix("__MACOSX/")
    }
  }

  /// The bytes of a file, the last one of its name; nil when there is none.
  public func bytes(of name: String) -> [UInt8]? {
    places.last { $0.name == name }.map { Array(bytes[$0.range]) }
  }

  // MARK: Headers

  private struct Header {
    var name: String
    /// 0 for an ordinary file, else the letter of its kind.
    var kind: UInt8
    var size: Int
  }

  /// The header at a place; nil when its check sum is wrong.
  private static func header(_ bytes: [UInt8], _ place: Int) -> Header? {
    guard place + 512 <= bytes.count else { return nil }
    let block = bytes[place..<(place + 512)]
    var sum = 0
    for (index, byte) in block.enumerated() {
      sum += index >= 148 && index < 156 ? 0x20 : Int(byte)
    }
    guard let check = number(block, 148, 8), check == sum, let size = number(block, 124, 12) else {
      return nil
    }
    var name = text(block[place..<(place + 100)])
    let isPosix = block[(place + 257)...].starts(with: "ustar\0".utf8)
    if isPosix, block[place + 345] != 0 {
      name = text(block[(place + 345)..<(place + 500)]) + "/" + name
    }
    let letter = block[place + 156]
    let isFile = letter == 0 || letter == UInt8(ascii: "0") || letter == UInt8(ascii: "7")
    return Header(name: name, kind: isFile ? 0 : letter, size: size)
  }

  /// A number in octal digits, or in bytes where the first has its highest bit.
  private static func number(_ block: ArraySlice<UInt8>, _ start: Int, _ count: Int) -> Int? {
    let field = block[(block.startIndex + start)..<(block.startIndex + start + count)]
    if let first = field.first, first == 0x80 {
      var value = 0
      for byte in field.dropFirst() {
        guard value < .max >> 9 else { return nil }
        value = value << 8 | Int(byte)
      }
      return value
    }
    var value = 0
    var hasDigit = false
    for byte in field {
      if byte == 0x20 || byte == 0 {
        if hasDigit { break }
        continue
      }
      guard byte >= 0x30, byte <= 0x37, value < .max >> 4 else { return nil }
      value = value << 3 | Int(byte - 0x30)
      hasDigit = true
    }
    return hasDigit ? value : nil
  }

  /// The letters up to the first zero.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    var text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    if text.hasPrefix("./") { text = String(text.unicodeScalars.dropFirst(2)) }
    return text
  }

  /// The lines `27 path=folder/name.csv` of an extended header.
  private static func attributes(_ bytes: ArraySlice<UInt8>) -> [(String, String)] {
    var found: [(String, String)] = []
    var rest = bytes
    while let blank = rest.firstIndex(of: 0x20),
      let length = Int(String(decoding: rest[..<blank], as: UTF8.self)),
      length > blank - rest.startIndex + 1, length <= rest.count
    {
      let line = rest[(blank + 1)..<(rest.startIndex + length)]
      if let equals = line.firstIndex(of: UInt8(ascii: "=")) {
        let value = line[(equals + 1)...].prefix { $0 != 0x0A }
        found.append((String(decoding: line[..<equals], as: UTF8.self), text(value)))
      }
      rest = rest[(rest.startIndex + length)...]
    }
    return found
  }
}
