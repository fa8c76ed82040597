/// A set of registers of one function.
struct RegisterSet: Equatable, ExpressibleByArrayLiteral {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init() {}

  init(arrayLiteral elements: Int...) { for element in elements { insert(element) } }

  /// True when no register is in it.
  var isEmpty: Bool { words.0 | words.1 | words.2 | words.3 == 0 }

  static func == (a: RegisterSet, b: RegisterSet) -> Bool {
    a.words.0 == b.words.0 && a.words.1 == b.words.1 && a.words.2 == b.words.2
      && a.words.3 == b.words.3
  }

  func contains(_ register: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(register & 63)
    switch register >> 6 {
    case 0: return words.0 & bit != 0
    case 1: return words.1 & bit != 0
    case 2: return words.2 & bit != 0
    default: return words.3 & bit != 0
    }
  }

  mutating func insert(_ register: Int) {
    guard register >= 0 else { return }
    let bit: UInt64 = 1 << UInt64(register & 63)
    switch register >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    case 2: words.2 |= bit
    default: words.3 |= bit
    }
  }

  mutating func remove(_ register: Int) {
    let bit: UInt64 = 1 << UInt64(register & 63)
    switch register >> 6 {
    case 0: words.0 &= ~bit
    case 1: words.1 &= ~bit
    case 2: words.2 &= ~bit
    default: words.3 &= ~bit
    }
  }

  mutating func formUnion(_ other: RegisterSet) {
    words.0 |= other.words.0
    words.1 |= other.words.1
    words.2 |= other.words.2
    words.3 |= other.words.3
  }

  mutating func subtract(_ other: RegisterSet) {
    words.0 &= ~other.words.0
    words.1 &= ~other.words.1
    words.2 &= ~other.words.2
    words.3 &= ~other.words.3
  }

  /// What is in both.
  func intersection(_ other: RegisterSet) -> RegisterSet {
    var both = self
    both.words.0 &= other.words.0
    both.words.1 &= other.words.1
    both.words.2 &= other.words.2
    both.words.3 &= other.words.3
    return both
  }
}
