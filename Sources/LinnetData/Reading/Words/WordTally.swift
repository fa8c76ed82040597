/// What the cells of a whole column are, counted word by word.
///
/// The counts do not depend on the order of the rows, so neither does what is decided by them.
struct WordTally {
  /// Cells that hold something.
  private(set) var cells = 0
  /// Cells whose word is a gap among numbers.
  private(set) var gapWords = 0
  /// Those of them that say in all programs that nothing is there.
  private(set) var plainGaps = 0
  /// Cells that are a number where decimals begin with a point, with a comma, and with that one only.
  private(set) var fitsPoint = 0
  private(set) var fitsComma = 0
  private(set) var onlyPoint = 0
  private(set) var onlyComma = 0
  /// Cells with marks that either reading takes, by the mark.
  private(set) var openPoints = 0
  private(set) var openCommas = 0
  /// Numbers with a point or an exponent, and with a comma or an exponent.
  private(set) var withPoint = 0
  private(set) var withComma = 0
  private(set) var leadingZeros = 0
  /// Numbers with blanks, and with more than one mark, between their digits.
  private(set) var blanks = 0
  private(set) var grouped = 0
  private(set) var longPlus = 0
  private(set) var tooLong = 0
  private(set) var digitsE = 0
  private(set) var bookkeeping = 0
  private(set) var limits = 0
  private(set) var truths = 0
  /// Numbers with something behind them, and those where a letter stands right behind a whole number.
  private(set) var suffixed = 0
  private(set) var attached = 0
  /// True while all suffixed numbers have the same suffix, and the prefixed the same prefix.
  private(set) var suffixIsSame = true
  private(set) var suffix = ""
  private(set) var prefixed = 0
  private(set) var prefixIsSame = true
  private(set) var prefix = ""
  /// True when every suffix is short enough for a flag and no known unit.
  private(set) var suffixesAreFlags = true
  /// Cells that are dates of each form.
  private(set) var dates = [Int](repeating: 0, count: DateForm.allCases.count)
  private(set) var zoned = 0
  /// Cells that prove which of two numbers is the day, by the form that is left.
  private(set) var provesDay = 0
  private(set) var provesMonth = 0
  /// Cells that are dates as `dates:` says.
  private(set) var patterned = 0
  /// Words of two letters in capitals, `NA` and quoted words among them.
  private(set) var capitalPairs = 0

  /// Counts the words of a column; each counts as often as it is used.
  ///
  /// `typed` are cells of the column that are no words because their file stores them as what they are.
  init(
    _ words: FieldWords, uses: [Int], gaps: GapWords, typed: TypedCells = TypedCells(),
    dates pattern: DatePattern? = nil
  ) {
    cells = typed.total
    truths = typed.truths
    (fitsPoint, fitsComma) = (typed.numbers, typed.numbers)
    (withPoint, withComma) = (typed.decimals, typed.decimals)
    dates[DateForm.iso.rawValue] = typed.dates
    // A column with many words that hold no digit is a column of words, whatever the others are.
    words.eachWord { code, bytes in
      if uses[code] > 0 { glance(at: QuotedWord.content(bytes), uses[code], gaps) }
    }
    guard Self.fits(weighed - digitless, of: weighed) else {
      return
    }
    hasLooked = true
    words.eachWord { code, bytes in
      if uses[code] > 0 { count(QuotedWord.content(bytes), uses[code], gaps, pattern) }
    }
  }

  private var digitless = 0
  /// True when every word was looked at closely.
  private var hasLooked = false
  /// True when the word `NA` stands in the column without quotes.
  private(set) var hasNA = false

  /// True when so many words hold no digit that the others need no look.
  private var isClear: Bool { weighed > 0 && !Self.fits(weighed - digitless, of: weighed) }

  /// True when the counts say what the column is.
  var isCounted: Bool { hasLooked || isClear }

  /// Adds the counts of another part of the column.
  mutating func add(_ other: WordTally) {
    let mine = hasLooked || weighed == 0
    let theirs = other.hasLooked || other.weighed == 0
    cells += other.cells
    gapWords += other.gapWords
    plainGaps += other.plainGaps
    digitless += other.digitless
    capitalPairs += other.capitalPairs
    hasNA = hasNA || other.hasNA
    truths += other.truths
    // Words that were not looked at closely are missing among the numbers and dates.
    hasLooked = mine && theirs
    fitsPoint += other.fitsPoint
    fitsComma += other.fitsComma
    leadingZeros += other.leadingZeros
    longPlus += other.longPlus
    tooLong += other.tooLong
    digitsE += other.digitsE
    limits += other.limits
    for form in dates.indices { dates[form] += other.dates[form] }
    provesDay += other.provesDay
    provesMonth += other.provesMonth
    patterned += other.patterned
  }

