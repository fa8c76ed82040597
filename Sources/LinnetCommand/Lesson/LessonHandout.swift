import Linnet
import LinnetData
import LinnetHost
import LinnetLesson
import LinnetPicture
import LinnetProse
import LinnetText

/// A lesson on paper: for students with room to write, for teachers with everything.
struct LessonHandout {
  let lesson: Lesson
  let folder: String
  let isTeacher: Bool
  private var deeds: [Int: LessonRun.Deed] = [:]
  private var style = HTMLStyle()
  private let words = LessonWords.english

  /// Makes a handout; that of the teacher runs the lesson, to show what comes out.
  init(_ file: LessonFile, _ lesson: Lesson, isTeacher: Bool) {
    self.lesson = lesson
    folder = file.folder
    self.isTeacher = isTeacher
    style.headingShift = 0
    let folder = file.folder
    style.picture = { PagePicture.address(FileBytes.join(folder, $0)) }
    if isTeacher {
      for deed in LessonRun.deeds(of: lesson, folder: folder) { deeds[deed.cell.firstLine] = deed }
    }
  }

  /// The page.
  func page() -> String {
    let title = HTMLEscape.text(lesson.title)
    var body = "<header>\n"
    if !hasTitle { body += "<h1>\(title)</h1>\n" }
    var facts = [lesson.property("level") ?? ""]
    if let minutes = lesson.property("minutes") {
      facts.append(words.say("handout-minutes", ["count": minutes]))
    }
    facts.append(points(lesson.points))
    facts = facts.filter { !$0.isEmpty }.map(HTMLEscape.text)
    body += "<p class=\"facts\">\(facts.joined(separator: " · "))</p>\n"
    if isTeacher {
      body += "<p class=\"mark\">\(say("handout-teacher"))</p>\n"
    } else {
      body +=
        "<p class=\"name\"><span>\(say("handout-name"))</span><i></i>"
        + "<span>\(say("handout-date"))</span><i class=\"short\"></i></p>\n"
    }
    body += "</header>\n"
    for step in lesson.steps {
      body += "<section>\n"
      if step.line > 1 || !hasTitle {
        let minutes =
          step.minutes > 0
          ? " <small>"
            + HTMLEscape.text(
              words.say("handout-minutes", ["count": NumberText.shown(step.minutes)]))
            + "</small>" : ""
        if step.line > 1 {
          let heading = LinnetProse.Prose(markdown: "## " + step.title)
          body += heading.html(style).split(separator: "</h2>", omittingEmptySubsequences: false)
            .joined(separator: minutes + "</h2>")
        }
      }
      for block in step.blocks { body += html(block) }
      body += "</section>\n"
    }
    return """
      <!doctype html>
      <html lang="\(HTMLEscape.attribute(lesson.property("language") ?? "en"))">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="Linnet \(Version.text)">
      <title>\(title)</title>
      <style>
      \(HandoutStyle.sheet)
      </style>
      </head>
      <body class="\(isTeacher ? "teacher" : "student")">
      <main>
      \(body)</main>
      </body>
      </html>

      """
  }

  /// True when the lesson's own text begins with its title.
  private var hasTitle: Bool {
    guard case .prose(let prose)? = lesson.steps.first?.blocks.first else { return false }
    return prose.markdown.hasPrefix("# ")
  }

  private func say(_ key: String, _ slots: [String: String] = [:]) -> String {
    marked(words.say(key, slots))
  }

  /// A sentence with `code` in it.
  private func marked(_ text: String) -> String {
    guard case .paragraph(let inlines)? = LinnetProse.Prose(markdown: text).blocks.first?.kind
    else {
      return HTMLEscape.text(text)
    }
    return LinnetProse.Prose.html(of: inlines, style)
  }

  private func points(_ count: Int) -> String {
    count == 0
      ? ""
      : count == 1 ? words.say("handout-point") : words.say("handout-points", ["count": "\(count)"])
  }

  private func prose(_ prose: Lesson.Prose) -> String {
    LinnetProse.Prose(markdown: prose.markdown, firstLine: prose.line).html(style)
  }

  // MARK: Blocks

  private func html(_ block: Lesson.Block) -> String {
    switch block {
    case .prose(let prose): return self.prose(prose)
    case .code(let code):
      if code.cell.role == .hidden, !isTeacher { return "" }
      return self.code(code.cell.code, code.cell.role.rawValue) + output(of: code.cell)
    case .exercise(let exercise): return html(exercise)
    case .question(let question): return html(question)
    case .branch(let condition, let then, let otherwise, _):
      // On paper nobody knows how an answer turned out.
      guard isTeacher else { return "" }
      var text = "<div class=\"branch\">\n<p class=\"mark\">\(say(condition))</p>\n"
      text += then.map(html).joined()
      if !otherwise.isEmpty {
        text += "<p class=\"mark\">\(say("handout-else"))</p>\n" + otherwise.map(html).joined()
      }
      return text + "</div>\n"
    case .teacher(let blocks, _):
      guard isTeacher else { return "" }
      return "<aside>\n<p class=\"mark\">\(say("handout-teacher"))</p>\n"
        + blocks.map(html).joined() + "</aside>\n"
    }
  }

  private func say(_ condition: Lesson.Condition) -> String {
    switch condition {
    case .right(let id): say("handout-if-right", ["id": id])
    case .wrong(let id): say("handout-if-wrong", ["id": id])
    case .scoreBelow(let part): say("handout-if-score", ["count": NumberText.shown(part)])
    case .scoreAtLeast(let part): say("handout-if-score-more", ["count": NumberText.shown(part)])
    }
  }

