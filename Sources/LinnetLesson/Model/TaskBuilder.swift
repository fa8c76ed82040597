import Linnet

/// Collects what belongs to one exercise or question: its blocks, its prompt, its options and its hints.
struct TaskBuilder {
  private var exercise: Lesson.Exercise?
  private var question: Lesson.Question?
  private var problems: [LessonProblem] = []
  private var options: OptionReader?
  /// The lines of a question's prompt.
  private var prompt: [String] = []
  private var promptLine = 0
  /// The hint that is being read.
  private var hint: HintReader?
  /// Prose behind an exercise's blocks, which is shown after it.
  private var rest: [String] = []
  private var restLine = 0
  /// The directive's name.
  let name: String
  let line: Int
  /// True when the prompt and the options are complete, so that more prose is the step's.
  private(set) var isFull = false

  /// Begins a task with the words of its directive.
  init(_ name: String, id: String, _ words: DirectiveWords, line: Int, title: String) {
    self.name = name
    self.line = line
    let points = words["points"].flatMap { Lesson.whole($0) }
    if let text = words["points"], points == nil || (points ?? 0) < 0 {
      problems.append(LessonProblem("problem-points-form", line: line, ["text": text]))
    }
    if name == "exercise" {
      var exercise = Lesson.Exercise(id: id, line: line)
      exercise.title = title
      exercise.points = max(0, points ?? 1)
      exercise.needs = Lesson.list(words["needs"] ?? "")
      self.exercise = exercise
      return
    }
    var kind: Lesson.Question.Kind
    switch name {
    case "number": kind = number(words)
    case "choice": kind = .choice([])
    case "choices": kind = .choices([])
    case "text": kind = text(words)
    default: kind = .prediction([])
    }
    if name != "number", name != "text" { options = OptionReader() }
    var question = Lesson.Question(id: id, line: line, kind: kind)
    question.title = title
    // A guess is worth nothing, so that nobody is afraid of it.
    question.points = max(0, points ?? (name == "predict" ? 0 : 1))
    self.question = question
    kind = question.kind
  }

  /// Begins an exercise without a directive.
  init(exercise id: String, line: Int, title: String) {
    self.init("exercise", id: id, DirectiveWords(""), line: line, title: title)
  }

  /// The options that the directive knows.
  var knownOptions: [String] {
    switch name {
    case "exercise": ["points", "needs"]
    case "number": ["answer", "within", "unit", "points", "collect"]
    case "text": ["accept", "graded", "points"]
    default: ["points"]
    }
  }

  /// True for an exercise.
  var isExercise: Bool { exercise != nil }
  /// The names of what it builds on.
  var needs: [String] { exercise?.needs ?? [] }
  /// True when a second starter would begin another exercise.
  var hasStarterAndMore: Bool {
    exercise?.starter != nil && (exercise?.check != nil || exercise?.solution != nil)
  }

  /// Hands over what is wrong so far.
  mutating func takeProblems() -> [LessonProblem] {
    defer { problems = [] }
    return problems
  }

  /// Puts a block in its place; the line of the one that is there already.
  mutating func set(_ cell: LessonDocument.Cell) -> Int? {
    switch cell.role {
    case .start:
      if let there = exercise?.starter { return there.firstLine - 1 }
      exercise?.starter = cell
    case .check:
      if let there = exercise?.check { return there.firstLine - 1 }
      exercise?.check = cell
    case .solution:
      if let there = exercise?.solution { return there.firstLine - 1 }
      exercise?.solution = cell
    case .run, .show, .hidden: break
    }
    return nil
  }

  // MARK: Prose

  /// Takes lines of prose; what is left is prose of the step, before the task or, when it is full, after it.
  mutating func take(_ lines: [String], _ first: Int) -> Lesson.Prose? {
    var left: [String] = []
    var leftLine = first
    for (offset, line) in lines.enumerated() {
      let number = first + offset
      if takeHint(line, number) { continue }
      if isExercise, exercise?.starter != nil || exercise?.check != nil || exercise?.solution != nil
      {
        if rest.isEmpty { restLine = number }
        rest.append(line)
        continue
      }
      if !isExercise, !isFull, takePrompt(line, number) { continue }
      if left.isEmpty { leftLine = number }
      left.append(line)
    }
    let prose = Lesson.Prose(joined: left, line: leftLine)
    return prose.markdown.isEmpty ? nil : prose
  }

