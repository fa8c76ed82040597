/// What a program may say about a table file instead of letting it be found out.
public struct DelimitedOptions: Sendable {
  /// The byte between fields; nil to find out.
  public var separator: UInt8?
  /// The decimal mark, `.` or `,`; nil to find out.
  public var decimalMark: UInt8?
  /// True when a person said what means a gap: only that does then, and empty cells.
  public var missingIsSaid = false
  /// Numbers that mean a gap, such as -999.
  public var missingNumbers: [Double] = []
  /// Words that mean a gap.
  public var missingWords: [String] = []
  /// How many lines above the names are left out; nil to find out.
  public var skip: Int?
  /// The line with the names, from 1; nil to find out.
  public var headerLine: Int?
  /// The names of the columns; nil where the file has them.
  public var headerNames: [String]?
  /// True when no row holds names.
  public var hasNoHeader = false
  /// What comments begin with; nil to find out.
  public var comment: String?
  /// How many letters each column takes, where nothing separates them; nil to find out.
  public var widths: [Int]?
  /// How dates are written; nil to find out.
  public var dates: DatePattern?
  /// What columns hold, by name, whatever their cells look like.
  public var kinds: [String: ColumnKind] = [:]
  /// The columns to read, in this order; nil for all.
  public var columns: [String]?
  /// The columns that anybody asks for, where not all are: others may be left unread.
  ///
  /// There may be names among them that the file does not have. Long text tables and formats that keep
  /// columns apart heed it.
  public var demanded: Set<String>?
  /// How many rows to read at most; nil for all.
  public var rows: Int?
  /// How the letters of a text file are stored; nil to find out.
  public var encoding: NamedEncoding?
  /// The table to read, in a file of several; nil when there is only one.
  public var table: String?
  /// Counts the rows while they are read.
  public var counter: RowCounter?
  /// True when rows with too many or too few fields are left out and counted instead of a mistake.
  public var skipsRagged = false
  /// True when rows with too few fields are filled up with gaps.
  public var fillsShort = false

  /// True when the first row is the names and nothing about the layout is to be found out.
  var isExact = false
  /// Testing aid: true when every cell is read as a word first, and the fast road not taken.
  var readsAsWords = false

  /// Makes options that find everything out.
  public init() {}

  /// The options, where a number that means a gap is also a word that does, and a word a number.
  var withMissingOnBothSides: DelimitedOptions {
    var both = self
    for number in missingNumbers where number == number.rounded() && abs(number) < 1e15 {
      both.missingWords.append("\(Int64(number))")
    }
    for word in missingWords {
      var word = word
      let cell = word.withUTF8 { bytes in NumberWord(bytes)?.number(mark: UInt8(ascii: ".")) }
      switch cell {
      case .whole(let value): both.missingNumbers.append(Double(value))
      case .decimal(let value): both.missingNumbers.append(value)
      default: break
      }
    }
    return both
  }

  /// True when a person said whether there are names.
  var hasHeaderSaid: Bool { hasNoHeader || headerLine != nil || isExact }
}

/// A table read from a file, and what was decided on the way.
public struct LoadedTable: Sendable {
  /// The table.
  public var dataset: Dataset
  /// How the characters were stored.
  public var encoding: TextEncoding
  /// True when spaces around a column's name were taken away.
  public var hadSpacedNames: Bool
  /// The byte between fields.
  public var separator: UInt8
  /// True when numbers have a decimal comma.
  public var hasDecimalComma: Bool
  /// How many cells are gaps.
  public var gaps: Int
  /// Remarks for the person, as codes with slots: `bad-cells`, `no-header`, `ragged-skipped`.
  public var notes: [DataMistake]
  /// Where in a file of several parts the table stands; empty when the file is the table.
  public var part = ""
  /// What stands beside the columns in the file and is no part of the table.
  public var leftOut: [String] = []
  /// How many rows and columns were read, where they were handed on and the dataset does not hold them.
  public var handedOn: (rows: Int, columns: Int)?
  /// Columns of the file that were not read because nobody asks for them.
  public var unread: [String] = []
  /// What else was decided on the way, a few words each.
  public var remarks: [String] = []
  /// What was decided on the way and changed what the table holds, in the order of the work.
  public var decisions: [ReadingDecision] = []
}
