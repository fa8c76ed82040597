/// Takes ZMTP apart as it arrives, in pieces of any size (RFC 23 and 37, ZMTP 3.1, with 3.0 and without security).
///
/// Whoever connects may send anything: every length is checked before a byte of it is kept.
struct FrameReader {
  /// What a peer has said.
  enum Item: Equatable {
    /// The first 64 bytes, with its minor version.
    case greeting(minor: UInt8)
    /// A command with its name and data.
    case command(name: [UInt8], data: [UInt8])
    /// One part of a message; `more` when others follow.
    case part([UInt8], more: Bool)
  }

  /// Why nothing more can be understood of a peer.
  enum Fault: Error { case notZMTP, tooLong }

  /// The longest message, in bytes.
  static let longestMessage = 64 << 20
  /// The longest command, in bytes; the longest that is of use is a topic.
  static let longestCommand = 1 << 12
  /// The most parts of one message.
  static let mostParts = 1 << 10

  private var bytes: [UInt8] = []
  private var start = 0
  private var hasGreeting = false
  /// The bytes and parts of the message that is arriving.
  private var length = 0
  private var parts = 0

  /// Takes bytes that have arrived.
  mutating func append(_ arrived: UnsafeRawBufferPointer) {
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 18)
      start = 0
    } else if start > 1 << 16 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes += arrived
  }

  /// The next thing the peer said; nil until more has arrived.
  mutating func next() throws(Fault) -> Item? {
    let room = bytes.count - start
    if !hasGreeting { return try greeting(room) }
    guard room >= 2 else { return nil }
    let flags = bytes[start]
    // Bits that nobody has given a meaning are zero; a command is one frame.
    guard flags & 0xF8 == 0, flags & 5 != 5 else { throw .notZMTP }
    let isLong = flags & 2 != 0
    let head = isLong ? 9 : 2
    guard room >= head else { return nil }
    let count: Int
    if isLong {
      let long = bytes[(start + 1)..<(start + 9)].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
      guard long <= UInt64(FrameReader.longestMessage) else { throw .tooLong }
      count = Int(long)
    } else {
      count = Int(bytes[start + 1])
    }
    let isCommand = flags & 4 != 0
    if isCommand {
      guard count <= FrameReader.longestCommand else { throw .tooLong }
    } else {
      guard length + count <= FrameReader.longestMessage, parts < FrameReader.mostParts else {
        throw .tooLong
      }
    }
    guard room >= head + count else {
      // So that a long part is not copied again and again while it arrives.
      if count > 1 << 16 { bytes.reserveCapacity(start + head + count) }
      return nil
    }
    let body = bytes[(start + head)..<(start + head + count)]
    start += head + count
    if isCommand { return try command(body) }
    let more = flags & 1 != 0
    length = more ? length + count : 0
    parts = more ? parts + 1 : 0
    return .part(Array(body), more: more)
  }

  private mutating func greeting(_ room: Int) throws(Fault) -> Item? {
    // The first bytes tell whether waiting for the others is of any use.
    if room > 0, bytes[start] != 0xFF { throw .notZMTP }
    if room > 9, bytes[start + 9] & 1 == 0 { throw .notZMTP }
    if room > 10, bytes[start + 10] < 3 { throw .notZMTP }
    guard room >= 64 else { return nil }
    var mechanism = [UInt8](repeating: 0, count: 20)
    mechanism.replaceSubrange(0..<4, with: Array("NULL".utf8))
    guard Array(bytes[(start + 12)..<(start + 32)]) == mechanism else { throw .notZMTP }
    hasGreeting = true
    let minor = bytes[start + 11]
    start += 64
    return .greeting(minor: minor)
  }

  private func command(_ body: ArraySlice<UInt8>) throws(Fault) -> Item {
    guard let count = body.first, count > 0, body.count > Int(count) else { throw .notZMTP }
    let name = body.dropFirst().prefix(Int(count))
    return .command(name: Array(name), data: Array(body.dropFirst(1 + Int(count))))
  }
}
