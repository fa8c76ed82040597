import LinnetData
import LinnetSyntax

/// Unpacks pieces of a file with the codecs of the host.
final class HostUnpacker: Unpacker, @unchecked Sendable {
  private let host: Host

  init(_ host: Host) {
    self.host = host
    super.init()
  }

  override func unpack(_ bytes: ArraySlice<UInt8>, codec: Codec, size: Int) throws(DataMistake)
    -> [UInt8]
  {
    do {
      return try host.decompress(bytes, codec: codec, size: size)
    } catch {
      throw DataMistake(error.code.text, error.slots)
    }
  }
}

extension Context {
  /// The means of the host and the room in memory for reading a file of so many bytes.
  func readingMeans(_ size: Int) -> ReadingMeans {
    var means = ReadingMeans()
    means.unpacker = HostUnpacker(host)
    means.workers = host.workers
    means.memory = roomForValues(packed: size)
    return means
  }

  /// The bytes that the values of a packed file may take.
  ///
  /// What the machine has left, but no more than a file of that size can be meant to hold: a small one
  /// made to fill the memory stays harmless. A column that is the same in every row takes next to nothing in
  /// a file, so there is some room for such ones beside what real values are packed to.
  func roomForValues(packed size: Int) -> Int64 {
    let free = Int64(limits.memory) - Int64(heap.bytes)
    let likely = Int64(size).multipliedReportingOverflow(by: 256)
    let room = likely.partialValue.addingReportingOverflow(256 << 20)
    return max(min(free, likely.overflow || room.overflow ? .max : room.partialValue), 0)
  }
}