  private mutating func glance(
    at bytes: UnsafeBufferPointer<UInt8>, _ uses: Int, _ gaps: GapWords
  ) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    cells += uses
    if bytes.count == 2, start[0] >= 65, start[0] <= 90, start[1] >= 65, start[1] <= 90 {
      capitalPairs += uses
    }
    if GapWords.isNA(start, bytes.count) { hasNA = true }
    if gaps.isGap(start, bytes.count) {
      gapWords += uses
      if gaps.isPlain(start, bytes.count) { plainGaps += uses }
    } else if !bytes.contains(where: { $0 &- 48 <= 9 }) {
      digitless += uses
      if CellReader.truth(start, bytes.count) != nil { truths += uses }
    }
  }

  private mutating func count(
    _ bytes: UnsafeBufferPointer<UInt8>, _ uses: Int, _ gaps: GapWords, _ pattern: DatePattern?
  ) {
    guard let start = bytes.baseAddress, !gaps.isGap(start, bytes.count) else { return }
    if let pattern, case .date = pattern.read(bytes) { patterned += uses }
    if let number = NumberWord(bytes) {
      count(number, uses)
      // A number with nothing around it is no date.
      let readings = number.readings
      if number.suffix.isEmpty, readings.point || readings.comma { return }
    }
    if let date = DateWord(bytes) {
      count(date, uses)
    }
  }

  private mutating func count(_ number: NumberWord, _ uses: Int) {
    if number.isLimit {
      if number.fits(mark: UInt8(ascii: ".")) || number.fits(mark: UInt8(ascii: ",")) {
        limits += uses
      }
      return
    }
    let readings = number.readings
    guard readings.point || readings.comma else { return }
    if readings.point { fitsPoint += uses }
    if readings.comma { fitsComma += uses }
    if number.hasMarks {
      if readings.point != readings.comma {
        if readings.point { onlyPoint += uses } else { onlyComma += uses }
      } else if number.points > 0 {
        openPoints += uses
      } else {
        openCommas += uses
      }
    }
    let isDecimal = number.hasExponent || number.isNegativeZero
    if number.points > 0 || isDecimal { withPoint += uses }
    if number.commas > 0 || isDecimal { withComma += uses }
    if number.blanks > 0 { blanks += uses }
    if number.points + number.commas > 1 { grouped += uses }
    if number.hasLeadingZero { leadingZeros += uses }
    if number.hasPlus, number.digits >= 7, !number.hasMarks, !number.hasExponent {
      longPlus += uses
    }
    if number.isTooLong { tooLong += uses }
    if number.isDigitsE { digitsE += uses }
    if number.isBookkeeping { bookkeeping += uses }
    if !number.suffix.isEmpty {
      let text = number.text(number.suffix)
      if suffixed == 0 { suffix = text } else if suffix != text { suffixIsSame = false }
      suffixed += uses
      if !number.isApart, !number.hasMarks, Signs.isLetter(text) { attached += uses }
      if !Signs.isFlag(text) || !number.isApart && Signs.changesNumber(text) {
        suffixesAreFlags = false
      }
    }
    if !number.prefix.isEmpty {
      let text = number.text(number.prefix)
      if prefixed == 0 { prefix = text } else if prefix != text { prefixIsSame = false }
      prefixed += uses
    }
  }

  private mutating func count(_ date: DateWord, _ uses: Int) {
    for form in DateForm.allCases where date.date(form) != nil { dates[form.rawValue] += uses }
    if date.hasZone { zoned += uses }
    if date.provesOrder {
      if date.date(.dayFirst) != nil { provesDay += uses }
      if date.date(.monthFirst) != nil { provesMonth += uses }
    }
  }

  // MARK: Weighing

  /// True when all numbers are digits with at most this mark, nothing around them.
  func isPlain(mark: UInt8) -> Bool {
    prefixed == 0 && suffixed == 0 && bookkeeping == 0 && limits == 0 && blanks == 0
      && (mark == UInt8(ascii: ",")
        ? onlyPoint == 0 && openPoints == 0 : onlyComma == 0 && openCommas == 0)
      && grouped == 0
  }

  /// Cells that are a number when decimals begin with this mark.
  func fitting(_ mark: UInt8) -> Int { mark == UInt8(ascii: ",") ? fitsComma : fitsPoint }

  /// Numbers that have decimals when those begin with this mark.
  func decimals(_ mark: UInt8) -> Int { mark == UInt8(ascii: ",") ? withComma : withPoint }

  /// Cells that must fit for the column to be numbers or dates.
  var weighed: Int { cells - gapWords }

  /// True when so many of the cells fit that the others are taken for gaps: nine of ten, or all of fewer than ten.
  static func fits(_ fitting: Int, of cells: Int) -> Bool {
    guard fitting > 0 else { return false }
    return cells < 10 ? fitting == cells : fitting >= cells - cells / 10
  }

  /// True when the column would be numbers if it had one decimal mark.
  var hasBothMarks: Bool {
    onlyPoint > 0 && onlyComma > 0 && Self.fits(fitsPoint + onlyComma, of: weighed - limits)
      && !Self.fits(max(fitsPoint, fitsComma), of: weighed - limits)
  }

  /// True when the column is numbers in one of the two readings; its marks then prove something for the file.
  var mayBeNumbers: Bool {
    Self.fits(max(fitsPoint, fitsComma), of: weighed - limits)
  }
}
