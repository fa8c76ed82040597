/// The parts of a zip archive, by name.
///
/// No number in the archive is believed: places lie inside the bytes that are there, and a part holds no
/// more than its packed bytes can become. A part's check sum is looked at when it is unpacked.
struct ZipArchive {
  /// A part as the directory at the end lists it.
  struct Entry {
    var name: String
    var isPacked: Bool
    /// How it is packed, where not as nearly all parts are.
    var codec: Codec?
    var isLocked: Bool
    var check: UInt32
    var packedSize: Int
    var size: Int
    /// Where its own short header begins.
    var place: Int
  }

  /// All parts, in the order of the directory.
  let entries: [Entry]
  private let bytes: [UInt8]
  private let places: [String: Int]

  /// Reads the directory of an archive.
  ///
  /// Errors: `damaged-file`.
  init(_ bytes: [UInt8]) throws(DataMistake) {
    self.bytes = bytes
    entries = try ZipDirectory(bytes: bytes).entries()
    var places: [String: Int] = [:]
    for (place, entry) in entries.enumerated() where places[entry.name] == nil {
      places[entry.name] = place
    }
    // Names differ by more than capital letters, but programs do not always write them alike.
    for (place, entry) in entries.enumerated() {
      let small = entry.name.lowercased()
      if places[small] == nil { places[small] = place }
    }
    self.places = places
  }

  /// The part with a name, whatever its capital letters.
  func entry(_ name: String) -> Entry? {
    (places[name] ?? places[name.lowercased()]).map { entries[$0] }
  }

  /// The bytes of a part; `room` is what all parts together may still take.
  ///
  /// Errors: `damaged-file`, `cannot-unpack`, `locked-file`, `too-many-values`.
  func unpack(_ entry: Entry, with unpacker: Unpacker, room: inout Int64) throws(DataMistake)
    -> [UInt8]
  {
    if entry.isLocked { throw DataMistake("locked-file") }
    let head = entry.place
    guard head >= 0, head <= bytes.count - 30, bytes.whole(head, 4) == 0x0403_4B50 else {
      throw .damaged("a part is not where it should be")
    }
    let start = head + 30 + bytes.whole(head + 26, 2) + bytes.whole(head + 28, 2)
    guard entry.packedSize >= 0, entry.size >= 0, start <= bytes.count,
      entry.packedSize <= bytes.count - start
    else { throw .damaged("a part is longer than the file") }
    let packed = bytes[start..<(start + entry.packedSize)]
    if let codec = entry.codec {
      room -= Int64(entry.size)
      guard room >= 0 else { throw DataMistake("too-many-values") }
      return try checked(try unpacker.unpack(packed, codec: codec, size: entry.size), entry)
    }
    // One bit of a packed part stands for 258 bytes at the very most.
    guard entry.isPacked ? entry.size / 1040 <= entry.packedSize : entry.size == entry.packedSize
    else { throw .damaged("a part says it holds more than it can") }
    room -= Int64(entry.size)
    guard room >= 0 else { throw DataMistake("too-many-values") }
    if !entry.isPacked { return try checked(Array(packed), entry) }
    // With a head and a tail of gzip around it every host can unpack it, and sees to the check sum.
    var wrapped: [UInt8] = [0x1F, 0x8B]
    wrapped.reserveCapacity(packed.count + 18)
    wrapped.append(8)
    for _ in 0..<6 { wrapped.append(0) }
    wrapped.append(0xFF)
    wrapped.append(contentsOf: packed)
    for shift in 0..<4 { wrapped.append(UInt8(truncatingIfNeeded: entry.check >> (8 * shift))) }
    for shift in 0..<4 { wrapped.append(UInt8(truncatingIfNeeded: entry.size >> (8 * shift))) }
    return try unpacker.unpack(wrapped[...], codec: .gzip, size: entry.size)
  }

  private func checked(_ whole: [UInt8], _ entry: Entry) throws(DataMistake) -> [UInt8] {
    guard whole.withUnsafeBufferPointer({ CyclicRedundancyCheck.sum($0) }) == entry.check else {
      throw .damaged("a check sum is wrong")
    }
    return whole
  }
}

/// The directory at the end of a zip archive.
private struct ZipDirectory {
  /// Stands in four bytes for a number that has no room there.
  private static let elsewhere = Int(clamping: UInt32.max)

