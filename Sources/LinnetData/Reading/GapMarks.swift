/// The numbers and words that mean a gap in a table, and how columns lose them.
struct GapMarks {
  /// Numbers that mean a gap.
  let numbers: [Double]
  /// Words that mean a gap.
  let words: [String]

  /// The marks that somebody named when loading.
  init(_ options: DelimitedOptions) {
    numbers = options.missingNumbers
    words = options.missingWords
  }

  /// Decimal numbers with gaps for the marks.
  func marked(_ values: [Double]) -> [Double] {
    if numbers.isEmpty { return values }
    return values.map { numbers.contains($0) ? .nan : $0 }
  }

  /// Whole numbers with gaps for the marks.
  func marked(_ values: [Int64]) -> [Int64] {
    if numbers.isEmpty { return values }
    let wholes = numbers.compactMap { Int64(exactly: $0) }
    return values.map { wholes.contains($0) ? .min : $0 }
  }

  /// A column of numbers with gaps for the marks.
  func marked(_ column: Column) -> Column {
    switch column.storage {
    case .decimal(let values): Column(.decimal(marked(values)), unit: column.unit)
    case .whole(let values): Column(.whole(marked(values)), unit: column.unit)
    default: column
    }
  }

  /// A column of texts without words that mean a gap or are never used.
  func texts(_ codes: [Int32], _ words: [String]) -> Column.Storage {
    var isUsed = [Bool](repeating: false, count: words.count)
    for code in codes where code >= 0 { isUsed[Int(code)] = true }
    var places: [Int32] = []
    var kept: [String] = []
    for (word, isUsed) in zip(words, isUsed) {
      let isKept = isUsed && !self.words.contains(word)
      places.append(isKept ? Int32(kept.count) : -1)
      if isKept { kept.append(word) }
    }
    if kept.count == words.count { return .text(codes: codes, words: words) }
    return .text(codes: codes.map { $0 < 0 ? -1 : places[Int($0)] }, words: kept)
  }

  /// The same storage; texts lose the words that are never used.
  func used(_ storage: Column.Storage) -> Column.Storage {
    guard case .text(let codes, let words) = storage else { return storage }
    return texts(codes, words)
  }
}
