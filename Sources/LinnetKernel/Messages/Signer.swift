import CSodium
import LinnetText

/// Signs messages and checks signatures: HMAC (RFC 2104) with the key of the connection file.
///
/// An empty key switches signing off, as the messaging protocol has it.
struct Signer: Sendable {
  /// The ways to sign that connection files name.
  enum Scheme: String, Sendable {
    case sha256 = "hmac-sha256"
    case sha512 = "hmac-sha512"
  }

  private let scheme: Scheme
  private let key: [UInt8]

  /// Makes a signer for a key.
  init(key: String, scheme: Scheme) {
    self.key = Array(key.utf8)
    self.scheme = scheme
  }

  /// True when messages are signed at all.
  var isOn: Bool { !key.isEmpty }

  /// The signature of some frames, in hexadecimal digits; empty without a key.
  func signature(of frames: ArraySlice<[UInt8]>) -> [UInt8] {
    guard isOn else { return [] }
    var digits: [UInt8] = []
    for byte in digest(frames) {
      digits.append(JSON.hexDigit(byte >> 4))
      digits.append(JSON.hexDigit(byte & 15))
    }
    return digits
  }

  /// True for the right signature; the time it takes does not tell how much of a wrong one was right.
  func accepts(_ signature: [UInt8], of frames: ArraySlice<[UInt8]>) -> Bool {
    guard isOn else { return true }
    let wanted = self.signature(of: frames)
    return signature.count == wanted.count && sodium_memcmp(signature, wanted, wanted.count) == 0
  }

  private func digest(_ frames: ArraySlice<[UInt8]>) -> [UInt8] {
    switch scheme {
    case .sha256:
      var state = crypto_auth_hmacsha256_state()
      crypto_auth_hmacsha256_init(&state, key, key.count)
      for frame in frames { crypto_auth_hmacsha256_update(&state, frame, UInt64(frame.count)) }
      var digest = [UInt8](repeating: 0, count: 32)
      crypto_auth_hmacsha256_final(&state, &digest)
      return digest
    case .sha512:
      var state = crypto_auth_hmacsha512_state()
      crypto_auth_hmacsha512_init(&state, key, key.count)
      for frame in frames { crypto_auth_hmacsha512_update(&state, frame, UInt64(frame.count)) }
      var digest = [UInt8](repeating: 0, count: 64)
      crypto_auth_hmacsha512_final(&state, &digest)
      return digest
    }
  }
}

/// The signatures seen last, so that a message sent a second time is not run again.
///
/// A signature is as good as random, so its first 16 digits tell it from others.
struct SeenSignatures {
  /// How many are kept.
  private static let room = 1 << 14

  private var kept: Set<UInt64> = []
  private var order: [UInt64] = []
  private var next = 0

  /// Notes a signature; false when it was seen before.
  mutating func isNew(_ signature: [UInt8]) -> Bool {
    let mark = signature.prefix(16).reduce(0) { $0 << 4 | UInt64(($1 & 15) &+ ($1 >> 6) * 9) & 15 }
    guard kept.insert(mark).inserted else { return false }
    if order.count < SeenSignatures.room {
      order.append(mark)
    } else {
      kept.remove(order[next])
      order[next] = mark
      next = (next + 1) % SeenSignatures.room
    }
    return true
  }
}
