/// Packing and unpacking of Snappy data, the usual packing of Parquet files.
///
/// The project's own: the format takes a page to describe, the library would bring the C++ one into the
/// command, and so such files can be read in a browser too. Source: `format_description.txt` of
/// github.com/google/snappy.
public enum Snappy {
  /// Unpacks one block that holds `size` bytes; nil when it is damaged.
  public static func unpack(_ packed: UnsafeBufferPointer<UInt8>, size: Int) -> [UInt8]? {
    // The densest element makes 64 bytes of three; what claims more cannot be true.
    guard size >= 0, size / 32 <= packed.count else { return nil }
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { place, used in
      isWhole = fill(UnsafeMutableBufferPointer(rebasing: place[..<size]), from: packed)
      used = isWhole ? size : 0
    }
    return isWhole ? bytes : nil
  }

  /// Packs bytes as one block.
  ///
  /// Greedy, with a table of the last place of each four bytes; what repeats nowhere is soon passed over in
  /// longer steps.
  public static func pack(_ bytes: [UInt8]) -> [UInt8] {
    var packed: [UInt8] = []
    packed.reserveCapacity(bytes.count / 2 + 16)
    var length = bytes.count
    while length >= 0x80 {
      packed.append(UInt8(length & 0x7F) | 0x80)
      length >>= 7
    }
    packed.append(UInt8(length))
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        // Pieces of 64 KB, so that every distance takes two bytes.
        let end = min(start + 1 << 16, bytes.count)
        packPiece(UnsafeBufferPointer(rebasing: bytes[start..<end]), to: &packed)
        start = end
      }
    }
    return packed
  }

  private static func packPiece(_ bytes: UnsafeBufferPointer<UInt8>, to packed: inout [UInt8]) {
    guard let base = bytes.baseAddress else { return }
    let start = UnsafeRawPointer(base)
    var table = [UInt16](repeating: 0, count: 1 << 13)
    func word(_ place: Int) -> UInt32 {
      start.loadUnaligned(fromByteOffset: place, as: UInt32.self)
    }
    func slot(_ word: UInt32) -> Int { Int((word &* 0x1E35_A7BD) >> 19) }
    var literal = 0
    var place = 1
    while place + 4 <= bytes.count {
      let step = 1 + (place - literal) >> 5
      let here = word(place)
      let slot = slot(here)
      let before = Int(table[slot])
      table[slot] = UInt16(place)
      guard before < place, word(before) == here else {
        place += step
        continue
      }
      addLiteral(bytes, literal..<place, to: &packed)
      var count = 4
      while place + count < bytes.count, bytes[place + count] == bytes[before + count] {
        count += 1
      }
      let distance = place - before
      place += count
      literal = place
      while count > 0 {
        let piece = min(count, 64)
        packed.append(UInt8(piece - 1) << 2 | 2)
        packed.append(UInt8(distance & 0xFF))
        packed.append(UInt8(distance >> 8))
        count -= piece
      }
    }
    addLiteral(bytes, literal..<bytes.count, to: &packed)
  }

  private static func addLiteral(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to packed: inout [UInt8]
  ) {
    let count = range.count - 1
    if count < 0 { return }
    if count < 60 {
      packed.append(UInt8(count) << 2)
    } else if count < 256 {
      packed.append(60 << 2)
      packed.append(UInt8(count))
    } else {
      packed.append(61 << 2)
      packed.append(UInt8(count & 0xFF))
      packed.append(UInt8(count >> 8))
    }
    packed.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
  }

  private static func fill(
    _ output: UnsafeMutableBufferPointer<UInt8>, from input: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var next = 0
    var length: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard next < input.count, shift < 35 else { return false }
      let byte = input[next]
      next += 1
      length |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    guard length == UInt64(output.count) else { return false }
    guard let out = output.baseAddress else { return next == input.count }
    guard let from = input.baseAddress else { return false }
    var made = 0
    while next < input.count {
      let tag = Int(from[next])
      next += 1
      if tag & 3 == 0 {
        var count = tag >> 2
        if count >= 60 {
          let width = count - 59
          guard input.count - next >= width else { return false }
          var number: UInt32 = 0
          for place in 0..<width { number |= UInt32(from[next + place]) << UInt32(8 * place) }
          next += width
          guard number < UInt32(Int32.max) else { return false }
          count = Int(number)
        }
        count += 1
        guard input.count - next >= count, output.count - made >= count else { return false }
        (out + made).update(from: from + next, count: count)
        next += count
        made += count
        continue
      }
      let count: Int
      let distance: Int
      switch tag & 3 {
      case 1:
        guard input.count - next >= 1 else { return false }
        count = 4 + (tag >> 2 & 7)
        distance = (tag >> 5) << 8 | Int(from[next])
        next += 1
      case 2:
        guard input.count - next >= 2 else { return false }
        count = 1 + (tag >> 2)
        distance = Int(from[next]) | Int(from[next + 1]) << 8
        next += 2
      default:
        guard input.count - next >= 4 else { return false }
        count = 1 + (tag >> 2)
        let low = UInt32(from[next]) | UInt32(from[next + 1]) << 8
        let far = low | UInt32(from[next + 2]) << 16 | UInt32(from[next + 3]) << 24
        guard far < UInt32(Int32.max) else { return false }
        distance = Int(far)
        next += 4
      }
      guard distance > 0, distance <= made, output.count - made >= count else { return false }
      let to = out + made
      if distance >= count {
        to.update(from: to - distance, count: count)
      } else {
        // The piece overlaps itself: it repeats.
        for place in 0..<count { to[place] = (to - distance)[place] }
      }
      made += count
    }
    return made == output.count
  }
}
