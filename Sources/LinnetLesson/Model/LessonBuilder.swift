import Linnet

/// Makes a lesson of a document: finds steps, exercises with their blocks, questions with their options.
struct LessonBuilder {
  var lesson: Lesson
  /// The steps so far; blocks go into the innermost open container.
  private var steps: [Lesson.Step] = []
  /// The containers that are open, the step's own blocks first.
  private var open: [Container] = [Container(kind: .step, line: 0)]
  /// What a task is being collected into.
  private(set) var task: TaskBuilder?
  /// Names that are taken, with their lines.
  private var taken: [String: Int] = [:]
  /// The names of exercises and questions so far.
  private var tasks: Set<String> = []
  /// How many code blocks this step has.
  private var codeCount = 0
  /// How many `@if` and `@teacher` are open that stand too deep.
  private var tooDeep = 0
  /// How many of them may stand in each other.
  private static let deepest = 10
  /// True until something of a step has been read, where `@step` belongs.
  private var isAtHeading = true

  /// Blocks between a directive and its `@end`.
  struct Container {
    enum Kind {
      case step
      case branch(Lesson.Condition)
      case teacher
    }
    var kind: Kind
    var line: Int
    var blocks: [Lesson.Block] = []
    /// The blocks before `@else`.
    var before: [Lesson.Block]?
  }

  /// Makes a lesson.
  static func build(_ document: LessonDocument) -> Lesson {
    var builder = LessonBuilder(lesson: Lesson(document: document))
    builder.readFrontMatter()
    builder.steps = [Lesson.Step(id: "start", title: "", minutes: 0, line: 1, blocks: [])]
    for part in document.parts { builder.take(part) }
    builder.endStep()
    return builder.finished()
  }

  private init(lesson: Lesson) {
    self.lesson = lesson
    self.lesson.problems = lesson.document.problems
  }

  private func finished() -> Lesson {
    var lesson = lesson
    // What stands before the first heading is a step only when there is something to read.
    lesson.steps = steps.filter { $0.line > 1 || !$0.title.isEmpty || !$0.blocks.isEmpty }
    if let first = lesson.steps.first, first.title.isEmpty {
      lesson.steps[0].title = lesson.title
    }
    let promised = lesson.document.frontMatter.first { $0.key == "points" }
    if let promised, promised.value != String(lesson.points) {
      lesson.problems.append(
        LessonProblem(
          "problem-points-total", line: promised.line, isWarning: true,
          ["said": promised.value, "count": String(lesson.points)]))
    }
    if lesson.isExam {
      // Answers are elsewhere, and that is meant so.
      lesson.problems.removeAll {
        [
          "problem-answer-missing", "problem-accept-missing", "problem-options-none",
          "problem-no-check", "problem-no-solution",
        ].contains($0.key)
      }
    }
    lesson.problems.sort { $0.line < $1.line }
    return lesson
  }

  /// Notes something wrong.
  mutating func tell(
    _ key: String, _ line: Int, isWarning: Bool = false, _ slots: [String: String] = [:]
  ) {
    lesson.problems.append(LessonProblem(key, line: line, isWarning: isWarning, slots))
  }

  // MARK: Parts

  private mutating func take(_ part: LessonDocument.Part) {
    switch part {
    case .prose(let lines, let first): takeProse(lines, first)
    case .cell(let cell): takeCell(cell)
    case .table: break
    case .directive(let directive): takeDirective(directive)
    }
  }

  private mutating func takeProse(_ lines: [String], _ first: Int) {
    var run: [String] = []
    var start = first
    func flush(_ builder: inout LessonBuilder) {
      if run.contains(where: { !$0.trimmed.isEmpty }) { builder.addProse(run, start) }
      run = []
    }
    var fence: Fence?
    for (offset, line) in lines.enumerated() {
      // A `##` inside a block of another language is no heading.
      if let open = fence {
        if open.isClosed(by: line[...]) { fence = nil }
      } else if let opened = Fence(opening: line[...]) {
        fence = opened
      } else if line.utf8.starts(with: "## ".utf8) {
        flush(&self)
        startStep(heading: String(line.utf8.dropFirst(3)) ?? "", line: first + offset)
        start = first + offset + 1
        continue
      }
      if run.isEmpty { start = first + offset }
      run.append(line)
    }
    flush(&self)
  }

