/// Reads the options of a choice: a task list (GitHub's extension of Markdown), feedback in quotes below an option.
///
/// ```
/// - [ ] Its mass is one number.
///   > Then every pair would have that mass.
/// - [x] It lives too short a time.
/// ```
struct OptionReader {
  private var options: [(lines: [String], line: Int, isRight: Bool, feedback: [String])] = []

  /// True when an option has been read.
  var hasBegun: Bool { !options.isEmpty }

  /// Takes a line; false when it belongs to no option.
  mutating func take(_ line: String, _ number: Int) -> Bool {
    if let (text, isRight) = OptionReader.item(line) {
      options.append((lines: [text], line: number, isRight: isRight, feedback: []))
      return true
    }
    guard let last = options.indices.last else { return false }
    let word = line.trimmed
    if word.isEmpty { return true }
    // Only what is indented belongs to the item.
    guard line.utf8.first == 0x20 || line.utf8.first == 0x09 else { return false }
    if word.utf8.first == UInt8(ascii: ">") {
      options[last].feedback.append(String(word.dropFirst()).trimmed)
    } else {
      options[last].lines.append(word)
    }
    return true
  }

  /// The options that have been read.
  func finished() -> [Lesson.Option] {
    options.map {
      Lesson.Option(
        prose: Lesson.Prose(joined: $0.lines, line: $0.line), isRight: $0.isRight,
        feedback: $0.feedback.joined(separator: " ").trimmed)
    }
  }

  /// The text of a line `- [x] …` and whether it is ticked; nil for any other line.
  static func item(_ line: String) -> (text: String, isTicked: Bool)? {
    let bytes = Array(line.utf8)
    var place = 0
    // Up to three spaces, as CommonMark has it; more would be a list in a list.
    while place < bytes.count, place < 3, bytes[place] == 0x20 { place += 1 }
    guard place + 5 < bytes.count,
      bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "*")
        || bytes[place] == UInt8(ascii: "+"), bytes[place + 1] == 0x20
    else { return nil }
    place += 2
    while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    guard place + 3 < bytes.count, bytes[place] == UInt8(ascii: "["),
      bytes[place + 2] == UInt8(ascii: "]"), bytes[place + 3] == 0x20
    else { return nil }
    let mark = bytes[place + 1]
    guard mark == 0x20 || mark | 0x20 == UInt8(ascii: "x") else { return nil }
    let text = String(decoding: bytes[(place + 4)...], as: UTF8.self).trimmed
    return (text, mark != 0x20)
  }
}

/// Reads a hint: `<details><summary>Hint 1</summary>`, Markdown, `</details>`.
struct HintReader {
  private var summary = ""
  private var lines: [String] = []
  private var firstLine = 0

  /// Takes a line; true when it is the last.
  mutating func take(_ line: String, _ number: Int) -> Bool {
    var text = line.trimmed
    if text.utf8.starts(with: "<details".utf8) {
      text = HintReader.rest(of: text, after: ">").trimmed
    }
    if text.utf8.starts(with: "<summary>".utf8) {
      let (inside, rest) = HintReader.parts(String(text.dropFirst(9)), at: "</summary>")
      summary = inside.trimmed
      text = rest.trimmed
      if text.isEmpty { return false }
      return take(text, number)
    }
    let (inside, _) = HintReader.parts(line, at: "</details>")
    let isDone = inside.utf8.count < line.utf8.count
    if lines.isEmpty { firstLine = number }
    let kept = isDone ? inside : text.utf8.count < line.trimmed.utf8.count ? text : line
    if !(lines.isEmpty && kept.trimmed.isEmpty) { lines.append(kept) }
    return isDone
  }

  /// The hint; nil when there is nothing in it.
  var hint: Lesson.Hint? {
    let prose = Lesson.Prose(joined: lines, line: firstLine)
    guard !prose.markdown.isEmpty else { return nil }
    return Lesson.Hint(summary: summary, prose: prose)
  }

  private static func rest(of text: String, after mark: Character) -> String {
    guard let place = text.firstIndex(of: mark) else { return "" }
    return String(text[text.index(after: place)...])
  }

  /// What stands before and after the first occurrence of a mark; everything and nothing where there is none.
  private static func parts(_ text: String, at mark: String) -> (String, String) {
    let bytes = Array(text.utf8)
    let wanted = Array(mark.utf8)
    guard bytes.count >= wanted.count else { return (text, "") }
    for start in 0...(bytes.count - wanted.count)
    where bytes[start..<start + wanted.count].elementsEqual(wanted) {
      return (
        String(decoding: bytes[..<start], as: UTF8.self),
        String(decoding: bytes[(start + wanted.count)...], as: UTF8.self)
      )
    }
    return (text, "")
  }
}
