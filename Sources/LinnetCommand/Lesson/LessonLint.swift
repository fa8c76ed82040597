import Glibc
import Linnet
import LinnetHost
import LinnetLesson
import LinnetProse
import LinnetText

/// Looks for mistakes in a lesson: what cannot be understood, what does not run, what a class would stumble over.
struct LessonLint {
  let lesson: Lesson
  let folder: String
  let text: String
  private(set) var problems: [LessonProblem] = []

  /// Looks through a lesson.
  init(_ file: LessonFile) {
    lesson = file.lesson
    folder = file.folder
    // What is sealed is looked at, not the seal.
    text = file.text
    problems = lesson.problems
    lookAtData()
    lookAtCode()
    lookAtChecks()
    lookAtQuestions()
    lookAtWords()
    lookAtMinutes()
    lookAtProse()
    lookAtNeeds()
    lookAtLanguages()
    problems = problems.enumerated().sorted {
      ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
    }
    .map(\.element)
    var seen: [LessonProblem] = []
    for problem in problems where !seen.contains(problem) { seen.append(problem) }
    problems = seen
  }

  /// True when a class can be given the lesson.
  var isGood: Bool { !problems.contains { !$0.isWarning } }

  /// The last line: `6 exercises, 5 questions: all good`.
  var summary: String {
    func counted(_ count: Int, _ word: String) -> String {
      "\(count) \(word)" + (count == 1 ? "" : "s")
    }
    let mistakes = problems.filter { !$0.isWarning }.count
    let remarks = problems.count - mistakes
    let remarked = remarks == 0 ? "" : ", " + counted(remarks, "remark")
    return counted(lesson.exercises.count, "exercise") + ", "
      + counted(lesson.questions.count, "question") + ": "
      + (mistakes == 0 ? "all good" : counted(mistakes, "mistake")) + remarked
  }

  mutating func tell(
    _ key: String, _ line: Int, isWarning: Bool = false, _ slots: [String: String] = [:]
  ) {
    problems.append(LessonProblem(key, line: line, isWarning: isWarning, slots))
  }

  // MARK: Data

  private mutating func lookAtData() {
    for file in lesson.data {
      let path = FileBytes.join(folder, file.path)
      guard case .success(let bytes) = FileBytes.read(path) else {
        tell("lint-data-missing", file.line, ["path": file.path])
        continue
      }
      let digest = SHA256.hex(of: bytes)
      guard let said = file.sha256, !said.isEmpty else {
        tell("lint-data-digest", file.line, isWarning: true, ["path": file.path, "found": digest])
        continue
      }
      if !file.isRight(bytes) {
        tell(
          "lint-data-changed", file.line,
          ["path": file.path, "found": String(digest.prefix(12)), "said": String(said.prefix(12))])
      }
    }
  }

  // MARK: Code

  private mutating func lookAtCode() {
    // Without its answers an exam cannot be run; the lesson that it was made of can.
    for deed in lesson.isExam ? [] : LessonRun.deeds(of: lesson, folder: folder) {
      if let mistake = deed.mistake {
        let line = mistake.lineNumber ?? deed.cell.firstLine
        tell("lint-run", line, ["why": mistake.sentences])
      }
      let line = deed.cell.firstLine
      for event in deed.events {
        guard case .picture(let picture) = event else { continue }
        if picture.title.isEmpty { tell("lint-plot-title", line, isWarning: true) }
        for (name, axis) in [("x", picture.x), ("y", picture.y)] where axis.title.isEmpty {
          tell("lint-plot-axis", line, isWarning: true, ["axis": name])
        }
      }
    }
    lookAtFiles()
  }

  /// The files that code loads belong to the lesson.
  private mutating func lookAtFiles() {
    let known = Set(lesson.data.map(\.path) + lesson.document.tables.map(\.name))
    var saved: Set<String> = []
    for source in lesson.document.allSources {
      let tokens = Program.tokens(of: source)
      for place in tokens.indices.dropLast(3) {
        let word = source.text(tokens[place].span)
        guard tokens[place].kind == .name, word == "load" || word == "save" else { continue }
        var next = place + 1
        if word == "save" {
          // `save table, "name"`
          while next < tokens.count, tokens[next].kind != .textOpen, tokens[next].kind != .newline,
            tokens[next].kind != .endOfSource
          {
            next += 1
          }
        } else if tokens[next].kind == .openRound {
          next += 1
        }
        guard next + 2 < tokens.count, tokens[next].kind == .textOpen,
          tokens[next + 1].kind == .textPiece, tokens[next + 2].kind == .textClose
        else { continue }
        let path = source.text(tokens[next + 1].span)
        if word == "save" {
          saved.insert(path)
        } else if !known.contains(path), !saved.contains(path) {
          let line = source.lineNumber(at: tokens[place].start)
          let isOutside = path.hasPrefix("/") || path.split(separator: "/").contains("..")
          tell(
            isOutside ? "lint-data-outside" : "lint-data-unlisted", line, isWarning: !isOutside,
            ["path": path])
        }
      }
    }
  }

