/// How a dataset becomes the schema and the columns of a Parquet file.
struct ParquetPlan {
  /// An element of the schema: a field, in front of the fields below it.
  struct Element {
    var name: String
    var isOptional = true
    var isRepeated = false
    var isList = false
    /// True for the element that stands for the whole row.
    var isRow = false
    var children: Int?
    var physical: ParquetLeafPlan.Physical?
    var meaning = ParquetLeafPlan.Meaning.plain
  }

  private(set) var elements: [Element] = []
  private(set) var leaves: [ParquetLeafPlan] = []
  /// The columns of the dataset, vectors and measurements as records of their parts.
  private(set) var columns: [Column] = []

  /// Plans a file.
  ///
  /// Errors: `cannot-save-column` for records without parts, which the format has no place for.
  init(_ dataset: Dataset) throws(DataMistake) {
    elements.append(
      Element(name: "schema", isOptional: false, isRow: true, children: dataset.names.count))
    for (place, name) in dataset.names.enumerated() {
      let column = Self.plain(dataset.columns[place])
      columns.append(column)
      var leaf = ParquetLeafPlan()
      leaf.column = place
      do throws(DataMistake) {
        try add(column, name, leaf)
      } catch {
        throw DataMistake(error.code, ["name": name])
      }
    }
  }

  /// The column with records in the place of vectors and measurements, also inside of lists and records.
  private static func plain(_ column: Column) -> Column {
    switch column.storage {
    case .vector(let vectors):
      let names =
        switch vectors.coordinates {
        case .cartesian, .sum: ["E", "px", "py", "pz"]
        case .mass: ["pt", "eta", "phi", "mass"]
        case .energy: ["pt", "eta", "phi", "E"]
        }
      return Column(.record(names: names, parts: Array(vectors.parts.prefix(4))))
    case .measurement(let values, let errors, _):
      return Column(
        .record(
          names: ["value", "error"], parts: [Column(.decimal(values)), Column(.decimal(errors))]))
    case .record(let names, let parts):
      return Column(.record(names: names, parts: parts.map { plain($0) }))
    case .list(let offsets, let items, let gaps):
      return Column(.list(offsets: offsets, items: plain(items), gaps: gaps), unit: column.unit)
    default: return column
    }
  }

  private mutating func add(
    _ column: Column, _ name: String, _ leaf: ParquetLeafPlan
  ) throws(DataMistake) {
    var leaf = leaf
    leaf.path.append(name)
    switch column.storage {
    case .record(let names, let parts):
      guard !parts.isEmpty else { throw DataMistake("cannot-save-column") }
      elements.append(Element(name: name, isOptional: false, children: parts.count))
      for (place, part) in parts.enumerated() {
        var below = leaf
        below.steps.append(.part(place))
        try add(part, names[place], below)
      }
    case .list(_, let items, _):
      elements.append(Element(name: name, isList: true, children: 1))
      elements.append(
        Element(name: "list", isOptional: false, isRepeated: true, children: 1))
      leaf.steps.append(.items)
      leaf.path.append("list")
      leaf.definition += 2
      leaf.repetition += 1
      try add(items, "element", leaf)
    default:
      (leaf.physical, leaf.meaning) = Self.kind(column)
      leaf.definition += 1
      elements.append(Element(name: name, physical: leaf.physical, meaning: leaf.meaning))
      leaves.append(leaf)
    }
  }

  /// How the values of a column are written.
  private static func kind(
    _ column: Column
  ) -> (ParquetLeafPlan.Physical, ParquetLeafPlan.Meaning) {
    switch column.storage {
    case .whole: return (.int64, .plain)
    case .truth: return (.truth, .plain)
    case .text: return (.bytes, .text)
    case .date(let values):
      // One time of day makes moments of all.
      let hasTime = values.contains { $0 != .min && DateValue(raw: $0).hasTime }
      return hasTime ? (.int64, .moment) : (.int32, .date)
    default: return (.double, .plain)
    }
  }
}
