import LinnetText

/// The end of the reading: what a column is, and what did not fit.
extension TypedColumn {
  /// A column as it came out.
  struct Finished {
    var column: Column
    var gaps: Int
    /// The remark on cells that did not fit.
    var note: DataMistake?
    /// True when numbers kept as texts have a decimal comma.
    var hasDecimalComma = false
    /// The unit that stands in every cell.
    var unit = ""
    /// True when texts were no UTF-8 and were read as Windows-1252.
    var isWindows = false
  }

  /// Settles what the column is; `name` is for the remark.
  func finish(name: String, unit: String, options: DelimitedOptions) -> Finished {
    var finished: Finished
    var bad = misfitCount
    var first = firstMisfit
    switch lane {
    case .text, .mixed:
      let (outcome, misfits) = settled(name, options)
      finished = outcome
      bad += misfits.count
      if let row = misfits.first?.row, row < first?.row ?? .max { first = misfits.first }
    case .gaps:
      finished = Finished(column: Column(.whole([Int64](repeating: .min, count: count))), gaps: 0)
    case .whole where meansTruth && wholes.allSatisfy({ $0 == 0 || $0 == 1 || $0 == .min }):
      let truths = wholes.map { $0 == .min ? 2 : UInt8(truncatingIfNeeded: $0) }
      finished = Finished(column: Column(.truth(truths)), gaps: 0)
    case .whole:
      finished = Finished(column: Column(.whole(Self.marking(wholes, options))), gaps: 0)
    case .decimal:
      finished = Finished(column: Column(.decimal(Self.marking(decimals, options))), gaps: 0)
    case .truth: finished = Finished(column: Column(.truth(truths)), gaps: 0)
    case .date: finished = Finished(column: Column(.date(wholes)), gaps: 0)
    }
    finished.column = finished.column.with(unit: unit.isEmpty ? finished.unit : unit)
    finished.gaps = finished.column.gapCount
    if bad > 0, let first {
      finished.note = DataMistake(
        "bad-cells",
        [
          "name": name, "bad": DigitGrouping.grouped(bad), "count": DigitGrouping.grouped(count),
          "row": "\(first.row + 1)", "sample": String(first.text.prefix(60)),
          "kind": finished.column.kind.plural,
        ])
    }
    return finished
  }

  private static func marking(_ wholes: [Int64], _ options: DelimitedOptions) -> [Int64] {
    var wholes = wholes
    for number in options.missingNumbers {
      guard let whole = Int64(exactly: number) else { continue }
      for place in wholes.indices where wholes[place] == whole { wholes[place] = .min }
    }
    return wholes
  }

  private static func marking(_ decimals: [Double], _ options: DelimitedOptions) -> [Double] {
    var decimals = decimals
    for number in options.missingNumbers {
      for place in decimals.indices where decimals[place] == number { decimals[place] = .nan }
    }
    return decimals
  }

  // MARK: Texts among the cells

  /// Cells that became gaps: how many, and the first of them.
  private typealias Misfits = (count: Int, first: (row: Int, text: String)?)

  private func settled(_ name: String, _ options: DelimitedOptions) -> (Finished, Misfits) {
    let reading = WordReading(
      words, uses: wordUses(), typed: typedTally(), name: name, options)
    var outcome: Finished
    var misfits: Misfits = (0, nil)
    switch reading.kind {
    case .number:
      let decimal = reading.hasDecimals
      var wholes: [Int64] = []
      var decimals: [Double] = []
      for row in 0..<count {
        let value = cell(row, reading.cells)
        switch value {
        case .whole(let whole):
          if decimal { decimals.append(Double(whole)) } else { wholes.append(whole) }
        case .decimal(let number): decimals.append(number)
        default:
          if decimal { decimals.append(.nan) } else { wholes.append(.min) }
          note(value, row, &misfits)
        }
      }
      let storage: Column.Storage =
        decimal
        ? .decimal(Self.marking(decimals, options)) : .whole(Self.marking(wholes, options))
      outcome = Finished(column: Column(storage), gaps: 0)
      outcome.hasDecimalComma = reading.hasDecimalComma
      outcome.unit = reading.unit
    case .date:
      var dates: [Int64] = []
      for row in 0..<count {
        let value = cell(row, reading.cells)
        if case .date(let date) = value {
          dates.append(date)
        } else {
          dates.append(.min)
          note(value, row, &misfits)
        }
      }
      outcome = Finished(column: Column(.date(dates)), gaps: 0)
    case .truth:
      let truths = (0..<count).map { row -> UInt8 in
        if case .truth(let answer) = cell(row, reading.cells) { return answer ? 1 : 0 }
        return 2
      }
      outcome = Finished(column: Column(.truth(truths)), gaps: 0)
    case .text: outcome = texts(reading)
    }
    return (outcome, misfits)
  }

