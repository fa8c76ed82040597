import Linnet

/// Small readings that the front matter and the directives share.
extension Lesson {
  /// True for names such as `z-boson_2`.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        $0 >= 0x80 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
          || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
          || $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")
      }
  }

  /// A name made of a heading: `Meet the Z!` gives `meet-the-z`.
  static func name(of heading: String, orElse other: String) -> String {
    var bytes: [UInt8] = []
    for byte in heading.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
        bytes.append(byte)
      default: if let last = bytes.last, last != UInt8(ascii: "-") { bytes.append(0x2D) }
      }
    }
    while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
    return bytes.isEmpty ? other : String(decoding: bytes, as: UTF8.self)
  }

  /// A name made of a file's: `lessons/z boson.lesson.md` gives `z-boson`.
  static func name(ofFile path: String) -> String {
    var name = String(path.split(separator: "/").last ?? "")
    for ending in [".lesson.md", ".lesson"] where name.hasSuffix(ending) {
      name = String(name.dropLast(ending.utf8.count))
      break
    }
    return Lesson.name(of: name, orElse: "lesson")
  }

  /// The items of `[a, b]` or `a, b`.
  public static func list(_ text: String) -> [String] {
    var text = text.trimmed
    if text.utf8.first == UInt8(ascii: "["), text.utf8.last == UInt8(ascii: "]") {
      text = String(text.dropFirst().dropLast())
    }
    return text.utf8.split(separator: UInt8(ascii: ",")).map {
      unquoted(String(Substring($0)).trimmed)
    }.filter { !$0.isEmpty }
  }

  /// The text without one pair of quotes around it.
  static func unquoted(_ text: String) -> String {
    let bytes = text.utf8
    guard bytes.count >= 2, let first = bytes.first, first == bytes.last,
      first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    else { return text }
    return String(text.dropFirst().dropLast())
  }

  /// A number as a teacher writes it; a decimal comma is one.
  static func number(_ text: String) -> Double? {
    switch NumberReading.number(withPoint(text)) {
    case .whole(let whole): Double(whole)
    case .decimal(let decimal): decimal
    default: nil
    }
  }

  /// A whole number.
  static func whole(_ text: String) -> Int? {
    guard let number = number(text), number == number.rounded(), abs(number) < 1e15 else {
      return nil
    }
    return Int(number)
  }

  /// The text with a point in place of its only comma.
  static func withPoint(_ text: String) -> String {
    var bytes = Array(text.utf8)
    let commas = bytes.indices.filter { bytes[$0] == UInt8(ascii: ",") }
    if commas.count == 1, !bytes.contains(UInt8(ascii: ".")) {
      bytes[commas[0]] = UInt8(ascii: ".")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// True for a path that cannot leave the lesson's folder.
  static func staysBeside(_ path: String) -> Bool {
    !path.isEmpty && path.utf8.first != UInt8(ascii: "/") && !path.utf8.contains(0x5C)
      && !path.split(separator: "/").contains("..")
  }

  /// The name that a misspelt one may mean; nil when none is near.
  static func nearest(_ name: String, to names: [String]) -> String? {
    Spelling.nearest(name, among: names)
  }
}
