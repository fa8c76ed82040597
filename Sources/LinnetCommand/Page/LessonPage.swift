import Linnet
import LinnetHost
import LinnetLesson
import LinnetProse
import LinnetText

/// A lesson as one page: everything a class needs of it, in the order of the file.
///
/// Its words stand in the page as they are, so that it can be read, searched and printed before anything runs. Checks
/// and answers travel packed: that keeps glances away, not people who look on purpose.
struct LessonPage {
  let lesson: Lesson
  /// The folder that its data and pictures are looked for in.
  let folder: String
  private var style = HTMLStyle()

  /// Makes the page of a lesson that lies in a folder.
  init(_ lesson: Lesson, folder: String) {
    self.lesson = lesson
    self.folder = folder
    style.headingShift = 1
    style.opensLinksBeside = true
    style.picture = { path in PagePicture.address(FileBytes.join(folder, path)) }
  }

  /// The page; `text` is the lesson's file.
  func document(text: [UInt8], file: String) throws(PageMaker.Problem) -> PageDocument {
    var page = PageDocument(title: lesson.title, body: body)
    page.language = lesson.property("language") ?? "en"
    page.settings = [
      JSON.Member("lesson", .text(lesson.id)), JSON.Member("version", .text(lesson.version)),
      JSON.Member("title", .text(lesson.title)), JSON.Member("file", .text(file)),
      JSON.Member("digest", .text(lesson.digest)),
      JSON.Member("points", .number(Double(lesson.points))),
      JSON.Member("limits", 4),
    ]
    page.code = PageCode.lesson
    page.files = try LessonData(lesson, folder: folder).files()
    page.lesson = Gzip.pack(lesson.document.withoutTeacher(text), level: 9)
    page.module = try PageMaker.module()
    return page
  }

  // MARK: Words

  private var body: String {
    var html = "<header id=\"top\" class=\"top\">\n<h1>\(inline(lesson.title))</h1>\n"
    if !facts.isEmpty { html += "<p class=\"small\">\(HTMLText.escaped(facts))</p>\n" }
    html += "</header>\n<div id=\"notice\" role=\"status\"></div>\n<main>\n"
    for (place, step) in lesson.steps.enumerated() { html += section(step, isFirst: place == 0) }
    html += "</main>\n<nav id=\"status\" class=\"status\" aria-label=\"Where you are\"></nav>\n"
    return html + "<p id=\"state\" class=\"state\"></p>\n"
  }

  /// Who wrote it, how long it takes, for whom: one line.
  private var facts: String {
    var facts: [String] = []
    if let authors = lesson.property("authors") {
      facts.append(Lesson.list(authors).joined(separator: ", "))
    }
    if let minutes = lesson.property("minutes") { facts.append("\(minutes) minutes") }
    if let level = lesson.property("level") { facts.append(level) }
    return facts.joined(separator: " · ")
  }

  private func section(_ step: Lesson.Step, isFirst: Bool) -> String {
    let id = HTMLText.escaped(step.id)
    let hasHeading = !(isFirst && step.title == lesson.title)
    let name =
      hasHeading
      ? "aria-labelledby=\"step-\(id)-title\"" : "aria-label=\"\(HTMLText.escaped(step.title))\""
    var html =
      "<section class=\"step\" id=\"step-\(id)\" data-step=\"\(id)\" \(name) "
      + "data-title=\"\(HTMLText.escaped(step.title))\">\n"
    if hasHeading { html += "<h2 id=\"step-\(id)-title\">\(inline(step.title))</h2>\n" }
    var blocks = step.blocks
    // The title stands at the head of the page already.
    if isFirst, case .prose(let prose)? = blocks.first,
      let rest = LessonPage.withoutTitle(prose.markdown)
    {
      blocks[0] = .prose(Lesson.Prose(rest, line: prose.line))
    }
    return html + blocks.map { self.html($0) }.joined() + "</section>\n"
  }

  /// Markdown without its first heading of the first level; nil when it does not begin with one.
  private static func withoutTitle(_ markdown: String) -> String? {
    var lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let first = lines.first, first.allSatisfy({ $0 == " " }) { lines.removeFirst() }
    guard lines.first?.hasPrefix("# ") == true else { return nil }
    return lines.dropFirst().joined(separator: "\n")
  }

  private func html(_ block: Lesson.Block) -> String {
    switch block {
    case .prose(let prose): return "<div class=\"prose\">\n\(markdown(prose))</div>\n"
    case .code(let code):
      switch code.cell.role {
      case .hidden: return ""
      case .show:
        return
          "<pre class=\"code\">\(HTMLText.escapedLines(LessonPage.ending(code.cell.code)))</pre>\n"
      default:
        return cell(code.cell.code, "data-cell=\"\(HTMLText.escaped(code.id))\"", label: "Program")
      }
    case .exercise(let exercise): return self.exercise(exercise)
    case .question(let question): return self.question(question)
    case .branch(_, let then, let otherwise, let line):
      func side(_ blocks: [Lesson.Block], _ name: String) -> String {
        guard !blocks.isEmpty else { return "" }
        return "<div data-branch=\"\(line)\" data-side=\"\(name)\" hidden>\n"
          + blocks.map { self.html($0) }.joined() + "</div>\n"
      }
      return side(then, "then") + side(otherwise, "otherwise")
    case .teacher: return ""
    }
  }

