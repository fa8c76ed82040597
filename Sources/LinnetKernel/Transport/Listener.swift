import CLinnetSystem
import Glibc

/// A socket that waits for peers of one channel.
struct Listener {
  let channel: Channel
  let descriptor: Int32
  /// The file that an `ipc` socket is; nil for `tcp`.
  let path: String?

  /// Why a socket cannot be opened, as a sentence.
  struct Problem: Error {
    var sentence: String
  }

  /// Opens the socket that the connection file names, on that address and no other.
  init(_ channel: Channel, _ file: ConnectionFile) throws(Problem) {
    self.channel = channel
    let port = file.ports[channel] ?? 0
    switch file.transport {
    case .tcp:
      path = nil
      descriptor = try Listener.tcp(file.address, UInt16(port), channel)
    case .ipc:
      let path = "\(file.address)-\(port)"
      self.path = path
      descriptor = try Listener.ipc(path)
    }
  }

  private static func tcp(_ address: String, _ port: UInt16, _ channel: Channel) throws(Problem)
    -> Int32
  {
    var four = sockaddr_in()
    var six = sockaddr_in6()
    if inet_pton(AF_INET, address == "localhost" ? "127.0.0.1" : address, &four.sin_addr) == 1 {
      four.sin_family = sa_family_t(AF_INET)
      four.sin_port = port.bigEndian
      return try opened(AF_INET, &four, "port \(port) for \(channel.rawValue)")
    }
    if inet_pton(AF_INET6, address, &six.sin6_addr) == 1 {
      six.sin6_family = sa_family_t(AF_INET6)
      six.sin6_port = port.bigEndian
      return try opened(AF_INET6, &six, "port \(port) for \(channel.rawValue)")
    }
    throw Problem(sentence: "The connection file's `ip` is no address: `\(address)`.")
  }

  private static func ipc(_ path: String) throws(Problem) -> Int32 {
    var place = sockaddr_un()
    place.sun_family = sa_family_t(AF_UNIX)
    let letters = Array(path.utf8)
    guard letters.count < MemoryLayout.size(ofValue: place.sun_path) else {
      throw Problem(sentence: "The name of a socket file is too long: `\(path)`.")
    }
    withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: letters) }
    var there = stat()
    // A socket that a killed kernel left behind; any other file stays.
    if lstat(path, &there) == 0, there.st_mode & S_IFMT == S_IFSOCK { unlink(path) }
    let before = umask(0o077)
    defer { umask(before) }
    return try opened(AF_UNIX, &place, "the file `\(path)`")
  }

  private static func opened<Address>(_ family: Int32, _ address: inout Address, _ what: String)
    throws(Problem) -> Int32
  {
    let descriptor = socket(
      family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    var one: Int32 = 1
    // Ports of a kernel that has just ended may be used again; those in use may not.
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, 4)
    let size = socklen_t(MemoryLayout<Address>.size)
    var status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
    }
    if status == 0 { status = listen(descriptor, 64) }
    guard status == 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      close(descriptor)
      throw Problem(sentence: "I cannot listen on \(what): \(reason).")
    }
    return descriptor
  }
}

/// Wakes a thread that waits in `poll`.
struct Bell: Sendable {
  /// What to wait for.
  let descriptor: Int32

  /// Makes a bell that has not rung.
  init() { descriptor = linnet_bell() }

  /// Rings; any number of times before anybody listens is as good as once.
  func ring() {
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }

  /// Is silent again.
  func hush() {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
  }

  /// Waits for one of some bells, at most some seconds; nil waits as long as it takes.
  static func wait(for bells: [Bell], seconds: Double? = nil) {
    var waiting = bells.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    let milliseconds = seconds.map { Int32(max(0, min($0 * 1000, 1e9)).rounded(.up)) } ?? -1
    _ = poll(&waiting, nfds_t(waiting.count), milliseconds)
  }
}

/// Starts a thread of this process; it takes no signals.
func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var all = sigset_t()
  var before = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_SETMASK, &all, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setstacksize(&attributes, 1 << 20)
  var thread = pthread_t()
  let status = pthread_create(
    &thread, &attributes,
    { place in
      guard let place else { return nil }
      Unmanaged<Work>.fromOpaque(place).takeRetainedValue().body()
      return nil
    }, Unmanaged.passRetained(Work(body)).toOpaque())
  precondition(status == 0, "the system gives no thread")
  pthread_detach(thread)
}
