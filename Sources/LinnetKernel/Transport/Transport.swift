import CLinnetSystem
import Glibc
import LinnetHost

/// The five sockets of a kernel, served by one thread: it takes peers in, reads what they send and writes what waits.
///
/// The heartbeat is echoed here, so it beats while a cell runs.
final class Transport: Sendable {
  /// The most peers at once; a class looks at one kernel with a handful.
  private static let mostPeers = 256
  /// How long a peer may take to say who it is, in seconds.
  private static let patience = 10.0

  /// The ways out.
  let outlets: Outlets
  /// Wakes the thread.
  let bell = Bell()
  private let listeners: [Listener]

  /// One peer, as the thread sees it.
  private struct Peer {
    var descriptor: Int32
    var channel: Channel
    var since: Double
    var reader = FrameReader()
    var minor: UInt8 = 0
    var identity: [UInt8]?
    var parts: [[UInt8]] = []
  }

  /// Opens all sockets, or none.
  init(_ file: ConnectionFile) throws(Listener.Problem) {
    var opened: [Listener] = []
    for channel in Channel.allCases {
      do throws(Listener.Problem) { opened.append(try Listener(channel, file)) } catch {
        Transport.close(opened)
        throw error
      }
    }
    listeners = opened
    outlets = Outlets(bell: bell)
  }

  /// Closes the sockets and takes their files away.
  func close() { Transport.close(listeners) }

  private static func close(_ listeners: [Listener]) {
    for listener in listeners {
      _ = Glibc.close(listener.descriptor)
      if let path = listener.path { unlink(path) }
    }
  }

  /// What the thread tells the kernel.
  struct Receiver: Sendable {
    /// Takes the parts of a message, the sender's name first.
    var message: @Sendable ([[UInt8]], Channel) -> Void
    /// Hears that a peer wants a topic of iopub from now on.
    var subscribed: @Sendable (_ peer: Int, _ topic: [UInt8]) -> Void
    /// Is called after each round; the answer is how many seconds the next may wait.
    var tick: @Sendable () -> Double
    /// Hears that something else to wait for has happened.
    var signalled: @Sendable () -> Void
  }

  /// Serves the sockets, and never returns.
  ///
  /// `signals` is one more descriptor to wait for; a negative one is none.
  func serve(_ receiver: Receiver, signals: Int32) -> Never {
    var peers: [Int: Peer] = [:]
    var serial = 0
    while true {
      var seconds = receiver.tick()
      // Who does not say who it is must not keep a place until something else happens.
      if peers.values.contains(where: { $0.identity == nil }) { seconds = min(seconds, 1) }
      let (waiting, stuck) = outlets.unfinished()
      for number in stuck { drop(number, &peers) }
      var polled = [
        pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
      ]
      let takesMore = peers.count < Transport.mostPeers
      polled += listeners.map {
        pollfd(fd: takesMore ? $0.descriptor : -1, events: Int16(POLLIN), revents: 0)
      }
      // Who sends a stop and then a cell means them in this order.
      let numbers =
        peers.keys.filter { peers[$0]?.channel == .control }
        + peers.keys.filter { peers[$0]?.channel != .control }
      polled += numbers.map { number in
        let events = Int16(POLLIN) | (waiting.contains(number) ? Int16(POLLOUT) : 0)
        return pollfd(fd: peers[number]?.descriptor ?? -1, events: events, revents: 0)
      }
      let milliseconds = Int32(max(1, min(seconds * 1000, 3_600_000)).rounded(.up))
      _ = poll(&polled, nfds_t(polled.count), milliseconds)
      if polled[0].revents != 0 { bell.hush() }
      if polled[1].revents != 0 { receiver.signalled() }
      for (place, listener) in listeners.enumerated() where polled[2 + place].revents != 0 {
        let descriptor = linnet_accept(listener.descriptor)
        // Without room for another descriptor the peer waits; a pause keeps this from being a busy loop.
        if descriptor < 0 {
          if errno == EMFILE || errno == ENFILE { usleep(100_000) }
          continue
        }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        serial += 1
        peers[serial] = Peer(
          descriptor: descriptor, channel: listener.channel, since: Clock.seconds())
        outlets.open(serial, descriptor, listener.channel, identity: Transport.name(serial))
        outlets.send(FrameWriter.greeting, to: serial)
      }
      for (place, number) in numbers.enumerated() {
        let events = polled[2 + listeners.count + place].revents
        guard events != 0 else { continue }
        if events & Int16(POLLOUT) != 0, !outlets.drain(number) { drop(number, &peers) }
        if events & ~Int16(POLLOUT) != 0, !read(number, &peers, receiver) { drop(number, &peers) }
      }
      let now = Clock.seconds()
      for (number, peer) in peers
      where peer.identity == nil && now - peer.since > Transport.patience {
        drop(number, &peers)
      }
    }
  }

