/// What the values of an Arrow column are, and how they lie in the file.
enum ArrowKind: Equatable {
  case nothing, truth
  case whole(bits: Int, isSigned: Bool)
  /// Decimal numbers of 16, 32 or 64 bits.
  case float(bits: Int)
  case decimal(bits: Int, scale: Int)
  case date(bits: Int)
  case timeOfDay(bits: Int, perSecond: Int64)
  /// Since 1970.
  case moment(perSecond: Int64)
  case duration(perSecond: Int64)
  /// Texts or bytes one behind the other, and offsets of so many bits.
  case text(bits: Int, isBytes: Bool)
  /// Texts or bytes wherever they are, each with a note of 16 bytes.
  case view(isBytes: Bool)
  case fixedBytes(count: Int)
  case list(bits: Int)
  /// Lists that may lie in any order, each with its offset and length.
  case listView(bits: Int)
  case fixedList(count: Int)
  case record
  /// A kind that is not read: what it is called, and its buffers.
  case strange(String, buffers: Int)

  /// How many buffers a column of the kind has, without those of its children; one more for each view.
  var bufferCount: Int {
    switch self {
    case .nothing: 0
    case .record, .fixedList: 1
    case .text, .listView: 3
    case .strange(_, let buffers): buffers
    default: 2
    }
  }
}

/// A column of an Arrow file, or a part of one.
struct ArrowField {
  /// Levels deeper than any real file has.
  static let deepest = 32

  var name = ""
  var kind = ArrowKind.nothing
  /// The unit that the writer noted.
  var unit = ""
  var children: [ArrowField] = []
  /// The number of the table of values that the column's numbers point into, and those numbers.
  var dictionary: (number: Int64, bits: Int, isSigned: Bool)?

  /// What no reader is here for, in the field or below it; nil when all can be read.
  var strange: String? {
    if case .strange(let name, _) = kind { return name }
    for child in children { if let name = child.strange { return name } }
    return nil
  }

  /// How much of a description of rows belongs to this field and those below.
  var extent: ArrowExtent {
    if dictionary != nil { return ArrowExtent(nodes: 1, buffers: 2, views: 0) }
    var extent = ArrowExtent(nodes: 1, buffers: kind.bufferCount, views: 0)
    if case .view = kind { extent.views = 1 }
    for child in children { extent = extent + child.extent }
    return extent
  }
}

/// How many nodes, buffers and lists of view buffers.
struct ArrowExtent {
  var nodes = 0
  var buffers = 0
  var views = 0

  static func + (left: ArrowExtent, right: ArrowExtent) -> ArrowExtent {
    ArrowExtent(
      nodes: left.nodes + right.nodes, buffers: left.buffers + right.buffers,
      views: left.views + right.views)
  }
}

/// The columns of an Arrow file.
///
/// Source: `Schema.fbs` of github.com/apache/arrow.
struct ArrowSchema {
  private(set) var fields: [ArrowField] = []
  /// What the fields may still take: tables may be shared, so that a small file could describe a giant.
  private var budget: Int

  /// Reads the description of the columns; `size` is the number of bytes it stands in.
  ///
  /// Errors: `damaged-file`, `arrow-kind`.
  init(_ table: FlatTable, size: Int) throws(DataMistake) {
    budget = size * 4 + 4096
    guard try table.number(0, Int16(0)) == 0 else {
      throw DataMistake("arrow-kind", ["what": "its numbers are written back to front"])
    }
    let list = try table.tables(1)
    for place in 0..<list.count {
      fields.append(try field(try FlatTable.item(list, place), depth: 0))
    }
  }

  private mutating func spend(_ cost: Int) throws(DataMistake) {
    budget -= cost
    if budget < 0 { throw .damaged("its description cannot be read") }
  }

