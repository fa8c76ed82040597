/// One element of a Parquet schema as the file has it: a field with values, or a group of fields.
struct ParquetElement {
  /// How values lie in the file.
  enum Physical: Int {
    case truth, int32, int64, int96, float, double, bytes, fixedBytes
  }

  /// What the values mean.
  enum Meaning: Equatable {
    case plain, unsigned, text, uuid, half, date, list, map
    case decimal(scale: Int)
    /// So many of the unit in a second, since 1970 or since midnight.
    case moment(perSecond: Int64)
    case timeOfDay(perSecond: Int64)
  }

  /// How often the field is there in its group.
  enum Repetition: Int {
    case required, optional, repeated
  }

  var name = ""
  var physical: Physical?
  var meaning = Meaning.plain
  var repetition = Repetition.required
  var childCount = 0
  /// The bytes of a value of fixed length.
  var length = 0
}

/// A field of a Parquet schema with its fields below.
struct ParquetField {
  /// Levels deeper than any real file has.
  static let deepest = 32

  var element: ParquetElement
  var children: [ParquetField] = []
  /// The place among the columns of the file; -1 for a group.
  var leaf = -1
  /// How many optional and repeated fields lead here, this one included.
  var definition = 0
  /// How many repeated fields lead here, this one included.
  var repetition = 0
}

/// The tree of a file's fields and its columns.
struct ParquetSchema {
  /// The fields of a row.
  private(set) var fields: [ParquetField] = []
  /// The fields with values, in the order of the file's columns.
  private(set) var leaves: [ParquetField] = []

  /// Builds the tree from elements in the file's order: each group before its fields.
  init(_ elements: [ParquetElement]) throws(DataMistake) {
    guard let root = elements.first else { throw .damaged("it has no columns") }
    var next = 1
    for _ in 0..<root.childCount {
      fields.append(try field(elements, &next, definition: 0, repetition: 0, depth: 0))
    }
    guard next == elements.count else { throw .damaged("its columns cannot be told apart") }
  }

  private mutating func field(
    _ elements: [ParquetElement], _ next: inout Int, definition: Int, repetition: Int, depth: Int
  ) throws(DataMistake) -> ParquetField {
    guard next < elements.count else { throw .damaged("its columns cannot be told apart") }
    guard depth < ParquetField.deepest else { throw .damaged("its columns are nested too deep") }
    var field = ParquetField(element: elements[next])
    next += 1
    field.definition = definition + (field.element.repetition == .required ? 0 : 1)
    field.repetition = repetition + (field.element.repetition == .repeated ? 1 : 0)
    if field.element.physical != nil {
      guard field.element.childCount == 0 else {
        throw .damaged("its columns cannot be told apart")
      }
      field.leaf = leaves.count
      leaves.append(field)
      return field
    }
    for _ in 0..<field.element.childCount {
      field.children.append(
        try self.field(
          elements, &next, definition: field.definition, repetition: field.repetition,
          depth: depth + 1))
    }
    return field
  }
}

extension ParquetSchema {
  /// Names made different from each other; an empty one is called by its place.
  static func unique(_ names: [String]) -> [String] {
    HeaderNames.unique(
      names.enumerated().map { $0.element.isEmpty ? "column_\($0.offset + 1)" : $0.element })
  }
}

/// What a field becomes: a column of values, of records or of lists.
indirect enum ParquetShape {
  /// Values of a column of the file.
  case values(leaf: Int)
  /// Records, a shape a part.
  case record(names: [String], parts: [ParquetShape])
  /// Lists. A row has one from the definition level `there`, an item of it from `item`; a repetition
  /// level of `level` goes on with the list of the entry before.
  case list(level: Int, there: Int, item: Int, items: ParquetShape)

  /// What a field becomes; nil for a group without fields.
  init?(_ field: ParquetField) {
    guard let inner = ParquetShape.inner(field) else { return nil }
    guard field.element.repetition == .repeated else {
      self = inner
      return
    }
    self = .list(
      level: field.repetition, there: field.definition - 1, item: field.definition, items: inner)
  }

  /// The same without regard to how often the field itself is there.
  private static func inner(_ field: ParquetField) -> ParquetShape? {
    if field.leaf >= 0 { return .values(leaf: field.leaf) }
    if field.element.meaning == .list || field.element.meaning == .map, field.children.count == 1,
      let middle = field.children.first, middle.element.repetition == .repeated
    {
      // Files of today have a group around each item; old ones repeat the item itself. See "Nested
      // types" in `LogicalTypes.md` of github.com/apache/parquet-format.
      let isWrapped =
        field.element.meaning == .list && middle.children.count == 1
        && middle.element.name != "array" && middle.element.name != field.element.name + "_tuple"
      let items =
        isWrapped ? middle.children.first.flatMap { ParquetShape($0) } : inner(middle)
      guard let items else { return nil }
      return .list(
        level: middle.repetition, there: field.definition, item: middle.definition, items: items)
    }
    var names: [String] = []
    var parts: [ParquetShape] = []
    for child in field.children {
      guard let part = ParquetShape(child) else { continue }
      names.append(child.element.name)
      parts.append(part)
    }
    return parts.isEmpty ? nil : .record(names: ParquetSchema.unique(names), parts: parts)
  }

  /// The columns of the file that it is made from.
  var leaves: [Int] {
    switch self {
    case .values(let leaf): [leaf]
    case .record(_, let parts): parts.flatMap { $0.leaves }
    case .list(_, _, _, let items): items.leaves
    }
  }
}

extension DataMistake {
  /// The mistake for a file that does not hold what it says.
  ///
  /// `what` completes "the file is damaged: …".
  static func damaged(_ what: String) -> DataMistake {
    DataMistake("damaged-file", ["what": what])
  }
}
