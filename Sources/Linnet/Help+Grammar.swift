import LinnetEnglish

extension Help {
  /// A word of the grammar, which no table of functions knows.
  struct Entry: Sendable {
    /// The word.
    var word: String
    /// Words that are told with it.
    var others: [String]
    /// The family it is listed under.
    var family: String
    /// How it is written.
    var usage = ""
    /// One sentence.
    var summary = ""
    /// Programs that run as they stand.
    var examples: [String] = []

    /// What `help` says about it.
    var help: Help {
      Help(word: word, summary: summary, usage: usage, examples: examples, family: family)
    }
  }

  /// The words of the grammar, in the order in which a lesson would meet them.
  static let grammar = entries(English.grammar)

  /// Reads help from its text.
  ///
  /// `# word, others (family)`, then in backticks how it is written, a sentence, and examples, which are indented;
  /// between two of them stands `Or:`.
  static func entries(_ text: [UInt8]) -> [Entry] {
    var entries: [Entry] = []
    var startsExample = true
    for line in text.split(separator: 0x0A) {
      let words = String(decoding: line, as: UTF8.self)
      if line.first == UInt8(ascii: "#") {
        entries.append(heading(line.dropFirst(2)))
        startsExample = true
      } else if let last = entries.indices.last {
        if line.first == UInt8(ascii: " ") {
          let program = String(words.dropFirst(4))
          if startsExample {
            entries[last].examples.append(program)
          } else {
            entries[last].examples[entries[last].examples.count - 1] += "\n" + program
          }
          startsExample = false
        } else if words == "Or:" {
          startsExample = true
        } else if entries[last].usage.isEmpty {
          entries[last].usage = String(words.dropFirst().dropLast())
        } else {
          entries[last].summary = words
        }
      }
    }
    return entries
  }

  /// What a heading says.
  private static func heading(_ line: ArraySlice<UInt8>) -> Entry {
    let open = line.firstIndex(of: UInt8(ascii: "(")) ?? line.endIndex
    let words = line[..<open].split(separator: UInt8(ascii: ",")).map { word in
      String(decoding: word.drop { $0 == 0x20 }, as: UTF8.self)
    }
    let family = line[open...].dropFirst().prefix { $0 != UInt8(ascii: ")") }
    // A family behind the words leaves a blank after the last of them.
    let names = words.map { $0.hasSuffix(" ") ? String($0.dropLast()) : $0 }
    return Entry(
      word: names.first ?? "", others: Array(names.dropFirst()),
      family: family.isEmpty ? "sentences" : String(decoding: family, as: UTF8.self))
  }
}
