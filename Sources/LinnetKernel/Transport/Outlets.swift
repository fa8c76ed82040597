import Glibc
import Synchronization

/// The ways out to all peers, for any thread to send on.
///
/// What a peer does not take at once waits in its outlet, and the thread of the transport writes it when there is room.
/// A descriptor is closed under the same lock, so nothing is ever written to somebody else's.
final class Outlets: Sendable {
  /// How many bytes may wait for one peer: one that takes nothing for so long is let go, and may connect again.
  private static let most = 64 << 20

  /// One peer's way out.
  private struct Outlet {
    var descriptor: Int32
    var channel: Channel
    var identity: [UInt8]
    var topics: [[UInt8]] = []
    var waiting: [UInt8] = []
    var written = 0
    var isStuck = false
  }

  private struct State {
    var outlets: [Int: Outlet] = [:]
    var places: [Channel: [[UInt8]: Int]] = [:]
  }

  private let state = Mutex(State())
  private let bell: Bell

  /// Makes an empty set; `bell` rings when something waits to be written.
  init(bell: Bell) { self.bell = bell }

  // MARK: Peers

  /// Opens a way to a peer that has connected.
  func open(_ number: Int, _ descriptor: Int32, _ channel: Channel, identity: [UInt8]) {
    state.withLock { state in
      state.outlets[number] = Outlet(descriptor: descriptor, channel: channel, identity: identity)
      state.places[channel, default: [:]][identity] = number
    }
  }

  /// Gives a peer the name it asked for; one that comes back under its old name takes over.
  func rename(_ number: Int, _ identity: [UInt8]) {
    state.withLock { state in
      guard let outlet = state.outlets[number] else { return }
      state.places[outlet.channel]?[outlet.identity] = nil
      state.outlets[number]?.identity = identity
      state.places[outlet.channel, default: [:]][identity] = number
    }
  }

  /// Closes the way to a peer, and its descriptor.
  func close(_ number: Int, _ descriptor: Int32) {
    state.withLock { state in
      if let outlet = state.outlets.removeValue(forKey: number),
        state.places[outlet.channel]?[outlet.identity] == number
      {
        state.places[outlet.channel]?[outlet.identity] = nil
      }
      _ = Glibc.close(descriptor)
    }
  }

  /// Notes that a peer wants the messages whose first part begins so, or no longer wants them.
  func subscribe(_ number: Int, _ topic: [UInt8], isOn: Bool) {
    state.withLock { state in
      guard var outlet = state.outlets.removeValue(forKey: number) else { return }
      if !isOn, let place = outlet.topics.firstIndex(of: topic) {
        outlet.topics.remove(at: place)
      } else if isOn, outlet.topics.count < 64 {
        outlet.topics.append(topic)
      }
      state.outlets[number] = outlet
    }
  }

  // MARK: Sending

  /// Sends a message to the peer of a channel that the first part names; where there is none, nowhere.
  func send(_ parts: [[UInt8]], on channel: Channel) {
    guard let identity = parts.first else { return }
    let bytes = FrameWriter.message(Array(parts.dropFirst()))
    state.withLock { state in
      guard let number = state.places[channel]?[identity] else { return }
      push(bytes, to: number, &state)
    }
  }

  /// Sends a message to all that want its topic, which is its first part.
  func publish(_ parts: [[UInt8]]) {
    let topic = parts.first ?? []
    state.withLock { state in
      guard let numbers = state.places[.iopub]?.values, !numbers.isEmpty else { return }
      let bytes = FrameWriter.message(parts)
      for number in numbers
      where state.outlets[number]?.topics.contains(where: { topic.starts(with: $0) }) == true {
        push(bytes, to: number, &state)
      }
    }
  }

  /// Sends bytes to one peer.
  func send(_ bytes: [UInt8], to number: Int) {
    state.withLock { push(bytes, to: number, &$0) }
  }

  /// Writes what waits for a peer; false when it is to be let go.
  func drain(_ number: Int) -> Bool {
    state.withLock { state in
      guard var outlet = state.outlets.removeValue(forKey: number) else { return true }
      write(&outlet)
      state.outlets[number] = outlet
      return !outlet.isStuck
    }
  }

  /// The peers for whom something waits, and those to be let go.
  func unfinished() -> (waiting: Set<Int>, stuck: [Int]) {
    state.withLock { state in
      var waiting: Set<Int> = []
      var stuck: [Int] = []
      for (number, outlet) in state.outlets {
        if outlet.isStuck {
          stuck.append(number)
        } else if !outlet.waiting.isEmpty {
          waiting.insert(number)
        }
      }
      return (waiting, stuck)
    }
  }

  private func push(_ bytes: [UInt8], to number: Int, _ state: inout State) {
    guard var outlet = state.outlets.removeValue(forKey: number) else { return }
    let isFirst = outlet.waiting.isEmpty
    if !isFirst, outlet.waiting.count - outlet.written + bytes.count > Outlets.most {
      outlet.isStuck = true
    } else {
      outlet.waiting += bytes
      if isFirst { write(&outlet) }
    }
    let isDone = outlet.waiting.isEmpty
    state.outlets[number] = outlet
    if !isDone, isFirst || outlet.isStuck { bell.ring() }
  }

  private func write(_ outlet: inout Outlet) {
    while outlet.written < outlet.waiting.count {
      let count = outlet.waiting.withUnsafeBytes { bytes in
        let rest = UnsafeRawBufferPointer(rebasing: bytes[outlet.written...])
        return Glibc.send(
          outlet.descriptor, rest.baseAddress, rest.count,
          Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN || errno == EWOULDBLOCK { return }
      // The thread of the transport will find the connection at its end.
      if count <= 0 { break }
      outlet.written += count
    }
    // A large message must not keep its room for ever.
    outlet.waiting.removeAll(keepingCapacity: outlet.waiting.capacity <= 1 << 16)
    outlet.written = 0
  }
}
