import LinnetText

/// A column made of words by a decision, and what there is to tell about it.
struct WordColumn {
  /// The column.
  private(set) var column = Column(.whole([]))
  /// Cells that are gaps, those that did not fit included.
  private(set) var gaps = 0
  /// Cells that did not fit, and the first of them with its row, from 1.
  private(set) var badCount = 0
  private(set) var firstBad: (row: Int, text: String)?
  /// What the table's reader should tell.
  private(set) var decisions: [ReadingDecision] = []

  /// What one word becomes.
  private enum Meaning: UInt8 { case value, gap, limit, bad }

  private let words: FieldWords
  private let codes: [Int32]
  private let uses: [Int]
  private let name: String
  private let gapWords: GapWords

  /// Makes the column called `name`; its header gives it a unit, or the signs in its cells do.
  init(
    _ words: FieldWords, codes: [Int32], uses: [Int], _ decision: ColumnDecision, tally: WordTally,
    name: String, unit: String, gaps: GapWords, dates pattern: DatePattern? = nil
  ) {
    self.words = words
    self.codes = codes
    self.uses = uses
    self.name = name
    gapWords = gaps
    switch decision.kind {
    case .number(let mark, let isWhole): makeNumbers(decision, mark, isWhole, unit)
    case .date(let form):
      makeDates(unit) { bytes in
        let word = DateWord(bytes)
        return word?.date(form)?.date ?? word?.date(.iso)?.date
      }
    case .patterned:
      makeDates(unit) { bytes in
        if case .date(let date, _)? = pattern?.read(bytes) { return date }
        return nil
      }
    case .truth: makeTruths(unit)
    case .text: makeTexts(tally, unit)
    }
    tell(decision, tally)
  }

  // MARK: Numbers

  private mutating func makeNumbers(
    _ decision: ColumnDecision, _ mark: UInt8, _ isWhole: Bool, _ unit: String
  ) {
    var wholes = [Int64](repeating: .min, count: isWhole ? words.count : 0)
    var decimals = [Double](repeating: .nan, count: isWhole ? 0 : words.count)
    var meanings = [Meaning](repeating: .gap, count: words.count)
    words.eachWord { code, marked in
      let bytes = QuotedWord.content(marked)
      guard uses[code] > 0, !isGap(bytes) else { return }
      meanings[code] = .bad
      guard let number = NumberWord(bytes) else { return }
      if number.isLimit {
        meanings[code] = number.fits(mark: mark) ? .limit : .bad
        return
      }
      guard decision.suffix != .none || number.suffix.isEmpty, let cell = number.number(mark: mark)
      else {
        return
      }
      switch cell {
      case .whole(let value) where isWhole: wholes[code] = value
      case .whole(let value): decimals[code] = Double(value)
      case .decimal(let value) where !isWhole && value.isFinite: decimals[code] = value
      default: return
      }
      meanings[code] = .value
    }
    let unit = unit.isEmpty ? decision.unit : unit
    if isWhole {
      column = Column(.whole(codes.map { $0 < 0 ? .min : wholes[Int($0)] }), unit: unit)
    } else {
      column = Column(.decimal(codes.map { $0 < 0 ? .nan : decimals[Int($0)] }), unit: unit)
    }
    weigh(meanings)
    let limits = sum(meanings, .limit)
    if limits > 0 {
      decisions.append(
        .limits(column: name, count: limits, sample: sample { meanings[$0] == .limit }))
    }
  }

  // MARK: Dates and answers

  private mutating func makeDates(
    _ unit: String, _ read: (UnsafeBufferPointer<UInt8>) -> DateValue?
  ) {
    var values = [Int64](repeating: .min, count: words.count)
    var meanings = [Meaning](repeating: .gap, count: words.count)
    words.eachWord { code, marked in
      let bytes = QuotedWord.content(marked)
      guard uses[code] > 0, !isGap(bytes) else { return }
      if let date = read(bytes) {
        values[code] = date.raw
        meanings[code] = .value
      } else {
        meanings[code] = .bad
      }
    }
    column = Column(.date(codes.map { $0 < 0 ? .min : values[Int($0)] }), unit: unit)
    weigh(meanings)
  }

