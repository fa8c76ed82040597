/// Columns of Linnet from the values and levels of a Parquet file's columns.
///
/// An entry belongs to the lists of a level when its repetition level says that it goes on with them, and
/// its definition level that there is an item. So each list column is one walk over the levels of the
/// first column below it. Source: Dremel's record assembly, S. Melnik and others, 2010, turned from rows
/// into columns.
struct ParquetAssembly {
  /// The columns of the file that are read, by their places; others are nil.
  let leaves: [ParquetLeaf?]
  /// Numbers that mean a gap.
  let missingNumbers: [Double]
  /// Words that mean a gap.
  let missingWords: [String]

  /// Where entries count as slots: those that begin an item of the lists around them.
  struct Context {
    /// The repetition level of the lists around; 0 outside of lists.
    var level = 0
    /// The definition level from which on they have an item.
    var item = 0
  }

  /// The column of a shape.
  ///
  /// Errors: `damaged-file`.
  func column(_ shape: ParquetShape, _ context: Context = Context()) throws(DataMistake) -> Column {
    switch shape {
    case .values(let leaf):
      return Column(try storage(try self.leaf(leaf), context))
    case .record(let names, let parts):
      var columns: [Column] = []
      for part in parts { columns.append(try column(part, context)) }
      guard columns.allSatisfy({ $0.count == columns.first?.count }) else { throw misfit }
      return Column(.record(names: names, parts: columns))
    case .list(let level, let there, let item, let items):
      guard let first = shape.leaves.first else { throw misfit }
      let (offsets, gaps) = try lists(
        try leaf(first), context, level: level, there: there, item: item)
      let column = try column(items, Context(level: level, item: item))
      guard column.count == offsets.last else { throw misfit }
      return Column(.list(offsets: offsets, items: column, gaps: gaps))
    }
  }

  private var misfit: DataMistake { .damaged("its columns do not fit each other") }

  private func leaf(_ place: Int) throws(DataMistake) -> ParquetLeaf {
    guard leaves.indices.contains(place), let leaf = leaves[place] else { throw misfit }
    return leaf
  }

  private func lists(
    _ leaf: ParquetLeaf, _ context: Context, level: Int, there: Int, item: Int
  ) throws(DataMistake) -> (offsets: [Int], gaps: Set<Int>) {
    var offsets = [0]
    var gaps: Set<Int> = []
    var items = 0
    guard leaf.definitions.count == leaf.repetitions.count else { throw leaf.damage }
    for (repetition, definition) in zip(leaf.repetitions, leaf.definitions) {
      if repetition <= context.level {
        guard definition >= context.item else { continue }
        if definition < there { gaps.insert(offsets.count - 1) }
        if definition >= item { items += 1 }
        offsets.append(items)
      } else if repetition == level {
        guard definition >= item, let last = offsets.indices.last, last > 0 else {
          throw leaf.damage
        }
        items += 1
        offsets[last] = items
      }
    }
    return (offsets, gaps)
  }

  // MARK: Values

  private func storage(_ leaf: ParquetLeaf, _ context: Context) throws(DataMistake)
    -> Column.Storage
  {
    let values = leaf.values
    switch values.kept {
    case .truths: return .truth(try spread(values.truths, gap: 2, leaf, context))
    case .decimals:
      return .decimal(withGaps(try spread(values.decimals, gap: .nan, leaf, context)))
    case .texts:
      let (codes, words) = texts(values)
      return .text(codes: try spread(codes, gap: -1, leaf, context), words: words)
    case .wholes:
      switch ParquetWholes.kept(values) {
      case .whole(let numbers):
        return .whole(withGaps(try spread(numbers, gap: .min, leaf, context)))
      case .decimal(let numbers):
        return .decimal(withGaps(try spread(numbers, gap: .nan, leaf, context)))
      case .date(let moments): return .date(try spread(moments, gap: .min, leaf, context))
      }
    }
  }

  /// The values with a gap in each slot where the levels have one.
  private func spread<Value>(
    _ values: [Value], gap: Value, _ leaf: ParquetLeaf, _ context: Context
  ) throws(DataMistake) -> [Value] {
    // Without a gap there are as many values as slots.
    if leaf.definitions.isEmpty || context.item == 0 && leaf.definitions.count == values.count {
      return values
    }
    let most = leaf.field.definition
    var slots: [Value] = []
    slots.reserveCapacity(leaf.definitions.count)
    var next = 0
    for definition in leaf.definitions {
      if definition == most {
        guard next < values.count else { throw leaf.damage }
        slots.append(values[next])
        next += 1
      } else if definition >= context.item {
        slots.append(gap)
      }
    }
    return slots
  }

