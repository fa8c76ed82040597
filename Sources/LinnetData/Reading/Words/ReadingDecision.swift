/// Something that was decided while a file was read, and that changed what its table holds.
public enum ReadingDecision: Sendable, Equatable {
  /// Lines above the names that are no part of the table.
  case linesAbove(Int)
  /// Lines below the table that are no part of it.
  case linesBelow(Int)
  /// Lines that begin with a mark of comments, the header's own left out.
  case comments(Int)
  /// Columns without a name in which no cell holds anything.
  case emptyColumns(Int)
  /// Rows in which separators stand, and nothing else.
  case emptyRows(Int)
  /// The first column counted the rows.
  case rowNumbers
  /// Every row has one field more than there are names; the last column is called so.
  case extraColumn(String)
  /// The second row held the units.
  case units
  /// Two rows of names were joined.
  case joinedNames
  /// The first row is data: the columns are called `column_1` and so on, or as `header:` says.
  case noNames(first: String)
  /// The columns stand one under the other, without a separator.
  case positions(Int)
  /// Backslashes stand before quotes inside quotes.
  case backslashes
  /// Numbers have a decimal comma.
  case decimalComma
  /// Marks between thousands.
  case thousands(column: String, sample: String, shown: String)
  /// Points taken for decimal marks, where nothing proves that they are not marks between thousands.
  case openPoints(column: String, sample: String)
  /// An order of dates was named, and no column is written in it.
  case unfitDates
  /// Numbers that stay words because some have a decimal comma and some a point.
  case bothMarks(column: String, sample: String)
  /// More columns in which cells did not fit than there are notes about.
  case moreMisfits(Int)
  /// Words that were taken for gaps among numbers or dates.
  case gapWords(column: String, count: Int, word: String)
  /// Signs behind some numbers.
  case flags(column: String, count: Int, sample: String)
  /// Numbers in brackets, or with their minus behind.
  case negatives(column: String, sample: String)
  /// Cells such as `<0.1`.
  case limits(column: String, count: Int, sample: String)
  /// Numbers that stay words, such as `007`.
  case codes(column: String, sample: String)
  /// Dates that are not written as 2024-02-01.
  case dates(column: String, sample: String, shown: String, order: String)
  /// Times with a zone, given in universal time.
  case universalTime(column: String)
  /// Dates of which nobody can tell which number is the day.
  case unclearDates(column: String, sample: String)
  /// A number far from the others that may stand for a gap.
  case farOff(column: String, count: Int, number: String)
  /// How the characters are stored, where that is not UTF-8.
  case encoding(String)
}
