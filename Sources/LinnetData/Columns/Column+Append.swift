extension Column {
  /// The rows of this column, then those of another.
  ///
  /// Whole and decimal numbers give decimals (or whole numbers, where no other way is exact), and a column of nothing but gaps fits every kind.
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
    case (.measurement(let a, let da, let mine), .measurement(let b, let db, let theirs)):
      storage = .measurement(
        values: a + b, errors: da + db, sources: mine.appending(theirs, a.count, b.count))
    case (.text(let a, let words), .text(let b, let otherWords)):
      storage = Self.appending(a, words, b, otherWords)
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
      if hasLongWholes || other.hasLongWholes, let a = wholes, let b = other.wholes {
        storage = .whole(a + b)
      } else if let a = numbers, let b = other.numbers {
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

  /// The numbers as whole ones; nil when one of them is not.
  private var wholes: [Int64]? {
    switch storage {
    case .whole(let values): return values
    case .decimal(let values):
      var result: [Int64] = []
      result.reserveCapacity(values.count)
      for value in values {
        if value != value {
          result.append(.min)
        } else {
          guard let whole = Int64(exactly: value), whole != .min else { return nil }
          result.append(whole)
        }
      }
      return result
    default: return nil
    }
  }

  /// Decimals of a column of numbers (not of truths).
  private var numbers: [Double]? { kind == .number ? decimals : nil }

  private static func appending(
    _ codes: [Int32], _ words: [String], _ otherCodes: [Int32], _ otherWords: [String]
  ) -> Storage {
    if words == otherWords { return .text(codes: codes + otherCodes, words: words) }
    let known = Int32(truncatingIfNeeded: words.count)
    // Where nearly every row has a word of its own, looking for the few that both have costs more than
    // writing those twice; a word that stands twice in a table is the same word wherever words are met.
    if words.count > 1024, words.count > codes.count / 2, otherWords.count > otherCodes.count / 2 {
      return .text(
        codes: codes + otherCodes.map { $0 < 0 ? -1 : $0 + known }, words: words + otherWords)
    }
    var table = WordTable(words)
    let places = otherWords.map { table.code(of: $0) }
    return .text(
      codes: codes + otherCodes.map { $0 < 0 ? -1 : places[Int($0)] }, words: table.words)
  }

  /// The rows of several columns, one after another; halves are put together, so that none is copied often.
  ///
  /// Throws `mixed-kinds`.
  public static func joined(_ columns: [Column]) throws(DataMistake) -> Column {
    guard var last = columns.first else { return Column(decimals: []) }
    if columns.count > 2 {
      let middle = columns.count / 2
      let first = try joined(Array(columns[..<middle]))
      last = try first.appending(try joined(Array(columns[middle...])))
    } else if columns.count == 2 {
      last = try columns[0].appending(columns[1])
    }
    return last
  }

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