  /// An editor with a program in it.
  private func cell(_ code: String, _ attributes: String, label: String) -> String {
    let code = LessonPage.ending(code)
    let rows = code.split(separator: "\n", omittingEmptySubsequences: false).count
    // A line break right after the tag does not count, so one is put there for a program that begins with one.
    return
      "<div class=\"cell\" \(attributes) data-label=\"\(HTMLText.escaped(label))\">\n"
      + "<textarea rows=\"\(rows)\" spellcheck=\"false\" aria-label=\"\(HTMLText.escaped(label))\">\n"
      + "\(HTMLText.escapedLines(code))</textarea>\n</div>\n"
  }

  private func exercise(_ exercise: Lesson.Exercise) -> String {
    let label = exercise.title.isEmpty ? "Your answer" : "Your answer: \(exercise.title)"
    return
      "<div class=\"task\" \(task(.exercise(exercise), label: label))>\n"
      + cell(exercise.starter?.code ?? "", "", label: label) + hints(exercise.hints) + "</div>\n"
  }

  private func question(_ question: Lesson.Question) -> String {
    let id = HTMLText.escaped(question.id)
    var html = "<div class=\"task\" \(task(.question(question), label: nil))>\n"
    html +=
      "<div class=\"prose\" id=\"prompt-\(id)\">\n\(markdown(question.prompt))</div>\n<form class=\"answer\">\n"
    switch question.kind {
    case .number(_, _, let unit):
      html +=
        "<p><input type=\"text\" inputmode=\"decimal\" autocomplete=\"off\" aria-labelledby=\"prompt-\(id)\">"
        + (unit.isEmpty ? "" : " <span class=\"unit\">\(HTMLText.escaped(unit))</span>") + "</p>\n"
    case .choice(let options): html += self.options(options, id: id, kind: "radio")
    case .choices(let options): html += self.options(options, id: id, kind: "checkbox")
    case .prediction(let options) where !options.isEmpty:
      html += self.options(options, id: id, kind: "radio")
    case .text(let accepted) where accepted.isEmpty:
      html +=
        "<p><textarea class=\"words\" rows=\"3\" aria-labelledby=\"prompt-\(id)\"></textarea></p>\n"
    case .text, .prediction:
      html += "<p><input type=\"text\" autocomplete=\"off\" aria-labelledby=\"prompt-\(id)\"></p>\n"
    }
    return html + "</form>\n" + hints(question.hints) + "</div>\n"
  }

  private func options(_ options: [Lesson.Option], id: String, kind: String) -> String {
    let items = options.enumerated().map { place, option in
      "<li><label><input type=\"\(kind)\" name=\"\(id)\" value=\"\(place + 1)\"> "
        + "<span>\(inline(option.prose.markdown))</span></label></li>\n"
    }
    return "<ul class=\"options\">\n\(items.joined())</ul>\n"
  }

  /// What the page's code has to know about a task.
  private func task(_ task: Lesson.Task, label: String?) -> String {
    let id = HTMLText.escaped(task.id)
    var words =
      "id=\"task-\(id)\" data-task=\"\(id)\" data-kind=\"\(task.kind)\" data-points=\"\(task.points)\" role=\"group\""
    words +=
      label.map { " aria-label=\"\(HTMLText.escaped($0))\"" } ?? " aria-labelledby=\"prompt-\(id)\""
    if lesson.solutions != .never, Lesson.solution(of: task) != nil {
      words += " data-solution=\"yes\""
    }
    return words
  }

  private func hints(_ hints: [Lesson.Hint]) -> String {
    hints.enumerated().map { place, hint in
      let summary = hint.summary.isEmpty ? "Hint \(place + 1)" : hint.summary
      return
        "<details class=\"hint\" hidden><summary>\(inline(summary))</summary>\n\(markdown(hint.prose))</details>\n"
    }.joined()
  }

  private func markdown(_ prose: Lesson.Prose) -> String {
    Prose(markdown: prose.markdown, firstLine: prose.line).html(style)
  }

  /// Markdown that stands within a line.
  private func inline(_ markdown: String) -> String {
    let prose = Prose(markdown: markdown)
    if prose.blocks.count == 1, case .paragraph(let inlines) = prose.blocks[0].kind {
      return Prose.html(of: inlines, style)
    }
    return HTMLText.escaped(markdown)
  }

  /// Code without its last line break.
  private static func ending(_ code: String) -> String {
    code.hasSuffix("\n") ? String(code.dropLast()) : code
  }
}
