import LinnetData

/// What built-in functions remember between calls in one session.
final class BuiltinState {
  /// The random numbers in use; nil until the first is asked for or `seed` sets it.
  var random: RandomGenerator?
}
