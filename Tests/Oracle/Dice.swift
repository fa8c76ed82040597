/// Chance that comes out the same everywhere for the same seed.
struct Dice {
  private var state: UInt64

  /// Dice that fall as the seed says.
  ///
  /// Seeds are mixed first, or neighbours would give the same falls one place apart.
  init(seed: UInt64) {
    state = seed
    state = next() ^ 0x1234_5678_9ABC_DEF1
  }

  private mutating func next() -> UInt64 {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 up to, not including, `count`.
  mutating func pick(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  /// One of some things.
  mutating func one<Thing>(_ things: [Thing]) -> Thing { things[pick(things.count)] }

  /// True in so many of a hundred cases.
  mutating func chance(_ percent: Int) -> Bool { pick(100) < percent }
}
