/// What each column is taken for, by the first rows.
extension DelimitedReader {
  /// The start of each column; only these places are wanted.
  ///
  /// The fast road takes numbers with one mark, dates in ISO form, and answers. Whatever is not plain among the
  /// first rows is read as words at once, to be decided by all of them.
  func layout(of places: [Int]) -> [DelimitedColumn.Start] {
    let isWanted = Set(places)
    let samples = samples(isWanted)
    var proof = MarkProof(said: options.decimalMark, separator: dialect.separator)
    var tallies: [WordTally?] = []
    for sample in samples {
      guard let sample else {
        tallies.append(nil)
        continue
      }
      let tally = WordTally(
        sample.words, uses: sample.uses, gaps: gapWords, dates: options.dates)
      proof.add(tally)
      tallies.append(tally)
    }
    return dialect.names.indices.map { place in
      guard isWanted.contains(place), let tally = tallies[place] else {
        return DelimitedColumn.Start(kind: .skipped)
      }
      if options.readsAsWords || options.kinds[dialect.names[place]] != nil {
        return DelimitedColumn.Start(kind: .text)
      }
      return start(tally, proof)
    }
  }

  private func start(_ tally: WordTally, _ proof: MarkProof) -> DelimitedColumn.Start {
    let mark = proof.mark(of: tally)
    var start = DelimitedColumn.Start(kind: .text)
    start.leavesPointsOpen = proof.leavesPointsOpen
    // What separates the fields is no mark in plain numbers.
    start.mark = mark.mark == dialect.separator ? UInt8(ascii: ".") : mark.mark
    if tally.weighed == 0 {
      start.kind = nil
      start.mark = options.decimalMark ?? UInt8(ascii: ".")
      return start
    }
    let decision = ColumnDecision(tally, proof, said: nil)
    switch decision.kind {
    case .number(let mark, let isWhole):
      guard tally.isPlain(mark: mark) else { break }
      let comma = UInt8(ascii: ",")
      // A comma must be proven by the column itself; a point where semicolons separate, by some column.
      if !isWhole, mark == dialect.separator { break }
      if !isWhole, options.decimalMark == nil {
        if mark == comma, tally.onlyComma == 0 { break }
        if mark != comma, proof.leavesPointsOpen || proof.hasComma { break }
      }
      start.kind = isWhole ? .whole : .decimal
    case .date(.iso) where !decision.hasZones: start.kind = .date
    case .truth: start.kind = .truth
    case .date, .patterned, .text: break
    }
    return start
  }

  /// The different words of the first cells of each wanted column, and how often each is used.
  private func samples(_ isWanted: Set<Int>) -> [(words: FieldWords, uses: [Int])?] {
    let count = dialect.names.count
    var samples: [(words: FieldWords, uses: [Int])?] = (0..<count).map { place in
      isWanted.contains(place) ? (FieldWords(), []) : nil
    }
    // Of a wide table fewer rows say as much, and cost as much.
    let most = min(max(100_000 / max(count, 1), 20), 500)
    var scanner = FieldScanner(
      start: start, end: end, separator: dialect.separator, escapes: dialect.escapes)
    var cursor = start
    var rows = 0
    while cursor < end, rows < most, rows < options.rows ?? .max, cursor - start < 4 << 20 {
      if dialect.comments.begins(cursor, end) {
        Lines.skip(&cursor, end)
        continue
      }
      if dialect.separator == 0x20 {
        while cursor < end, cursor.pointee == 0x20 || cursor.pointee == 0x09 { cursor += 1 }
      }
      rows += 1
      var place = 0
      while true {
        let field = scanner.next(&cursor)
        if place < count, field.count > 0, field.count <= 400 {
          Self.add(field, &samples[place])
        }
        place += 1
        if field.endsRow { break }
      }
    }
    return samples
  }

  private static func add(
    _ field: FieldScanner.Field, _ sample: inout (words: FieldWords, uses: [Int])?
  ) {
    guard sample != nil, let code = sample?.words.code(field.start, field.count), code >= 0 else {
      return
    }
    if Int(code) == sample?.uses.count { sample?.uses.append(0) }
    sample?.uses[Int(code)] += 1
  }
}
