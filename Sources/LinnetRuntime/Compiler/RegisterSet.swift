/// A set of registers: small, and copied at no cost.
struct RegisterSet: ExpressibleByArrayLiteral {
  private var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init(arrayLiteral elements: Int...) { for element in elements { insert(element) } }

  func contains(_ register: Int) -> Bool {
    let bit = UInt64(1) << UInt64(register & 63)
    switch register >> 6 {
    case 0: return bits.0 & bit != 0
    case 1: return bits.1 & bit != 0
    case 2: return bits.2 & bit != 0
    case 3: return bits.3 & bit != 0
    default: return false
    }
  }

  mutating func insert(_ register: Int) {
    let bit = UInt64(1) << UInt64(register & 63)
    switch register >> 6 {
    case 0: bits.0 |= bit
    case 1: bits.1 |= bit
    case 2: bits.2 |= bit
    case 3: bits.3 |= bit
    default: break
    }
  }

  /// What is in both.
  func intersection(_ other: RegisterSet) -> RegisterSet {
    var both = self
    both.bits.0 &= other.bits.0
    both.bits.1 &= other.bits.1
    both.bits.2 &= other.bits.2
    both.bits.3 &= other.bits.3
    return both
  }
}
