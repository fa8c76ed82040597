import Linnet

/// Breaks sentences between words where a window ends.
enum TextWrap {
  /// A text whose lines fit a width; lines without a space to break at stay as they are.
  ///
  /// Colours take no room. The first `kept` lines, such as code with its marks, are not touched.
  static func fit(_ text: String, columns: Int, after kept: Int = 0) -> String {
    guard columns >= 20 else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { place, line in
      place < kept || line.count <= columns ? String(line) : wrapped(line, columns)
    }.joined(separator: "\n")
  }

  private static func wrapped(_ line: Substring, _ columns: Int) -> String {
    var result = ""
    var used = 0
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      let size = visible(word)
      if used > 0, used + 1 + size > columns {
        result += "\n"
        used = 0
      } else if !result.isEmpty {
        result += " "
        used += 1
      }
      result += word
      used += size
    }
    return result
  }

  /// The letters of a word that take room on the screen.
  private static func visible(_ word: Substring) -> Int {
    var count = 0
    var isCode = false
    for letter in word {
      if letter == "\u{1B}" {
        isCode = true
      } else if isCode {
        if letter == "m" { isCode = false }
      } else {
        count += 1
      }
    }
    return count
  }
}
