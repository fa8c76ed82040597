/// The one order of texts, as in a dictionary: case and accents only break ties.
///
/// Signs come before digits, digits before letters. Where two texts differ in accents alone, the plain
/// one comes first; where they differ in case alone, the small one. Sorting, `<`, `min` and `max` all go
/// by it, so that they never disagree. Two texts are equal in it only when they are the same bytes.
public enum TextOrder {
  /// True when the first text, as UTF-8, comes before the second.
  public static func isBefore(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    compare(a, b) < 0
  }

  /// Less than 0 when the first text, as UTF-8, comes before the second, 0 for the same bytes.
  public static func compare(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>
  ) -> Int {
    // What both begin with decides nothing: letters are told one by one.
    let count = min(a.count, b.count)
    var place = 0
    while place < count, a[place] == b[place] { place += 1 }
    if place == a.count || place == b.count {
      // One text begins with all of the other; accents that follow weigh nothing by themselves.
      if a.count == b.count { return 0 }
    } else if 0..<0x7F ~= a[place] &- 1, 0..<0x7F ~= b[place] &- 1 {
      let (x, y) = (Letters.weight(a[place]), Letters.weight(b[place]))
      if x != y { return x < y ? -1 : 1 }
    }
    // A scalar that differs in its later bytes begins before.
    while place > 0,
      place < a.count && a[place] & 0xC0 == 0x80
        || place < b.count && b[place] & 0xC0 == 0x80
    { place -= 1 }
    var left = Letters(UnsafeBufferPointer(rebasing: a[place...]))
    var right = Letters(UnsafeBufferPointer(rebasing: b[place...]))
    while true {
      let (x, y) = (left.next(), right.next())
      if x != y { return x < y ? -1 : 1 }
      if x == 0 { break }
    }
    return isTieBefore(a, b) ? -1 : 1
  }

  /// True when the first text comes before the second.
  public static func isBefore(_ a: String, _ b: String) -> Bool {
    compare(a, b) < 0
  }

  /// Less than 0 when the first text comes before the second, 0 for the same bytes.
  public static func compare(_ a: String, _ b: String) -> Int {
    var a = a
    var b = b
    return a.withUTF8 { left in b.withUTF8 { compare(left, $0) } }
  }

  /// The places of texts in their order; equal ones keep theirs.
  public static func order(of words: [String]) -> [Int] {
    // What the words begin with decides nearly always, so it stands beside the place; the bytes of all
    // words lie in one row, where comparing them touches no string.
    var bytes: [UInt8] = []
    var entries: [(start: Start, from: Int, to: Int, place: Int)] = []
    entries.reserveCapacity(words.count)
    for (place, word) in words.enumerated() {
      var word = word
      let from = bytes.count
      let start = word.withUTF8 { utf8 in
        bytes.append(contentsOf: utf8)
        return Start(utf8)
      }
      entries.append((start, from, bytes.count, place))
    }
    return bytes.withUnsafeBufferPointer { bytes in
      entries.sort { a, b in
        if a.start != b.start { return a.start < b.start }
        let order = compare(
          UnsafeBufferPointer(rebasing: bytes[a.from..<a.to]),
          UnsafeBufferPointer(rebasing: bytes[b.from..<b.to]))
        return order == 0 ? a.place < b.place : order < 0
      }
      return entries.map { $0.place }
    }
  }

  /// What a text begins with, as two numbers: the less is the earlier, and equal ones decide nothing.
  public struct Start: Equatable, Sendable {
    private var first: UInt64 = 0
    private var second: UInt64 = 0

