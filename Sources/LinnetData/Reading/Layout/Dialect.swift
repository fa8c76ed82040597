/// How a text table is laid out: where its rows are, what separates fields, what the columns are called.
///
/// Found on the first rows, and on the last lines where the whole text is there. What the rows in between do
/// not bear out, the pass over them finds: a row of another length, a quote behind a backslash.
struct Dialect {
  /// The byte between fields.
  var separator = UInt8(ascii: ",")
  /// True when a backslash before a quote makes it an ordinary character.
  var escapes = false
  /// The offset of the first row of data.
  var dataStart = 0
  /// The offset behind the last row; nil where the table goes on to the end of the text.
  var dataEnd: Int?
  /// The marks of comments, which may stand between the rows.
  var comments: CommentMarks
  /// The names of all columns, cleaned; no two alike.
  var names: [String] = []
  /// The unit of each column; empty when there is none.
  var units: [String] = []
  /// Columns whose name is made up: they are left out when nothing is in them.
  var unnamed: Set<Int> = []
  /// How many columns at the right end have no name and nothing in the first rows: others may lack them.
  var emptyTail = 0
  /// True when the first column counts the rows and is left out.
  var hasRowNumbers = false
  /// True when spaces around a name were taken away.
  var hadSpacedNames = false
  /// True when somebody names the columns, or nobody does.
  var hasNames = true
  /// What a person should know about the layout.
  var decisions: [ReadingDecision] = []

  /// True when nothing separates.
  var isOneColumn: Bool { separator == SeparatorFinder.none && names.count == 1 }

  /// How many columns from the left a row must have.
  var neededColumns: Int { names.count - emptyTail }

  /// Finds the layout of a text that ends with a line break; `isWhole` says that nothing comes behind it.
  init(
    _ text: UnsafeBufferPointer<UInt8>, _ options: DelimitedOptions, isWhole: Bool,
    escapes: Bool = false
  ) {
    comments = CommentMarks(options.comment)
    self.escapes = escapes
    var finder = TableFinder(text, options, self)
    finder.find()
    if isWhole, !options.isExact { finder.findEnd() }
    self = finder.dialect
  }
}
