import Synchronization

/// Requests that wait for the thread that runs cells.
final class Inbox: Sendable {
  private let waiting = Mutex<[Request]>([])
  /// Rings when something has come.
  let bell = Bell()

  /// Puts a request at the end.
  func put(_ request: Request) {
    waiting.withLock { $0.append(request) }
    bell.ring()
  }

  /// Waits for the next request.
  func next() -> Request {
    while true {
      if let request = take() { return request }
      Bell.wait(for: [bell])
      bell.hush()
    }
  }

  /// The next request, if there is one.
  func take() -> Request? { waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() } }

  /// Takes out the requests that fit, in their order.
  func takeAll(where fits: (Request) -> Bool) -> [Request] {
    waiting.withLock { waiting in
      let taken = waiting.filter(fits)
      if !taken.isEmpty { waiting.removeAll(where: fits) }
      return taken
    }
  }
}