    /// The start of a text in UTF-8.
    public init(_ bytes: UnsafeBufferPointer<UInt8>) {
      var letters = Letters(bytes)
      // Sixteen letters of ASCII, or fewer of others, whose order a byte cannot tell.
      for place in 0..<16 {
        let letter = letters.next()
        if letter == 0 { break }
        let code: UInt64
        var isPlain = true
        switch letter {
        case 0..<0x80: code = UInt64(letter)
        case Letters.digit...(Letters.digit + 9): code = UInt64(letter - Letters.digit) + 0x82
        case (Letters.letter + 0x61)...(Letters.letter + 0x7A):
          code = UInt64(letter - Letters.letter - 0x61) + 0x90
        default:
          code = letter < Letters.digit ? 0x80 : 0xC0
          isPlain = false
        }
        if place < 8 {
          first |= code << UInt64(56 - 8 * place)
        } else {
          second |= code << UInt64(120 - 8 * place)
        }
        if !isPlain { break }
      }
    }

    /// True for the earlier start.
    @inline(__always) public static func < (a: Start, b: Start) -> Bool {
      a.first != b.first ? a.first < b.first : a.second < b.second
    }
  }

  /// Among texts of the same letters: accents first, then case, then the bytes.
  private static func isTieBefore(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for accents in [true, false] {
      var left = Scalars(a)
      var right = Scalars(b)
      while true {
        let (one, other) = (left.next(), right.next())
        guard let one, let other else {
          if (one == nil) != (other == nil) { return one == nil }
          break
        }
        if one == other { continue }
        let (x, y) = (weight(one, accents: accents), weight(other, accents: accents))
        if x != y { return x < y }
      }
    }
    for (x, y) in zip(a, b) where x != y { return x < y }
    return a.count < b.count
  }

  /// How much a letter differs from its plain one: by its accent, or by being a capital.
  private static func weight(_ scalar: UInt32, accents: Bool) -> UInt32 {
    let small = LetterFolding.small(scalar)
    if !accents { return small == scalar ? 0 : 1 }
    return LetterFolding.base(of: small).first == small ? 0 : small
  }
}

/// The Unicode scalars of a text in UTF-8; a broken sequence counts byte by byte.
struct Scalars {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The next scalar; nil at the end.
  @inline(__always) mutating func next() -> UInt32? {
    guard place < bytes.count else { return nil }
    let byte = bytes[place]
    place += 1
    if byte < 0x80 { return UInt32(byte) }
    return distant(byte)
  }

  private mutating func distant(_ byte: UInt8) -> UInt32 {
    let more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC0 ? 1 : 0
    guard more > 0, place + more <= bytes.count else { return UInt32(byte) }
    var scalar = UInt32(byte) & (0x3F >> UInt32(more))
    for _ in 0..<more {
      scalar = scalar << 6 | UInt32(bytes[place] & 0x3F)
      place += 1
    }
    return scalar
  }
}

/// The letters of a text as a dictionary counts them, each a number that orders as they do.
private struct Letters {
  /// What is added to a digit, so that all of them come after signs.
  static let digit: UInt32 = 0x18_0000
  /// What is added to a letter, so that all of them come after digits and signs.
  static let letter: UInt32 = 0x20_0000

  private var scalars: Scalars
  private var pending: UInt32 = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { scalars = Scalars(bytes) }

  /// The number of a letter or sign of ASCII.
  @inline(__always) static func weight(_ byte: UInt8) -> UInt32 {
    let scalar = UInt32(byte)
    if scalar &- 0x30 < 10 { return scalar &- 0x30 &+ digit }
    let small = scalar | 0x20
    return small &- 0x61 < 26 ? small &+ letter : scalar
  }

  /// The next letter or sign; 0 at the end.
  @inline(__always) mutating func next() -> UInt32 {
    if pending != 0 {
      defer { pending = 0 }
      return pending
    }
    while let scalar = scalars.next() {
      if scalar < 0x80, scalar > 0 { return Self.weight(UInt8(truncatingIfNeeded: scalar)) }
      let base = LetterFolding.base(of: scalar)
      if base.first == 0 { continue }
      if base.second != 0 { pending = base.second + Self.letter }
      if base.first >= 0x30, base.first <= 0x39 { return base.first - 0x30 + Self.digit }
      return LetterFolding.isLetter(base.first) ? base.first + Self.letter : base.first
    }
    return 0
  }
}
