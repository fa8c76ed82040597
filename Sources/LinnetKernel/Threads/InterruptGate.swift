import Linnet
import LinnetHost
import Synchronization

/// Lets an interrupt through while a cell runs, and at no other time: one that comes late must not stop the next cell.
final class InterruptGate: Sendable {
  private struct State {
    var isRunning = false
    var wasTripped = false
    /// When somebody last wanted to stop something, by the clock of the process.
    var lastTrip = -Double.infinity
  }

  /// How far apart two messages on different sockets may come the wrong way round, in seconds.
  private static let skew = 0.02

  private let state = Mutex(State())
  /// Stops the machine.
  let interrupt = Interrupt()
  /// Rings when a cell is to stop, for those who wait for something else.
  let bell = Bell()

  /// What a request asks for begins; false for one that had come when somebody wanted to stop, but did not run yet.
  func begin(_ request: Request) -> Bool {
    state.withLock { state in
      guard request.time + InterruptGate.skew >= state.lastTrip else { return false }
      state.isRunning = true
      state.wasTripped = false
      interrupt.reset()
      bell.hush()
      return true
    }
  }

  /// A cell is over.
  func end() {
    state.withLock { state in
      state.isRunning = false
      interrupt.reset()
      bell.hush()
    }
  }

  /// Stops the cell that runs, if one does.
  func trip() {
    state.withLock { state in
      state.lastTrip = Clock.seconds()
      guard state.isRunning else { return }
      state.wasTripped = true
      interrupt.trip()
      bell.ring()
    }
  }

  /// True when what runs was stopped; a session forgets that at the end of each run, and several may belong together.
  var wasTripped: Bool { state.withLock { $0.wasTripped } }
}
