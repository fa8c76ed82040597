import Glibc
import LinnetHost

/// One line on standard error about work that takes more than a second; erased when it is over.
///
/// The signal thread ticks it and the working thread erases it, so a lock guards it.
final class ProgressLine: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var started: Double?
  private var isShown = false
  private var words = ""

  /// Makes a line that is not shown.
  init() { pthread_mutex_init(lock, nil) }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// Starts the clock.
  func start() {
    locked {
      started = Clock.seconds()
      words = ""
    }
  }

  /// Stops the clock and leaves a clean line.
  func stop() {
    locked {
      erase(locked: ())
      started = nil
    }
  }

  /// Says what is being done; shown with the next tick.
  func say(_ what: String, done: Int, total: Int) {
    locked {
      let percent =
        total > 0 ? " \(min(100, max(0, Int(Double(done) / Double(total) * 100))))%" : ""
      words = what + percent
    }
  }

  /// Shows the line when the work has taken more than a second.
  func tick() {
    locked {
      guard let started else { return }
      let seconds = Clock.seconds() - started
      guard seconds >= 1 else { return }
      isShown = true
      let what = words.isEmpty ? "working" : words
      let line = "\r\u{1B}[2m… \(what), \(Int(seconds)) s (Ctrl-C stops)\u{1B}[0m\u{1B}[K"
      Output.write(Array(line.utf8), to: 2)
    }
  }

  /// Takes the line off the screen, if it is there.
  func erase() { locked { erase(locked: ()) } }

  private func erase(locked: Void) {
    guard isShown else { return }
    isShown = false
    Output.write(Array("\r\u{1B}[K".utf8), to: 2)
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body()
  }
}