  let bytes: [UInt8]

  func entries() throws(DataMistake) -> [ZipArchive.Entry] {
    guard let end = endRecord() else { throw .damaged("its end is missing") }
    var count = bytes.whole(end + 10, 2)
    var size = bytes.whole(end + 12, 4)
    var place = bytes.whole(end + 16, 4)
    if count == 0xFFFF || size == Self.elsewhere || place == Self.elsewhere,
      end >= 20, bytes.whole(end - 20, 4) == 0x0706_4B50,
      case let long = bytes.whole(end - 12, 8), long >= 0, long <= bytes.count - 56,
      bytes.whole(long, 4) == 0x0606_4B50
    {
      count = bytes.whole(long + 32, 8)
      size = bytes.whole(long + 40, 8)
      place = bytes.whole(long + 48, 8)
    }
    guard place >= 0, size >= 0, place <= bytes.count, size <= bytes.count - place, count >= 0,
      count <= size / 46
    else { throw .damaged("the list of its parts is not where it should be") }
    var entries: [ZipArchive.Entry] = []
    let stop = place + size
    for _ in 0..<count {
      guard place <= stop - 46, bytes.whole(place, 4) == 0x0201_4B50 else {
        throw .damaged("the list of its parts cannot be read")
      }
      let nameCount = bytes.whole(place + 28, 2)
      let extraCount = bytes.whole(place + 30, 2)
      let next = place + 46 + nameCount + extraCount + bytes.whole(place + 32, 2)
      guard next <= stop else { throw .damaged("the list of its parts cannot be read") }
      entries.append(try entry(place, nameCount, extraCount))
      place = next
    }
    return entries
  }

  private func entry(_ place: Int, _ nameCount: Int, _ extraCount: Int) throws(DataMistake)
    -> ZipArchive.Entry
  {
    var name = Array(bytes[(place + 46)..<(place + 46 + nameCount)])
    // Some programs of Windows write the wrong slash.
    for index in name.indices where name[index] == UInt8(ascii: "\\") {
      name[index] = UInt8(ascii: "/")
    }
    let method = bytes.whole(place + 10, 2)
    var entry = ZipArchive.Entry(
      name: String(decoding: name, as: UTF8.self), isPacked: method == 8,
      isLocked: bytes[place + 8] & 1 == 1,
      check: UInt32(bytes.whole(place + 18, 2)) << 16 | UInt32(bytes.whole(place + 16, 2)),
      packedSize: bytes.whole(place + 20, 4), size: bytes.whole(place + 24, 4),
      place: bytes.whole(place + 42, 4))
    switch method {
    case 0, 8: break
    case 12: entry.codec = .bzip2
    case 93: entry.codec = .zstandard
    case 95: entry.codec = .xz
    default: throw .damaged("a part is packed in an unusual way")
    }
    guard
      entry.size == Self.elsewhere || entry.packedSize == Self.elsewhere
        || entry.place == Self.elsewhere
    else { return entry }
    // Long numbers stand in a field of their own, only those that have no room elsewhere.
    var field = place + 46 + nameCount
    let stop = field + extraCount
    while field <= stop - 4 {
      let count = bytes.whole(field + 2, 2)
      var number = field + 4
      let end = number + count
      if bytes.whole(field, 2) == 1, end <= stop {
        func take(_ value: inout Int) {
          guard value == Self.elsewhere, number <= end - 8 else { return }
          value = bytes.whole(number, 8)
          number += 8
        }
        take(&entry.size)
        take(&entry.packedSize)
        take(&entry.place)
      }
      field = end
    }
    return entry
  }

  /// The record at the very end, which may have a remark behind it.
  private func endRecord() -> Int? {
    var place = bytes.count - 22
    let least = max(0, place - 0xFFFF)
    while place >= least {
      if bytes[place] == 0x50, bytes.whole(place, 4) == 0x0605_4B50,
        place + 22 + bytes.whole(place + 20, 2) <= bytes.count
      {
        return place
      }
      place -= 1
    }
    return nil
  }
}

extension [UInt8] {
  /// A whole number of so many bytes, the low one first; -1 where there is no room for it.
  fileprivate func whole(_ place: Int, _ count: Int) -> Int {
    guard place >= 0, place <= self.count - count else { return -1 }
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(self[place + index]) << UInt64(8 * index) }
    return Int(clamping: value)
  }
}
