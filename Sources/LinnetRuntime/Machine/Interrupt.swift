import Synchronization

/// A flag that stops a run; it may be tripped from any thread.
public final class Interrupt: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Makes a flag that is not set.
  public init() {}

  /// Asks the running program to stop soon, with `interrupted`.
  public func trip() { flag.store(true, ordering: .relaxed) }

  /// Makes the next run possible.
  public func reset() { flag.store(false, ordering: .relaxed) }

  /// Whether somebody asked to stop.
  public var isTripped: Bool { flag.load(ordering: .relaxed) }
}
