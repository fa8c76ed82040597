/// The description at the end of a Parquet file: its columns and where their pieces lie.
struct ParquetMetadata {
  /// How a piece of a column is packed, by the file's number.
  enum Packing: Equatable {
    case none, snappy
    case host(Codec)
  }

  /// One column in one group of rows.
  struct Chunk {
    var physical: ParquetElement.Physical?
    var packing = Packing.none
    /// Entries, gaps and empty lists included.
    var count: Int64 = 0
    /// Bytes, as the file says.
    var unpackedSize: Int64 = 0
    var packedSize: Int64 = 0
    var dataStart: Int64 = 0
    var dictionaryStart: Int64?
    /// True when the values lie in another file, or cannot be read without a key.
    var isElsewhere = false
  }

  /// Rows that lie together.
  struct Group {
    var chunks: [Chunk] = []
    var rows: Int64 = 0
  }

  var schema: ParquetSchema
  var groups: [Group] = []
  /// The units of columns that this project's writer has noted, by the columns' names.
  var units: [String: String] = [:]
  /// Where the description begins, and with it the end of the data.
  var dataEnd: Int
  /// True for files of a program that packed all newer pages and said of some that they are not.
  var packsAllPages = false

  /// Reads the description of a whole file.
  ///
  /// Errors: `damaged-file`.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(DataMistake) {
    func mark(_ place: Int) -> [UInt8] { Array(bytes[place..<(place + 4)]) }
    let magic = Array("PAR1".utf8)
    guard bytes.count >= 12, mark(0) == magic else {
      throw .damaged("it does not begin as a Parquet file does")
    }
    let end = mark(bytes.count - 4)
    if end == Array("PARE".utf8) { throw .damaged("it can only be read with a key") }
    guard end == magic else { throw .damaged("its end is missing") }
    let size = (0..<4).reduce(Int64(0)) { $0 | Int64(bytes[bytes.count - 8 + $1]) << Int64(8 * $1) }
    guard size <= Int64(bytes.count - 12) else { throw .damaged("its end is missing") }
    dataEnd = bytes.count - 8 - Int(size)
    var elements: [ParquetElement] = []
    var groups: [Group] = []
    var units: [String: String] = [:]
    var maker = ""
    var reader = ThriftReader(UnsafeBufferPointer(rebasing: bytes[dataEnd..<(bytes.count - 8)]))
    try reader.fields { (reader: inout ThriftReader, field: Int) throws(DataMistake) in
      switch field {
      case 2:
        try reader.items { (reader: inout ThriftReader) throws(DataMistake) in
          elements.append(try ParquetElement(&reader))
        }
      case 4:
        try reader.items { (reader: inout ThriftReader) throws(DataMistake) in
          groups.append(try Group(&reader))
        }
      case 5:
        try reader.items { (reader: inout ThriftReader) throws(DataMistake) in
          try Self.readNote(&reader, &units)
        }
      case 6: maker = try reader.text()
      default: return false
      }
      return true
    }
    self.units = units
    // Apache Arrow before its version 3 (arrow issue 17100).
    packsAllPages = maker.utf8.starts(with: "parquet-cpp version 1.".utf8)
    schema = try ParquetSchema(elements)
    for group in groups where group.chunks.count != schema.leaves.count {
      throw .damaged("a group of its rows lacks columns")
    }
    self.groups = groups
  }

  /// Reads a note of the file; most are for other programs.
  private static func readNote(
    _ reader: inout ThriftReader, _ units: inout [String: String]
  ) throws(DataMistake) {
    var key = ""
    var text = ""
    try reader.fields { (reader: inout ThriftReader, field: Int) throws(DataMistake) in
      switch field {
      case 1: key = try reader.text()
      case 2 where key.utf8.starts(with: ParquetWriter.unitMark.utf8): text = try reader.text()
      default: return false
      }
      return true
    }
    if text.isEmpty { return }
    let name = key.utf8.dropFirst(ParquetWriter.unitMark.utf8.count)
    units[String(decoding: Array(name), as: UTF8.self)] = text
  }
}

extension ParquetMetadata.Group {
  /// Reads a group of rows.
  init(_ reader: inout ThriftReader) throws(DataMistake) {
    var chunks: [ParquetMetadata.Chunk] = []
    var rows: Int64 = 0
    try reader.fields { (reader: inout ThriftReader, field: Int) throws(DataMistake) in
      switch field {
      case 1:
        try reader.items { (reader: inout ThriftReader) throws(DataMistake) in
          chunks.append(try ParquetMetadata.Chunk(&reader))
        }
      case 3: rows = try reader.count()
      default: return false
      }
      return true
    }
    self.init(chunks: chunks, rows: rows)
  }
}

extension ParquetMetadata.Chunk {
  /// Reads where a piece of a column lies.
  init(_ reader: inout ThriftReader) throws(DataMistake) {
    var chunk = ParquetMetadata.Chunk()
    var hasPlace = false
    try reader.fields { (reader: inout ThriftReader, field: Int) throws(DataMistake) in
      switch field {
      case 1: chunk.isElsewhere = !(try reader.text()).isEmpty
      case 3:
        hasPlace = true
        try reader.fields { (reader: inout ThriftReader, field: Int) throws(DataMistake) in
          switch field {
          case 1:
            chunk.physical = ParquetElement.Physical(
              rawValue: Int(truncatingIfNeeded: try reader.whole()))
          case 4: chunk.packing = try ParquetMetadata.Packing(try reader.whole())
          case 5: chunk.count = try reader.count()
          case 6: chunk.unpackedSize = try reader.count()
          case 7: chunk.packedSize = try reader.count()
          case 9: chunk.dataStart = try reader.count()
          case 11: chunk.dictionaryStart = try reader.count()
          default: return false
          }
          return true
        }
      default: return false
      }
      return true
    }
    if !hasPlace { chunk.isElsewhere = true }
    self = chunk
  }