  private mutating func makeTruths(_ unit: String) {
    var values = [UInt8](repeating: 2, count: words.count)
    var meanings = [Meaning](repeating: .gap, count: words.count)
    words.eachWord { code, marked in
      let bytes = QuotedWord.content(marked)
      guard uses[code] > 0, !isGap(bytes), let start = bytes.baseAddress else { return }
      if let truth = CellReader.truth(start, bytes.count) {
        values[code] = truth ? 1 : 0
        meanings[code] = .value
      } else {
        meanings[code] = .bad
      }
    }
    column = Column(.truth(codes.map { $0 < 0 ? 2 : values[Int($0)] }), unit: unit)
    weigh(meanings)
  }

  // MARK: Texts

  /// The words without the marks of gaps, and with plain spaces.
  private mutating func makeTexts(_ tally: WordTally, _ unit: String) {
    // Among codes of two capitals `NA` is one of them.
    let areCodes = tally.capitalPairs == tally.cells && hasOtherWord()
    var places = [Int32](repeating: -1, count: words.count)
    // Words that become another one, `"NA"` and those with unusual spaces, may meet one that is there.
    var kept: [String] = []
    var changed = FieldWords()
    var hasChanged = false
    words.eachWord { code, marked in
      if marked.first == QuotedWord.mark || ByteSpaces.hasSpecial(marked) { hasChanged = true }
    }
    words.eachWord { code, marked in
      guard uses[code] > 0 else { return }
      let isQuoted = QuotedWord.isMarked(marked)
      let bytes = QuotedWord.content(marked)
      guard let start = bytes.baseAddress, bytes.count > 0 else { return }
      if gapWords.isGapAmongWords(start, bytes.count), gapWords.areNamed || !areCodes && !isQuoted {
        return
      }
      if hasChanged {
        let plain = ByteSpaces.hasSpecial(bytes) ? ByteSpaces.plain(bytes) : Array(bytes)
        if plain.isEmpty { return }
        places[code] = plain.withUnsafeBufferPointer { plain in
          plain.baseAddress.map { changed.code($0, plain.count) } ?? -1
        }
      } else {
        places[code] = Int32(truncatingIfNeeded: kept.count)
        kept.append(String(decoding: bytes, as: UTF8.self))
      }
    }
    if hasChanged { kept = changed.words }
    var settled = codes
    if hasChanged || kept.count < words.count {
      for row in settled.indices where settled[row] >= 0 {
        settled[row] = places[Int(settled[row])]
      }
    }
    gaps = settled.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
    column = Column(.text(codes: settled, words: kept), unit: unit)
  }

  private func hasOtherWord() -> Bool {
    var found = false
    words.eachWord { code, marked in
      let bytes = QuotedWord.content(marked)
      if uses[code] > 0, let start = bytes.baseAddress, !GapWords.isNA(start, bytes.count) {
        found = true
      }
    }
    return found
  }

  // MARK: What is told

  private func isGap(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = bytes.baseAddress else { return true }
    return gapWords.isGap(start, bytes.count)
  }

  /// Counts gaps and misfits, and finds the first of these.
  private mutating func weigh(_ meanings: [Meaning]) {
    var empty = 0
    for (row, code) in codes.enumerated() {
      if code < 0 {
        empty += 1
      } else if firstBad == nil, meanings[Int(code)] == .bad {
        firstBad = (row + 1, shown(words.word(Int(code))))
      }
    }
    badCount = sum(meanings, .bad)
    gaps = empty + badCount + sum(meanings, .gap) + sum(meanings, .limit)
    var count = 0
    var words: [String] = []
    self.words.eachWord { code, marked in
      let bytes = QuotedWord.content(marked)
      guard uses[code] > 0, meanings[code] == .gap, let start = bytes.baseAddress, bytes.count > 0,
        !gapWords.isPlain(start, bytes.count)
      else { return }
      count += uses[code]
      words.append(String(decoding: bytes, as: UTF8.self))
    }
    // The first in the alphabet: the order of the rows must not show.
    if let word = words.min(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      decisions.append(.gapWords(column: name, count: count, word: word))
    }
  }

  private func sum(_ meanings: [Meaning], _ wanted: Meaning) -> Int {
    var sum = 0
    for (code, meaning) in meanings.enumerated() where meaning == wanted { sum += uses[code] }
    return sum
  }

