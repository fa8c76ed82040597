import LinnetText

extension Mistake {
  /// True for a remark on a run that goes on.
  public var isNote: Bool { Catalogue.standard.kind(code) == .note }

  /// The sentences with their slots filled in.
  ///
  /// A code without an entry gives the slot `message`, else a general sentence.
  public var sentences: String { sentences(from: .standard) }

  /// The sentences in the words of a catalogue, which may be in another language.
  public func sentences(from catalogue: Catalogue) -> String {
    guard let entry = catalogue.entry(code) else {
      return slots["message"].map { Self.clean($0, limit: 2000) } ?? "Something went wrong here."
    }
    var last = ""
    for wording in entry.wordings {
      let (text, isFull) = Self.filled(wording, with: slots)
      if isFull { return text }
      last = text
    }
    return last
  }

  /// The sentences of a wording, and whether every slot had a value.
  static func filled(_ wording: String, with slots: [String: String]) -> (String, Bool) {
    var result: [UInt8] = []
    var name: [UInt8] = []
    var isInSlot = false
    var isFull = true
    let bytes = Array(wording.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      index += 1
      if !isInSlot, byte == 0x7B || byte == 0x7D, next == byte {
        // `{{` stands for a brace, as in a text of the language.
        result.append(byte)
        index += 1
      } else if !isInSlot, byte == 0x7B {
        isInSlot = true
        name = []
      } else if isInSlot, byte == 0x7D {
        isInSlot = false
        let key = String(decoding: name, as: UTF8.self)
        if let value = slots[key] {
          // A message of the person's own is given in full, and so is what the language lists; quoted source is
          // kept short.
          let limit =
            switch key {
            case "message", "formats", "endings", "decisions": 2000
            // What is to be typed is of no use without its end.
            case "fixed": 140
            default: 60
            }
          result += clean(value, limit: limit).utf8
        } else {
          isFull = false
          result += "…".utf8
        }
      } else if isInSlot {
        name.append(byte)
      } else {
        result.append(byte)
      }
    }
    return (String(decoding: result, as: UTF8.self), isFull)
  }

  /// A value made fit to stand in a sentence: on one line, without control characters, not too long.
  static func clean(_ text: String, limit: Int) -> String {
    var result = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      if count == limit {
        result.append("…")
        break
      }
      result.append(TextWidth.isControl(scalar.value) ? " " : scalar)
      count += 1
    }
    return String(result)
  }
}
