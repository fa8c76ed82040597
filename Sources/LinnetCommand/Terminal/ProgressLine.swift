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
  /// When the work at hand was heard of first, and how far it was then and is now.
  private var first: (time: Double, done: Double)?
  private var done = 0.0

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
      first = nil
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
      let part = total > 0 ? min(1, max(0, Double(done) / Double(total))) : 0
      words = what + (total > 0 ? ", \(Int(part * 100))%" : "")
      // Another piece of work, or the same from its beginning.
      if first == nil || part < self.done { first = (Clock.seconds(), part) }
      self.done = part
    }
  }

  /// How long the work goes on, as it went so far; nil while that cannot be told.
  private func left(_ now: Double) -> String? {
    guard let first, now - first.time >= 0.5, done - first.done >= 0.02 else { return nil }
    let seconds = (now - first.time) * (1 - done) / (done - first.done)
    if seconds >= 90 { return "about \(Int((seconds / 60).rounded())) minutes left" }
    return "\(max(1, Int(seconds.rounded(.up)))) s left"
  }

  /// Shows the line when the work has taken more than a second.
  func tick() {
    locked {
      guard let started else { return }
      let now = Clock.seconds()
      guard now - started >= 1 else { return }
      isShown = true
      let what = words.isEmpty ? "working" : words
      let time = left(now) ?? "\(Int(now - started)) s"
      let line = "\r\u{1B}[2m… \(what), \(time) (Ctrl-C stops)\u{1B}[0m\u{1B}[K"
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
