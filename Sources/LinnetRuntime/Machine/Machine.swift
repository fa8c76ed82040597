import LinnetSyntax

/// Runs bytecode. (Stand-in: the register machine replaces it.)
public final class Machine {
  let heap = Heap()
  /// The world.
  public let host: Host

  init(host: Host) { self.host = host }
}
