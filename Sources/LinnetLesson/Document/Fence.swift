/// The line that opens a fenced block, and what it says about the lines that follow.
struct Fence {
  private let mark: UInt8
  private let length: Int
  private let indent: Int
  /// The marks that close the block.
  var text: String { String(repeating: Character(Unicode.Scalar(mark)), count: length) }
  /// The words after the marks.
  let words: [String]

  /// Makes a fence from its opening line; nil when the line opens none.
  init?(opening line: Substring) {
    let bytes = line.utf8
    let rest = bytes.drop { $0 == UInt8(ascii: " ") }
    guard let mark = rest.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
      return nil
    }
    let info = rest.drop { $0 == mark }
    length = rest.count - info.count
    guard length >= 3 else { return nil }
    // With backticks the rest may hold none: it would be code within a line.
    if mark == UInt8(ascii: "`"), info.contains(mark) { return nil }
    self.mark = mark
    indent = bytes.count - rest.count
    // ```{linnet run} is a common spelling too.
    let separators: [UInt8] = [0x20, 0x09, UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ",")]
    words = info.split { separators.contains($0) }.map { String(Substring($0)) }
  }

  /// True when a line closes the block.
  func isClosed(by line: Substring) -> Bool {
    let rest = line.utf8.drop { $0 == UInt8(ascii: " ") }
    let after = rest.drop { $0 == mark }
    return rest.count - after.count >= length
      && after.allSatisfy { $0 == UInt8(ascii: " ") || $0 == 0x09 }
  }

  /// A line of the block without the indentation that the fence has.
  func unindented(_ line: Substring) -> Substring {
    var line = line
    for _ in 0..<indent where line.utf8.first == UInt8(ascii: " ") { line.removeFirst() }
    return line
  }
}

extension StringProtocol where SubSequence == Substring {
  /// The text without spaces and tabs at both ends.
  var trimmed: String {
    let bytes = Array(self.utf8)
    var start = 0
    var end = bytes.count
    while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

extension String {
  /// `value` of a word `key=value`, without quotes.
  func value(of key: String) -> String? {
    guard utf8.starts(with: (key + "=").utf8) else { return nil }
    var value = self[utf8.index(startIndex, offsetBy: key.utf8.count + 1)...]
    if value.utf8.first == UInt8(ascii: "\""), value.utf8.last == UInt8(ascii: "\""),
      value.utf8.count >= 2
    {
      value = value.dropFirst().dropLast()
    }
    return value.isEmpty ? nil : String(value)
  }
}