  /// A line of a hint, from `<details>` to `</details>`.
  private mutating func takeHint(_ line: String, _ number: Int) -> Bool {
    if hint == nil, !isFull, line.trimmed.utf8.starts(with: "<details".utf8) { hint = HintReader() }
    guard var reader = hint else { return false }
    let isDone = reader.take(line, number)
    hint = reader
    if isDone {
      add(reader)
      hint = nil
    }
    return true
  }

  private mutating func add(_ reader: HintReader) {
    guard let hint = reader.hint else { return }
    exercise?.hints.append(hint)
    question?.hints.append(hint)
  }

  /// A line of the prompt or of the options; false when it belongs to neither.
  private mutating func takePrompt(_ line: String, _ number: Int) -> Bool {
    if let taken = options?.take(line, number) {
      if taken { return true }
      if options?.hasBegun == true {
        isFull = true
        return false
      }
    }
    if line.trimmed.isEmpty {
      // One paragraph is the question, where no options follow.
      if !prompt.isEmpty { prompt.append(line) }
      return true
    }
    if options == nil || name == "predict", prompt.last?.trimmed.isEmpty == true {
      isFull = true
      return false
    }
    if prompt.isEmpty { promptLine = number }
    prompt.append(line)
    return true
  }

  // MARK: The end

  /// Prose that stands behind the task.
  var after: Lesson.Prose? {
    let prose = Lesson.Prose(joined: rest, line: restLine)
    return prose.markdown.isEmpty ? nil : prose
  }

  /// The task as a block.
  mutating func finished() -> Lesson.Block {
    if let hint { add(hint) }
    if let exercise {
      if exercise.check == nil {
        problems.append(
          LessonProblem("problem-no-check", line: line, isWarning: true, ["id": exercise.id]))
      } else if exercise.solution == nil {
        problems.append(
          LessonProblem("problem-no-solution", line: line, isWarning: true, ["id": exercise.id]))
      }
      return .exercise(exercise)
    }
    guard var question else { preconditionFailure("a task is an exercise or a question") }
    question.prompt = Lesson.Prose(joined: prompt, line: promptLine)
    let options = options?.finished() ?? []
    let right = options.filter { $0.isRight }.count
    switch question.kind {
    case .choice:
      if options.isEmpty {
        problems.append(LessonProblem("problem-options-missing", line: line))
      } else if right == 0 {
        problems.append(LessonProblem("problem-options-none", line: line))
      } else if right > 1 {
        problems.append(
          LessonProblem("problem-options-many", line: line, ["count": String(right)]))
      }
      question.kind = .choice(options)
    case .choices:
      if options.isEmpty { problems.append(LessonProblem("problem-options-missing", line: line)) }
      question.kind = .choices(options)
    case .prediction: question.kind = .prediction(options)
    case .number, .text: break
    }
    return .question(question)
  }

  // MARK: Options of the directive

  private mutating func number(_ words: DirectiveWords) -> Lesson.Question.Kind {
    var answers: [Double] = []
    if let text = words["answer"] {
      for part in text.utf8.split(separator: UInt8(ascii: "|")) {
        let part = String(Substring(part)).trimmed
        if let number = Lesson.number(part) {
          answers.append(number)
        } else {
          problems.append(LessonProblem("problem-answer-form", line: line, ["text": part]))
        }
      }
    } else {
      problems.append(LessonProblem("problem-answer-missing", line: line))
    }
    var within = Lesson.Tolerance.exact
    if let text = words["within"] {
      if let tolerance = Lesson.Tolerance(text) {
        within = tolerance
      } else {
        problems.append(LessonProblem("problem-within-form", line: line, ["text": text]))
      }
    }
    return .number(answers: answers, within: within, unit: words["unit"] ?? "")
  }

  private mutating func text(_ words: DirectiveWords) -> Lesson.Question.Kind {
    if let accept = words["accept"] {
      let accepted = accept.utf8.split(separator: UInt8(ascii: "|")).map {
        String(Substring($0)).trimmed
      }
      return .text(accepted: accepted.filter { !$0.isEmpty })
    }
    if words["graded"] != "by-teacher" {
      problems.append(LessonProblem("problem-accept-missing", line: line))
    }
    return .text(accepted: [])
  }
}
