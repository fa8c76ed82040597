import Linnet

/// A lesson as written: front matter, prose, cells, tables and directives in the order of the file.
///
/// The file is Markdown. Everything keeps the number of its line, so that a mistake in a cell points into
/// the file the teacher wrote, and nothing is thrown away, so that the file can be shown again.
public struct LessonDocument: Sendable {
  /// What messages call the file.
  public var name: String
  /// The lines between the two `---` at the top, as keys and values; a key may be repeated.
  public var frontMatter: [Property] = []
  /// Everything after the front matter.
  public var parts: [Part] = []
  /// What is not closed or not understood in the file's form, by line.
  public var problems: [LessonProblem] = []
  /// The headings in the lesson's own language, by line, where this is a translation: steps are named by them.
  var ownHeadings: [Int: String] = [:]
  /// The SHA-256 digest of the text, in hexadecimal digits.
  public var digest = ""

  /// One `key: value` line of the front matter.
  public struct Property: Sendable {
    /// The word before the colon.
    public var key: String
    /// What follows the colon, without spaces around it.
    public var value: String
    /// The number of its line in the file.
    public var line: Int
  }

  /// One stretch of the document.
  public enum Part: Sendable {
    /// Markdown for people: the lines as they are.
    case prose([String], firstLine: Int)
    /// A fenced `linnet` block.
    case cell(Cell)
    /// A fenced `csv` block with a name.
    case table(Table)
    /// A comment such as `<!-- @exercise weigh points=3 -->`.
    case directive(Directive)
  }

  /// What a cell is for.
  public enum Role: String, Sendable {
    /// The student runs it.
    case run
    /// Read only.
    case show
    /// The starter that a student edits; `____` is a blank.
    case start
    /// Says whether the answer is right.
    case check
    /// The teacher's answer.
    case solution
    /// Set-up that is run but not shown.
    case hidden
  }

  /// A fenced `linnet` block.
  public struct Cell: Sendable {
    /// What it is for; a block without a role is to be run.
    public var role: Role
    /// The other words after the fence, for example an exercise's id.
    public var words: [String]
    /// The code, one line after another.
    public var code: String
    /// The number that the first line of code has in the file.
    public var firstLine: Int

    /// True when the student still has to fill in something.
    public var hasBlank: Bool { code.utf8.containsRun(of: UInt8(ascii: "_"), length: 4) }
  }

  /// A small table inside the lesson.
  public struct Table: Sendable {
    /// The name that `load` knows it by.
    public var name: String
    /// The text of the table.
    public var text: String
    /// The number of its first line in the file.
    public var firstLine: Int
  }

  /// An instruction to the guide, invisible in a Markdown viewer.
  public struct Directive: Sendable {
    /// The word after `@`.
    public var name: String
    /// What follows the word, as written.
    public var rest: String
    /// The number of its line in the file.
    public var line: Int
  }

  /// The value of the first front matter line with a key; nil when there is none.
  public func property(_ key: String) -> String? {
    frontMatter.first { $0.key == key }?.value
  }

  /// The tables inside the lesson.
  public var tables: [Table] {
    parts.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }

  /// The cells that make the lesson one script: a starter gives way to its solution.
  ///
  /// See `Lesson.program`.
  public var program: [Cell] { Lesson(self).program }
}

extension String.UTF8View {
  /// True when a byte occurs `length` times in a row.
  func containsRun(of byte: UInt8, length: Int) -> Bool {
    var run = 0
    for each in self {
      run = each == byte ? run + 1 : 0
      if run == length { return true }
    }
    return false
  }
}

extension LessonDocument {
  /// The program's cells, each as a source that counts lines as the file does.
  public var sources: [Source] { program.map(source) }

  /// All cells, whatever their role, as sources that count lines as the file does.
  public var allSources: [Source] {
    parts.compactMap {
      if case .cell(let cell) = $0, cell.role != .show { source(cell) } else { nil }
    }
  }

  /// A cell as a source that counts lines as the file does.
  public func source(_ cell: Cell) -> Source {
    Source(cell.code, name: name, firstLine: cell.firstLine)
  }
}
