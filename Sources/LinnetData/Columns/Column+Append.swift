extension Column {
  /// The rows of this column, then those of another.
  ///
  /// Whole and decimal numbers give decimals, and a column of nothing but gaps fits every kind.
  /// The unit of the first is kept. Throws `mixed-kinds` with `first` and `second`.
  public func appending(_ other: Column) throws(DataMistake) -> Column {
    if other.count == 0 { return self }
    if count == 0 { return other.unit.isEmpty ? other.with(unit: unit) : other }
    let storage: Storage
    switch (self.storage, other.storage) {
    case (.decimal(let a), .decimal(let b)): storage = .decimal(a + b)
    case (.whole(let a), .whole(let b)): storage = .whole(a + b)
    case (.truth(let a), .truth(let b)): storage = .truth(a + b)
    case (.date(let a), .date(let b)): storage = .date(a + b)
    case (.measurement(let a, let da), .measurement(let b, let db)):
      storage = .measurement(values: a + b, errors: da + db)
    case (.text(let a, let words), .text(let b, let otherWords)):
      var table = WordTable(words)
      let codes = otherWords.map { table.code(of: $0) }
      storage = .text(codes: a + b.map { $0 < 0 ? -1 : codes[Int($0)] }, words: table.words)
    case (.vector(let a), .vector(let b)): storage = .vector(try a.appending(b))
    case (.record(let names, let parts), .record(let otherNames, let otherParts)):
      storage = try Self.appending(names, parts, count, otherNames, otherParts, other.count)
    case (.list(let a, let items, let gaps), .list(let b, let otherItems, let otherGaps)):
      let first = items.slice((a.first ?? 0)..<(a.last ?? 0))
      let second = otherItems.slice((b.first ?? 0)..<(b.last ?? 0))
      let shift = first.count - (b.first ?? 0)
      let start = a.first ?? 0
      var allGaps = gaps
      for gap in otherGaps { allGaps.insert(gap + count) }
      storage = .list(
        offsets: a.map { $0 - start } + b.dropFirst().map { $0 + shift },
        items: try first.appending(second), gaps: allGaps)
    default:
      if let a = numbers, let b = other.numbers {
        storage = .decimal(a + b)
      } else if other.gapCount == other.count {
        return gather((0..<(count + other.count)).map { $0 < count ? Int32($0) : -1 })
      } else if gapCount == count {
        let rows = (0..<(count + other.count)).map { $0 < count ? -1 : Int32($0 - count) }
        return other.gather(rows)
      } else {
        throw DataMistake(
          "mixed-kinds", ["first": kind.plural, "second": other.kind.plural])
      }
    }
    return Column(storage, unit: unit.isEmpty ? other.unit : unit)
  }

  /// Decimals of a column of numbers (not of truths).
  private var numbers: [Double]? { kind == .number ? decimals : nil }

  private static func appending(
    _ names: [String], _ parts: [Column], _ count: Int, _ otherNames: [String],
    _ otherParts: [Column], _ otherCount: Int
  ) throws(DataMistake) -> Storage {
    var allNames = names
    for name in otherNames where !names.contains(name) { allNames.append(name) }
    var all: [Column] = []
    for name in allNames {
      let first =
        names.firstIndex(of: name).map { parts[$0] }
        ?? Column(decimals: Array(repeating: .nan, count: count))
      let second =
        otherNames.firstIndex(of: name).map { otherParts[$0] }
        ?? Column(decimals: Array(repeating: .nan, count: otherCount))
      all.append(try first.appending(second))
    }
    return .record(names: allNames, parts: all)
  }
}
