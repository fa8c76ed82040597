import Linnet

/// The code of a lesson: as one script, and as what stands before an exercise.
extension Lesson {
  /// The blocks in the order in which they are met, only the side of each branch that is taken.
  ///
  /// What is only for the teacher is left out.
  public func path(_ holds: (Condition) -> Bool) -> [Block] {
    steps.flatMap { Lesson.path($0.blocks, holds) }
  }

  /// The blocks of a step in the order in which they are met.
  public static func path(_ blocks: [Block], _ holds: (Condition) -> Bool) -> [Block] {
    var all: [Block] = []
    for block in blocks {
      switch block {
      case .branch(let condition, let then, let otherwise, _):
        all += path(holds(condition) ? then : otherwise, holds)
      case .teacher: break
      case .prose, .code, .exercise, .question: all.append(block)
      }
    }
    return all
  }

  /// What a student who answers everything correctly meets.
  static func isMetByTheBest(_ condition: Condition) -> Bool {
    switch condition {
    case .right, .scoreAtLeast: true
    case .wrong, .scoreBelow: false
    }
  }

  /// The cells that make the lesson one script: a starter gives way to its solution.
  ///
  /// A starter without a solution is left out when it has a blank. Cells that are only shown, and checks,
  /// are left out too, and so is what only those see who answer wrongly.
  public var program: [LessonDocument.Cell] {
    path(Lesson.isMetByTheBest).compactMap { block in
      switch block {
      case .code(let code): code.cell.role == .show ? nil : code.cell
      case .exercise(let exercise):
        exercise.solution ?? exercise.starter.flatMap { $0.hasBlank ? nil : $0 }
      case .prose, .question, .branch, .teacher: nil
      }
    }
  }

  /// The code that makes an exercise's own start: all that is run before it, and the answers it builds on.
  ///
  /// `answers` are the student's, by exercise; where there is none, the solution stands in. An exercise that
  /// cannot be found starts from the whole lesson.
  public func start(
    of id: String, answers: [String: String], _ holds: (Condition) -> Bool
  ) -> [Source] {
    let before = path(holds).prefix { Task($0)?.id != id }
    return sources(of: Array(before), answers: answers)
  }

  /// The code of blocks as it is run, with answers in place of solutions.
  public func sources(of blocks: [Block], answers: [String: String]) -> [Source] {
    var sources: [Source] = []
    for block in blocks {
      switch block {
      case .code(let code):
        if code.cell.role != .show { sources.append(document.source(code.cell)) }
      case .exercise(let exercise):
        if let answer = answers[exercise.id] {
          sources.append(Source(answer, name: "", firstLine: 1))
        } else if let solution = exercise.solution {
          sources.append(document.source(solution))
        }
      case .question, .prose, .branch, .teacher: break
      }
    }
    return sources
  }
}