  private mutating func field(_ table: FlatTable, depth: Int) throws(DataMistake) -> ArrowField {
    guard depth < ArrowField.deepest else { throw .damaged("its columns are nested too deep") }
    var field = ArrowField()
    field.name = try table.text(0)
    try spend(8 + field.name.utf8.count)
    field.kind = try kind(try table.number(2, UInt8(0)), try table.table(3))
    if let dictionary = try table.table(4) {
      let index = try dictionary.table(1)
      let bits = try index?.number(0, Int32(0)) ?? 32
      let isSigned = try index?.truth(1) ?? true
      guard bits == 8 || bits == 16 || bits == 32 || bits == 64 else { throw Self.unclear }
      field.dictionary = (try dictionary.number(0, Int64(0)), Int(bits), isSigned)
    }
    let children = try table.tables(5)
    for place in 0..<children.count {
      field.children.append(
        try self.field(try FlatTable.item(children, place), depth: depth + 1))
    }
    switch field.kind {
    case .list, .listView, .fixedList:
      guard field.children.count == 1 else { throw Self.unclear }
    case .record, .strange: break
    default: guard field.children.isEmpty else { throw Self.unclear }
    }
    let notes = try table.tables(6)
    for place in 0..<notes.count {
      try spend(8)
      let note = try FlatTable.item(notes, place)
      guard try note.text(0) == "unit" else { continue }
      field.unit = try note.text(1)
      try spend(field.unit.utf8.count)
    }
    return field
  }

  private static var unclear: DataMistake { .damaged("its columns cannot be told apart") }

  private func perSecond(_ unit: Int16) throws(DataMistake) -> Int64 {
    switch unit {
    case 0: return 1
    case 1: return 1000
    case 2: return 1_000_000
    case 3: return 1_000_000_000
    default: throw Self.unclear
    }
  }

  private func kind(_ number: UInt8, _ table: FlatTable?) throws(DataMistake) -> ArrowKind {
    if number == 1 { return .nothing }
    guard let table else { throw Self.unclear }
    switch number {
    case 2:
      let bits = Int(try table.number(0, Int32(0)))
      guard bits == 8 || bits == 16 || bits == 32 || bits == 64 else { throw Self.unclear }
      return .whole(bits: bits, isSigned: try table.truth(1))
    case 3:
      let precision = try table.number(0, Int16(0))
      guard (0...2).contains(precision) else { throw Self.unclear }
      return .float(bits: 16 << Int(precision))
    case 4: return .text(bits: 32, isBytes: true)
    case 5: return .text(bits: 32, isBytes: false)
    case 6: return .truth
    case 7:
      let scale = Int(try table.number(1, Int32(0)))
      let bits = Int(try table.number(2, Int32(128)))
      guard bits == 32 || bits == 64 || bits == 128 || bits == 256, (-1000...1000).contains(scale)
      else { throw Self.unclear }
      return .decimal(bits: bits, scale: scale)
    case 8: return .date(bits: try table.number(0, Int16(1)) == 0 ? 32 : 64)
    case 9:
      let bits = Int(try table.number(1, Int32(32)))
      guard bits == 32 || bits == 64 else { throw Self.unclear }
      return .timeOfDay(bits: bits, perSecond: try perSecond(try table.number(0, 1)))
    case 10: return .moment(perSecond: try perSecond(try table.number(0, 0)))
    case 11: return .strange("spans of months and days", buffers: 2)
    case 12, 17: return .list(bits: 32)
    case 13: return .record
    case 14:
      return .strange(
        "values of several kinds", buffers: try table.number(0, Int16(0)) == 0 ? 1 : 2)
    case 15, 16:
      let count = Int(try table.number(0, Int32(0)))
      guard count >= 0 else { throw Self.unclear }
      return number == 15 ? .fixedBytes(count: count) : .fixedList(count: count)
    case 18: return .duration(perSecond: try perSecond(try table.number(0, 1)))
    case 19: return .text(bits: 64, isBytes: true)
    case 20: return .text(bits: 64, isBytes: false)
    case 21: return .list(bits: 64)
    case 22: return .strange("runs of values", buffers: 0)
    case 23: return .view(isBytes: true)
    case 24: return .view(isBytes: false)
    case 25: return .listView(bits: 32)
    case 26: return .listView(bits: 64)
    default:
      throw DataMistake("arrow-kind", ["what": "it holds values of a kind newer than I am"])
    }
  }
}
