/// Inputs of a call that the callee owns only when something is so that is known when it runs.
struct Pass {
  /// The mark of an input that is a variable of the function's own.
  static let own: UInt8 = 255
  /// How many a function can have; further calls do without.
  static let most = 1 << 15

  /// Bit i: input i is meant.
  var inputs: UInt32 = 0
  /// Bit i: input i is read again if the call fails, so the callee must change nothing before it may fail.
  var tentative: UInt32 = 0
  /// Bits of the inputs that hold the same: the callee must not read them once it has changed this one.
  var twins = EightBytes(repeating: 0)
  /// Which input of the running function each is: the function gives it on when it owns it.
  var parameters = EightBytes(repeating: Pass.own)
}

/// A byte for each of the first eight inputs of a call.
struct EightBytes {
  private var bytes: UInt64

  /// The same byte for each.
  init(repeating byte: UInt8) { bytes = UInt64(byte) &* 0x0101_0101_0101_0101 }

  subscript(_ place: Int) -> UInt8 {
    get { UInt8(truncatingIfNeeded: bytes >> UInt64(place &* 8)) }
    set {
      let shift = UInt64(place &* 8)
      bytes = bytes & ~(0xFF << shift) | UInt64(newValue) << shift
    }
  }
}
