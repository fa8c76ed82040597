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
    var left = Letters(a)
    var right = Letters(b)
    while true {
      let (x, y) = (left.next(), right.next())
      if x != y { return x < y }
      if x == 0 { break }
    }
    return isTieBefore(a, b)
  }

  /// True when the first text comes before the second.
  public static func isBefore(_ a: String, _ b: String) -> Bool {
    var a = a
    var b = b
    return a.withUTF8 { left in b.withUTF8 { isBefore(left, $0) } }
  }

  /// The places of texts in their order; equal ones keep theirs.
  public static func order(of words: [String]) -> [Int] {
    // What the words begin with decides nearly always, so it stands beside the place.
    var entries: [(start: UInt64, place: Int)] = []
    entries.reserveCapacity(words.count)
    for (place, word) in words.enumerated() {
      var word = word
      entries.append((word.withUTF8 { start(of: $0) }, place))
    }
    entries.sort { a, b in
      if a.start != b.start { return a.start < b.start }
      return isBefore(words[a.place], words[b.place])
    }
    return entries.map { $0.place }
  }

  /// The first few letters as one number; smaller for an earlier text.
  public static func start(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var letters = Letters(bytes)
    var result: UInt64 = 0
    // Eight letters of ASCII, or fewer of others, whose order a byte cannot tell.
    for place in 0..<8 {
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
      result |= code << UInt64(56 - 8 * place)
      if !isPlain { break }
    }
    return result
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

  /// The next letter or sign; 0 at the end.
  @inline(__always) mutating func next() -> UInt32 {
    if pending != 0 {
      defer { pending = 0 }
      return pending
    }
    while let scalar = scalars.next() {
      let base = LetterFolding.base(of: scalar)
      if base.first == 0 { continue }
      if base.second != 0 { pending = base.second + Self.letter }
      if base.first >= 0x30, base.first <= 0x39 { return base.first - 0x30 + Self.digit }
      return LetterFolding.isLetter(base.first) ? base.first + Self.letter : base.first
    }
    return 0
  }
}
