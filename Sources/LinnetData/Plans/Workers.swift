/// Runs pieces of work that do not depend on each other; this one runs them one after another.
///
/// A host that has threads hands in a subclass. Results have the same digits for any number of threads.
open class Workers: @unchecked Sendable {
  /// The one thread that asks.
  public static let serial = Workers()

  /// How many pieces run at the same time.
  open var width: Int { 1 }

  /// Makes a serial worker.
  public init() {}

  /// Calls `body` once for each number below `count`, in any order, and returns when all are done.
  open func run(count: Int, body: @Sendable (Int) -> Void) {
    for piece in 0..<count { body(piece) }
  }
}
