/// Makes spoiled files of good ones: cut short, bits turned, lengths changed, pieces of others put in.
struct FileMutator {
  private var chance: Chance
  private let corpus: [(ending: String, bytes: [UInt8])]
  private static let longest = 1 << 17

  /// Makes a mutator over files; the same seed gives the same inputs.
  init(seed: UInt64, corpus: [(ending: String, bytes: [UInt8])]) {
    chance = Chance(seed: seed)
    self.corpus = corpus.isEmpty ? [("csv", Array("a,b\n1,2\n".utf8))] : corpus
  }

  /// The next input, with the ending that its file's name has.
  mutating func next() -> (ending: String, bytes: [UInt8]) {
    let (ending, bytes) = corpus[chance.below(corpus.count)]
    var input = bytes
    for _ in 0...chance.below(chance.below(4) == 0 ? 16 : 3) {
      switch chance.below(10) {
      case 0:
        let place = self.place(in: input)
        if place < input.count { input[place] ^= 1 << UInt8(chance.below(8)) }
      case 1:
        let place = self.place(in: input)
        if place < input.count { input[place] = UInt8(chance.below(256)) }
      case 2, 3: writeNumber(&input)
      case 4: if chance.below(3) == 0 { input.removeLast(chance.below(input.count + 1)) }
      case 5: removeStretch(&input)
      case 6: duplicateStretch(&input)
      case 7: splice(&input, with: corpus[chance.below(corpus.count)].bytes)
      case 8: insertSign(&input)
      default:
        let place = self.place(in: input)
        let end = min(input.count, place + 1 + chance.below(64))
        for place in place..<end { input[place] = 0 }
      }
    }
    return (ending, Array(input.prefix(Self.longest)))
  }

  /// A place to spoil: anywhere, or near an end, where formats tell how they are built.
  private mutating func place(in input: [UInt8]) -> Int {
    let near = min(input.count, 400)
    switch chance.below(4) {
    case 0: return chance.below(near + 1)
    case 1: return input.count - chance.below(near + 1)
    default: return chance.below(input.count + 1)
    }
  }

  /// A number of 1, 2, 4 or 8 bytes that lengths and counts go wrong at, written over what is there.
  private mutating func writeNumber(_ input: inout [UInt8]) {
    var numbers: [UInt64] = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF]
    numbers += [0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF, .max, .max - 7]
    numbers += [1 << 20, 1 << 28, 1 << 40, UInt64(input.count), 0xFFFF_FFFF_FFFF_FF0F]
    let number = numbers[chance.below(numbers.count)]
    let isBig = chance.below(4) == 0
    let width = 1 << chance.below(4)
    let start = place(in: input)
    for place in 0..<width where start + place < input.count {
      let shift = UInt64(isBig ? width - 1 - place : place) * 8
      input[start + place] = UInt8(truncatingIfNeeded: number >> shift)
    }
  }

  private mutating func removeStretch(_ input: inout [UInt8]) {
    let start = place(in: input)
    input.removeSubrange(start..<min(input.count, start + 1 + chance.below(40)))
  }

  private mutating func duplicateStretch(_ input: inout [UInt8]) {
    let start = place(in: input)
    let piece = Array(input[start..<min(input.count, start + 1 + chance.below(80))])
    for _ in 0...chance.below(chance.below(8) == 0 ? 300 : 3) {
      guard input.count < Self.longest else { return }
      input.insert(contentsOf: piece, at: start)
    }
  }

  /// A piece of another file over, or between, what is there.
  private mutating func splice(_ input: inout [UInt8], with other: [UInt8]) {
    let from = chance.below(other.count + 1)
    let piece = other[from..<min(other.count, from + 1 + chance.below(200))]
    let start = place(in: input)
    let end = chance.below(2) == 0 ? start : min(input.count, start + piece.count)
    input.replaceSubrange(start..<end, with: piece)
  }

  /// Signs that text formats give a meaning to.
  private mutating func insertSign(_ input: inout [UInt8]) {
    var signs: [[UInt8]] = []
    for sign in [
      ",", "\"", "\n", "\r", "\r\n", ";", "\t", "{", "}", "[", "]", ":", "\\u", "\\", "<", "&",
    ] {
      signs.append(Array(sign.utf8))
    }
    for sign in [
      "\u{FEFF}", "\u{0}", "-", "1e999", "-9223372036854775808", "NaN", "null", "2020-02-30",
    ] {
      signs.append(Array(sign.utf8))
    }
    signs.append([0xFF])
    signs.append([0xC3])
    signs.append([0xED, 0xA0, 0x80])
    input.insert(contentsOf: signs[chance.below(signs.count)], at: place(in: input))
  }
}

/// Random numbers that are the same for the same seed everywhere (SplitMix64).
struct Chance {
  private var state: UInt64

  /// Starts at a seed.
  init(seed: UInt64) { state = seed }

  /// A whole number from 0 to below a bound; 0 for a bound that is not positive.
  mutating func below(_ bound: Int) -> Int {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(max(bound, 1)))
  }
}
