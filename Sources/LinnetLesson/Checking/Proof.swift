import Linnet

/// Proves of an exercise that its check does what it is for.
extension Checker {
  /// What is wrong with an exercise: its solution has to pass, its starter has to fail, its check and every
  /// `mistake` in it have to be readable.
  ///
  /// Problems have the keys `proof-…` of `lesson.txt`. A `mistake` that is true of the solution too is a warning: its
  /// words would be said to everyone who fails for another reason.
  public func problems(of exercise: Lesson.Exercise) -> [LessonProblem] {
    let id = ["id": exercise.id]
    let start = lesson.start(of: exercise.id, answers: [:], lesson.way(to: exercise.id))
    var problems: [LessonProblem] = []
    guard let check = exercise.check else { return [] }
    let parts = CheckParts(check, name: lesson.document.name)
    for line in parts.unread { problems.append(LessonProblem("proof-no-say", line: line, id)) }
    if let solution = exercise.solution {
      let verdict = self.check(exercise, code: solution.code, start: start)
      if verdict.outcome != .right {
        problems.append(Checker.failed(exercise, solution, check, verdict))
      }
      problems += self.questions(
        parts, of: solution.code, isRight: verdict.outcome == .right, start)
    }
    if let starter = exercise.starter {
      let verdict = self.check(exercise, code: starter.code, start: start)
      if verdict.outcome == .right {
        problems.append(LessonProblem("proof-starter", line: starter.firstLine - 1, id))
      } else if let fault = verdict.fault, exercise.solution == nil {
        problems.append(Checker.failed(exercise, starter, check, verdict, fault))
      }
      if exercise.solution == nil {
        problems += self.questions(parts, of: starter.code, isRight: false, start)
      }
    }
    return problems
  }

  private static func failed(
    _ exercise: Lesson.Exercise, _ cell: LessonDocument.Cell, _ check: LessonDocument.Cell,
    _ verdict: Verdict, _ fault: Mistake? = nil
  ) -> LessonProblem {
    let why = (verdict.fault ?? fault)?.sentences ?? verdict.mistake?.sentences ?? verdict.said
    let slots = ["id": exercise.id, "why": why]
    if let fault = verdict.fault ?? fault {
      let line = fault.lineNumber ?? check.firstLine
      let isBefore = line < exercise.line
      return LessonProblem(isBefore ? "proof-start" : "proof-check", line: line, slots)
    }
    if let mistake = verdict.mistake {
      // The answer is read without its place in the file.
      let line = cell.firstLine + max(0, (mistake.lineNumber ?? 1) - 1)
      return LessonProblem("proof-solution-stops", line: line, slots)
    }
    return LessonProblem(
      verdict.outcome == .blank ? "proof-solution-blank" : "proof-solution",
      line: cell.firstLine - 1, slots)
  }

  /// The questions of `mistake` lines, asked where an answer has run.
  private func questions(
    _ parts: CheckParts, of code: String, isRight: Bool, _ start: [Source]
  ) -> [LessonProblem] {
    var problems: [LessonProblem] = []
    let bench = CheckBench(lesson, world: world, limits: limits, interrupt: interrupt)
    var hasRun = false
    do throws(Mistake) {
      try bench.run(start)
      bench.markStart()
      try bench.session.run(bench.session.read(Source(code, name: "")))
      try bench.prepareCheck(code: code)
      hasRun = true
    } catch {
      // What is wrong with it was told already; the questions can be read all the same.
    }
    for question in parts.questions {
      if let mistake = bench.session.read(question).mistakes.first {
        problems.append(
          LessonProblem(
            "proof-mistake", line: mistake.lineNumber ?? question.firstLine,
            ["why": mistake.sentences]))
      } else if hasRun, isRight, bench.answer(to: question) != nil {
        problems.append(
          LessonProblem("proof-mistake-true", line: question.firstLine + 1, isWarning: true))
      }
    }
    return problems
  }
}

extension Lesson {
  /// Which sides of the branches lead to a task: those around it, and elsewhere what the best students meet.
  func way(to id: String) -> (Condition) -> Bool {
    var sides: [(Condition, Bool)] = []
    _ = Lesson.find(id, in: steps.flatMap { $0.blocks }, &sides)
    return { condition in
      for side in sides where side.0 == condition { return side.1 }
      return Lesson.isMetByTheBest(condition)
    }
  }

  private static func find(
    _ id: String, in blocks: [Block], _ sides: inout [(Condition, Bool)]
  ) -> Bool {
    for block in blocks {
      if Task(block)?.id == id { return true }
      guard case .branch(let condition, let then, let otherwise, _) = block else { continue }
      for (inner, side) in [(then, true), (otherwise, false)] {
        sides.append((condition, side))
        if find(id, in: inner, &sides) { return true }
        sides.removeLast()
      }
    }
    return false
  }
}
