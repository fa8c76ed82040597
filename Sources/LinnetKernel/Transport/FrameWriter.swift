/// Writes ZMTP 3.1 (RFC 37).
enum FrameWriter {
  /// The first 64 bytes of a connection: version 3.1, no security.
  static var greeting: [UInt8] {
    var bytes: [UInt8] = [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 1]
    bytes += "NULL".utf8
    return bytes + [UInt8](repeating: 0, count: 64 - bytes.count)
  }

  /// Says what kind of socket this is.
  static func ready(_ socketType: String) -> [UInt8] {
    var data = property("Socket-Type", Array(socketType.utf8))
    if socketType == "ROUTER" { data += property("Identity", []) }
    return command("READY", data)
  }

  /// Says why a peer is not served.
  static func error(_ reason: String) -> [UInt8] {
    command("ERROR", [UInt8(min(255, reason.utf8.count))] + reason.utf8.prefix(255))
  }

  /// Answers a ping with what it brought.
  static func pong(_ context: [UInt8]) -> [UInt8] { command("PONG", context) }

  /// A message of several parts.
  static func message(_ parts: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(0) { $0 + $1.count + 9 })
    for (place, part) in parts.enumerated() {
      frame(place + 1 < parts.count ? 1 : 0, part, to: &bytes)
    }
    return bytes
  }

  private static func command(_ name: String, _ data: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    frame(4, [UInt8(name.utf8.count)] + name.utf8 + data, to: &bytes)
    return bytes
  }

  private static func property(_ name: String, _ value: [UInt8]) -> [UInt8] {
    [UInt8(name.utf8.count)] + name.utf8 + [0, 0, 0, UInt8(value.count)] + value
  }

  private static func frame(_ flags: UInt8, _ body: [UInt8], to bytes: inout [UInt8]) {
    if body.count < 256 {
      bytes.append(flags)
      bytes.append(UInt8(body.count))
    } else {
      bytes.append(flags | 2)
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: body.count >> shift))
      }
    }
    bytes += body
  }
}

/// What a peer says about itself when it is ready.
struct PeerProperties: Equatable {
  var socketType = ""
  var identity: [UInt8] = []

  /// Reads the data of a READY command; nil when it is not well formed.
  init?(_ data: [UInt8]) {
    var rest = data[...]
    while let count = rest.popFirst() {
      guard rest.count >= Int(count) + 4 else { return nil }
      let name = String(decoding: rest.prefix(Int(count)), as: UTF8.self).lowercased()
      rest = rest.dropFirst(Int(count))
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(4)
      guard rest.count >= length else { return nil }
      let value = Array(rest.prefix(length))
      rest = rest.dropFirst(length)
      switch name {
      case "socket-type": socketType = String(decoding: value, as: UTF8.self)
      case "identity":
        guard value.count <= 255 else { return nil }
        identity = value
      default: break
      }
    }
  }
}
