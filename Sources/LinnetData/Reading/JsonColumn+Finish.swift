import LinnetText

/// The end of the reading: what a column is, and what did not fit.
extension JsonColumn {
  /// What is needed to finish columns, and what is found out on the way.
  struct Finish {
    let options: DelimitedOptions
    var room: JsonRoom
    /// Cells that did not fit, column by column.
    var misfits: [Misfit] = []
  }

  /// The cells of a column that do not fit the others.
  struct Misfit {
    var name: String
    var kind: ColumnKind
    var count: Int
    var cells: Int
    /// The first of them, its row counted from 0.
    var row: Int
    var sample: String

    /// The remark for the person.
    var note: DataMistake {
      DataMistake(
        "bad-cells",
        [
          "name": name, "bad": DigitGrouping.grouped(count), "count": DigitGrouping.grouped(cells),
          "row": "\(row + 1)", "sample": sample, "kind": kind.plural,
        ])
    }
  }

  /// The column with a number of rows; `name` is how messages call it.
  func column(rows: Int, name: String, _ finish: inout Finish) throws(JsonProblem) -> Column {
    takeQuotedNumbers(gaps: finish.options.missingWords)
    settleNumbers(finish.options)
    settleTruths()
    let storage: Column.Storage
    switch lane {
    case nil:
      var gaps: [Double] = []
      _ = try finish.room.fill(&gaps, with: .nan, upTo: rows)
      storage = .decimal(gaps)
    case .number: storage = try numbers(rows, &finish)
    case .truth:
      _ = try finish.room.fill(&truths, with: 2, upTo: rows)
      storage = .truth(truths)
    case .text: storage = try texts(rows, &finish)
    case .list: storage = try lists(rows, name, &finish)
    case .record: storage = try records(rows, name, &finish)
    }
    let column = Column(storage)
    addMisfits(of: column.kind, rows, name, &finish)
    return column
  }

  private func numbers(_ rows: Int, _ finish: inout Finish) throws(JsonProblem) -> Column.Storage {
    if isDecimal {
      _ = try finish.room.fill(&decimals, with: .nan, upTo: rows)
      for missing in finish.options.missingNumbers {
        for place in decimals.indices where decimals[place] == missing { decimals[place] = .nan }
      }
      return .decimal(decimals)
    }
    _ = try finish.room.fill(&wholes, with: .min, upTo: rows)
    for missing in finish.options.missingNumbers {
      guard let whole = Int64(exactly: missing) else { continue }
      for place in wholes.indices where wholes[place] == whole { wholes[place] = .min }
    }
    return .whole(wholes)
  }

  /// Texts, or dates where every one of them is a date.
  private func texts(_ rows: Int, _ finish: inout Finish) throws(JsonProblem) -> Column.Storage {
    _ = try finish.room.fill(&codes, with: -1, upTo: rows)
    var codes = codes
    var words = words?.words ?? []
    if !finish.options.missingWords.isEmpty {
      var kept: [String] = []
      let places = words.map { (word: String) -> Int32 in
        if finish.options.missingWords.contains(word) { return -1 }
        kept.append(word)
        return Int32(kept.count - 1)
      }
      codes = codes.map { $0 < 0 ? -1 : places[Int($0)] }
      words = kept
    }
    var dates: [Int64] = []
    for word in words {
      guard word.utf8.count <= 40, let date = DateText.date(word) else { break }
      dates.append(date.raw)
    }
    guard !words.isEmpty, dates.count == words.count else {
      return .text(codes: codes, words: words)
    }
    return .date(codes.map { $0 < 0 ? .min : dates[Int($0)] })
  }

  /// The lists with a number of rows.
  func lists(
    _ rows: Int, _ name: String, _ finish: inout Finish
  ) throws(JsonProblem) -> Column.Storage {
    guard let list else { return .decimal([]) }
    try list.fill(upTo: rows, &finish.room)
    let before = finish.misfits.count
    let items = try list.items.column(rows: list.itemCount, name: name, &finish)
    for place in before..<finish.misfits.count {
      finish.misfits[place].row = list.row(ofItem: finish.misfits[place].row)
    }
    return .list(offsets: list.offsets, items: items, gaps: Set(list.gaps))
  }

  private func records(
    _ rows: Int, _ name: String, _ finish: inout Finish
  ) throws(JsonProblem) -> Column.Storage {
    var parts: [Column] = []
    var names: [String] = []
    for part in record?.parts ?? [] {
      names.append(part.name)
      parts.append(
        try part.column(
          rows: rows, name: name.isEmpty ? part.name : "\(name).\(part.name)", &finish))
    }
    if parts.isEmpty {
      // Records without anything in them say nothing.
      var gaps: [Double] = []
      _ = try finish.room.fill(&gaps, with: .nan, upTo: rows)
      return .decimal(gaps)
    }
    return .record(names: names, parts: parts)
  }

  // MARK: What did not fit

  /// Notes the cells of all kinds but the one that was chosen.
  func addMisfits(of kind: ColumnKind, _ rows: Int, _ name: String, _ finish: inout Finish) {
    guard let chosen = lane else {
      if let firstEndless {
        finish.misfits.append(
          Misfit(
            name: name, kind: .number, count: endlessCount, cells: rows, row: firstEndless.row,
            sample: firstEndless.text))
      }
      return
    }
    var misfit: Misfit?
    func add(_ count: Int, _ first: (row: Int, text: String)?) {
      guard count > 0, let first else { return }
      var sum =
        misfit
        ?? Misfit(
          name: name, kind: kind, count: 0, cells: rows, row: first.row, sample: first.text)
      sum.count += count
      if first.row < sum.row { (sum.row, sum.sample) = (first.row, first.text) }
      misfit = sum
    }
    for other in Self.lanes where other != chosen {
      let marks = other == .text && chosen == .number ? gapWords.count : 0
      add(cells(other) - marks, first(other, chosen))
    }
    add(endlessCount, firstEndless)
    if let misfit { finish.misfits.append(misfit) }
  }

  /// The first value of a kind.
  private func first(_ lane: Lane, _ chosen: Lane) -> (row: Int, text: String)? {
    switch lane {
    case .number:
      if isDecimal {
        return decimals.firstIndex { !$0.isNaN }.map { ($0, NumberText.shown(decimals[$0])) }
      }
      return wholes.firstIndex { $0 != .min }.map { ($0, "\(wholes[$0])") }
    case .truth:
      return truths.firstIndex { $0 != 2 }.map { ($0, truths[$0] == 1 ? "true" : "false") }
    case .text:
      let words = words?.words ?? []
      for (row, code) in codes.enumerated() where code >= 0 {
        if chosen == .number, gapWords.contains(row) { continue }
        return (row, String(words[Int(code)].prefix(60)))
      }
      return nil
    case .list:
      guard let list else { return nil }
      let gaps = Set(list.gaps)
      return (0..<(list.offsets.count - 1)).first { !gaps.contains($0) }.map { ($0, "[…]") }
    case .record: return (record?.firstRow ?? 0, "{…}")
    }
  }
}
