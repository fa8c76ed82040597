import Linnet

extension Lesson {
  /// Something to be programmed, with what checks it.
  public struct Exercise: Sendable {
    /// Its name in the file.
    public var id: String
    /// What a right answer is worth.
    public var points = 1
    /// The exercises and questions it builds on.
    public var needs: [String] = []
    /// The line of its directive.
    public var line: Int
    /// The heading of its step.
    public var title = ""
    /// What the student starts from.
    public var starter: LessonDocument.Cell?
    /// What marks the answer.
    public var check: LessonDocument.Cell?
    /// The teacher's answer.
    public var solution: LessonDocument.Cell?
    /// Hints, the first first.
    public var hints: [Hint] = []
  }

  /// A hint.
  public struct Hint: Sendable, Equatable {
    /// What is always to be seen of it: `Hint 1`.
    public var summary: String
    /// What it says.
    public var prose: Prose
  }

  /// Something to be answered in words, with a number, or by choosing.
  public struct Question: Sendable {
    /// Its name in the file.
    public var id: String
    /// What a right answer is worth.
    public var points = 1
    /// The line of its directive.
    public var line: Int
    /// The heading of its step.
    public var title = ""
    /// The question.
    public var prompt = Prose("", line: 0)
    /// How it is answered.
    public var kind: Kind
    /// Hints, the first first.
    public var hints: [Hint] = []

    /// How a question is answered.
    public enum Kind: Sendable {
      /// A number; any of the answers will do.
      case number(answers: [Double], within: Tolerance, unit: String)
      /// One of the options.
      case choice([Option])
      /// All right options and no other.
      case choices([Option])
      /// Words; one of those accepted, or any where the teacher reads them.
      case text(accepted: [String])
      /// A guess, which is never wrong; with options when there are some.
      case prediction([Option])
    }
  }

  /// How far a number may lie from the answer.
  public enum Tolerance: Sendable, Equatable {
    /// At most so much.
    case absolute(Double)
    /// At most such a part of the answer: 0.02 for 2%.
    case relative(Double)
    /// As exact as the digits show.
    case exact
  }

  /// One answer to choose.
  public struct Option: Sendable, Equatable {
    /// What it says.
    public var prose: Prose
    /// True when it is ticked in the file.
    public var isRight: Bool
    /// What is said to those who choose it; empty when nothing is.
    public var feedback: String
  }

  /// An exercise or a question.
  public enum Task: Sendable {
    /// Something to be programmed.
    case exercise(Exercise)
    /// Something to be answered.
    case question(Question)

    /// The task that a block is; nil for any other block.
    public init?(_ block: Block) {
      switch block {
      case .exercise(let exercise): self = .exercise(exercise)
      case .question(let question): self = .question(question)
      case .prose, .code, .branch, .teacher: return nil
      }
    }

    /// Its name in the file.
    public var id: String {
      switch self {
      case .exercise(let exercise): exercise.id
      case .question(let question): question.id
      }
    }

    /// What a right answer is worth.
    public var points: Int {
      switch self {
      case .exercise(let exercise): exercise.points
      case .question(let question): question.points
      }
    }

    /// The heading of its step.
    public var title: String {
      switch self {
      case .exercise(let exercise): exercise.title
      case .question(let question): question.title
      }
    }

    /// The line of its directive.
    public var line: Int {
      switch self {
      case .exercise(let exercise): exercise.line
      case .question(let question): question.line
      }
    }

    /// Hints, the first first.
    public var hints: [Hint] {
      switch self {
      case .exercise(let exercise): exercise.hints
      case .question(let question): question.hints
      }
    }

    /// `exercise`, `number`, `choice`, `choices`, `text` or `predict`.
    public var kind: String {
      switch self {
      case .exercise: "exercise"
      case .question(let question):
        switch question.kind {
        case .number: "number"
        case .choice: "choice"
        case .choices: "choices"
        case .text: "text"
        case .prediction: "predict"
        }
      }
    }
  }
}
