/// What a column of words is: numbers, dates, answers, or words after all.
///
/// Decided by the counts of `WordTally`, so by the whole column and by nothing else.
struct ColumnDecision {
  /// What the column becomes.
  enum Kind: Equatable {
    /// Numbers whose decimals begin at a mark; whole ones where none has any.
    case number(mark: UInt8, isWhole: Bool)
    case date(DateForm)
    /// Dates as `dates:` says.
    case patterned
    case truth
    case text
  }

  /// What becomes of signs behind numbers.
  enum Suffix { case none, unit, flags }

  private(set) var kind = Kind.text
  private(set) var suffix = Suffix.none
  private(set) var prefix = Suffix.none
  /// The unit that stands in every cell; empty for none.
  private(set) var unit = ""
  /// True when the marks between thousands are not proven.
  private(set) var hasOpenThousands = false
  /// True when numbers stay words because they are codes.
  private(set) var areCodes = false
  /// True when dates stay words because nothing proves which number is the day.
  private(set) var isUnclearDate = false
  /// True when moments stand with a zone.
  private(set) var hasZones = false

  /// Decides; `kinds:` of the options may say it for a column of this name.
  init(_ tally: WordTally, _ proof: MarkProof, said: ColumnKind?) {
    let mark = proof.mark(of: tally)
    switch said {
    case .text?: return
    case .number?:
      takeSigns(tally, mark.mark)
      kind = .number(mark: mark.mark, isWhole: isWhole(tally, mark.mark))
      return
    case .date?:
      decideDates(tally, isSaid: true)
      return
    case .truth?:
      kind = .truth
      return
    default: break
    }
    if tally.weighed == 0 {
      // Nothing but marks of gaps; a column without any cell is decided by its reader.
      if tally.plainGaps == tally.gapWords { kind = .number(mark: mark.mark, isWhole: true) }
      return
    }
    if tally.truths == tally.weighed {
      kind = .truth
      return
    }
    if WordTally.fits(tally.patterned, of: tally.weighed) {
      kind = .patterned
      return
    }
    if decideNumbers(tally, mark.mark) {
      hasOpenThousands = !mark.isProven && tally.openPoints + tally.openCommas > 0
      return
    }
    if !areCodes { decideDates(tally, isSaid: false) }
  }

  // MARK: Numbers

  private mutating func decideNumbers(_ tally: WordTally, _ mark: UInt8) -> Bool {
    let fitting = tally.fitting(mark)
    let cells = tally.weighed - tally.limits
    guard WordTally.fits(fitting, of: cells), fitting >= tally.limits else { return false }
    if tally.leadingZeros > 0 || tally.longPlus > 0 || tally.digitsE == fitting
      || tally.tooLong > 0 && tally.decimals(mark) == 0
    {
      areCodes = true
      return false
    }
    guard takeSigns(tally, mark) else { return false }
    kind = .number(mark: mark, isWhole: isWhole(tally, mark))
    return true
  }

  private func isWhole(_ tally: WordTally, _ mark: UInt8) -> Bool {
    tally.tooLong == 0 && tally.decimals(mark) == 0
  }

  /// Settles what signs before and behind the numbers mean; false when they make the column words.
  @discardableResult
  private mutating func takeSigns(_ tally: WordTally, _ mark: UInt8) -> Bool {
    let fitting = tally.fitting(mark)
    let cells = tally.weighed - tally.limits
    if tally.prefixed > 0 {
      guard tally.prefixIsSame else { return false }
      prefix = .unit
      unit = tally.prefix
    }
    guard tally.suffixed > 0 else { return true }
    if tally.suffixIsSame, tally.suffixed == fitting {
      // `1A`, `2A` are codes; `12kg` is a weight.
      guard Signs.isUnit(tally.suffix, cells: cells, isAttached: tally.attached == fitting) else {
        return false
      }
      suffix = .unit
      if unit.isEmpty { unit = tally.suffix }
      return true
    }
    if tally.suffixesAreFlags {
      // `12 A`, `13 B` and so on, all of them whole, are codes.
      if tally.suffixed == fitting, tally.decimals(mark) == 0, cells > 1 { return false }
      guard WordTally.fits(fitting - tally.attached, of: cells) else { return false }
      suffix = .flags
      return true
    }
    return WordTally.fits(fitting - tally.suffixed, of: cells)
  }

  // MARK: Dates

  private mutating func decideDates(_ tally: WordTally, isSaid: Bool) {
    if isSaid, tally.patterned > 0 {
      kind = .patterned
      return
    }
    var best: DateForm?
    var most = 0
    for form in DateForm.allCases {
      if form == .dayFirst || form == .monthFirst {
        guard takes(form, tally) else { continue }
      }
      // An ISO date is one in any column of dates.
      let iso = form == .iso || form == .yearFirst ? 0 : tally.dates[DateForm.iso.rawValue]
      let fitting = tally.dates[form.rawValue]
      if fitting > 0, fitting + iso > most {
        most = fitting + iso
        best = form
      }
    }
    if let best, isSaid || WordTally.fits(most, of: tally.weighed) {
      kind = .date(best)
      hasZones = tally.zoned > 0
      return
    }
    let slashed = max(
      tally.dates[DateForm.dayFirst.rawValue], tally.dates[DateForm.monthFirst.rawValue])
    if WordTally.fits(slashed, of: tally.weighed) { isUnclearDate = true }
  }

  /// True when a form of two numbers and a year is proven.
  private func takes(_ form: DateForm, _ tally: WordTally) -> Bool {
    form == .dayFirst
      ? tally.provesDay > 0 && tally.provesMonth == 0
      : tally.provesMonth > 0 && tally.provesDay == 0
  }
}
