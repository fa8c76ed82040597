/// What is known at the end of a column besides its cells.
extension DelimitedColumn {
  /// What was found in the cells of a column; those of several stretches can be added up.
  struct Findings {
    /// What the cells were read as.
    private(set) var kind = Kind.skipped
    /// How many cells did not fit.
    private(set) var badCount = 0
    /// The first cell that did not fit: its row, counted from 1, and its text.
    private(set) var firstBad: (row: Int, text: String)?
    /// How many cells are gaps, those that did not fit included.
    private(set) var gaps = 0
    /// Gaps by words that should be told, and the first of these in the alphabet.
    private(set) var gapWordCount = 0
    private(set) var gapWord = ""
    private var count = 0
    private var needsWords = false

    /// Adds cells of the same kind that stand behind so many rows.
    mutating func add(_ column: DelimitedColumn, rowsBefore: Int) {
      kind = column.kind
      if firstBad == nil, let bad = column.firstBad { firstBad = (rowsBefore + bad.row, bad.text) }
      badCount += column.badCount
      gaps += column.gaps
      count += column.count
      needsWords = needsWords || column.needsWords
      guard column.gapWordCount > 0 else { return }
      if gapWordCount == 0 || column.gapWord.utf8.lexicographicallyPrecedes(gapWord.utf8) {
        gapWord = column.gapWord
      }
      gapWordCount += column.gapWordCount
    }

    /// True when no cell holds anything.
    var isEmpty: Bool { gaps == count }

    /// True when only the words of all cells can tell what the column is.
    var mustBecomeText: Bool {
      if kind == .skipped { return false }
      if needsWords { return true }
      if kind == .text { return false }
      // Nothing but words such as `x`, which are gaps only among numbers.
      if gapWordCount > 0, gaps == count { return true }
      guard badCount > 0 else { return false }
      return !WordTally.fits(count - gaps, of: count - gaps + badCount)
    }
  }

  /// True when only the words of all cells can tell what the column is.
  var mustBecomeText: Bool {
    if needsWords, kind != .skipped { return true }
    // Counting gaps takes a look at every cell, so only where it matters.
    guard badCount > 0 || gapWordCount > 0 else { return false }
    var findings = Findings()
    findings.add(self, rowsBefore: 0)
    return findings.mustBecomeText
  }
}
