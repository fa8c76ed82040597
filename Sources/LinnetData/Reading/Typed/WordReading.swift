/// What the different texts of a column hold, and what that makes the column together with cells that
/// are no texts.
struct WordReading {
  /// How many cells hold what.
  struct Tally {
    var wholes = 0
    var zeros = 0
    var decimals = 0
    var dates = 0
    var truths = 0
    var words = 0

    var numbers: Int { wholes + zeros + decimals }
    var total: Int { numbers + dates + truths + words }
  }

  /// What the column becomes.
  enum Kind { case number, date, truth, text }

  /// How often each word is used.
  let uses: [Int]
  /// What each word holds.
  private(set) var cells: [Cell] = []
  private(set) var tally = Tally()
  private(set) var kind = Kind.text
  /// True when the words that are numbers have a decimal comma.
  private(set) var hasDecimalComma = false

  init(_ words: FieldWords, uses: [Int], typed: Tally, _ options: DelimitedOptions) {
    self.uses = uses
    let reader = CellReader(missingWords: options.missingWords.map { Array($0.utf8) })
    var best: NumberFormat?
    // Added one by one: as constants the lists come out wrong in the WebAssembly build.
    var formats: [NumberFormat] = []
    let comma = UInt8(ascii: ",")
    if options.decimalMark != comma { formats.append(.point) }
    if options.decimalMark != UInt8(ascii: ".") { formats.append(.comma) }
    if options.decimalMark != comma { formats.append(.pointWithCommas) }
    for format in formats {
      let cells = Self.cells(words, reader, format)
      var tally = typed
      for (word, cell) in cells.enumerated() { Self.count(cell, uses[word], in: &tally) }
      if best != nil, tally.numbers <= self.tally.numbers { continue }
      best = format
      self.cells = cells
      self.tally = tally
      if tally.numbers == tally.total { break }
    }
    hasDecimalComma = best == .comma && tally.decimals > typed.decimals
    kind = settledKind()
  }

  private static func cells(_ words: FieldWords, _ reader: CellReader, _ format: NumberFormat)
    -> [Cell]
  {
    words.words { bytes in
      guard var start = bytes.baseAddress else { return .gap }
      var count = bytes.count
      while count > 0, start.pointee == 0x20 {
        start += 1
        count -= 1
      }
      while count > 0, start[count - 1] == 0x20 { count -= 1 }
      return reader.cell(start, count, format)
    }
  }

  private static func count(_ cell: Cell, _ uses: Int, in tally: inout Tally) {
    switch cell {
    case .gap: break
    case .whole: tally.wholes += uses
    case .zeros: tally.zeros += uses
    case .decimal: tally.decimals += uses
    case .date: tally.dates += uses
    case .truth: tally.truths += uses
    case .word: tally.words += uses
    }
  }

  private func settledKind() -> Kind {
    if tally.total == 0 { return .number }
    if tally.numbers * 2 > tally.total {
      // Whole numbers with a zero in front are marks such as postal codes.
      if tally.zeros > 0, tally.decimals == 0 { return .text }
      return mostFit(tally.numbers) ? .number : .text
    }
    if tally.dates * 2 > tally.total { return mostFit(tally.dates) ? .date : .text }
    return tally.truths == tally.total ? .truth : .text
  }

  /// True when so many cells fit that the others are taken for gaps.
  private func mostFit(_ fits: Int) -> Bool {
    let bad = tally.total - fits
    return bad == 0 || fits >= 3 * bad || fits > bad && differentWords <= 2
  }

  private var differentWords: Int {
    var found = 0
    for (word, cell) in cells.enumerated() where uses[word] > 0 {
      if case .word = cell { found += 1 }
    }
    return found
  }
}
