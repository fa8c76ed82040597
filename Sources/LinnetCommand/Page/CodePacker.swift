/// Takes out of the pages' own code what only its readers need: comments, indentation, spaces between signs.
///
/// It knows the JavaScript and the style sheet in `Code`, not every program: statements end with semicolons there, and
/// no text between backticks holds another one.
struct CodePacker {
  private let bytes: [UInt8]
  private var place = 0
  private var output: [UInt8] = []

  /// A script without what only its readers need.
  static func script(_ bytes: [UInt8]) -> String {
    var packer = CodePacker(bytes: bytes)
    while packer.place < bytes.count { packer.step() }
    return String(decoding: packer.output, as: UTF8.self)
  }

  /// A style sheet without what only its readers need.
  static func style(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    let tight = Set("{};,".utf8)
    for byte in bytes {
      let isSpace = byte == 0x20 || byte == 0x0A
      // A colon with a space behind it stands in a declaration or a condition, never in a selector.
      if isSpace, let last = output.last,
        tight.contains(last) || last == 0x20 || last == UInt8(ascii: ":")
      {
        continue
      }
      if tight.contains(byte), output.last == 0x20 { output.removeLast() }
      if byte == UInt8(ascii: "}"), output.last == UInt8(ascii: ";") { output.removeLast() }
      output.append(isSpace ? 0x20 : byte)
    }
    return String(decoding: output, as: UTF8.self)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { place + 1 < bytes.count ? bytes[place + 1] : nil }

  private mutating func step() {
    switch bytes[place] {
    case 0x20, 0x0A: takeSpace()
    case UInt8(ascii: "/") where next == UInt8(ascii: "/"):
      while place < bytes.count, bytes[place] != 0x0A { place += 1 }
    case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
      place += 2
      while place < bytes.count, !(bytes[place] == UInt8(ascii: "*") && next == UInt8(ascii: "/")) {
        place += 1
      }
      place += 2
      // What the comment was about follows as if it were not there.
      while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): copy(until: bytes[place])
    case UInt8(ascii: "/") where beginsPattern: copy(until: UInt8(ascii: "/"))
    default:
      // The last statement of a block needs no semicolon; a loop without a body says `continue`.
      if bytes[place] == UInt8(ascii: "}"), output.last == UInt8(ascii: ";") { output.removeLast() }
      output.append(bytes[place])
      place += 1
    }
  }

  /// Copies a text or a pattern as it stands; in a pattern, what closes it may stand between square brackets.
  private mutating func copy(until end: UInt8) {
    var isInClass = false
    repeat {
      let byte = bytes[place]
      output.append(byte)
      place += 1
      if byte == UInt8(ascii: "\\"), place < bytes.count {
        output.append(bytes[place])
        place += 1
      } else if end == UInt8(ascii: "/") {
        if byte == UInt8(ascii: "[") { isInClass = true }
        if byte == UInt8(ascii: "]") { isInClass = false }
      }
    } while place < bytes.count && (bytes[place] != end || isInClass)
    if place < bytes.count { output.append(end) }
    place += 1
  }

  /// True where a `/` cannot divide, so that it begins a pattern.
  private var beginsPattern: Bool {
    guard let last = output.last(where: { $0 != 0x20 && $0 != 0x0A }) else { return true }
    return "(,=:[!&|?{};+>".utf8.contains(last)
  }

  private mutating func takeSpace() {
    var hasBreak = false
    while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x0A {
      hasBreak = hasBreak || bytes[place] == 0x0A
      place += 1
    }
    guard place < bytes.count, let last = output.last, last != 0x0A else { return }
    let following = bytes[place]
    if hasBreak {
      let isOpen = "{;,([=:?&|+".utf8.contains(last) || "})];,.?:&|=".utf8.contains(following)
      if !isOpen { output.append(0x0A) }
      return
    }
    let joinsWords = CodePacker.isWord(last) && CodePacker.isWord(following)
    let joinsSigns = last == following && (last == UInt8(ascii: "+") || last == UInt8(ascii: "-"))
    if joinsWords || joinsSigns { output.append(0x20) }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
      || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }
}