  private mutating func tell(_ decision: ColumnDecision, _ tally: WordTally) {
    switch decision.kind {
    case .number(let mark, _):
      let sign = mark == UInt8(ascii: ",") ? UInt8(ascii: ".") : UInt8(ascii: ",")
      if tally.grouped + tally.openPoints + tally.openCommas > 0 {
        let sample = sample { code in number(code) != nil && has(sign, code) }
        if !sample.isEmpty {
          decisions.append(
            .thousands(column: name, sample: sample, shown: shownNumber(sample, mark)))
        }
      }
      if decision.hasOpenThousands, mark == UInt8(ascii: "."), tally.openPoints > 0 {
        decisions.append(
          .openPoints(column: name, sample: sample { number($0).map { $0.points > 0 } ?? false }))
      }
      if mark == UInt8(ascii: ","), tally.withComma > 0 { decisions.append(.decimalComma) }
      if decision.suffix == .flags {
        decisions.append(
          .flags(
            column: name, count: tally.suffixed,
            sample: sample { code in
              number(code).map { !$0.suffix.isEmpty } ?? false
            }))
      }
      if tally.bookkeeping > 0 {
        decisions.append(
          .negatives(column: name, sample: sample { number($0)?.isBookkeeping ?? false }))
      }
    case .date(let form):
      if form != .iso {
        let proving = sample { date($0).map { $0.provesOrder && $0.date(form) != nil } ?? false }
        let word = proving.isEmpty ? sample { date($0)?.date(form) != nil } : proving
        let shown = date(of: word)?.date(form).map { DateText.shown($0.date) } ?? ""
        let order =
          form == .dayFirst ? "day/month/year" : form == .monthFirst ? "month/day/year" : ""
        decisions.append(.dates(column: name, sample: word, shown: shown, order: order))
      }
      if decision.hasZones { decisions.append(.universalTime(column: name)) }
    case .text:
      if decision.areCodes {
        decisions.append(.codes(column: name, sample: sample { isCode($0, tally) }))
      } else if tally.hasBothMarks {
        decisions.append(
          .bothMarks(
            column: name, sample: sample { number($0).map { $0.points + $0.commas > 0 } ?? false }))
      } else if decision.isUnclearDate {
        decisions.append(.unclearDates(column: name, sample: sample { date($0) != nil }))
      }
    case .truth, .patterned: break
    }
  }

  private func isCode(_ code: Int, _ tally: WordTally) -> Bool {
    guard let number = number(code) else { return false }
    if tally.leadingZeros > 0 { return number.hasLeadingZero }
    if tally.longPlus > 0 { return number.hasPlus }
    return tally.tooLong > 0 ? number.isTooLong : number.isDigitsE
  }

  /// The first word in the alphabet for which a question is answered with yes; empty where there is none.
  private func sample(_ question: (Int) -> Bool) -> String {
    var best: String?
    for code in 0..<words.count where uses[code] > 0 && question(code) {
      let word = words.word(code)
      if let known = best, !word.utf8.lexicographicallyPrecedes(known.utf8) { continue }
      best = word
    }
    return best.map { shown($0) } ?? ""
  }

  private func shown(_ word: String) -> String {
    let bytes = Array(word.utf8)
    let content = bytes.first == QuotedWord.mark ? Array(bytes.dropFirst()) : bytes
    return String(decoding: content.prefix(60), as: UTF8.self)
  }

  private func number(_ code: Int) -> NumberWord.Facts? {
    words.withWord(code) { NumberWord(QuotedWord.content($0))?.facts }
  }

  private func has(_ sign: UInt8, _ code: Int) -> Bool {
    words.withWord(code) { $0.contains(sign) }
  }

  private func date(_ code: Int) -> DateWord? {
    words.withWord(code) { DateWord(QuotedWord.content($0)) }
  }

  /// A number as it was understood.
  private func shownNumber(_ word: String, _ mark: UInt8) -> String {
    var word = word
    return word.withUTF8 { bytes -> String in
      switch NumberWord(bytes)?.number(mark: mark) {
      case .whole(let value): "\(value)"
      case .decimal(let value): NumberText.shown(value)
      default: ""
      }
    }
  }

  private func date(of word: String) -> DateWord? {
    var word = word
    return word.withUTF8 { DateWord($0) }
  }
}
