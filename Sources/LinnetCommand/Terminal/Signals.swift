import Glibc
import Linnet

/// Ctrl-C and window changes, without a signal handler: a thread waits for them.
///
/// The signals are blocked in every thread and taken with `sigtimedwait`, so ordinary code may run when
/// one arrives. Each is also written as a byte into a pipe, which a waiting `poll` sees.
final class Signals: @unchecked Sendable {
  /// Bytes that arrive in the pipe.
  static let interruptByte = UInt8(ascii: "c")
  static let windowByte = UInt8(ascii: "w")

  /// The end of the pipe to read; does not block.
  let pipeEnd: Int32
  private let writeEnd: Int32
  private let interrupt: Interrupt
  private let progress: ProgressLine?
  private let patience: Int
  private var pressed = 0
  private let set: sigset_t

  /// Starts to wait; after `patience` presses without effect the process ends.
  init(interrupt: Interrupt, progress: ProgressLine?, patience: Int) {
    self.interrupt = interrupt
    self.progress = progress
    self.patience = patience
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    pipeEnd = ends[0]
    writeEnd = ends[1]
    var set = sigset_t()
    sigemptyset(&set)
    // A shell that starts a job in the background has it ignore Ctrl-C; that stays so.
    var standing = sigaction()
    sigaction(SIGINT, nil, &standing)
    let isIgnored = unsafeBitCast(standing.__sigaction_handler.sa_handler, to: Int.self) == 1
    if !isIgnored { sigaddset(&set, SIGINT) }
    sigaddset(&set, SIGWINCH)
    pthread_sigmask(SIG_BLOCK, &set, nil)
    self.set = set
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { place in
        guard let place else { return nil }
        Unmanaged<Signals>.fromOpaque(place).takeRetainedValue().wait()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    pthread_detach(thread)
  }

  /// Gives a child process the signals back; to be called with the attributes it is started with.
  static func unblock(in attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
  }

  /// Empties the pipe.
  func drain() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(pipeEnd, &bytes, bytes.count)
    return count > 0 ? Array(bytes[..<count]) : []
  }

  private func wait() {
    var set = set
    while true {
      var time = timespec(tv_sec: 0, tv_nsec: 500_000_000)
      let number = progress == nil ? sigwaitinfo(&set, nil) : sigtimedwait(&set, nil, &time)
      if number == SIGINT {
        pressed = interrupt.isTripped ? pressed + 1 : 1
        if pressed > patience {
          progress?.erase()
          TerminalMode.restore()
          _exit(130)
        }
        interrupt.trip()
        send(Signals.interruptByte)
      } else if number == SIGWINCH {
        send(Signals.windowByte)
      } else {
        progress?.tick()
      }
    }
  }

  private func send(_ byte: UInt8) {
    var byte = byte
    _ = write(writeEnd, &byte, 1)
  }
}
