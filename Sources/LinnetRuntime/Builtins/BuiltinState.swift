import LinnetData

/// What built-in functions remember between calls in one session.
final class BuiltinState {
  /// The random numbers in use; nil until the first is asked for or `seed` sets it.
  var random: RandomGenerator?
  /// The independent sources of uncertainty handed out so far.
  private var sources: UInt64 = 0

  /// The first of `count` fresh independent sources of uncertainty.
  func newSource(_ count: Int = 1) -> UInt64 {
    sources &+= UInt64(max(count, 1))
    return sources &- UInt64(max(count, 1)) &+ 1
  }
}
