import Linnet

/// The texts of a lesson in another language, as translators' files hold them (gettext's PO files).
///
/// ```swift
/// let finnish = LessonCatalogue(reading: bytes)
/// let lesson = LessonDocument(reading: text, name: "z.lesson", in: finnish)
/// ```
/// Code, names and answers stay as they are, and every line stays on its line, so that mistakes still point into
/// the teacher's file. What is not translated, or only by guess (`fuzzy`), stays in the lesson's language.
public struct LessonCatalogue: Sendable {
  /// The translations by the text that they are of.
  public private(set) var translations: [String: String] = [:]

  /// Reads a PO file, `msgid` and `msgstr` with their escapes; what is not understood is passed over.
  public init(reading bytes: [UInt8]) {
    var id: [UInt8]?
    var text: [UInt8]?
    var isFuzzy = false
    var isFuzzyNext = false
    func finish(_ catalogue: inout LessonCatalogue) {
      if let id, let text, !id.isEmpty, !text.isEmpty, !isFuzzy {
        catalogue.translations[String(decoding: id, as: UTF8.self)] = String(
          decoding: text, as: UTF8.self)
      }
    }
    for var line in bytes.split(separator: 0x0A) {
      if line.last == 0x0D { line.removeLast() }
      line = line.drop { $0 == 0x20 || $0 == 0x09 }
      if line.starts(with: "#,".utf8) {
        let words = line.split { $0 == 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "#") }
        if words.contains(where: { $0.elementsEqual("fuzzy".utf8) }) { isFuzzyNext = true }
      } else if line.starts(with: "msgid ".utf8) {
        finish(&self)
        isFuzzy = isFuzzyNext
        isFuzzyNext = false
        id = LessonCatalogue.quoted(line)
        text = nil
      } else if line.starts(with: "msgstr ".utf8) {
        text = LessonCatalogue.quoted(line)
      } else if line.first == UInt8(ascii: "\"") {
        if text != nil {
          text? += LessonCatalogue.quoted(line)
        } else {
          id? += LessonCatalogue.quoted(line)
        }
      }
    }
    finish(&self)
  }

  /// The text between the quotes of a line, its escapes resolved.
  private static func quoted(_ line: ArraySlice<UInt8>) -> [UInt8] {
    guard let first = line.firstIndex(of: UInt8(ascii: "\"")) else { return [] }
    var result: [UInt8] = []
    var place = first + 1
    while place < line.endIndex, line[place] != UInt8(ascii: "\"") {
      if line[place] == UInt8(ascii: "\\"), place + 1 < line.endIndex {
        place += 1
        switch line[place] {
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "r"): result.append(0x0D)
        default: result.append(line[place])
        }
      } else {
        result.append(line[place])
      }
      place += 1
    }
    return result
  }

  /// The texts of a lesson's file that people read.
  public static func texts(of text: String) -> [LessonText] {
    LessonTextReader.read(Sealed.opened(text)?.text ?? text)
  }

  /// The lesson's file in this language, line by line as long as it was.
  public func translated(_ text: String) -> String {
    let opened = Sealed.opened(text)
    let whole = opened?.text ?? text
    let bytes = Array(whole.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = 0
    for text in LessonTextReader.read(whole) {
      guard text.range.lowerBound >= place, let other = translation(of: text) else { continue }
      result += bytes[place..<text.range.lowerBound]
      let gone = bytes[text.range].count { $0 == 0x0A }
      var new = Array(other.utf8)
      // A translation has no more lines than there are, and empty ones where it has fewer.
      var lines = new.count { $0 == 0x0A }
      for index in new.indices.reversed() where lines > gone && new[index] == 0x0A {
        new[index] = 0x20
        lines -= 1
      }
      result += new
      result += [UInt8](repeating: 0x0A, count: gone - lines)
      place = text.range.upperBound
    }
    result += bytes[place...]
    return String(decoding: result, as: UTF8.self)
  }

  /// The translation of a text; nil when there is none that can stand in its place.
  public func translation(of text: LessonText) -> String? {
    guard let other = translations[text.text], other != text.text else { return nil }
    guard text.kind == .said else { return other }
    return fits(other, text.text) ? escaped(other) : nil
  }

  /// True when a translation has the same `{…}` as the text, in whatever order.
  public func fits(_ translation: String, _ text: String) -> Bool {
    LessonCatalogue.slots(translation) == LessonCatalogue.slots(text)
  }

  private static func slots(_ text: String) -> [String] {
    var slots: [String] = []
    var slot: [UInt8]?
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "{"): slot = []
      case UInt8(ascii: "}"):
        if let slot { slots.append(String(decoding: slot, as: UTF8.self)) }
        slot = nil
      default: slot?.append(byte)
      }
    }
    return slots.sorted()
  }

  /// A text that may stand between quotes of code.
  private func escaped(_ text: String) -> String {
    var result: [UInt8] = []
    var depth = 0
    var last: UInt8 = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      if byte == UInt8(ascii: "\""), depth <= 0, last != UInt8(ascii: "\\") {
        result.append(UInt8(ascii: "\\"))
      }
      result.append(byte == 0x0A ? 0x20 : byte)
      last = byte
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A catalogue for translators (a POT file): every text once, with the lines that it stands on.
  public static func template(of text: String, name: String, lesson: String, version: String)
    -> String
  {
    var order: [String] = []
    var places: [String: [LessonText]] = [:]
    for each in texts(of: text) {
      if places[each.text] == nil { order.append(each.text) }
      places[each.text, default: []].append(each)
    }
    var result = """
      msgid ""
      msgstr ""
      "Project-Id-Version: \(lesson) \(version)\\n"
      "Language: \\n"
      "MIME-Version: 1.0\\n"
      "Content-Type: text/plain; charset=UTF-8\\n"
      "Content-Transfer-Encoding: 8bit\\n"
      "X-Generator: Linnet \(Version.text)\\n"

      """
    for id in order {
      let texts = places[id] ?? []
      result += "\n#. " + note(texts[0].kind) + "\n"
      for text in texts { result += "#: \(name):\(text.line)\n" }
      result += "msgid " + literal(id) + "\nmsgstr \"\"\n"
    }
    return result
  }

  private static func note(_ kind: LessonText.Kind) -> String {
    switch kind {
    case .title: "The title of the lesson"
    case .goals: "What the lesson is for"
    case .heading: "A heading"
    case .prose: "Text"
    case .option: "An answer to choose"
    case .quote: "What is said to that answer, or a quotation"
    case .summary: "What is to be seen of a hint before it opens"
    case .said: "What a check says; keep what is in {braces} as it is"
    case .accepted: "Accepted answers; | stands between them"
    }
  }

  private static func literal(_ text: String) -> String {
    var lines: [[UInt8]] = [[]]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): lines[lines.count - 1] += "\\\"".utf8
      case UInt8(ascii: "\\"): lines[lines.count - 1] += "\\\\".utf8
      case 0x09: lines[lines.count - 1] += "\\t".utf8
      case 0x0A:
        lines[lines.count - 1] += "\\n".utf8
        lines.append([])
      default: lines[lines.count - 1].append(byte)
      }
    }
    if lines.count == 1 { return "\"" + String(decoding: lines[0], as: UTF8.self) + "\"" }
    var result = "\"\""
    for line in lines where !line.isEmpty {
      result += "\n\"" + String(decoding: line, as: UTF8.self) + "\""
    }
    return result
  }
}

extension LessonDocument {
  /// Reads a lesson in another language; results name it as the lesson that it is.
  public init(reading text: String, name: String = "", in catalogue: LessonCatalogue) {
    let own = LessonDocument(reading: text, name: name)
    self.init(asWritten: catalogue.translated(text), name: name)
    digest = own.digest
    // A student's place is kept by the names of steps, in whatever language.
    for each in LessonCatalogue.texts(of: text) where each.kind == .heading {
      ownHeadings[each.line] = each.text
    }
  }
}