  private mutating func addProse(_ lines: [String], _ first: Int) {
    if var task {
      let rest = task.take(lines, first)
      self.task = task
      guard let rest else { return }
      // What follows a finished task is prose of the step again.
      if task.isFull { endTask() }
      add(.prose(rest))
      return
    }
    add(.prose(Lesson.Prose(joined: lines, line: first)))
  }

  private mutating func takeCell(_ cell: LessonDocument.Cell) {
    isAtHeading = false
    for word in cell.words where LessonDocument.Role(rawValue: word) == nil {
      tell("problem-role", cell.firstLine - 1, isWarning: true, ["name": word])
    }
    switch cell.role {
    case .run, .show, .hidden:
      endTask()
      codeCount += 1
      let step = steps.last?.id ?? "start"
      add(.code(Lesson.Code(id: "\(step).\(codeCount)", cell: cell)))
    case .start, .check, .solution:
      if task?.isExercise != true || cell.role == .start && task?.hasStarterAndMore == true {
        endTask()
        tell(
          "problem-cell-outside", cell.firstLine - 1, isWarning: true,
          ["role": cell.role.rawValue])
        let id = unused("\(steps.last?.id ?? "start")-\(tasks.count + 1)")
        task = TaskBuilder(exercise: id, line: cell.firstLine - 1, title: steps.last?.title ?? "")
        tasks.insert(id)
      }
      if let line = task?.set(cell) {
        tell(
          "problem-cell-twice", cell.firstLine - 1,
          ["role": cell.role.rawValue, "line": String(line)])
      }
    }
  }

  private mutating func takeDirective(_ directive: LessonDocument.Directive) {
    let words = DirectiveWords(directive.rest)
    guard directive.name != "step" else { return takeStep(directive, words) }
    isAtHeading = false
    endTask()
    switch directive.name {
    case "exercise", "number", "choice", "choices", "text", "predict":
      startTask(directive, words)
    case "if", "teacher":
      // What stands in each other without end would fill the stack of whoever walks through it.
      guard open.count <= LessonBuilder.deepest else {
        tooDeep += 1
        if tooDeep == 1 { tell("problem-deep", directive.line, ["directive": directive.name]) }
        return
      }
      guard directive.name == "if" else {
        return open.append(Container(kind: .teacher, line: directive.line))
      }
      guard let condition = condition(directive, words) else { return }
      open.append(Container(kind: .branch(condition), line: directive.line))
    case "else":
      if tooDeep > 0 { return }
      guard case .branch? = open.last?.kind, open[open.count - 1].before == nil else {
        return tell("problem-end", directive.line, ["directive": "else"])
      }
      open[open.count - 1].before = open[open.count - 1].blocks
      open[open.count - 1].blocks = []
    case "end":
      if tooDeep > 0 {
        tooDeep -= 1
        return
      }
      guard open.count > 1 else {
        return tell("problem-end", directive.line, ["directive": "end"])
      }
      close()
    case "sealed", "linnet": break
    case "exam":
      lesson.isExam = true
      lesson.document.digest = words["of"] ?? lesson.document.digest
    default:
      let near = Lesson.nearest(directive.name, to: LessonBuilder.directives)
      tell(
        near == nil ? "problem-directive-far" : "problem-directive", directive.line,
        isWarning: true, ["name": directive.name, "near": near ?? ""])
    }
  }

  /// The directives that mean something.
  static let directives = [
    "step", "exercise", "number", "choice", "choices", "text", "predict", "if", "else", "end",
    "teacher",
  ]

  // MARK: Steps

  private mutating func startStep(heading: String, line: Int) {
    endStep()
    let title = heading.trimmed
    steps.append(
      Lesson.Step(
        id: Lesson.name(
          of: lesson.document.ownHeadings[line] ?? title, orElse: "step-\(steps.count)"),
        title: title, minutes: 0,
        line: line, blocks: []))
    codeCount = 0
    isAtHeading = true
  }

  private mutating func takeStep(_ directive: LessonDocument.Directive, _ words: DirectiveWords) {
    if !isAtHeading { tell("problem-step-late", directive.line, isWarning: true) }
    checkOptions(directive, words, ["minutes"])
    if let id = words.plain.first, claim(id, directive) { steps[steps.count - 1].id = id }
    if let text = words["minutes"] {
      guard let minutes = Lesson.number(text) else {
        return tell("problem-minutes-form", directive.line, ["text": text])
      }
      steps[steps.count - 1].minutes = minutes
    }
  }

