/// Finds the line that people mean with one that says it in other words.
struct PhraseAdvice {
  /// What a line means, and the mistake that says so.
  struct Meant {
    var fixed: String
    var code: MistakeCode
  }

  private let words: PhraseWords
  /// Settles on a line that works, given one that may need a word put right; nil when it does not.
  private let accept: (String) -> String?
  private var book: PhraseBook { words.book }
  private(set) var meant: Meant?
  /// True where only phrases for whole lines count.
  private let isSure: Bool

  /// Looks for a line that is accepted.
  init(
    _ line: ArraySlice<UInt8>, _ words: PhraseWords, isSure: Bool,
    accept: @escaping (String) -> String?
  ) {
    self.words = words
    self.accept = accept
    self.isSure = isSure
    guard line.count <= 400 else { return }
    let units = PhraseUnit.units(of: line)
    guard units.count >= 2, units.count <= 60 else { return }
    _ = look(at: joined(units)[...], behind: "")
  }

  /// Accepts a line, or goes on looking.
  private mutating func offer(_ line: String, _ code: MistakeCode) -> Bool {
    guard let fixed = accept(line) else { return false }
    meant = Meant(fixed: fixed, code: code)
    return true
  }

  /// Looks for what some units mean; `prefix` is `m = ` where the result is stored.
  private mutating func look(at units: ArraySlice<PhraseUnit>, behind prefix: String) -> Bool {
    let units = withoutManners(units)
    guard let first = units.first else { return false }
    let start = units.startIndex
    if prefix.isEmpty, units.count > 2, first.kind == .word, !Vocabulary.isReserved(first.text),
      ["=", "<-", ":="].contains(units[start + 1].small), units[start + 1].kind == .sign
    {
      return look(at: units[(start + 2)...], behind: first.text + " = ")
    }
    for entry in book.lines where fits(entry, units, behind: prefix) { return true }
    // `show me the mean of mass`, `print(df.head())`.
    if book.isOne(of: "show", first), units.count > 1, !words.isKnown(first.text) {
      var rest = units.dropFirst()
      if rest.first?.isSign("(") == true, rest.partner(of: rest.startIndex) == rest.endIndex - 1 {
        rest = rest.dropFirst().dropLast()
      }
      while let next = rest.first,
        book.isOne(of: "the", next) || book.isOne(of: "me", next), rest.count > 1
      {
        rest = rest.dropFirst()
      }
      if look(at: rest, behind: prefix) { return true }
    }
    if book.isOne(of: "the", first), units.count > 1, !words.isKnown(first.text) {
      return look(at: units.dropFirst(), behind: prefix)
    }
    guard !isSure, let chain = PhraseChain(units, words), let meant = chain.meant else {
      return false
    }
    return offer(prefix + meant.fixed, meant.code)
  }

  private mutating func fits(
    _ entry: PhraseBook.Entry, _ units: ArraySlice<PhraseUnit>, behind prefix: String
  ) -> Bool {
    var match = PhraseMatch(units, words)
    let filling = PhraseFilling(words: words)
    var found: Meant?
    let accept = accept
    let isFound = match.find(entry.pattern) { bound in
      for line in filling.lines(entry.template, bound) {
        if let fixed = accept(prefix + line) {
          found = Meant(fixed: fixed, code: entry.code ?? "in-other-words")
          return true
        }
      }
      return false
    }
    if isFound { meant = found }
    return isFound
  }

  // MARK: Words that say nothing

  /// The units without `please`, `can you`, a question mark or a semicolon at the end.
  private func withoutManners(_ units: ArraySlice<PhraseUnit>) -> ArraySlice<PhraseUnit> {
    var units = units
    while units.count > 1, let last = units.last {
      let isMark = last.kind == .sign && [";", "?", "!", ".", ",", ":", "="].contains(last.small)
      guard isMark || book.isOne(of: "closing", last) && !words.isKnown(last.text) else { break }
      units = units.dropLast()
    }
    // `=SUM(…)`, as in a sheet.
    if units.count > 1, units.first?.isSign("=") == true { units = units.dropFirst() }
    while units.count > 2, let first = units.first, book.isOne(of: "filler", first),
      !words.isKnown(first.text), units[units.startIndex + 1].kind == .word
    {
      units = units.dropFirst()
    }
    return units
  }

  /// The units with several words, such as `standard deviation`, in the one that they are here.
  private func joined(_ units: [PhraseUnit]) -> [PhraseUnit] {
    var units = units
    for entry in book.words {
      let count = entry.pattern.pieces.count
      var place = 0
      while place + count <= units.count {
        var isSame = true
        for (offset, piece) in entry.pattern.pieces.enumerated() {
          guard case .word(let choices) = piece, units[place + offset].kind == .word,
            choices.contains(units[place + offset].small)
          else {
            isSame = false
            break
          }
        }
        if isSame {
          var new = PhraseUnit.units(of: entry.template[...])
          if !new.isEmpty { new[0].isAttached = units[place].isAttached }
          units.replaceSubrange(place..<(place + count), with: new)
        }
        place += 1
      }
    }
    return units
  }
}
