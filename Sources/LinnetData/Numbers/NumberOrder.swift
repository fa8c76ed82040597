/// Sorting many numbers.
///
/// Long arrays are sorted by their bits, eleven at a time from the last (radix sort), which takes the same
/// few passes whatever the order; short ones by comparing.
public enum NumberOrder {
  /// Sorts decimals, which must hold no NaN.
  public static func sort(_ values: inout [Double]) {
    guard values.count > 2000 else {
      values.sort()
      return
    }
    var keys = values.map { value -> UInt64 in
      let bits = value.bitPattern
      // Makes the order of bits the order of numbers: negative ones turned round, positive ones above.
      return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }
    sort(&keys)
    for place in keys.indices {
      let key = keys[place]
      values[place] = Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
    }
  }

  /// Sorts whole numbers.
  public static func sort(_ values: inout [Int64]) {
    guard values.count > 2000 else {
      values.sort()
      return
    }
    var keys = values.map { UInt64(bitPattern: $0) ^ (1 << 63) }
    sort(&keys)
    for place in keys.indices { values[place] = Int64(bitPattern: keys[place] ^ (1 << 63)) }
  }

  private static func sort(_ keys: inout [UInt64]) {
    let count = keys.count
    var other = [UInt64](repeating: 0, count: count)
    var starts = [Int](repeating: 0, count: 2048)
    for pass in 0..<6 {
      let shift = UInt64(pass * 11)
      for place in starts.indices { starts[place] = 0 }
      for key in keys { starts[Int((key >> shift) & 2047)] += 1 }
      // Nothing to do where all numbers agree in these bits.
      if starts[Int((keys[0] >> shift) & 2047)] == count { continue }
      var sum = 0
      for place in starts.indices {
        let size = starts[place]
        starts[place] = sum
        sum += size
      }
      for key in keys {
        let digit = Int((key >> shift) & 2047)
        other[starts[digit]] = key
        starts[digit] += 1
      }
      swap(&keys, &other)
    }
  }
}
