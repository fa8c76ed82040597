import Glibc
import Linnet

/// Threads of this computer that share work with the one that asks.
///
/// The threads are made at the first work and then wait for more. They take no signals, and work that
/// is shared inside shared work is done by the thread that comes upon it.
public final class WorkerThreads: Workers, @unchecked Sendable {
  /// One set of threads for the whole process, as many as it may use at once, up to eight.
  public static let shared = WorkerThreads(width: min(usableProcessors, 8))

  private let threads: Int
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let hasWork = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let isDone = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var isStarted = false
  /// What the threads work on, in the frame of `run`; nil when there is nothing to do.
  private var body: UnsafePointer<@Sendable (Int) -> Void>?
  private var next = 0
  private var count = 0
  private var unfinished = 0

  /// Makes a set of so many workers, the asking thread included.
  public init(width: Int) {
    threads = max(width, 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(hasWork, nil)
    pthread_cond_init(isDone, nil)
    super.init()
  }

  /// How many pieces run at the same time.
  public override var width: Int { threads }

  private static var usableProcessors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Calls `body` once for each number below `count`, in any order, and returns when all are done.
  public override func run(count: Int, body: @Sendable (Int) -> Void) {
    guard threads > 1, count > 1 else {
      for piece in 0..<count { body(piece) }
      return
    }
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { place in
        pthread_mutex_lock(mutex)
        guard self.body == nil else {
          // Somebody else's work, or the work this piece belongs to, has the threads.
          pthread_mutex_unlock(mutex)
          for piece in 0..<count { body(piece) }
          return
        }
        if !isStarted { startThreads() }
        self.body = place
        next = 0
        self.count = count
        unfinished = count
        pthread_cond_broadcast(hasWork)
        work()
        while unfinished > 0 { pthread_cond_wait(isDone, mutex) }
        self.body = nil
        pthread_mutex_unlock(mutex)
      }
    }
  }

  /// Takes pieces while there are any; called and left with the lock held.
  private func work() {
    while let body, next < count {
      let piece = next
      next += 1
      pthread_mutex_unlock(mutex)
      Self.call(body, piece)
      pthread_mutex_lock(mutex)
      unfinished -= 1
      if unfinished == 0 { pthread_cond_signal(isDone) }
    }
  }

  /// Apart, so that nothing holds on to the work once a piece is done.
  @inline(never)
  private static func call(_ body: UnsafePointer<@Sendable (Int) -> Void>, _ piece: Int) {
    body.pointee(piece)
  }

  private func startThreads() {
    isStarted = true
    // The signals of the process are for the thread that asked.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    for _ in 1..<threads {
      var thread = pthread_t()
      let started = pthread_create(
        &thread, nil,
        { place in
          guard let place else { return nil }
          Unmanaged<WorkerThreads>.fromOpaque(place).takeRetainedValue().wait()
          return nil
        }, Unmanaged.passRetained(self).toOpaque())
      if started == 0 { pthread_detach(thread) }
    }
  }

  private func wait() {
    pthread_mutex_lock(mutex)
    while true {
      work()
      pthread_cond_wait(hasWork, mutex)
    }
  }
}
