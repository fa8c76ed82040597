import Linnet
import Synchronization

/// Lets an interrupt through while a cell runs, and at no other time: one that comes late must not stop the next cell.
final class InterruptGate: Sendable {
  private let isRunning = Mutex(false)
  /// Stops the machine.
  let interrupt = Interrupt()
  /// Rings when a cell is to stop, for those who wait for something else.
  let bell = Bell()

  /// A cell begins.
  func begin() {
    isRunning.withLock { running in
      running = true
      interrupt.reset()
      bell.hush()
    }
  }

  /// A cell is over.
  func end() {
    isRunning.withLock { running in
      running = false
      interrupt.reset()
      bell.hush()
    }
  }

  /// Stops the cell that runs, if one does.
  func trip() {
    isRunning.withLock { running in
      guard running else { return }
      interrupt.trip()
      bell.ring()
    }
  }
}
