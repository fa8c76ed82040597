import LinnetData

/// What built-in functions remember between calls in one session.
final class BuiltinState {
  /// The random numbers in use; nil until the first is asked for or `seed` sets it.
  var random: RandomGenerator?
  /// What the running step has left out so far; nil outside a step.
  var leftOut: LeftOut?
  /// The places and statistics of which it has been said that they left out gaps.
  var toldLeftOut: Set<String> = []
  /// The independent sources of uncertainty handed out so far.
  private var sources: UInt64 = 0

  /// The first of `count` fresh independent sources of uncertainty.
  func newSource(_ count: Int = 1) -> UInt64 {
    sources &+= UInt64(max(count, 1))
    return sources &- UInt64(max(count, 1)) &+ 1
  }
}
