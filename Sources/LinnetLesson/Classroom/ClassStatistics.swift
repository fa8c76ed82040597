import Linnet

/// How a class did, task by task.
public struct ClassStatistics: Sendable {
  /// How many students handed in.
  public let students: Int
  /// How many of them finished.
  public let finished: Int
  /// The middle of their parts of the points, in hundredths; nil where there are no points.
  public let medianPercent: Double?
  /// The minutes the middle of those with times took; nil without times.
  public let medianMinutes: Double?
  /// How many handed in times.
  public let timed: Int
  /// The exercises and questions, in the order of the lesson.
  public let tasks: [TaskRow]

  /// How a class did with one exercise or question.
  public struct TaskRow: Sendable {
    /// Its name.
    public let id: String
    /// `exercise`, `number`, `choice` or another kind.
    public let kind: String
    /// How many handed in, answered or not.
    public let students: Int
    /// How many have it right.
    public internal(set) var right = 0
    /// How many had it right at the first attempt, without hints.
    public internal(set) var first = 0
    /// How many answered and do not have it right.
    public internal(set) var wrong = 0
    /// How many answers nobody has marked.
    public internal(set) var recorded = 0
    /// How many took a hint.
    public internal(set) var hinted = 0
    /// How many saw the solution first.
    public internal(set) var sawSolution = 0
    /// The mean of the attempts of those who tried.
    public internal(set) var attempts = 0.0
    /// The minutes the middle took; nil without times.
    public internal(set) var minutes: Double?
    /// The commonest answers that were not right, most students first.
    public internal(set) var mistakes: [CommonMistake] = []
    /// Answers for a person to read, with the students' names.
    public internal(set) var toRead: [(name: String, answer: String)] = []

    /// True where answers can be right or wrong.
    ///
    /// Words that nobody has marked may be for the teacher to mark.
    public var isMarked: Bool {
      kind != "predict" && (right + wrong > 0 || recorded == 0 && kind != "text")
    }
    /// The part that has it right.
    public var success: Double { students > 0 ? Double(right) / Double(students) : 0 }
  }

  /// Answers that were not right and were alike.
  public struct CommonMistake: Sendable {
    /// An example: the answer or the code.
    public let answer: String
    /// What was said to it.
    public let said: String
    /// How many students gave it.
    public let students: Int
  }

  /// Works out how a class did.
  public init(_ roll: ClassRoll) {
    students = roll.students.count
    finished = roll.students.count { $0.result.isFinished }
    medianPercent = PlainWord.median(
      roll.students.compactMap { student in
        let result = student.result
        return result.possible > 0 ? 100 * Double(result.points) / Double(result.possible) : nil
      })
    var counts: [String: Counting] = [:]
    for id in roll.tasks { counts[id] = Counting() }
    var minutes: [Double] = []
    for (place, student) in roll.students.enumerated() {
      let times = EventTime.minutes(student.result.log)
      if let times { minutes.append(times.all) }
      var known: Set<String> = []
      for task in student.result.tasks where known.insert(task.id).inserted {
        counts[task.id]?.take(task, of: student)
        if let spent = times?.byTask[task.id] { counts[task.id]?.minutes.append(spent) }
      }
      for event in student.result.log.events { counts[event.id]?.take(event, of: place) }
    }
    medianMinutes = PlainWord.median(minutes)
    timed = minutes.count
    let all = roll.students.count
    tasks = roll.tasks.compactMap { counts[$0]?.row($0, students: all) }
  }

  /// The tasks with the least success, worst first; none that nearly everybody has right, half of them at once.
  public var toTalkAbout: [TaskRow] {
    let weak = tasks.enumerated().filter { _, task in
      task.isMarked && (10 * task.right < 8 * task.students || 2 * task.first < task.students)
    }
    let sorted = weak.sorted { one, two in
      let (mine, its) = (one.element, two.element)
      if mine.right != its.right { return mine.right < its.right }
      return mine.first != its.first ? mine.first < its.first : one.offset < two.offset
    }
    return sorted.prefix(3).map { $0.element }
  }
}

/// What is counted for one task while going through the class.
private struct Counting {
  var kind = ""
  var right = 0
  var first = 0
  var wrong = 0
  var recorded = 0
  var hinted = 0
  var sawSolution = 0
  var attempts = 0
  var tried = 0
  var minutes: [Double] = []
  var toRead: [(name: String, answer: String)] = []
  private var mistakes: [String: Mistakes] = [:]

  private struct Mistakes {
    var answer: String
    var said: String
    var students = 0
    /// The student counted last; students come one after the other.
    var last = -1
  }

  mutating func take(_ task: LessonResult.Task, of student: ClassRoll.Student) {
    if kind.isEmpty { kind = PlainWord.clean(task.kind) }
    switch task.outcome {
    case "right":
      right += 1
      if task.attempts == 1, task.hints == 0, !task.sawSolution { first += 1 }
    case "wrong": wrong += 1
    case "recorded", "unmarked": recorded += 1
    default: break
    }
    if task.hints > 0 { hinted += 1 }
    if task.sawSolution { sawSolution += 1 }
    if task.attempts > 0 {
      tried += 1
      attempts += min(task.attempts, 100_000)
    }
    if Gradebook.waits(task) {
      toRead.append((student.name, PlainWord.clean(task.answer, most: 600)))
    }
  }

  mutating func take(_ event: LessonEvent, of student: Int) {
    guard event.deed == .check || event.deed == .answer,
      let outcome = Verdict.Outcome(rawValue: event.text("outcome")),
      outcome == .wrong || outcome == .stopped || outcome == .unreadable
    else { return }
    let said = PlainWord.clean(event.text("said"), most: 300)
    let answer = event.text(event.deed == .check ? "code" : "text")
    // No two students write the same code; what was said to it tells what they have in common.
    let key = event.deed == .check ? said : Counting.alike(answer, kind)
    var mistake =
      mistakes[key] ?? Mistakes(answer: PlainWord.clean(answer, most: 200), said: said)
    if mistake.last != student {
      mistake.students += 1
      mistake.last = student
    }
    mistakes[key] = mistake
  }

  /// What answers that mean the same have in common.
  private static func alike(_ answer: String, _ kind: String) -> String {
    if kind == "number", let read = AnswerReader.number(in: answer) {
      return NumberText.shown(read.number) + " " + AnswerReader.folded(read.unit)
    }
    return AnswerReader.folded(PlainWord.clean(answer, most: 200))
  }

  func row(_ id: String, students: Int) -> ClassStatistics.TaskRow {
    var row = ClassStatistics.TaskRow(id: id, kind: kind, students: students)
    row.right = right
    row.first = first
    row.wrong = wrong
    row.recorded = recorded
    row.hinted = hinted
    row.sawSolution = sawSolution
    row.attempts = tried > 0 ? Double(attempts) / Double(tried) : 0
    row.minutes = PlainWord.median(minutes)
    row.toRead = toRead
    let sorted = mistakes.sorted {
      $0.value.students != $1.value.students
        ? $0.value.students > $1.value.students : $0.key < $1.key
    }
    row.mistakes = sorted.prefix(3).map {
      .init(answer: $0.value.answer, said: $0.value.said, students: $0.value.students)
    }
    return row
  }
}
