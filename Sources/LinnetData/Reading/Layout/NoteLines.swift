/// Tells remarks below a table from rows of it.
enum NoteLines {
  private static let words = [
    "source", "sources", "note", "notes", "n.b", "quelle", "quellen", "hinweis", "anmerkung",
    "fuente", "nota", "notas",
    "fonte", "bron", "data from", "data source", "last updated", "updated", "legend", "copyright",
    "footnote",
    "footnotes", "extracted", "downloaded", "generated", "stand:", "(c)", "©", "*", "†", "‡", "§",
    "remarque",
    "generated from", "special value", "flags", "symbols",
  ].map { (word: String) in Array(word.utf8) }

  /// True for a text that only a remark would be.
  static func isNote(_ bytes: [UInt8]) -> Bool {
    if isRule(bytes) { return true }
    for word in words where begins(bytes, with: word) {
      // `Notes` and `Source: …`, but not `Sourceville` or `Notebook`.
      guard bytes.count > word.count, let last = word.last, last | 32 >= 97, last | 32 <= 122 else {
        return true
      }
      let next = bytes[word.count]
      if next == UInt8(ascii: ":") || next == UInt8(ascii: ".") || next == 0x20 { return true }
    }
    if bytes.first == UInt8(ascii: "("), bytes.last == UInt8(ascii: ")"),
      bytes.contains(where: { $0 &- 48 <= 9 }), bytes.contains(UInt8(ascii: "r"))
    {
      // `(12 rows)`
      return true
    }
    return false
  }

  /// True for a line of dashes, lines or points, which closes a table.
  static func isRule(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 3
      && bytes.allSatisfy {
        $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "=")
          || $0 == UInt8(ascii: "*")
          || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "~")
          || $0 == 0x20
          || $0 == 0xE2 || $0 == 0x80 || $0 == 0x94 || $0 == 0x93 || $0 == 0x95
      }
  }

  /// True for a text of several words that reads like a sentence.
  static func isSentence(_ bytes: [UInt8]) -> Bool {
    var spaces = 0
    for (place, byte) in bytes.enumerated() {
      if byte == 0x20 { spaces += 1 }
      if byte == UInt8(ascii: ":"), place + 1 < bytes.count, bytes[place + 1] == 0x20 {
        return true
      }
    }
    return spaces >= 3
  }

  private static func begins(_ bytes: [UInt8], with word: [UInt8]) -> Bool {
    guard bytes.count >= word.count else { return false }
    for (step, letter) in word.enumerated() {
      let byte = bytes[step]
      guard byte == letter || byte >= 65 && byte <= 90 && byte | 32 == letter else { return false }
    }
    return true
  }
}
