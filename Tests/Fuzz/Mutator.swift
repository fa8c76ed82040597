/// Makes new programs of old ones: lines swapped, words exchanged, bytes spoiled.
struct Mutator {
  private var chance: Chance
  private let corpus: [[UInt8]]
  /// Words of all programs, to be put where they do not belong.
  private let words: [[UInt8]]
  private static let signs = "()[]{},:.=+-*/^<>!&|\"'#\n\\√²±→ \u{FEFF}\u{301}".map {
    Array("\($0)".utf8)
  }
  private static let numbers = [
    "0", "-1", "1e308", "1e-308", "9223372036854775807", "0.5", "99999999999999999999", "1e999",
    "4294967296", "-9223372036854775808",
  ].map { Array($0.utf8) }

  /// Makes a mutator over programs; the same seed gives the same inputs.
  init(seed: UInt64, corpus: [[UInt8]]) {
    chance = Chance(seed: seed)
    self.corpus = corpus.isEmpty ? [Array("show 1".utf8)] : corpus
    var seen: Set<[UInt8]> = []
    for program in self.corpus {
      for word in program.split(whereSeparator: { $0 < 0x30 && $0 != 0x2E }) where word.count < 40 {
        seen.insert(Array(word))
      }
    }
    words = seen.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private mutating func random(_ bound: Int) -> Int { chance.below(bound) }

  /// The next input, at most 20 000 bytes.
  mutating func next() -> [UInt8] {
    var input = corpus[random(corpus.count)]
    for _ in 0...random(4) {
      switch random(9) {
      case 0, 1: replaceWord(&input)
      case 2: insert(&input, Self.signs[random(Self.signs.count)])
      case 3: insert(&input, Self.numbers[random(Self.numbers.count)])
      case 4: removeStretch(&input)
      case 5: duplicateStretch(&input)
      case 6: swapLines(&input)
      case 7:
        let other = corpus[random(corpus.count)]
        let cut = random(input.count + 1)
        input = Array(input[..<cut]) + other[random(other.count + 1)...]
      default: if !input.isEmpty { input[random(input.count)] = UInt8(random(256)) }
      }
    }
    return Array(input.prefix(20_000))
  }

  private mutating func insert(_ input: inout [UInt8], _ piece: [UInt8]) {
    input.insert(contentsOf: piece, at: random(input.count + 1))
  }

  private mutating func replaceWord(_ input: inout [UInt8]) {
    guard !words.isEmpty, !input.isEmpty else { return }
    let place = random(input.count)
    var (start, end) = (place, place)
    while start > 0, input[start - 1] >= 0x30 { start -= 1 }
    while end < input.count, input[end] >= 0x30 { end += 1 }
    input.replaceSubrange(start..<end, with: words[random(words.count)])
  }

  private mutating func removeStretch(_ input: inout [UInt8]) {
    guard !input.isEmpty else { return }
    let start = random(input.count)
    input.removeSubrange(start..<min(input.count, start + 1 + random(12)))
  }

  private mutating func duplicateStretch(_ input: inout [UInt8]) {
    guard !input.isEmpty else { return }
    let start = random(input.count)
    let piece = Array(input[start..<min(input.count, start + 1 + random(40))])
    for _ in 0...random(random(8) == 0 ? 300 : 3) { input.insert(contentsOf: piece, at: start) }
  }

  private mutating func swapLines(_ input: inout [UInt8]) {
    var lines = input.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count > 1 else { return }
    lines.swapAt(random(lines.count), random(lines.count))
    input = Array(lines.joined(separator: [0x0A]))
  }
}
