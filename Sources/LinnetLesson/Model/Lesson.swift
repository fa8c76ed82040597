import Linnet

/// A lesson as a class does it: steps, and in them prose, code, exercises and questions.
///
/// Made from a `LessonDocument`, which is the file as written. Making it never fails: what cannot be
/// understood is told in `problems`, each with its line, and left out.
///
/// ```swift
/// let lesson = Lesson(LessonDocument(reading: text, name: "z.lesson"))
/// for problem in lesson.problems { print(problem.line, problem.text()) }
/// print(lesson.title, lesson.steps.count, lesson.points)
/// ```
public struct Lesson: Sendable {
  /// The file as written.
  public internal(set) var document: LessonDocument
  /// The permanent name, `z-boson`; from the file's name where the front matter has none.
  public internal(set) var id = ""
  /// The version as written; `1` where there is none.
  public internal(set) var version = "1"
  /// What the lesson is called.
  public internal(set) var title = ""
  /// The tables and files that the lesson brings, in the order of the front matter.
  public internal(set) var data: [DataFile] = []
  /// The commands that the lesson teaches; empty when it says nothing about them.
  public internal(set) var words: [String] = []
  /// When solutions are shown.
  public internal(set) var solutions = SolutionRule.afterTries(3)
  /// Where random numbers start; nil for anywhere.
  public internal(set) var seed: Int?
  /// True for a copy without answers, to be marked elsewhere: whatever is answered is noted.
  public internal(set) var isExam = false
  /// The steps; the first is what stands before the first `##`, if anything does.
  public internal(set) var steps: [Step] = []
  /// What is wrong or doubtful in the file, by line.
  public internal(set) var problems: [LessonProblem] = []

  /// When a solution may be seen.
  public enum SolutionRule: Sendable, Equatable {
    /// After so many attempts that were not right, or a right one.
    case afterTries(Int)
    /// After a right answer.
    case afterPass
    /// Not at all.
    case never
  }

  /// A file that belongs to the lesson.
  public struct DataFile: Sendable, Equatable {
    /// Where it lies, relative to the lesson.
    public var path: String
    /// Its SHA-256 digest in hexadecimal digits, or the beginning of it; nil when not given.
    public var sha256: String?
    /// Where it comes from.
    public var from: String?
    /// The line of the front matter.
    public var line: Int

    /// True for bytes of the digest that is given, or where none is; of a digest its first eight digits are enough.
    public func isRight(_ bytes: [UInt8]) -> Bool {
      guard let sha256, !sha256.isEmpty else { return true }
      return sha256.utf8.count >= 8 && SHA256.hex(of: bytes).hasPrefix(sha256)
    }
  }

  /// One step, under a `##` heading.
  public struct Step: Sendable {
    /// Its name in the file, or one made from the heading.
    public var id: String
    /// The heading without its marks.
    public var title: String
    /// How long it takes; 0 when not said.
    public var minutes: Double
    /// The line of the heading.
    public var line: Int
    /// What it consists of.
    public var blocks: [Block]
  }

  /// One thing in a step.
  public indirect enum Block: Sendable {
    /// Markdown to be read.
    case prose(Prose)
    /// Code that the student runs, code to be read, or set-up that nobody sees.
    case code(Code)
    /// Something to be programmed.
    case exercise(Exercise)
    /// Something to be answered.
    case question(Question)
    /// One thing or the other, by how an answer turned out.
    case branch(Condition, then: [Block], otherwise: [Block], line: Int)
    /// For the teacher only.
    case teacher([Block], line: Int)
  }

  /// Markdown with its place.
  public struct Prose: Sendable, Equatable {
    /// The lines, joined.
    public var markdown: String
    /// The number of the first line in the file.
    public var line: Int

    /// Makes prose.
    public init(_ markdown: String, line: Int) {
      self.markdown = markdown
      self.line = line
    }
  }

  /// A fenced block of code outside exercises.
  public struct Code: Sendable {
    /// Its name: the step's and a number, `meet.1`.
    public var id: String
    /// The block itself; its role is `run`, `show` or `hidden`.
    public var cell: LessonDocument.Cell
  }

  /// When a branch is taken.
  public enum Condition: Sendable, Equatable {
    /// The exercise or question was answered correctly.
    case right(String)
    /// It was answered, and not correctly.
    case wrong(String)
    /// Fewer than so many hundredths of the points that could have been had so far.
    case scoreBelow(Double)
    /// At least so many.
    case scoreAtLeast(Double)
  }

  /// All blocks of a step, those inside branches too, in the order of the file.
  public static func flat(_ blocks: [Block], withTeacher: Bool = false) -> [Block] {
    var all: [Block] = []
    for block in blocks {
      all.append(block)
      switch block {
      case .branch(_, let then, let otherwise, _):
        all += flat(then, withTeacher: withTeacher) + flat(otherwise, withTeacher: withTeacher)
      case .teacher(let inner, _): if withTeacher { all += flat(inner, withTeacher: true) }
      case .prose, .code, .exercise, .question: break
      }
    }
    return all
  }

  /// All blocks of the lesson, those inside branches too, in the order of the file.
  public var blocks: [Block] { steps.flatMap { Lesson.flat($0.blocks) } }

  /// The exercises, in the order of the file.
  public var exercises: [Exercise] {
    blocks.compactMap { if case .exercise(let exercise) = $0 { exercise } else { nil } }
  }

  /// The questions, in the order of the file.
  public var questions: [Question] {
    blocks.compactMap { if case .question(let question) = $0 { question } else { nil } }
  }

  /// What can be answered, in the order of the file.
  public var tasks: [Task] { blocks.compactMap { Task($0) } }

  /// The exercise or question of a name.
  public func task(_ id: String) -> Task? { tasks.first { $0.id == id } }

  /// All points that can be had.
  public var points: Int { tasks.reduce(0) { $0 + $1.points } }

  /// The digest of the lesson's text, by which a result names it.
  public var digest: String { document.digest }

  /// The value of a key of the front matter.
  public func property(_ key: String) -> String? { document.property(key) }
}
