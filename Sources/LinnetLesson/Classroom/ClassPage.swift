import Linnet

/// A class on one page for its teacher: what to talk about, success per task, what went wrong, who handed in.
///
/// One HTML file that loads nothing from anywhere, in colours for light and dark screens and for paper. Bars are
/// decoration: every number stands beside them. Nothing that students wrote can be anything but text.
public struct ClassPage {
  private let roll: ClassRoll
  private let statistics: ClassStatistics
  private let labels: ClassLabels
  private let words: LessonWords

  /// Makes the page of a class.
  public init(
    _ roll: ClassRoll, _ statistics: ClassStatistics, labels: ClassLabels = ClassLabels(),
    words: LessonWords = .classroom
  ) {
    self.roll = roll
    self.statistics = statistics
    self.labels = labels
    self.words = words
  }

  /// The page, in UTF-8.
  public func html() -> [UInt8] {
    let version = PlainWord.clean(roll.version)
    let lesson = labels.lesson.isEmpty ? PlainWord.clean(roll.lesson) : labels.lesson
    let title = say("page-title", ["lesson": lesson, "version": version])
    let body =
      summary + tomorrow + success + mistakes + toRead + students + remarks
      + tag("footer", tag("p", escaped(say("page-footer"))))
    let page =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      <title>\(escaped(title))</title>
      <style>
      \(ClassPage.style)
      </style>
      </head>
      <body>
      <main>
      <h1>\(escaped(title))</h1>

      """ + body + "</main>\n</body>\n</html>\n"
    return Array(page.utf8)
  }

  // MARK: Sections

  private var summary: String {
    var said = [
      say("page-handed-in", ["count": LessonWords.counted(statistics.students, "student")]),
      say("page-finished", ["count": String(statistics.finished)]),
    ]
    if let percent = statistics.medianPercent {
      said.append(say("page-median", ["percent": NumberText.fixed(percent, digits: 0) + "%"]))
    }
    if let minutes = statistics.medianMinutes {
      said.append(
        say(
          "page-minutes",
          [
            "minutes": NumberText.fixed(minutes, digits: 0), "count": String(statistics.timed),
          ]))
    }
    return tag("p", escaped(said.joined(separator: " ")), "class=\"lead\"")
  }

  private var tomorrow: String {
    let weak = statistics.toTalkAbout
    guard statistics.students > 0 else { return "" }
    guard !weak.isEmpty else {
      return section("page-tomorrow", tag("p", escaped(say("page-tomorrow-none"))))
    }
    let items = weak.map { task in
      let slots = [
        "right": String(task.right), "count": String(task.students), "first": String(task.first),
      ]
      var text =
        "<strong>" + name(of: task) + "</strong> " + escaped(say("page-tomorrow-item", slots))
      if let most = task.mistakes.first {
        let count = LessonWords.counted(most.students, "student")
        text +=
          " " + escaped(say("page-tomorrow-most", ["count": count])) + " "
          + shownAnswer(most, of: task)
      }
      return tag("li", text)
    }
    return section(
      "page-tomorrow",
      tag("p", escaped(say("page-tomorrow-about"))) + tag("ol", items.joined()))
  }

  private var success: String {
    let hasTimes = statistics.tasks.contains { $0.minutes != nil }
    var heads = [
      "column-task", "column-success", "column-part", "column-first", "column-tries",
      "column-hints", "column-solution",
    ]
    if hasTimes { heads.append("column-minutes") }
    let rows = statistics.tasks.map { task in
      var cells = [tag("th", name(of: task), "scope=\"row\"")]
      if task.isMarked {
        let percent = PlainWord.percent(task.right, of: task.students)
        cells.append(number("\(task.right) / \(task.students)"))
        cells.append(
          tag("td", bar(task.success) + "<span>" + percent + "</span>", "class=\"part\""))
      } else {
        let key = task.kind == "predict" ? "page-guess" : "page-teacher"
        let said = say(key, ["count": String(task.recorded)])
        cells.append(number("–") + tag("td", escaped(said), "class=\"part quiet\""))
      }
      cells.append(number(task.isMarked ? "\(task.first)" : "–"))
      cells.append(number(task.attempts > 0 ? NumberText.fixed(task.attempts, digits: 1) : "–"))
      cells.append(number("\(task.hinted)"))
      cells.append(number("\(task.sawSolution)"))
      if hasTimes {
        cells.append(number(task.minutes.map { NumberText.fixed($0, digits: 1) } ?? "–"))
      }
      return tag("tr", cells.joined())
    }
    return section(
      "page-success",
      tag("p", escaped(say("page-success-about"))) + table("page-success", heads, rows))
  }

  private var mistakes: String {
    let lists = statistics.tasks.filter { !$0.mistakes.isEmpty }.map { task in
      let items = task.mistakes.map { mistake in
        let count = escaped(LessonWords.counted(mistake.students, "student"))
        return tag("li", "<b>" + count + "</b> " + shownAnswer(mistake, of: task))
      }
      return tag("div", tag("h3", name(of: task)) + tag("ul", items.joined()), "class=\"keep\"")
    }
    let body =
      lists.isEmpty
      ? tag("p", escaped(say("page-wrong-none")))
      : tag("p", escaped(say("page-wrong-about"))) + lists.joined()
    return section("page-wrong", body)
  }

  private var toRead: String {
    let lists = statistics.tasks.filter { !$0.toRead.isEmpty }.map { task in
      let items = task.toRead.map {
        "<div><dt>\(escaped($0.name))</dt><dd>\(escaped($0.answer))</dd></div>\n"
      }
      return tag("h3", name(of: task)) + tag("dl", items.joined())
    }
    return lists.isEmpty ? "" : section("page-read", lists.joined())
  }

  private var students: String {
    let heads = [
      "column-name", "column-points", "column-percent", "column-finished", "column-remark",
    ]
    let rows = roll.students.map { student in
      let result = student.result
      return tag(
        "tr",
        tag("th", escaped(student.name), "scope=\"row\"")
          + number("\(result.points) / \(result.possible)")
          + number(PlainWord.percent(result.points, of: result.possible))
          + tag("td", escaped(say(result.isFinished ? "word-yes" : "word-no")))
          + tag("td", escaped(student.remarks.joined(separator: "; "))))
    }
    return section("page-who", table("page-who", heads, rows))
  }

  private var remarks: String {
    let items = roll.remarks.map { tag("li", escaped($0.text(words))) }
    return section(
      "page-look",
      items.isEmpty ? tag("p", escaped(say("page-look-none"))) : tag("ul", items.joined()))
  }

  // MARK: Pieces

  private func say(_ key: String, _ slots: [String: String] = [:]) -> String {
    words.say(key, slots)
  }

  private func name(of task: ClassStatistics.TaskRow) -> String {
    let title = labels.title(task.id)
    let id = "<code>" + escaped(PlainWord.clean(task.id)) + "</code>"
    return title.isEmpty ? id : escaped(title) + " " + id
  }

  private func shownAnswer(
    _ mistake: ClassStatistics.CommonMistake, of task: ClassStatistics.TaskRow
  ) -> String {
    let answer = labels.answer(task.id, mistake.answer)
    let shown = answer.isEmpty ? "" : "<code>" + escaped(answer) + "</code> "
    return shown + "<q>" + marked(mistake.said) + "</q>"
  }

  /// What Linnet said, its `code` as code.
  private func marked(_ said: String) -> String {
    let parts = said.utf8.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false)
    // An odd mark is no pair.
    guard parts.count % 2 == 1 else { return escaped(said) }
    var text = ""
    for (place, part) in parts.enumerated() {
      let inside = escaped(String(Substring(part)))
      text += place % 2 == 0 ? inside : "<code>" + inside + "</code>"
    }
    return text
  }

  private func bar(_ part: Double) -> String {
    let width = NumberText.fixed(100 * part, digits: 1)
    return "<i class=\"bar\" aria-hidden=\"true\"><i style=\"width:\(width)%\"></i></i>"
  }

  private func number(_ text: String) -> String { tag("td", escaped(text), "class=\"number\"") }

  private func section(_ key: String, _ body: String) -> String {
    tag("section", tag("h2", escaped(say(key))) + body, "class=\"\(key)\"")
  }

  /// A table that scrolls where it is too wide, also with keys.
  private func table(_ name: String, _ heads: [String], _ rows: [String]) -> String {
    let head = heads.map { tag("th", escaped(say($0)), "scope=\"col\"") }
    return tag(
      "div",
      tag("table", tag("thead", tag("tr", head.joined())) + tag("tbody", rows.joined())),
      "class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"\(escaped(say(name)))\"")
  }

  private func tag(_ name: String, _ inside: String, _ attributes: String = "") -> String {
    "<\(name)\(attributes.isEmpty ? "" : " " + attributes)>\(inside)</\(name)>\n"
  }

  /// A text in which no sign means anything to a browser.
  private func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "'"): bytes += "&#39;".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
