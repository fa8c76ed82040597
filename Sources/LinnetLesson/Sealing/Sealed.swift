import Linnet

/// The part of a student's copy that is not to be read by the way.
///
/// ```
/// <!-- @sealed of=DIGEST seal=DIGEST copy=DIGEST
/// LS0tCmxlc3Nvbjogei1ib3NvbgotLS0KCiMg…
/// -->
/// ```
/// `of` is the digest of the teacher's lesson, by which results name it; `seal` that of what is sealed; `copy` that of
/// what is to be seen, so that a change in it shows. A reader of lessons opens the seal by itself.
enum Sealed {
  /// What was sealed.
  struct Opened {
    /// The lesson's text.
    var text: String
    /// The digest of the teacher's lesson.
    var digest: String
    /// True when what is to be seen was changed since.
    var isChanged: Bool
    /// The line of the comment.
    var line: Int
  }

  /// A copy with the lesson sealed at its end.
  static func sealed(_ visible: String, lesson: String, digest: String) -> String {
    let bytes = Array(lesson.utf8)
    return visible + "\n<!-- @sealed of=\(digest) seal=\(short(bytes)) copy=\(seen(visible))\n"
      + SealedLetters.rows(bytes) + "\n-->\n"
  }

  /// Opens a copy; nil for a text without a seal, and for one whose seal is damaged.
  static func opened(_ text: String) -> Opened? {
    guard let place = place(in: text) else { return nil }
    let bytes = Array(text.utf8)
    let rest = bytes[(place + mark.count)...]
    var end = rest.startIndex
    while end + 2 < rest.endIndex, !rest[end...].starts(with: "-->".utf8) { end += 1 }
    guard end + 2 < rest.endIndex else { return nil }
    var pieces = rest[rest.startIndex..<end].split { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }
    var words: [String: String] = [:]
    for key in ["of", "seal", "copy"] {
      guard let first = pieces.first else { return nil }
      words[key] = String(decoding: first, as: UTF8.self).value(of: key)
      pieces.removeFirst()
    }
    var letters = ""
    for piece in pieces { letters += String(decoding: piece, as: UTF8.self) }
    guard let digest = words["of"], let content = SealedLetters.bytes(letters),
      words["seal"] == short(content)
    else { return nil }
    let visible = String(decoding: bytes[..<place], as: UTF8.self)
    let after = bytes[(end + 3)...].contains { $0 > 0x20 }
    return Opened(
      text: String(decoding: content, as: UTF8.self), digest: digest,
      isChanged: after || words["copy"] != seen(visible),
      line: bytes[..<place].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 })
  }

  /// The line of a seal, whole or damaged; nil for a text without one.
  static func line(in text: String) -> Int? {
    place(in: text).map { text.utf8.prefix($0).reduce(1) { $1 == 0x0A ? $0 + 1 : $0 } }
  }

  private static let mark = Array("<!-- @sealed ".utf8)

  /// Where the last seal begins, at the start of a line.
  private static func place(in text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count > mark.count else { return nil }
    var place = bytes.count - mark.count
    while place >= 0 {
      if bytes[place] == mark[0], place == 0 || bytes[place - 1] == 0x0A,
        bytes[place...].starts(with: mark)
      {
        return place
      }
      place -= 1
    }
    return nil
  }

  private static func short(_ bytes: [UInt8]) -> String {
    String(SHA256.hex(of: bytes).prefix(16))
  }

  /// A digest of what is to be seen that spaces at the ends of lines and other ends of lines do not change.
  private static func seen(_ text: String) -> String {
    var kept: [UInt8] = []
    for line in text.utf8.split(separator: 0x0A) {
      var line = line
      while let last = line.last, last == 0x20 || last == 0x09 || last == 0x0D { line.removeLast() }
      if line.isEmpty { continue }
      kept += line
      kept.append(0x0A)
    }
    return short(kept)
  }
}