  private func withGaps(_ numbers: [Double]) -> [Double] {
    if missingNumbers.isEmpty { return numbers }
    return numbers.map { missingNumbers.contains($0) ? .nan : $0 }
  }

  private func withGaps(_ numbers: [Int64]) -> [Int64] {
    if missingNumbers.isEmpty { return numbers }
    let wholes = missingNumbers.compactMap { Int64(exactly: $0) }
    return numbers.map { wholes.contains($0) ? .min : $0 }
  }

  /// The codes and words of a text column, without words that mean a gap or are never used.
  private func texts(_ values: ParquetValues) -> (codes: [Int32], words: [String]) {
    let isText = values.element.meaning == .text
    let isUnique = values.element.meaning == .uuid && values.element.length == 16
    let words = values.words.words { bytes in
      if isUnique { return ParquetBytes.uuid(bytes) }
      // Bytes that are no text are written as their numbers.
      if !isText, !TextEncoding.isUTF8(UnsafeRawBufferPointer(bytes)) {
        return ParquetBytes.hexadecimal(bytes)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    var isUsed = [Bool](repeating: false, count: words.count)
    for code in values.codes where code >= 0 { isUsed[Int(code)] = true }
    var places: [Int32] = []
    var kept: [String] = []
    for (word, isUsed) in zip(words, isUsed) {
      let isKept = isUsed && !missingWords.contains(word)
      places.append(isKept ? Int32(kept.count) : -1)
      if isKept { kept.append(word) }
    }
    if kept.count == words.count { return (values.codes, words) }
    return (values.codes.map { $0 < 0 ? -1 : places[Int($0)] }, kept)
  }
}

/// What the whole numbers of a column mean.
enum ParquetWholes {
  case whole([Int64])
  case decimal([Double])
  case date([Int64])

  /// The values in the way Linnet keeps them, still without gaps.
  static func kept(_ values: ParquetValues) -> ParquetWholes {
    let numbers = values.wholes
    if values.element.physical == .int96 { return .date(numbers.map { date($0, hasTime: true) }) }
    switch values.element.meaning {
    case .unsigned:
      if values.element.physical == .int32 {
        return .whole(numbers.map { $0 & 0xFFFF_FFFF })
      }
      // Beyond 2^63 only a decimal number has room.
      return numbers.contains { $0 < 0 }
        ? .decimal(numbers.map { Double(UInt64(bitPattern: $0)) }) : .whole(numbers)
    case .decimal(let scale) where scale > 0:
      return .decimal(numbers.map { ParquetNumber.decimal($0, scale: scale) })
    case .date:
      return .date(
        numbers.map { day in
          let moment = day.multipliedReportingOverflow(by: DateValue.dayLength)
          return moment.overflow ? .min : date(moment.partialValue, hasTime: false)
        })
    case .moment(let perSecond):
      let divisor = perSecond / 1000
      return .date(
        numbers.map { number in
          let moment = number / divisor
          return date(number % divisor < 0 ? moment - 1 : moment, hasTime: true)
        })
    case .timeOfDay(let perSecond):
      return .decimal(numbers.map { Double($0) / Double(perSecond) })
    default:
      // The least of all whole numbers is kept for gaps.
      return numbers.contains(.min) ? .decimal(numbers.map { Double($0) }) : .whole(numbers)
    }
  }

  /// A moment as a column of dates keeps it; a gap outside the calendar.
  private static func date(_ milliseconds: Int64, hasTime: Bool) -> Int64 {
    DateValue(milliseconds: milliseconds, hasTime: hasTime)?.raw ?? .min
  }
}

/// Bytes that are no text, as text.
enum ParquetBytes {
  /// `0x00ff`.
  static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var text = Array("0x".utf8)
    for byte in bytes { append(byte, to: &text) }
    return String(decoding: text, as: UTF8.self)
  }

  /// `123e4567-e89b-12d3-a456-426614174000`.
  static func uuid(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var text: [UInt8] = []
    for (place, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
      append(byte, to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func append(_ byte: UInt8, to text: inout [UInt8]) {
    for digit in [byte >> 4, byte & 15] {
      text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
