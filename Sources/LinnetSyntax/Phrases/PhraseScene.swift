/// What stands around a line that did not work: the tables and other names that there are.
///
/// The reader knows no more than the text above the line. A session looks at its values, and can try a line.
open class PhraseScene {
  /// A table that the line may be about.
  public struct Table {
    /// The name it is stored under.
    public var name: String
    /// Its columns; nil where they are not known.
    public var columns: [String]?
    /// Those of them that hold numbers.
    public var numbers: [String]

    /// Makes a table.
    public init(name: String, columns: [String]? = nil, numbers: [String] = []) {
      self.name = name
      self.columns = columns
      self.numbers = numbers
    }
  }

  /// What became of a line that was tried.
  public enum Attempt {
    /// It does something.
    case works
    /// It ends with a mistake.
    case fails(Mistake)
    /// Nobody could tell.
    case unknown
  }

  /// Makes a scene of which nothing is known.
  public init() {}

  /// The tables, in the order in which they were made.
  open var tables: [Table] { [] }

  /// All other names that have a value.
  open var names: Set<String> { [] }

  /// Looks around a line that starts at an offset of a source; called before all else.
  open func look(around offset: Int, in source: Source) {}

  /// Tries a line in place of the one that did not work.
  open func attempt(_ line: String) -> Attempt { .unknown }
}