  /// The name of a peer that has given none, as sockets of this kind make one.
  private static func name(_ serial: Int) -> [UInt8] {
    [0] + withUnsafeBytes(of: UInt32(truncatingIfNeeded: serial).bigEndian) { Array($0) }
  }

  private func drop(_ number: Int, _ peers: inout [Int: Peer]) {
    guard let peer = peers.removeValue(forKey: number) else { return }
    outlets.close(number, peer.descriptor)
  }

  /// Reads what a peer has sent; false when it is to be let go.
  private func read(_ number: Int, _ peers: inout [Int: Peer], _ receiver: Receiver) -> Bool {
    guard var peer = peers.removeValue(forKey: number) else { return true }
    defer { peers[number] = peer }
    // A few rounds, so that one busy peer does not keep the others waiting.
    for _ in 0..<16 {
      let count = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { room in
        let count = recv(peer.descriptor, room.baseAddress, room.count, 0)
        if count > 0 { peer.reader.append(UnsafeRawBufferPointer(rebasing: room[..<count])) }
        return count
      }
      if count < 0 { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR }
      guard count > 0 else { return false }
      do throws(FrameReader.Fault) {
        while let item = try peer.reader.next() {
          guard take(item, number, &peer, receiver) else { return false }
        }
      } catch {
        return false
      }
      if count < 1 << 16 { return true }
    }
    return true
  }

  /// Does what a peer says; false when it is to be let go.
  private func take(
    _ item: FrameReader.Item, _ number: Int, _ peer: inout Peer, _ receiver: Receiver
  ) -> Bool {
    switch item {
    case .greeting(let minor):
      peer.minor = minor
      outlets.send(FrameWriter.ready(peer.channel.socketType), to: number)
      return true
    case .command(let name, let data):
      return command(String(decoding: name, as: UTF8.self), data, number, &peer, receiver)
    case .part(let part, let more):
      guard let identity = peer.identity else { return false }
      if peer.channel == .iopub {
        // Subscriptions of ZMTP 3.0 are messages that begin with 1 or 0.
        guard !more, let first = part.first, first <= 1 else { return true }
        subscribe(number, Array(part.dropFirst()), isOn: first == 1, receiver)
        return true
      }
      peer.parts.append(part)
      guard !more else { return true }
      let parts = peer.parts
      peer.parts = []
      if peer.channel == .heartbeat {
        outlets.send(FrameWriter.message(parts), to: number)
      } else {
        receiver.message([identity] + parts, peer.channel)
      }
      return true
    }
  }

  private func command(
    _ name: String, _ data: [UInt8], _ number: Int, _ peer: inout Peer, _ receiver: Receiver
  ) -> Bool {
    switch name {
    case "READY":
      guard peer.identity == nil, let properties = PeerProperties(data) else { return false }
      guard peer.channel.peerTypes.contains(properties.socketType) else {
        outlets.send(FrameWriter.error("Invalid socket type"), to: number)
        return false
      }
      let isNamed = !properties.identity.isEmpty && peer.channel.socketType == "ROUTER"
      let identity = isNamed ? properties.identity : Transport.name(number)
      peer.identity = identity
      outlets.rename(number, identity)
      return true
    case "SUBSCRIBE", "CANCEL":
      guard peer.identity != nil, peer.channel == .iopub else { return false }
      subscribe(number, data, isOn: name == "SUBSCRIBE", receiver)
      return true
    case "PING":
      guard data.count >= 2 else { return false }
      outlets.send(FrameWriter.pong(Array(data.dropFirst(2).prefix(16))), to: number)
      return true
    case "ERROR": return false
    // Commands of later versions are passed over.
    default: return true
    }
  }

  private func subscribe(_ number: Int, _ topic: [UInt8], isOn: Bool, _ receiver: Receiver) {
    outlets.subscribe(number, topic, isOn: isOn)
    if isOn { receiver.subscribed(number, topic) }
  }
}
