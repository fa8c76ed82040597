/// The different words of a text column, each with a code in order of first appearance.
///
/// Open addressing over the words' bytes in one arena.
struct FieldWords {
  /// None before the first word: a wide table has very many columns, and most hold numbers.
  private var slots: [Int32] = []
  private var hashes: [UInt32] = []
  private var starts: [Int] = [0]
  private var arena: [UInt8] = []

  /// The code of a word, which is added if it is new.
  mutating func code(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    let hash = Self.hash(start, count)
    if slots.isEmpty { slots = [Int32](repeating: -1, count: 64) }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while case let code = slots[slot], code >= 0 {
      let word = Int(code)
      if hashes[word] == hash, matches(word, start, count) { return code }
      slot = (slot + 1) & mask
    }
    guard hashes.count < Int(Int32.max) else { return -1 }
    let code = Int32(hashes.count)
    slots[slot] = code
    hashes.append(hash)
    arena.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    starts.append(arena.count)
    if hashes.count * 2 > slots.count { grow() }
    return code
  }

  /// How many different words there are.
  var count: Int { hashes.count }

  /// The bytes that the words take.
  var byteCount: Int { arena.count &+ hashes.count &* 20 }

  /// The word with a code.
  func word(_ code: Int) -> String {
    String(decoding: arena[starts[code]..<starts[code + 1]], as: UTF8.self)
  }

  /// All words in the order of their codes.
  var words: [String] {
    hashes.indices.map { String(decoding: arena[starts[$0]..<starts[$0 + 1]], as: UTF8.self) }
  }

  /// What is made from the bytes of each word, in the order of their codes.
  func words<Made>(_ make: (UnsafeBufferPointer<UInt8>) -> Made) -> [Made] {
    arena.withUnsafeBufferPointer { bytes in
      hashes.indices.map {
        make(UnsafeBufferPointer(rebasing: bytes[starts[$0]..<starts[$0 + 1]]))
      }
    }
  }

  /// Calls `body` with the code and the bytes of every word, in the order of their codes.
  func eachWord(_ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
    arena.withUnsafeBufferPointer { bytes in
      for code in hashes.indices {
        body(code, UnsafeBufferPointer(rebasing: bytes[starts[code]..<starts[code + 1]]))
      }
    }
  }

  /// What `body` makes of the bytes of a word.
  func withWord<Made>(_ code: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Made) -> Made {
    arena.withUnsafeBufferPointer { bytes in
      body(UnsafeBufferPointer(rebasing: bytes[starts[code]..<starts[code + 1]]))
    }
  }

  /// Adds the words of another table that are not there yet; the code of each of its words.
  mutating func absorb(_ other: FieldWords) -> [Int32] {
    other.arena.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return [] }
      return other.hashes.indices.map { word in
        let start = other.starts[word]
        return code(base + start, other.starts[word + 1] - start)
      }
    }
  }

  @inline(__always)
  private func matches(_ word: Int, _ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let from = starts[word]
    guard starts[word + 1] - from == count else { return false }
    for place in 0..<count where arena[from + place] != start[place] { return false }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for (code, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(code)
    }
  }

  /// A quick mix of a word's bytes (after FxHash), with the length so that prefixes differ.
  @inline(__always)
  private static func hash(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
    var mixed = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    var place = 0
    while place + 8 <= count {
      let word = UnsafeRawPointer(start + place).loadUnaligned(as: UInt64.self)
      mixed = ((mixed << 5 | mixed >> 59) ^ word) &* 0x517C_C1B7_2722_0A95
      place += 8
    }
    while place < count {
      mixed = ((mixed << 5 | mixed >> 59) ^ UInt64(start[place])) &* 0x517C_C1B7_2722_0A95
      place += 1
    }
    return UInt32(truncatingIfNeeded: (mixed ^ mixed >> 29) >> 16)
  }
}
