/// What the different texts of a column hold, and what that makes the column together with cells that
/// are no texts.
///
/// Decided by the rules of text tables, except that nothing doubtful is decided: signs behind some numbers,
/// thousands that may be decimals and dates in other forms than ISO leave the texts as they are.
struct WordReading {
  /// What the column becomes.
  enum Kind { case number, date, truth, text }

  /// How often each word is used.
  let uses: [Int]
  /// What each word holds.
  let cells: [Cell]
  let kind: Kind
  /// True when numbers have decimals.
  let hasDecimals: Bool
  /// True when the words that are numbers have a decimal comma.
  let hasDecimalComma: Bool
  /// The unit that stands behind every number; empty for none.
  let unit: String

  init(
    _ words: FieldWords, uses: [Int], typed: TypedCells, name: String, _ options: DelimitedOptions
  ) {
    self.uses = uses
    let gaps = GapWords(options)
    let tally = WordTally(words, uses: uses, gaps: gaps, typed: typed, dates: options.dates)
    var proof = MarkProof(said: options.decimalMark, separator: UInt8(ascii: ","))
    proof.add(tally)
    let decision = ColumnDecision(tally, proof, said: options.kinds[name])
    let isDoubtful =
      options.kinds[name] == nil
      && (decision.suffix == .flags || decision.hasOpenThousands || tally.bookkeeping > 0
        || tally.limits > 0 || (typed.numbers > 0 && !decision.unit.isEmpty))
    switch decision.kind {
    case .number(let mark, let isWhole) where !isDoubtful:
      kind = .number
      hasDecimals = !isWhole
      hasDecimalComma = mark == UInt8(ascii: ",") && tally.withComma > typed.decimals
      unit = decision.unit
      cells = Self.cells(words, uses, gaps) { bytes in
        NumberWord(bytes)?.number(mark: mark) ?? .word
      }
    case .patterned:
      kind = .date
      (hasDecimals, hasDecimalComma, unit) = (false, false, "")
      cells = Self.cells(words, uses, gaps) { bytes in
        if case .date(let date, _)? = options.dates?.read(bytes) { return .date(date.raw) }
        return .word
      }
    case .date(let form) where form == .iso:
      kind = .date
      (hasDecimals, hasDecimalComma, unit) = (false, false, "")
      cells = Self.cells(words, uses, gaps) { bytes in
        DateWord(bytes)?.date(form).map { .date($0.date.raw) } ?? .word
      }
    case .truth:
      kind = .truth
      (hasDecimals, hasDecimalComma, unit) = (false, false, "")
      cells = Self.cells(words, uses, gaps) { bytes in
        guard let start = bytes.baseAddress else { return .gap }
        return CellReader.truth(start, bytes.count).map { .truth($0) } ?? .word
      }
    default:
      kind = .text
      (hasDecimals, hasDecimalComma, unit) = (false, false, "")
      let areCodes = tally.capitalPairs == tally.cells && tally.capitalPairs > tally.gapWords
      cells = words.words { bytes in
        guard let start = bytes.baseAddress, bytes.count > 0 else { return .gap }
        return gaps.isGapAmongWords(start, bytes.count) && (gaps.areNamed || !areCodes)
          ? .gap : .word
      }
    }
  }

  private static func cells(
    _ words: FieldWords, _ uses: [Int], _ gaps: GapWords,
    _ read: (UnsafeBufferPointer<UInt8>) -> Cell
  ) -> [Cell] {
    words.words { bytes in
      var start = 0
      var end = bytes.count
      ByteSpaces.trim(bytes, &start, &end)
      let word = UnsafeBufferPointer(rebasing: bytes[start..<end])
      guard let first = word.baseAddress, !gaps.isGap(first, word.count) else { return .gap }
      return read(word)
    }
  }
}
