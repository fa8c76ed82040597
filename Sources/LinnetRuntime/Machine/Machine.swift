import LinnetSyntax

/// Runs bytecode. (Stand-in: the register machine replaces it.)
public final class Machine {
  let heap = Heap()
  /// The world.
  public let host: Host
  /// What built-in functions remember between calls, such as the random generator.
  let builtins = BuiltinState()

  init(host: Host) { self.host = host }
}