  private mutating func endStep() {
    endTask()
    tooDeep = 0
    while open.count > 1 {
      let name = if case .teacher? = open.last?.kind { "teacher" } else { "if" }
      tell("problem-if-open", open.last?.line ?? 0, ["directive": name])
      close()
    }
    steps[steps.count - 1].blocks = open[0].blocks
    open[0].blocks = []
  }

  /// Closes the innermost `@if` or `@teacher`.
  private mutating func close() {
    let container = open.removeLast()
    switch container.kind {
    case .step: break
    case .teacher: add(.teacher(container.blocks, line: container.line))
    case .branch(let condition):
      add(
        .branch(
          condition, then: container.before ?? container.blocks,
          otherwise: container.before == nil ? [] : container.blocks, line: container.line))
    }
  }

  private mutating func add(_ block: Lesson.Block) {
    isAtHeading = false
    open[open.count - 1].blocks.append(block)
  }

  private mutating func condition(_ directive: LessonDocument.Directive, _ words: DirectiveWords)
    -> Lesson.Condition?
  {
    let text = words.plain
    if text.count == 2, text[0] == "right" || text[0] == "wrong" {
      if !tasks.contains(text[1]) { tell("problem-if", directive.line, ["id": text[1]]) }
      return text[0] == "right" ? .right(text[1]) : .wrong(text[1])
    }
    if let condition = Lesson.Condition(score: directive.rest) { return condition }
    tell("problem-if-form", directive.line)
    // Its `@end` is there all the same.
    return .scoreAtLeast(0)
  }

  // MARK: Tasks

  private mutating func startTask(_ directive: LessonDocument.Directive, _ words: DirectiveWords) {
    var id = words.plain.first ?? ""
    if id.isEmpty {
      tell("problem-id-missing", directive.line, ["directive": directive.name])
      id = unused("\(directive.name)-\(tasks.count + 1)")
    } else if !claim(id, directive) {
      id = unused(id)
    }
    let title = steps.last?.title ?? ""
    var builder = TaskBuilder(directive.name, id: id, words, line: directive.line, title: title)
    checkOptions(directive, words, builder.knownOptions)
    for need in builder.needs where !tasks.contains(need) {
      tell("problem-needs", directive.line, ["id": need])
    }
    for problem in builder.takeProblems() { lesson.problems.append(problem) }
    tasks.insert(id)
    task = builder
  }

  private mutating func endTask() {
    guard var builder = task else { return }
    task = nil
    let block = builder.finished()
    for problem in builder.takeProblems() { lesson.problems.append(problem) }
    add(block)
    if let after = builder.after { add(.prose(after)) }
  }

  private mutating func checkOptions(
    _ directive: LessonDocument.Directive, _ words: DirectiveWords, _ known: [String]
  ) {
    for pair in words.pairs where !known.contains(pair.key) {
      tell(
        "problem-option", directive.line, isWarning: true,
        ["directive": directive.name, "name": pair.key])
    }
  }

  /// Takes a name; false, with a problem, when it is badly formed or taken.
  private mutating func claim(_ id: String, _ directive: LessonDocument.Directive) -> Bool {
    guard Lesson.isName(id) else {
      tell("problem-id-form", directive.line, ["id": id])
      return false
    }
    // A step and the exercise in it may share a name: nothing asks for a step by name.
    let key = directive.name == "step" ? "step " + id : id
    if let line = taken[key] {
      tell("problem-id-twice", directive.line, ["id": id, "line": String(line)])
      return false
    }
    taken[key] = directive.line
    return true
  }

  private func unused(_ id: String) -> String {
    var number = 2
    var name = id
    while tasks.contains(name) {
      name = "\(id)-\(number)"
      number += 1
    }
    return name
  }
}

extension Lesson {
  /// Makes a lesson of a document.
  public init(_ document: LessonDocument) { self = LessonBuilder.build(document) }

  /// An empty lesson of a document.
  init(document: LessonDocument) { self.document = document }
}

extension Lesson.Prose {
  /// Joins lines, without the empty ones at both ends.
  init(joined lines: [String], line: Int) {
    var start = 0
    var end = lines.count
    while start < end, lines[start].trimmed.isEmpty { start += 1 }
    while end > start, lines[end - 1].trimmed.isEmpty { end -= 1 }
    self.init(lines[start..<end].joined(separator: "\n"), line: line + start)
  }
}
