/// What stands in front of a page of a Parquet column.
struct ParquetPage {
  /// What a page holds.
  enum Kind { case data, dictionary, newerData, other }

  var kind = Kind.other
  /// Entries, gaps and empty lists included.
  var count: Int64 = 0
  var encoding: Int64 = 0
  var levelEncodings: (definition: Int64, repetition: Int64) = (3, 3)
  /// Bytes of the levels, in newer pages.
  var levelSizes: (definition: Int64, repetition: Int64) = (0, 0)
  var isPacked = true
  var unpackedSize: Int64 = 0
  var packedSize: Int64 = 0
  var checksum: UInt32?
  /// Where its bytes begin.
  var start = 0

  /// Reads the header of a page.
  init(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) throws(DataMistake) {
    var page = ParquetPage()
    var reader = ThriftReader(bytes, at: place)
    try reader.fields { (reader: inout ThriftReader, field: Int) throws(DataMistake) in
      switch field {
      case 1:
        switch try reader.whole() {
        case 0: page.kind = .data
        case 2: page.kind = .dictionary
        case 3: page.kind = .newerData
        default: page.kind = .other
        }
      case 2: page.unpackedSize = try reader.count()
      case 3: page.packedSize = try reader.count()
      case 4: page.checksum = UInt32(truncatingIfNeeded: try reader.whole())
      case 5, 7:
        try reader.fields { (reader: inout ThriftReader, part: Int) throws(DataMistake) in
          switch part {
          case 1: page.count = try reader.count()
          case 2: page.encoding = try reader.whole()
          case 3 where field == 5: page.levelEncodings.definition = try reader.whole()
          case 4 where field == 5: page.levelEncodings.repetition = try reader.whole()
          default: return false
          }
          return true
        }
      case 8:
        try reader.fields { (reader: inout ThriftReader, part: Int) throws(DataMistake) in
          switch part {
          case 1: page.count = try reader.count()
          case 4: page.encoding = try reader.whole()
          case 5: page.levelSizes.definition = try reader.count()
          case 6: page.levelSizes.repetition = try reader.count()
          case 7: page.isPacked = try reader.truth()
          default: return false
          }
          return true
        }
      default: return false
      }
      return true
    }
    page.start = reader.place
    self = page
  }

  private init() {}
}

/// The check sum of zip and gzip, which a page may carry.
enum CyclicRedundancyCheck {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }

  /// The sum of some bytes.
  static func sum(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    table.withUnsafeBufferPointer { table in
      var sum: UInt32 = .max
      for byte in bytes { sum = sum >> 8 ^ table[Int((sum ^ UInt32(byte)) & 0xFF)] }
      return ~sum
    }
  }
}
