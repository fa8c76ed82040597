import LinnetText

/// How letters look in a terminal.
struct Looks: OptionSet, Hashable {
  let rawValue: UInt8

  static let strong = Looks(rawValue: 1)
  static let emphasis = Looks(rawValue: 2)
  static let code = Looks(rawValue: 4)
  static let struck = Looks(rawValue: 8)
  static let link = Looks(rawValue: 16)
  static let quiet = Looks(rawValue: 32)

  /// A text that looks so, by the codes of terminals (ECMA-48, section 8.3.117).
  func paint(_ text: String) -> String {
    var codes: [String] = []
    if contains(.strong) { codes.append("1") }
    if contains(.quiet) { codes.append("2") }
    if contains(.emphasis) { codes.append("3") }
    if contains(.link) { codes.append("4") }
    if contains(.struck) { codes.append("9") }
    if contains(.code) { codes.append("36") }
    return codes.isEmpty || text.isEmpty
      ? text : "\u{1B}[" + codes.joined(separator: ";") + "m" + text + "\u{1B}[0m"
  }
}

/// Letters that look alike.
struct Run: Hashable {
  var text: String
  var looks: Looks

  /// Makes a run; what a terminal would obey rather than show is replaced.
  init(_ text: String, _ looks: Looks = []) {
    self.looks = looks
    guard text.unicodeScalars.contains(where: { TextWidth.isControl($0.value) && $0 != "\n" })
    else {
      self.text = text
      return
    }
    var shown = ""
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        shown += "    "
      } else {
        let isBad = TextWidth.isControl(scalar.value) && scalar != "\n"
        shown.unicodeScalars.append(isBad ? "\u{FFFD}" : scalar)
      }
    }
    self.text = shown
  }
}

/// One row of the screen, and the places that it takes.
struct StyledRow {
  var text = ""
  var width = 0

  /// An empty row.
  init() {}

  /// A row of letters.
  init(_ runs: [Run], colour: Bool) {
    var place = 0
    while place < runs.count {
      // Letters that look alike are painted at once.
      var text = runs[place].text
      let looks = runs[place].looks
      place += 1
      while place < runs.count, runs[place].looks == looks {
        text += runs[place].text
        place += 1
      }
      if text.unicodeScalars.contains("\u{A0}") {
        var spaced = ""
        for scalar in text.unicodeScalars {
          spaced.unicodeScalars.append(scalar == "\u{A0}" ? " " : scalar)
        }
        text = spaced
      }
      width += TextWidth.of(text)
      self.text += colour ? looks.paint(text) : text
    }
  }

  /// The row with a mark before it.
  func indented(by mark: String) -> StyledRow {
    var row = StyledRow()
    row.text = mark + text
    row.width = TextWidth.of(mark) + width
    return row
  }

  /// The row made as wide as a column of a table.
  func padded(to size: Int, _ alignment: Prose.Alignment, isLast: Bool) -> String {
    let room = max(0, size - width)
    let before =
      switch alignment {
      case .right: room
      case .center: room / 2
      case .left, .unspecified: 0
      }
    let after = isLast ? 0 : room - before
    return String(repeating: " ", count: before) + text + String(repeating: " ", count: after)
  }
}
