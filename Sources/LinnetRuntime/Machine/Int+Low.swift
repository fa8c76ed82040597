extension Int {
  /// As many of a number's lowest bits as fit, where the caller knows that these are all.
  ///
  /// In a browser `Int` has 32 bits, and `init(truncatingIfNeeded:)` goes over the words of a longer number in a loop,
  /// in a function of its own, which the machine's loop would call at every access to a list.
  @inline(__always)
  init(low number: Int64) {
    #if arch(wasm32)
    self = withUnsafeBytes(of: number) { $0.load(as: Int.self) }
    #else
    self.init(truncatingIfNeeded: number)
    #endif
  }
}
