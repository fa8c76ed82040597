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
    private var count = 0
    private var badWords: [String] = []
    private var hasZeros = false

    /// Adds cells of the same kind that stand behind so many rows.
    mutating func add(_ column: DelimitedColumn, rowsBefore: Int) {
      kind = column.kind
      if firstBad == nil, let bad = column.firstBad { firstBad = (rowsBefore + bad.row, bad.text) }
      badCount += column.badCount
      gaps += column.gaps
      count += column.count
      hasZeros = hasZeros || column.hasZeros
      for word in column.badWords where badWords.count < 3 && !badWords.contains(word) {
        badWords.append(word)
      }
    }

    /// True when the column turned out to be words after all and must be read again.
    var mustBecomeText: Bool {
      switch kind {
      case .text, .skipped: return false
      case .whole where hasZeros: return true
      case .truth: return badCount > 0
      case .whole, .decimal, .date:
        guard badCount > 0 else { return false }
        let fits = count - gaps
        return !(fits >= 3 * badCount || fits > badCount && badWords.count <= 2)
      }
    }
  }

  /// True when the column turned out to be words after all and must be read again.
  var mustBecomeText: Bool {
    // Counting gaps takes a look at every cell, so only where it matters.
    guard badCount > 0 || hasZeros else { return false }
    var findings = Findings()
    findings.add(self, rowsBefore: 0)
    return findings.mustBecomeText
  }
}
