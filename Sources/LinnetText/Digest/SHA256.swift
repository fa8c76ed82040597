/// The SHA-256 digest of bytes (FIPS 180-4, section 6.2).
///
/// ```swift
/// SHA256.hex(of: Array("abc".utf8))   // ba7816bf 8f01cfea …, without the spaces
/// ```
///
/// Lessons name their data by it, and the events of a student's progress are chained with it, in the
/// browser as in the terminal. It guards against accidents and shows changes; it keeps no secrets.
public struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  private var words = [UInt32](repeating: 0, count: 64)

  /// The digest, 32 bytes.
  public static func digest(of bytes: [UInt8]) -> [UInt8] {
    var work = SHA256()
    let whole = bytes.count & ~63
    bytes.withUnsafeBufferPointer { bytes in
      for start in stride(from: 0, to: whole, by: 64) {
        work.take(UnsafeBufferPointer(rebasing: bytes[start..<start + 64]))
      }
    }
    // The rest, a one bit, zeros, and the number of bits (section 5.1.1).
    var rest = Array(bytes[whole...])
    rest.append(0x80)
    while rest.count % 64 != 56 { rest.append(0) }
    let bits = UInt64(bytes.count) << 3
    for shift in stride(from: 56, through: 0, by: -8) {
      rest.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    rest.withUnsafeBufferPointer { rest in
      for start in stride(from: 0, to: rest.count, by: 64) {
        work.take(UnsafeBufferPointer(rebasing: rest[start..<start + 64]))
      }
    }
    var digest: [UInt8] = []
    for word in work.state {
      for shift in [24, 16, 8, 0] as [UInt32] {
        digest.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    return digest
  }

  /// The digest as 64 hexadecimal digits.
  public static func hex(of bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for byte in digest(of: bytes) {
      text.append(JSON.hexDigit(byte >> 4))
      text.append(JSON.hexDigit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Takes in one block of 64 bytes.
  private mutating func take(_ block: UnsafeBufferPointer<UInt8>) {
    for place in 0..<16 {
      let start = place * 4
      words[place] =
        UInt32(block[start]) << 24 | UInt32(block[start + 1]) << 16
        | UInt32(block[start + 2]) << 8 | UInt32(block[start + 3])
    }
    for place in 16..<64 {
      let a = words[place - 15]
      let b = words[place - 2]
      let low = SHA256.turned(a, 7) ^ SHA256.turned(a, 18) ^ (a >> 3)
      let high = SHA256.turned(b, 17) ^ SHA256.turned(b, 19) ^ (b >> 10)
      words[place] = words[place - 16] &+ low &+ words[place - 7] &+ high
    }
    var a = state[0]
    var b = state[1]
    var c = state[2]
    var d = state[3]
    var e = state[4]
    var f = state[5]
    var g = state[6]
    var h = state[7]
    for place in 0..<64 {
      let sum1 = SHA256.turned(e, 6) ^ SHA256.turned(e, 11) ^ SHA256.turned(e, 25)
      let choice = (e & f) ^ (~e & g)
      let one = h &+ sum1 &+ choice &+ SHA256.constants[place] &+ words[place]
      let sum0 = SHA256.turned(a, 2) ^ SHA256.turned(a, 13) ^ SHA256.turned(a, 22)
      let two = sum0 &+ ((a & b) ^ (a & c) ^ (b & c))
      h = g
      g = f
      f = e
      e = d &+ one
      d = c
      c = b
      b = a
      a = one &+ two
    }
    for (place, word) in [a, b, c, d, e, f, g, h].enumerated() { state[place] &+= word }
  }

  private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (section 4.2.2).
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