  /// Bytes that its pages may unpack to, in a file of so many: what it says, and some more for writers
  /// that count wrongly.
  func room(in fileSize: Int) -> Int64 {
    let room = unpackedSize.addingReportingOverflow(
      2 * min(packedSize, Int64(fileSize)) + 1024)
    return room.overflow ? .max : room.partialValue
  }

  /// Where its first page begins.
  var start: Int64 {
    // Some writers say 0 for a dictionary that is not there.
    if let dictionaryStart, dictionaryStart > 0 { return min(dictionaryStart, dataStart) }
    return dataStart
  }
}

extension ParquetMetadata.Packing {
  /// The packing by its number in the file.
  init(_ number: Int64) throws(DataMistake) {
    switch number {
    case 0: self = .none
    case 1: self = .snappy
    case 2: self = .host(.gzip)
    case 3: self = .host(.lzo)
    case 4: self = .host(.brotli)
    case 5: self = .host(.lz4Hadoop)
    case 6: self = .host(.zstandard)
    case 7: self = .host(.lz4)
    default: throw .damaged("it is packed in a way I do not know")
    }
  }
}

extension ParquetElement {
  /// Reads an element of the schema.
  init(_ reader: inout ThriftReader) throws(DataMistake) {
    var element = ParquetElement()
    var converted: Int64?
    var scale: Int64 = 0
    var logical: Meaning?
    try reader.fields { (reader: inout ThriftReader, field: Int) throws(DataMistake) in
      switch field {
      case 1:
        guard let physical = Physical(rawValue: Int(truncatingIfNeeded: try reader.whole())) else {
          throw .damaged("a column holds values of a kind I do not know")
        }
        element.physical = physical
      case 2: element.length = Int(clamping: try reader.whole())
      case 3:
        guard let how = Repetition(rawValue: Int(truncatingIfNeeded: try reader.whole())) else {
          throw .damaged("its columns cannot be told apart")
        }
        element.repetition = how
      case 4: element.name = try reader.text()
      case 5: element.childCount = Int(clamping: try reader.count())
      case 6: converted = try reader.whole()
      case 7: scale = try reader.whole()
      case 10: logical = try Meaning(&reader)
      default: return false
      }
      return true
    }
    element.meaning =
      logical ?? converted.flatMap { Meaning(converted: $0, scale: scale) } ?? .plain
    if case .decimal(let scale) = element.meaning, !(0...1000).contains(scale) {
      throw .damaged("a column has \(scale) decimal places")
    }
    if element.physical == .fixedBytes, element.length <= 0 {
      throw .damaged("a column holds values without a length")
    }
    self = element
  }
}

extension ParquetElement.Meaning {
  /// The meaning by the number of older files.
  init?(converted: Int64, scale: Int64) {
    switch converted {
    case 0, 4, 19: self = .text
    case 1, 2: self = .map
    case 3: self = .list
    case 5: self = .decimal(scale: Int(clamping: scale))
    case 6: self = .date
    case 7: self = .timeOfDay(perSecond: 1000)
    case 8: self = .timeOfDay(perSecond: 1_000_000)
    case 9: self = .moment(perSecond: 1000)
    case 10: self = .moment(perSecond: 1_000_000)
    case 11...14: self = .unsigned
    default: return nil
    }
  }

  /// Reads the meaning of newer files; nil for one that changes nothing.
  init?(_ reader: inout ThriftReader) throws(DataMistake) {
    var meaning: ParquetElement.Meaning?
    try reader.fields { (reader: inout ThriftReader, field: Int) throws(DataMistake) in
      switch field {
      case 1, 4, 12: meaning = .text
      case 2: meaning = .map
      case 3: meaning = .list
      case 5:
        var scale: Int64 = 0
        try reader.fields { (reader: inout ThriftReader, field: Int) throws(DataMistake) in
          guard field == 1 else { return false }
          scale = try reader.whole()
          return true
        }
        meaning = .decimal(scale: Int(clamping: scale))
        return true
      case 6: meaning = .date
      case 7, 8:
        var perSecond: Int64 = 1000
        try reader.fields { (reader: inout ThriftReader, part: Int) throws(DataMistake) in
          guard part == 2 else { return false }
          try reader.fields { (_: inout ThriftReader, unit: Int) throws(DataMistake) in
            perSecond = unit == 1 ? 1000 : unit == 2 ? 1_000_000 : 1_000_000_000
            return false
          }
          return true
        }
        meaning = field == 7 ? .timeOfDay(perSecond: perSecond) : .moment(perSecond: perSecond)
        return true
      case 10:
        var isSigned = true
        try reader.fields { (reader: inout ThriftReader, field: Int) throws(DataMistake) in
          guard field == 2 else { return false }
          isSigned = try reader.truth()
          return true
        }
        meaning = isSigned ? .plain : .unsigned
        return true
      case 14: meaning = .uuid
      case 15: meaning = .half
      default: break
      }
      return false
    }
    guard let meaning else { return nil }
    self = meaning
  }
}