  private func code(_ code: String, _ kind: String) -> String {
    var text = code
    if text.hasSuffix("\n") { text.removeLast() }
    return "<pre class=\"\(kind)\"><code>\(HTMLEscape.text(text))</code></pre>\n"
  }

  /// What a cell showed.
  private func output(of cell: LessonDocument.Cell) -> String {
    guard let deed = deeds[cell.firstLine] else { return "" }
    var text = ""
    for event in deed.events {
      switch event {
      case .text(let shown): text += "<pre class=\"output\">\(HTMLEscape.text(shown))</pre>\n"
      case .table(let dataset, _):
        text += "<div class=\"output\">\(dataset.html(maximumRows: 12))</div>\n"
      case .picture(let picture):
        text += "<figure>\(SVG.render(picture, width: 560, height: 340, theme: .light))</figure>\n"
      case .note(let note): text += "<p class=\"note\">\(marked(note.sentences))</p>\n"
      case .account, .saved, .progress: break
      }
    }
    if let mistake = deed.mistake { text += "<p class=\"note\">\(marked(mistake.sentences))</p>\n" }
    return text
  }

  private func task(_ points: Int, _ inner: String) -> String {
    let counted = self.points(points)
    let mark = counted.isEmpty ? "" : "<p class=\"points\">\(HTMLEscape.text(counted))</p>\n"
    return "<div class=\"task\">\n\(mark)\(inner)</div>\n"
  }

  private func html(_ exercise: Lesson.Exercise) -> String {
    var inner = ""
    if let starter = exercise.starter { inner += code(starter.code, "start") }
    guard isTeacher else {
      // Room for as many lines as an answer may have, and one more.
      let lines = (exercise.solution ?? exercise.starter)?.code.split(separator: "\n").count ?? 3
      return task(exercise.points, inner + room(min(10, max(3, lines + 1))))
    }
    inner += hints(exercise.hints)
    if let solution = exercise.solution {
      inner +=
        "<p class=\"mark\">\(say("handout-solution"))</p>\n" + code(solution.code, "solution")
        + output(of: solution)
    }
    if let check = exercise.check {
      inner += "<p class=\"mark\">\(say("handout-check"))</p>\n" + code(check.code, "check")
    }
    return task(exercise.points, inner)
  }

  private func hints(_ hints: [Lesson.Hint]) -> String {
    hints.map { hint in
      let summary = hint.summary.isEmpty ? words.say("handout-hint") : hint.summary
      return
        "<div class=\"hint\"><p class=\"mark\">\(marked(summary))</p>\n\(prose(hint.prose))</div>\n"
    }.joined()
  }

  private func room(_ lines: Int) -> String {
    "<div class=\"room\">" + String(repeating: "<i></i>", count: lines) + "</div>\n"
  }

  // MARK: Questions

  private func html(_ question: Lesson.Question) -> String {
    var inner = prose(question.prompt)
    switch question.kind {
    case .number(let answers, let within, let unit):
      if isTeacher {
        let texts = answers.map { NumberText.shown($0) + (unit.isEmpty ? "" : " " + unit) }
        let around = tolerance(within)
        inner +=
          "<p class=\"answer\"><b>\(say("handout-answer"))</b> \(HTMLEscape.text(texts.joined(separator: " | ")))"
          + (around.isEmpty ? "" : ", " + HTMLEscape.text(around)) + "</p>\n"
      } else {
        inner +=
          "<p class=\"answer\">\(say("handout-answer")) <i></i> \(HTMLEscape.text(unit))</p>\n"
      }
    case .choice(let options): inner += html(options, isOne: true)
    case .choices(let options): inner += html(options, isOne: false)
    case .text(let accepted):
      if !isTeacher {
        inner += accepted.isEmpty ? room(4) : room(1)
      } else if accepted.isEmpty {
        inner += "<p class=\"note\">\(say("handout-read"))</p>\n"
      } else {
        inner +=
          "<p class=\"answer\"><b>\(say("handout-answer"))</b> \(HTMLEscape.text(accepted.joined(separator: " | ")))</p>\n"
      }
    case .prediction(let options):
      if !options.isEmpty { inner += html(options, isOne: true, marks: false) }
      if isTeacher {
        inner += "<p class=\"note\">\(say("handout-guess"))</p>\n"
      } else if options.isEmpty {
        inner += room(2)
      }
    }
    if isTeacher { inner += hints(question.hints) }
    return task(question.points, inner)
  }

  private func tolerance(_ within: Lesson.Tolerance) -> String {
    switch within {
    case .absolute(let size): words.say("handout-within", ["count": NumberText.shown(size)])
    case .relative(let part):
      words.say("handout-within", ["count": NumberText.shown(part * 100) + "%"])
    case .exact: ""
    }
  }

  private func html(_ options: [Lesson.Option], isOne: Bool, marks: Bool = true) -> String {
    var text = "<ul class=\"options\">\n"
    for option in options {
      let isRight = isTeacher && marks && option.isRight
      let box = isOne ? (isRight ? "◉" : "◯") : (isRight ? "☑" : "☐")
      text +=
        "<li\(isRight ? " class=\"right\"" : "")><span class=\"box\">\(box)</span>"
        + "<div>\(prose(option.prose))"
      if isTeacher, !option.feedback.isEmpty {
        text += "<p class=\"note\">\(marked(option.feedback))</p>\n"
      }
      text += "</div></li>\n"
    }
    return text + "</ul>\n"
  }
}
