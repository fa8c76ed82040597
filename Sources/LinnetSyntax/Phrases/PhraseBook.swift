import LinnetEnglish

/// The turns of phrase that people use, each with the line that they mean: `LinnetEnglish/Words/phrases.txt`.
///
/// It is read when a line has failed, never before. How its entries are written stands in the README of
/// `LinnetEnglish`.
public struct PhraseBook: Sendable {
  /// What one may say, and what it is here.
  struct Entry: Sendable {
    let pattern: PhrasePattern
    /// The line that is meant, with the slots of the pattern.
    let template: [UInt8]
    /// The mistake that says so; nil for the one that fits the place.
    let code: MistakeCode?
  }

  /// Whole lines.
  private(set) var lines: [Entry] = []
  /// What stands behind `then`, `%>%` or a point.
  private(set) var steps: [Entry] = []
  /// Questions about rows.
  private(set) var questions: [Entry] = []
  /// Several words that are one here.
  private(set) var words: [Entry] = []
  /// Classes of words that mean the same, by their name.
  private(set) var classes: [String: Set<String>] = [:]

  /// The one book.
  static let standard = PhraseBook(English.phrases)

  init(_ text: [UInt8]) {
    var lists: [String: [String]] = [:]
    var section = ""
    for row in text.split(separator: 0x0A) {
      let row = Self.trimmed(row)
      guard let first = row.first, first != UInt8(ascii: "#") else { continue }
      if first == UInt8(ascii: "["), row.last == UInt8(ascii: "]"), !row.contains(0x20) {
        section = String(decoding: row.dropFirst().dropLast(), as: UTF8.self)
        continue
      }
      if section == "classes" {
        guard let colon = row.firstIndex(of: UInt8(ascii: ":")) else { continue }
        let words = row[(colon + 1)...].split(separator: UInt8(ascii: ",")).map {
          String(decoding: Self.trimmed($0), as: UTF8.self)
        }
        lists[String(decoding: row[..<colon], as: UTF8.self), default: []] += words
        continue
      }
      guard let entry = Self.entry(row, lists) else { continue }
      switch section {
      case "lines": lines.append(entry)
      case "steps": steps.append(entry)
      case "questions": questions.append(entry)
      case "words": words.append(entry)
      default: break
      }
    }
    classes = lists.mapValues { Set($0) }
  }

  func isOne(of name: String, _ unit: PhraseUnit) -> Bool {
    unit.kind == .word && classes[name]?.contains(unit.small) == true
  }

  /// Reads `pattern => template`, or `pattern => (code) template`.
  private static func entry(_ row: ArraySlice<UInt8>, _ classes: [String: [String]]) -> Entry? {
    var place = row.startIndex
    let arrow = Array(" => ".utf8)
    while place + arrow.count <= row.endIndex, !row[place...].starts(with: arrow) { place += 1 }
    guard place + arrow.count <= row.endIndex || place + 3 <= row.endIndex else { return nil }
    var template = trimmed(row[min(place + arrow.count, row.endIndex)...])
    var code: MistakeCode?
    if template.first == UInt8(ascii: "("), let close = template.firstIndex(of: UInt8(ascii: ")")),
      template[template.startIndex..<close].allSatisfy({
        $0 == 0x28 || $0 == 0x2D || $0 >= 0x61 && $0 <= 0x7A
      })
    {
      code = MistakeCode(
        String(decoding: template[(template.startIndex + 1)..<close], as: UTF8.self))
      template = trimmed(template[(close + 1)...])
    }
    return Entry(
      pattern: PhrasePattern(row[..<place], classes: classes), template: Array(template), code: code
    )
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let first = text.first, first == 0x20 || first == 0x0D { text = text.dropFirst() }
    while let last = text.last, last == 0x20 || last == 0x0D { text = text.dropLast() }
    return text
  }
}
