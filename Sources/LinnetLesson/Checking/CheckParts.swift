import Linnet

/// A check taken apart: the ordinary lines, and the questions that know a common wrong path.
///
/// ```
/// expect count(pairs) == 10227  else "You kept {count(pairs)} rows."
/// mistake count(pairs) == 356   say  "You kept the same-charge pairs: turn the test around."
/// ```
///
/// The lines keep their places, so that a mistake in a check points into the teacher's file.
struct CheckParts {
  /// The ordinary lines; those of `mistake` are empty.
  private(set) var lines = Source("", name: "")
  /// One program for each `mistake`: it fails with the text when the question is answered yes.
  var questions: [Source] = []
  /// Lines that begin with `mistake` and have no `say`.
  var unread: [Int] = []

  /// Takes a check apart.
  init(_ cell: LessonDocument.Cell, name: String) {
    let whole = Source(cell.code, name: name, firstLine: cell.firstLine)
    let tokens = Program.tokens(of: whole)
    var kept = Array(cell.code.utf8)
    var depth = 0
    var isAtStart = true
    var place = 0
    while place < tokens.count {
      let token = tokens[place]
      switch token.kind {
      case .openRound, .openSquare, .openCurly, .fillOpen: depth += 1
      case .closeRound, .closeSquare, .closeCurly, .fillClose: depth -= 1
      default: break
      }
      if token.kind == .newline {
        isAtStart = depth <= 0
        place += 1
        continue
      }
      if isAtStart, token.kind == .name, whole.text(token.span) == "mistake",
        place + 1 < tokens.count, tokens[place + 1].kind != .equal
      {
        let end = CheckParts.end(of: place, in: tokens, whole)
        take(tokens[place..<end], whole, cell)
        for index in token.start..<(end > place ? tokens[end - 1].end : token.end)
        where kept[index] != 0x0A {
          kept[index] = 0x20
        }
        place = end
        continue
      }
      isAtStart = false
      place += 1
    }
    lines = Source(
      String(decoding: kept, as: UTF8.self), name: name, firstLine: cell.firstLine)
  }

  /// The token behind the statement that begins at a place.
  ///
  /// Until its `say` has come it goes on over the ends of lines, but not into the next `expect` or `mistake`.
  private static func end(of start: Int, in tokens: [Token], _ whole: Source) -> Int {
    var depth = 0
    var place = start
    var hasSay = false
    while place < tokens.count {
      switch tokens[place].kind {
      case .name where depth <= 0 && whole.text(tokens[place].span) == "say": hasSay = true
      case .openRound, .openSquare, .openCurly, .fillOpen: depth += 1
      case .closeRound, .closeSquare, .closeCurly, .fillClose: depth -= 1
      case .endOfSource: return place
      case .newline:
        if depth <= 0, !goesOn(at: place, in: tokens, whole, isOpen: !hasSay) { return place }
      default: break
      }
      place += 1
    }
    return place
  }

  /// True when the line after a line's end carries on: with `then` or `say`, or with anything while `say` is to come.
  private static func goesOn(
    at place: Int, in tokens: [Token], _ whole: Source, isOpen: Bool
  ) -> Bool {
    var next = place
    while next < tokens.count, tokens[next].kind == .newline { next += 1 }
    guard next < tokens.count, tokens[next].kind != .endOfSource else { return false }
    let word = whole.text(tokens[next].span)
    return word == "then" || word == "say" || isOpen && word != "expect" && word != "mistake"
  }

  /// Makes `expect not (QUESTION) else TEXT` of `mistake QUESTION say TEXT`, every word of the question in its place.
  private mutating func take(
    _ tokens: ArraySlice<Token>, _ whole: Source, _ cell: LessonDocument.Cell
  ) {
    let line = whole.lineNumber(at: tokens[tokens.startIndex].start)
    guard
      let say = tokens.firstIndex(where: { $0.kind == .name && whole.text($0.span) == "say" }),
      say > tokens.startIndex + 1, say + 1 < tokens.endIndex
    else {
      unread.append(line)
      return
    }
    let first = tokens[tokens.startIndex]
    let question = whole.bytes[first.end..<tokens[say].start]
    let text = whole.bytes[tokens[say].end..<tokens[tokens.endIndex - 1].end]
    // The bracket opens on a line above, so that carets under the question stand right.
    var bytes = Array("expect not (\n".utf8)
    let lineStart = whole.bytes[..<first.start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    bytes += [UInt8](repeating: 0x20, count: first.end - lineStart)
    bytes += question
    bytes += ") else ".utf8
    bytes += text
    questions.append(Source(bytes: bytes, name: whole.name, firstLine: line - 1))
  }
}
