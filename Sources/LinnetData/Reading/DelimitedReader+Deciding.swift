/// From columns as they were read to a table: what only all words can tell is read again, and decided.
extension DelimitedReader {
  func table(_ origin: String) throws(DataMistake) -> LoadedTable {
    let places = try wanted()
    let layout = layout(of: places)
    let first = try cells(layout, expectedRows: expectedRows())
    var builders = first.columns
    let rows = first.rows
    var proof = MarkProof(said: options.decimalMark, separator: dialect.separator)
    var tallies = [WordTally?](repeating: nil, count: builders.count)
    // Columns that only all their words can tell, and then perhaps those that another column puts in doubt.
    var again = places.filter { builders[$0].mustBecomeText }
    for turn in 0..<2 {
      if !again.isEmpty {
        var plan = layout
        for place in plan.indices { plan[place].kind = again.contains(place) ? .text : .skipped }
        let second = try cells(plan, expectedRows: rows)
        for place in again { builders[place] = second.columns[place] }
      }
      if turn == 1 { break }
      for place in places where builders[place].kind == .text {
        let tally = tally(of: builders[place])
        tallies[place] = tally
        proof.add(tally)
      }
      for place in places where builders[place].kind == .decimal {
        if builders[place].mark == UInt8(ascii: ",") { proof.addComma() } else { proof.addPoint() }
      }
      again = places.filter { builders[$0].kind == .decimal && isInDoubt(builders[$0], proof) }
      if again.isEmpty { break }
    }
    if !again.isEmpty {
      // The doubtful columns are words now, and prove what they prove by all of their cells.
      proof = MarkProof(said: options.decimalMark, separator: dialect.separator)
      for place in places {
        if builders[place].kind == .text {
          let tally = tallies[place] ?? tally(of: builders[place])
          tallies[place] = tally
          proof.add(tally)
        } else if builders[place].kind == .decimal {
          if builders[place].mark == UInt8(ascii: ",") {
            proof.addComma()
          } else {
            proof.addPoint()
          }
        }
      }
    }
    return try finish(places, builders, tallies, proof, first, origin)
  }

  func tally(of column: DelimitedColumn) -> WordTally {
    let content = column.content
    return WordTally(content.words, uses: content.uses, gaps: gapWords, dates: options.dates)
  }

  /// True for decimals with a point that may be thousands, seen from the other columns.
  func isInDoubt(_ column: DelimitedColumn, _ proof: MarkProof) -> Bool {
    column.mark == UInt8(ascii: ".") && options.decimalMark == nil && proof.hasComma
  }

  func finish(
    _ places: [Int], _ builders: [DelimitedColumn], _ tallies: [WordTally?], _ proof: MarkProof,
    _ first: DelimitedCells, _ origin: String
  ) throws(DataMistake) -> LoadedTable {
    var table = LoadedTable(
      dataset: Dataset(names: [], columns: [], count: first.rows, origin: origin), encoding: .utf8,
      hadSpacedNames: dialect.hadSpacedNames, separator: dialect.separator, hasDecimalComma: false,
      gaps: 0, notes: [])
    table.decisions = dialect.decisions
    tellComments(first.comments, &table)
    if first.emptyRows > 0 { table.decisions.append(.emptyRows(first.emptyRows)) }
    var names: [String] = []
    var columns: [Column] = []
    var empty = 0
    var hasComma = false
    var known: [ReadingDecision] = []
    var usesPattern = options.dates == nil
    for place in places {
      let builder = builders[place]
      let name = dialect.names[place]
      var column: Column
      if builder.kind == .text {
        let content = builder.content
        let tally =
          tallies[place]
          ?? WordTally(content.words, uses: content.uses, gaps: gapWords, dates: options.dates)
        let decision = ColumnDecision(
          tally, proof, said: options.kinds[name])
        let made = WordColumn(
          content.words, codes: content.codes, uses: content.uses, decision, tally: tally,
          name: name,
          unit: dialect.units[place], gaps: gapWords,
          dates: options.dates)
        column = made.column
        if decision.kind == .patterned { usesPattern = true }
        if !options.missingNumbers.isEmpty { column = GapMarks(options).marked(column) }
        table.gaps += made.gaps
        for decision in made.decisions {
          if decision == .decimalComma {
            hasComma = true
          } else if !isSaid(decision) {
            known.append(decision)
          }
        }
        if let bad = made.firstBad {
          table.notes.append(badCells(name, made.badCount, bad, column.kind, rows: first.rows))
        }
      } else {
        var findings = DelimitedColumn.Findings()
        findings.add(builder, rowsBefore: 0)
        column = builder.column(unit: dialect.units[place], missing: options.missingNumbers)
        table.gaps += findings.gaps
        if builder.kind == .decimal, builder.mark == UInt8(ascii: ",") { hasComma = true }
        if findings.gapWordCount > 0 {
          known.append(
            .gapWords(column: name, count: findings.gapWordCount, word: findings.gapWord))
        }
        if let bad = findings.firstBad {
          table.notes.append(badCells(name, findings.badCount, bad, column.kind, rows: first.rows))
        }
      }
      if dialect.unnamed.contains(place), options.columns == nil, places.count > 1, isOuter(place),
        column.gapCount == column.count
      {
        // A separator too many in every row.
        empty += 1
        table.gaps -= column.count
        continue
      }
      names.append(name)
      columns.append(column)
    }
    if columns.isEmpty, let place = places.first, first.rows > 0, empty > 0 {
      names.append(dialect.names[place])
    }
    let misfits = table.notes.count
    if misfits > 3 {
      // A table of another kind than was thought: sixty notes help nobody.
      table.notes.removeLast(misfits - 3)
      known.append(.moreMisfits(misfits - 3))
    }
    if !usesPattern { known.append(.unfitDates) }
    if empty > 0 { table.decisions.append(.emptyColumns(empty)) }
    if hasComma, options.decimalMark == nil { table.decisions.append(.decimalComma) }
    table.hasDecimalComma = hasComma
    table.decisions += known
    if first.skippedRows > 0 {
      table.notes.append(Self.skipped(first.skippedRows, first: first.firstSkipped))
    }
    while columns.count < names.count {
      columns.append(Column(.whole([Int64](repeating: .min, count: first.rows))))
    }
    table.dataset = Dataset(names: names, columns: columns, count: first.rows, origin: origin)
    return table
  }

  /// True for a decision that an option of the person took.
  func isSaid(_ decision: ReadingDecision) -> Bool {
    switch decision {
    case .thousands: options.decimalMark != nil
    case .dates: options.dates != nil
    default: false
    }
  }

  /// Adds the lines of comments between the rows to those above.
  func tellComments(_ count: Int, _ table: inout LoadedTable) {
    guard count > 0 else { return }
    for (place, decision) in table.decisions.enumerated() {
      if case .comments(let above) = decision {
        table.decisions[place] = .comments(above + count)
        return
      }
    }
    table.decisions.append(.comments(count))
  }

  /// True for a column at the left or right end of the table, or one beside such columns without names.
  func isOuter(_ place: Int) -> Bool {
    (0..<place).allSatisfy { dialect.unnamed.contains($0) }
      || (place..<dialect.names.count).allSatisfy { dialect.unnamed.contains($0) }
  }
}
