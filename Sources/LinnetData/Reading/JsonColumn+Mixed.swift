import LinnetText

/// Columns that hold numbers and texts, and whole numbers that are too long to be kept as such.
extension JsonColumn {
  /// A whole number that has no room in 64 bits, with its row.
  typealias LongNumber = (row: Int, text: String)

  /// Takes a whole number beyond 64 bits: all its digits are kept, beside the place that the numbers have for it.
  func add(long text: String, row: Int, _ room: inout JsonRoom) throws(JsonProblem) {
    if isDecimal {
      if decimals.count < row { numberGaps += try room.fill(&decimals, with: .nan, upTo: row) }
      decimals.append(.nan)
    } else {
      if wholes.count < row { numberGaps += try room.fill(&wholes, with: .min, upTo: row) }
      wholes.append(.min)
    }
    longNumbers.append((row, text))
  }

  /// Makes texts of numbers where most are texts, or where a whole number has no room in 64 bits.
  ///
  /// A column is numbers when at least 9 of 10 cells are, of fewer than ten cells all: as in tables of text. Numbers
  /// that mean a gap stay one. Among decimals a long number is rounded as they are.
  func settleNumbers(_ options: DelimitedOptions) {
    let numbers = cells(.number)
    guard numbers > 0 else { return }
    let texts = cells(.text) - (cells(.text) > 0 ? gapWords.count : 0)
    let areFew = texts > 0 && (numbers + texts < 10 || numbers / 9 < texts)
    if areFew || !longNumbers.isEmpty && !isDecimal {
      becomeTexts(options.missingNumbers)
    } else {
      for number in longNumbers where number.row < decimals.count {
        if case .decimal(let value)? = NumberReading.number(number.text) {
          decimals[number.row] = value
        }
      }
      longNumbers = []
    }
  }

  /// Makes texts of the answers among texts: a column of words and of `true` is one of words.
  func settleTruths() {
    guard cells(.truth) > 0, cells(.text) > gapWords.count else { return }
    while codes.count < truths.count { codes.append(-1) }
    let words = [Array("false".utf8), Array("true".utf8)]
    for (row, truth) in truths.enumerated() where truth < 2 {
      words[Int(truth)].withUnsafeBufferPointer { text in
        guard let base = text.baseAddress else { return }
        codes[row] = self.words?.code(base, text.count) ?? -1
      }
    }
    truths = []
    truthGaps = 0
    recountTexts()
  }

  /// Moves all numbers to the texts, as they are written.
  private func becomeTexts(_ missing: [Double]) {
    let count = max(codes.count, isDecimal ? decimals.count : wholes.count)
    while codes.count < count { codes.append(-1) }
    if words == nil { words = FieldWords() }
    var bytes: [UInt8] = []
    func put(_ row: Int) {
      bytes.withUnsafeBufferPointer { text in
        guard let base = text.baseAddress else { return }
        codes[row] = words?.code(base, text.count) ?? -1
      }
    }
    for (row, value) in wholes.enumerated() where value != .min && !missing.contains(Double(value))
    {
      bytes = Array("\(value)".utf8)
      put(row)
    }
    for (row, value) in decimals.enumerated() where !value.isNaN && !missing.contains(value) {
      bytes = []
      NumberText.appendExact(value, to: &bytes)
      put(row)
    }
    for number in longNumbers {
      bytes = Array(number.text.utf8)
      put(number.row)
    }
    longNumbers = []
    setTexts()
  }
}