  private func note(_ cell: Cell, _ row: Int, _ misfits: inout Misfits) {
    if case .gap = cell { return }
    misfits.count += 1
    if misfits.first == nil { misfits.first = (row, text(row)) }
  }

  /// How often each word stands in a cell.
  private func wordUses() -> [Int] {
    var uses = [Int](repeating: 0, count: words.count)
    if lane == .text {
      for code in codes where code >= 0 { uses[Int(code)] += 1 }
    } else {
      for (row, tag) in tags.enumerated() where tag == .text && wholes[row] >= 0 {
        uses[Int(wholes[row])] += 1
      }
    }
    return uses
  }

  private func typedTally() -> TypedCells {
    var tally = TypedCells()
    for tag in tags {
      switch tag {
      case .gap, .text: break
      case .whole: tally.wholes += 1
      case .decimal: tally.decimals += 1
      case .truth: tally.truths += 1
      case .date: tally.dates += 1
      }
    }
    return tally
  }

  /// What a row holds, when each word holds what `cells` says.
  private func cell(_ row: Int, _ cells: [Cell]) -> Cell {
    if lane == .text { return codes[row] < 0 ? .gap : cells[Int(codes[row])] }
    let bits = wholes[row]
    switch tags[row] {
    case .gap: return .gap
    case .whole: return .whole(bits)
    case .decimal: return .decimal(Double(bitPattern: UInt64(bitPattern: bits)))
    case .truth: return .truth(bits == 1)
    case .date: return .date(bits)
    case .text: return bits < 0 ? .gap : cells[Int(bits)]
    }
  }

  /// A cell as text.
  private func text(_ row: Int) -> String {
    if lane == .text { return codes[row] < 0 ? "" : words.word(Int(codes[row])) }
    let bits = wholes[row]
    switch tags[row] {
    case .gap: return ""
    case .whole: return "\(bits)"
    case .decimal:
      var bytes: [UInt8] = []
      NumberText.appendExact(Double(bitPattern: UInt64(bitPattern: bits)), to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    case .truth: return bits == 1 ? "true" : "false"
    case .date: return DateText.shown(DateValue(raw: bits))
    case .text: return bits < 0 ? "" : words.word(Int(bits))
    }
  }

  /// A column of words; numbers and dates among them are written out.
  private func texts(_ reading: WordReading) -> Finished {
    var isWindows = false
    var places = [Int32](repeating: -1, count: words.count)
    var kept = WordTable()
    let all = words.words { bytes -> String in
      if TextEncoding.isUTF8(UnsafeRawBufferPointer(bytes)) {
        return String(decoding: bytes, as: UTF8.self)
      }
      isWindows = true
      return String(decoding: TextEncoding.windows(Array(bytes)), as: UTF8.self)
    }
    for (code, word) in all.enumerated() where reading.uses[code] > 0 {
      if case .gap = reading.cells[code] { continue }
      places[code] = kept.code(of: word)
    }
    let codes: [Int32] = (0..<count).map { row in
      if lane == .text { return self.codes[row] < 0 ? -1 : places[Int(self.codes[row])] }
      switch tags[row] {
      case .gap: return -1
      case .text: return wholes[row] < 0 ? -1 : places[Int(wholes[row])]
      default: return kept.code(of: text(row))
      }
    }
    var finished = Finished(column: Column(.text(codes: codes, words: kept.words)), gaps: 0)
    finished.isWindows = isWindows
    return finished
  }
}
