/// The text of one program, cell or line, as UTF-8 bytes with a table of its lines.
///
/// A byte-order mark at the start is left out; every offset counts from the byte after it.
public final class Source: Sendable {
  /// What a message calls this text: a file's name, or empty for a typed line.
  public let name: String
  /// The text as UTF-8, without a byte-order mark.
  public let bytes: [UInt8]
  /// The byte offset at which each line starts; the first is 0.
  public let lineStarts: [Int]
  /// The number that the first line has in messages, so that a lesson's cell counts as in its file.
  public let firstLine: Int

  /// Makes a source from text.
  public convenience init(_ text: String, name: String = "", firstLine: Int = 1) {
    self.init(bytes: Array(text.utf8), name: name, firstLine: firstLine)
  }

  /// Makes a source from UTF-8 bytes, leaving out a byte-order mark.
  public init(bytes: [UInt8], name: String = "", firstLine: Int = 1) {
    self.name = name
    self.firstLine = firstLine
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      self.bytes = Array(bytes[3...])
    } else {
      self.bytes = bytes
    }
    var starts = [0]
    for (offset, byte) in self.bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// The zero-based line that holds a byte offset.
  public func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The line number that a person reads for a byte offset.
  public func lineNumber(at offset: Int) -> Int { lineIndex(at: offset) + firstLine }

  /// The bytes of one line without its line break.
  public func lineBytes(_ index: Int) -> ArraySlice<UInt8> {
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return bytes[start..<max(start, end)]
  }

  /// The text between two byte offsets.
  public func text(_ span: Span) -> String {
    String(
      decoding: bytes[min(span.start, bytes.count)..<min(max(span.start, span.end), bytes.count)],
      as: UTF8.self)
  }
}

/// A stretch of a source, as byte offsets; `end` is just after the last byte.
public struct Span: Sendable, Equatable {
  /// The offset of the first byte.
  public var start: Int
  /// The offset just after the last byte.
  public var end: Int

  /// Makes a span from two byte offsets.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// The smallest span that holds this one and another.
  public func joined(_ other: Span) -> Span { Span(min(start, other.start), max(end, other.end)) }
}