  private mutating func lookAtChecks() {
    let checker = Checker(lesson, world: QuietHost(lesson, folder: folder))
    for exercise in lesson.exercises { problems += checker.problems(of: exercise) }
  }

  private mutating func lookAtQuestions() {
    for question in lesson.questions {
      if case .choices(let options) = question.kind, !options.isEmpty,
        !options.contains(where: \.isRight), !lesson.isExam
      {
        tell("lint-choices-none", question.line, isWarning: true)
      }
    }
    for step in lesson.steps where step.blocks.isEmpty {
      tell("lint-step-empty", step.line, isWarning: true)
    }
  }

  // MARK: Words

  /// The commands and functions that the code uses are those that the lesson, or one before it, teaches.
  private mutating func lookAtWords() {
    guard !lesson.words.isEmpty, let lists = JSON(Array(Help.wordLists().utf8)) else { return }
    var language: Set<String> = []
    for name in ["commands", "functions"] {
      for word in lists[name]?.asList ?? [] { language.insert(word.asText ?? "") }
    }
    var known = Set(lesson.words)
    var visited: Set<String> = []
    addWords(of: Lesson.list(lesson.property("needs") ?? ""), to: &known, &visited)
    var missing: [String] = []
    var line = 0
    for part in lesson.document.parts {
      guard case .cell(let cell) = part, cell.role != .check, cell.role != .hidden else { continue }
      let source = lesson.document.source(cell)
      let tokens = Program.tokens(of: source)
      for (place, token) in tokens.enumerated() where token.kind == .name {
        let word = source.text(token.span)
        guard language.contains(word), !known.contains(word), !missing.contains(word) else {
          continue
        }
        let before = place > 0 ? tokens[place - 1].kind : .newline
        let after = place + 1 < tokens.count ? tokens[place + 1].kind : .endOfSource
        // The name of a part, an option or a column is no command.
        if before == .dot || after == .colon || after == .equal { continue }
        // Without brackets it is a command only at the start of a line or a step; elsewhere it may be a column.
        let begins =
          before == .newline || place > 0 && source.text(tokens[place - 1].span) == "then"
        guard after == .openRound || begins else { continue }
        if line == 0 { line = source.lineNumber(at: token.start) }
        missing.append(word)
      }
    }
    guard !missing.isEmpty else { return }
    let quoted = missing.map { "`\($0)`" }
    let list =
      quoted.count == 1
      ? quoted[0] : quoted.dropLast().joined(separator: ", ") + " and " + quoted[quoted.count - 1]
    tell("lint-words", line, isWarning: true, ["list": list])
  }

  private func addWords(
    of names: [String], to known: inout Set<String>, _ visited: inout Set<String>
  ) {
    for name in names where visited.insert(name).inserted {
      guard let path = LessonFile.beside(folder, name), let file = try? LessonFile(path) else {
        continue
      }
      let lesson = file.lesson
      known.formUnion(lesson.words)
      addWords(of: Lesson.list(lesson.property("needs") ?? ""), to: &known, &visited)
    }
  }

  private mutating func lookAtNeeds() {
    guard let property = lesson.document.frontMatter.first(where: { $0.key == "needs" }) else {
      return
    }
    for name in Lesson.list(property.value) where LessonFile.beside(folder, name) == nil {
      tell("lint-needs", property.line, isWarning: true, ["id": name])
    }
  }

  // MARK: Minutes

  private mutating func lookAtMinutes() {
    let sum = lesson.steps.reduce(0) { $0 + $1.minutes }
    guard sum > 0, let property = lesson.document.frontMatter.first(where: { $0.key == "minutes" }),
      let said = Double(property.value), said != sum
    else { return }
    tell(
      "lint-minutes", property.line, isWarning: true,
      ["said": property.value, "count": NumberText.shown(sum)])
  }

  // MARK: Languages

  private mutating func lookAtLanguages() {
    guard let property = lesson.document.frontMatter.first(where: { $0.key == "translations" })
    else {
      return
    }
    let texts = LessonCatalogue.texts(of: text)
    for language in Lesson.list(property.value) {
      let path = "i18n/\(language).po"
      guard case .success(let bytes) = FileBytes.read(FileBytes.join(folder, path)) else {
        tell("lint-language-missing", property.line, ["path": path, "language": language])
        continue
      }
      let catalogue = LessonCatalogue(reading: bytes)
      let missing = texts.filter { catalogue.translations[$0.text] == nil }.count
      if missing > 0 {
        tell(
          "lint-language", property.line, isWarning: true,
          ["path": path, "count": String(missing), "all": String(texts.count)])
      }
      for text in texts where text.kind == .said {
        if let other = catalogue.translations[text.text], !catalogue.fits(other, text.text) {
          tell("lint-language-slots", text.line, ["path": path])
        }
      }
    }
  }
}
