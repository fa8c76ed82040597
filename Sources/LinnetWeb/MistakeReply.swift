import Linnet
import LinnetText

/// A mistake or note as a page needs it: its words, and the place in the units of the page's editor.
enum MistakeReply {
  /// `kind` (`mistake` or `note`), `text` as a terminal says it, `words`, `code`; where the place is known `line`,
  /// `snippet` with the marked stretch `from` to `to`, `start` and `end` in the whole text, and `source` where it is
  /// another text than the cell.
  ///
  /// Places count UTF-16 units, as texts in a browser do.
  static func json(_ mistake: Mistake, main: String) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member("kind", mistake.isNote ? "note" : "mistake"),
      JSON.Member("text", .text(mistake.rendered(main: main))),
      JSON.Member("words", .text(mistake.sentences)),
      JSON.Member("code", .text(mistake.code.text)),
    ]
    if let source = mistake.source, let span = mistake.span {
      let start = min(span.start, source.bytes.count)
      let end = min(max(span.end, start), source.bytes.count)
      let index = source.lineIndex(at: start)
      let line = source.lineBytes(index)
      let lineStart = source.lineStarts[index]
      let indent = line.prefix { $0 == 0x20 || $0 == 0x09 }.count
      let first = lineStart + min(indent, start - lineStart)
      let last = max(first, lineStart + line.count)
      func number(_ name: String, _ value: Int) {
        members.append(JSON.Member(name, .number(Double(value))))
      }
      number("line", source.lineNumber(at: start))
      members.append(
        JSON.Member(
          "snippet", .text(String(decoding: source.bytes[first..<last], as: UTF8.self))))
      number("from", units(source.bytes[first..<max(first, start)]))
      number("to", units(source.bytes[first..<max(first, min(end, last))]))
      number("start", units(source.bytes[..<start]))
      number("end", units(source.bytes[..<end]))
      if !source.name.isEmpty, source.name != main {
        members.append(JSON.Member("source", .text(source.name)))
      }
    }
    return .object(members)
  }

  /// How many UTF-16 units a stretch of UTF-8 has.
  static func units(_ bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    for byte in bytes where byte & 0xC0 != 0x80 { count += byte >= 0xF0 ? 2 : 1 }
    return count
  }
}
