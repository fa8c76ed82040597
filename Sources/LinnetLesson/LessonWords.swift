import LinnetEnglish

/// The sentences of a guided lesson, by key.
///
/// They are text (`Words/lesson.txt` of the language's folder), read when the first of them is needed.
public struct LessonWords: Sendable {
  /// The sentences, their slots still open.
  public let sentences: [String: String]

  /// The sentences in English.
  public static let english = LessonWords(reading: English.lesson)

  /// The sentences of the teacher's tools in English.
  public static let classroom = LessonWords(reading: English.classroom)

  /// Reads lines of `key: sentence`; empty lines and those that begin with `#` mean nothing.
  public init(reading bytes: [UInt8]) {
    var sentences: [String: String] = [:]
    for line in bytes.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let sentence = line[(colon + 1)...].drop { $0 == 0x20 }
      sentences[String(decoding: line[..<colon], as: UTF8.self)] = String(
        decoding: sentence, as: UTF8.self)
    }
    self.sentences = sentences
  }

  /// A sentence with its slots filled; the key itself where there is none, which a test forbids.
  public func say(_ key: String, _ slots: [String: String] = [:]) -> String {
    guard let sentence = sentences[key] else { return key }
    var text: [UInt8] = []
    var slot: [UInt8]?
    for byte in sentence.utf8 {
      switch (byte, slot) {
      case (UInt8(ascii: "{"), nil): slot = []
      case (UInt8(ascii: "}"), .some(let name)):
        text += (slots[String(decoding: name, as: UTF8.self)] ?? "").utf8
        slot = nil
      case (_, .some): slot?.append(byte)
      default: text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// “1 point”, “3 points”.
  static func counted(_ count: Int, _ word: String) -> String {
    count == 1 ? "1 \(word)" : "\(count) \(word)s"
  }
}
