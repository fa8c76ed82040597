/// Walks through the tags and texts of an XML document, one after another.
///
/// Enough of XML for documents that programs write: prefixes of names are left out, the five usual
/// entities and numbers of letters are known, `CDATA` is text, comments and instructions are passed over.
/// A document with definitions of its own (`DOCTYPE`) is refused, so nothing can be made to grow.
struct XmlScanner {
  /// What was found.
  enum Token { case start, end, text, finished }

  private let base: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  private var cursor: UnsafePointer<UInt8>
  /// How many tags are open.
  private(set) var depth = 0
  /// The name of the tag, without its prefix.
  private(set) var name: UnsafeBufferPointer<UInt8>
  private var attributes: UnsafeBufferPointer<UInt8>
  private var content: UnsafeBufferPointer<UInt8>
  private var isVerbatim = false
  /// True when the tag just begun ends at once; its end is the next token.
  private var endsAtOnce = false

  /// Makes a scanner over a document in UTF-8.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let empty = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    (name, attributes, content) = (empty, empty, empty)
    // No document at all is one that ends at once; the address is never read.
    base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    end = base + bytes.count
    cursor = base
  }

  /// How many bytes lie behind.
  var done: Int { cursor - base }

  /// True when the tag has a name.
  func isNamed(_ wanted: StaticString) -> Bool {
    guard name.count == wanted.utf8CodeUnitCount, let start = name.baseAddress else { return false }
    for place in 0..<name.count where start[place] != wanted.utf8Start[place] { return false }
    return true
  }

  /// Goes to the next tag or text.
  ///
  /// Errors: `damaged-file`.
  mutating func next() throws(DataMistake) -> Token {
    if endsAtOnce {
      endsAtOnce = false
      depth -= 1
      return .end
    }
    while cursor < end {
      guard cursor.pointee == UInt8(ascii: "<") else {
        let start = cursor
        while cursor < end, cursor.pointee != UInt8(ascii: "<") { cursor += 1 }
        content = UnsafeBufferPointer(start: start, count: cursor - start)
        isVerbatim = false
        return .text
      }
      guard cursor + 1 < end else { throw Self.cutOff }
      switch cursor[1] {
      case UInt8(ascii: "?"): try skip(past: "?>")
      case UInt8(ascii: "!"):
        if follows("<!--") {
          try skip(past: "-->")
        } else if follows("<![CDATA[") {
          cursor += 9
          let start = cursor
          try skip(past: "]]>")
          content = UnsafeBufferPointer(start: start, count: cursor - start - 3)
          isVerbatim = true
          return .text
        } else {
          throw .damaged("a part of it defines words of its own")
        }
      case UInt8(ascii: "/"):
        cursor += 2
        readName()
        while cursor < end, cursor.pointee != UInt8(ascii: ">") { cursor += 1 }
        guard cursor < end else { throw Self.cutOff }
        cursor += 1
        depth -= 1
        guard depth >= 0 else { throw .damaged("a tag ends that has not begun") }
        return .end
      default:
        cursor += 1
        readName()
        try readAttributes()
        depth += 1
        guard depth <= 100 else { throw .damaged("its tags lie too deep inside each other") }
        return .start
      }
    }
    guard depth == 0 else { throw Self.cutOff }
    return .finished
  }

  /// Goes behind the end of the tag just begun.
  ///
  /// Errors: `damaged-file`.
  mutating func skipElement() throws(DataMistake) {
    let outside = depth - 1
    while depth > outside {
      if try next() == .finished { throw Self.cutOff }
    }
  }

  /// Calls for each attribute of the tag with its name, without prefix, and its value as written.
  @inline(__always)
  func eachAttribute(
    _ body: (_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard var place = attributes.baseAddress else { return }
    let stop = place + attributes.count
    while place < stop {
      while place < stop, place.pointee <= 0x20 { place += 1 }
      var nameStart = place
      while place < stop, place.pointee != UInt8(ascii: "="), place.pointee > 0x20 {
        if place.pointee == UInt8(ascii: ":") { nameStart = place + 1 }
        place += 1
      }
      let name = UnsafeBufferPointer(start: nameStart, count: max(place - nameStart, 0))
      while place < stop, place.pointee <= 0x20 || place.pointee == UInt8(ascii: "=") { place += 1 }
      guard place < stop else { return }
      let quote = place.pointee
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return }
      place += 1
      let start = place
      while place < stop, place.pointee != quote { place += 1 }
      body(name, UnsafeBufferPointer(start: start, count: place - start))
      place += 1
    }
  }

  /// The value of an attribute of the tag; nil when there is none.
  func attribute(_ wanted: StaticString) -> String? {
    var found: String?
    eachAttribute { name, value in
      guard found == nil, name.count == wanted.utf8CodeUnitCount else { return }
      for place in 0..<name.count where name[place] != wanted.utf8Start[place] { return }
      var bytes: [UInt8] = []
      Self.decode(value, into: &bytes)
      found = String(decoding: bytes, as: UTF8.self)
    }
    return found
  }

  /// Adds the text just found to bytes, as it is meant.
  func appendText(to bytes: inout [UInt8]) {
    if isVerbatim { bytes.append(contentsOf: content) } else { Self.decode(content, into: &bytes) }
  }

  /// The text just found as it is written, which is what it means where it holds no `&`.
  var writtenText: UnsafeBufferPointer<UInt8> { content }

  // MARK: Pieces

  private static let cutOff = DataMistake.damaged("a part of it ends too early")

  private func follows(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard end - cursor >= count else { return false }
    for place in 0..<count where cursor[place] != text.utf8Start[place] { return false }
    return true
  }

  private mutating func skip(past text: StaticString) throws(DataMistake) {
    while cursor < end {
      if cursor.pointee == text.utf8Start[0], follows(text) {
        cursor += text.utf8CodeUnitCount
        return
      }
      cursor += 1
    }
    throw Self.cutOff
  }

  private mutating func readName() {
    var start = cursor
    while cursor < end {
      let byte = cursor.pointee
      if byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
      cursor += 1
      if byte == UInt8(ascii: ":") { start = cursor }
    }
    name = UnsafeBufferPointer(start: start, count: cursor - start)
  }

  private mutating func readAttributes() throws(DataMistake) {
    let start = cursor
    var quote: UInt8 = 0
    while cursor < end {
      let byte = cursor.pointee
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        break
      }
      cursor += 1
    }
    guard cursor < end else { throw Self.cutOff }
    endsAtOnce = cursor > start && (cursor - 1).pointee == UInt8(ascii: "/")
    attributes = UnsafeBufferPointer(start: start, count: cursor - start - (endsAtOnce ? 1 : 0))
    cursor += 1
  }

  /// Adds text with its entities as the letters they stand for; what is none stays as written.
  private static func decode(_ text: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
    var place = 0
    while place < text.count {
      let byte = text[place]
      guard byte == UInt8(ascii: "&") else {
        bytes.append(byte)
        place += 1
        continue
      }
      var stop = place + 1
      while stop < text.count, stop - place <= 10, text[stop] != UInt8(ascii: ";") { stop += 1 }
      if stop < text.count, text[stop] == UInt8(ascii: ";"),
        let letter = letter(UnsafeBufferPointer(rebasing: text[(place + 1)..<stop]))
      {
        bytes.append(contentsOf: letter.utf8)
        place = stop + 1
      } else {
        bytes.append(byte)
        place += 1
      }
    }
  }

  /// What stands between `&` and `;`.
  private static func letter(_ name: UnsafeBufferPointer<UInt8>) -> String? {
    switch String(decoding: name, as: UTF8.self) {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard name.count >= 2, name[0] == UInt8(ascii: "#") else { return nil }
    let isHex = name[1] | 32 == UInt8(ascii: "x")
    var value: UInt32 = 0
    for byte in name[(isHex ? 2 : 1)...] {
      guard let digit = Self.digit(byte), digit < (isHex ? 16 : 10), value < 0x11_0000 else {
        return nil
      }
      value = value * (isHex ? 16 : 10) + digit
    }
    return Unicode.Scalar(value).map { String(Character($0)) }
  }

  /// The value of a digit, also a hexadecimal one.
  static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 48...57: UInt32(byte - 48)
    case 65...70: UInt32(byte - 55)
    case 97...102: UInt32(byte - 87)
    default: nil
    }
  }
}
