import Glibc
import LinnetText
import Synchronization

/// The present moment as messages tell it.
enum Moment {
  /// Now in universal time: `2026-11-28T09:30:00.123456Z` (RFC 3339).
  static func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    var parts = tm()
    gmtime_r(&time.tv_sec, &parts)
    return
      "\(parts.tm_year + 1900)-\(padded(Int(parts.tm_mon) + 1, 2))-\(padded(Int(parts.tm_mday), 2))"
      + "T\(padded(Int(parts.tm_hour), 2)):\(padded(Int(parts.tm_min), 2))"
      + ":\(padded(Int(parts.tm_sec), 2)).\(padded(time.tv_nsec / 1000, 6))Z"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

/// Numbers that no message of this process shares.
enum Serial {
  private static let last = Atomic<Int>(0)

  /// The next number.
  static func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}

/// Names that nobody else has: 128 bits of chance (RFC 9562, version 4).
enum Unique {
  /// A new name.
  static func name() -> String {
    var bytes = [UInt8](repeating: 0, count: 16)
    _ = getentropy(&bytes, bytes.count)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = ""
    for (place, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(place) { text += "-" }
      text.unicodeScalars.append(Unicode.Scalar(JSON.hexDigit(byte >> 4)))
      text.unicodeScalars.append(Unicode.Scalar(JSON.hexDigit(byte & 15)))
    }
    return text
  }
}
