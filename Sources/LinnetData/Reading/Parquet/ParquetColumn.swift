/// Columns of Linnet from the values and levels of a Parquet file's columns.
///
/// An entry belongs to the lists of a level when its repetition level says that it goes on with them, and
/// its definition level that there is an item. So each list column is one walk over the levels of the
/// first column below it. Source: Dremel's record assembly, S. Melnik and others, 2010, turned from rows
/// into columns.
struct ParquetAssembly {
  /// The columns of the file that are read, by their places; others are nil.
  let leaves: [ParquetLeaf?]
  /// What means a gap.
  let marks: GapMarks

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
      return .decimal(marks.marked(try spread(values.decimals, gap: .nan, leaf, context)))
    case .texts:
      guard case .text(let codes, let words) = texts(values) else { throw leaf.damage }
      return .text(codes: try spread(codes, gap: -1, leaf, context), words: words)
    case .wholes:
      switch ParquetWholes.kept(values) {
      case .whole(let numbers):
        return .whole(marks.marked(try spread(numbers, gap: .min, leaf, context)))
      case .decimal(let numbers):
        return .decimal(marks.marked(try spread(numbers, gap: .nan, leaf, context)))
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

  /// The codes and words of a text column, without words that mean a gap or are never used.
  private func texts(_ values: ParquetValues) -> Column.Storage {
    let isUnique = values.element.meaning == .uuid && values.element.length == 16
    let words =
      isUnique
      ? values.words.words { ByteTexts.uuid($0) }
      : ByteTexts.words(values.words, areTexts: values.element.meaning == .text)
    return marks.texts(values.codes, words)
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
    if values.element.physical == .int96 {
      return .date(numbers.map { MomentNumber.moment($0, perSecond: 1000) })
    }
    switch values.element.meaning {
    case .unsigned:
      if values.element.physical == .int32 {
        return .whole(numbers.map { $0 & 0xFFFF_FFFF })
      }
      // Beyond 2^63 only a decimal number has room.
      return numbers.contains { $0 < 0 }
        ? .decimal(numbers.map { Double(UInt64(bitPattern: $0)) }) : .whole(numbers)
    case .decimal(let scale) where scale > 0:
      return .decimal(numbers.map { BinaryNumber.decimal($0, scale: scale) })
    case .date:
      return .date(
        numbers.map { MomentNumber.date(days: $0) })
    case .moment(let perSecond):
      return .date(numbers.map { MomentNumber.moment($0, perSecond: perSecond) })
    case .timeOfDay(let perSecond):
      return .decimal(numbers.map { Double($0) / Double(perSecond) })
    default:
      // The least of all whole numbers is kept for gaps.
      return numbers.contains(.min) ? .decimal(numbers.map { Double($0) }) : .whole(numbers)
    }
  }
}
