/// Unpacking of Snappy data, the usual packing of Parquet files.
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
