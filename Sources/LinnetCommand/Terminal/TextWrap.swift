import Linnet
import LinnetText

/// Breaks lines between words, and lists between their items, where a window ends.
enum TextWrap {
  /// A text whose lines fit a width; what has no place to break at stays as it is.
  ///
  /// Colours take no room. The first `kept` lines, such as code with its marks, are not touched; the lines
  /// that a line is broken into begin `indent` places further in.
  static func fit(_ text: String, columns: Int, after kept: Int = 0, indent: Int = 0) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { place, line in
      place < kept ? String(line) : rows(of: line, columns: columns, indent: indent)
    }.joined(separator: "\n")
  }

  /// An explanation whose sentences fit a width; code, which is indented, stays as it is.
  static func explanation(_ text: String, columns: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("    ") ? String($0) : rows(of: $0, columns: columns) }
      .joined(separator: "\n")
  }

  /// One line broken to a width, the rows joined by line breaks.
  static func rows(of line: Substring, columns: Int, indent: Int = 0) -> String {
    // Most lines are short, and a window of no width at all is none.
    guard columns >= 10, line.utf8.count > columns, visible(line) > columns else {
      return String(line)
    }
    let isList = line.utf8.first == UInt8(ascii: "[")
    let indent = isList ? 1 : min(indent, columns / 2)
    var result = ""
    var used = 0
    for piece in isList ? items(line) : words(line) {
      let size = visible(piece)
      if used > 0, used + size - trailing(piece) > columns {
        while result.last == " " { result.removeLast() }
        result += "\n" + String(repeating: " ", count: indent)
        used = indent
      }
      if isList, used + size - trailing(piece) > columns {
        // An item that is longer than the window is broken as any text.
        result += rows(of: piece, columns: columns - indent)
        used = indent + size % columns
        continue
      }
      result += piece
      used += size
    }
    while result.last == " " { result.removeLast() }
    return result
  }

  /// The words of a line, each with the spaces behind it; a measurement is one word.
  private static func words(_ line: Substring) -> [Substring] {
    var pieces: [Substring] = []
    var start = line.startIndex
    var place = start
    while place < line.endIndex {
      guard line[place] == " " else {
        place = line.index(after: place)
        continue
      }
      let before = line[start..<place].last
      while place < line.endIndex, line[place] == " " { place = line.index(after: place) }
      if place < line.endIndex, line[place] == "±" || before == "±" { continue }
      pieces.append(line[start..<place])
      start = place
    }
    if start < line.endIndex { pieces.append(line[start...]) }
    return pieces
  }

  /// The items of a list as it is shown, each with the comma and the space behind it.
  private static func items(_ line: Substring) -> [Substring] {
    var pieces: [Substring] = []
    var start = line.startIndex
    var isQuoted = false
    var before: Character = " "
    for place in line.indices {
      let letter = line[place]
      if letter == "\"", before != "\\" { isQuoted.toggle() }
      if letter == " ", before == ",", !isQuoted {
        let end = line.index(after: place)
        pieces.append(line[start..<end])
        start = end
      }
      before = letter
    }
    if start < line.endIndex { pieces.append(line[start...]) }
    return pieces
  }

  private static func trailing(_ piece: Substring) -> Int {
    var count = 0
    for letter in piece.reversed() {
      guard letter == " " else { break }
      count += 1
    }
    return count
  }

  /// The places that a text takes on the screen.
  static func visible(_ text: Substring) -> Int {
    guard text.utf8.contains(0x1B) else { return TextWidth.of(String(text)) }
    var plain = ""
    var isCode = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" {
        isCode = true
      } else if isCode {
        if scalar == "m" { isCode = false }
      } else {
        plain.unicodeScalars.append(scalar)
      }
    }
    return TextWidth.of(plain)
  }
}
