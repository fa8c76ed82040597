import LinnetStdlib

/// The language's functions that are written in the language itself, told from their text.
///
/// Each stands at the beginning of a line below its comment: a sentence, perhaps more, and examples, which are
/// indented. They are compiled when a program first names one.
enum StandardLibrary {
  /// What is told about a function.
  struct Entry: Sendable {
    var name: String
    var usage: String
    var summary: String
    var examples: [String]
    var family: String
    /// True for one whose comment says that it sees the whole column in a formula about rows.
    var seesWholeColumns: Bool
  }

  /// All functions, file by file.
  static let entries: [Entry] = StdlibTexts.all.flatMap { file in
    read(String(decoding: file.text, as: UTF8.self), family: file.family)
  }

  /// The functions as the machine takes them in.
  static let library = MachineLibrary(
    StdlibTexts.all.map { file in
      let functions = read(String(decoding: file.text, as: UTF8.self), family: file.family)
      return MachineLibrary.File(
        source: Source(bytes: file.text, name: file.family), names: functions.map { $0.name },
        ofWholeColumns: functions.filter { $0.seesWholeColumns }.map { $0.name })
    })

  /// The function with a name; nil when there is none.
  static func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

  /// The lines that define a function, with its name and how it is called.
  private static func definitions(_ text: String) -> [(line: Int, name: String, usage: String)] {
    var found: [(line: Int, name: String, usage: String)] = []
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let isLong = line.utf8.starts(with: "define ".utf8)
      let start = isLong ? line.utf8.dropFirst(7) : Substring(line).utf8[...]
      guard let first = start.first, first != 0x23, first > 0x40,
        let open = start.firstIndex(of: UInt8(ascii: "(")),
        let close = start.firstIndex(of: UInt8(ascii: ")")),
        isLong || start[close...].dropFirst().starts(with: " = ".utf8)
      else { continue }
      let name = String(decoding: start[..<open], as: UTF8.self)
      let inputs = String(decoding: start[open...].dropFirst().prefix { $0 != 0x29 }, as: UTF8.self)
        .split(separator: ",").map { input in
          // Of an option only the name is told, not what it is without being given.
          let word = input.drop { $0 == " " }
          return word.contains(":") ? word.prefix { $0 != ":" } + ":" : word
        }
      found.append((place, name, "\(name)(\(inputs.joined(separator: ", ")))"))
    }
    return found
  }

  private static func read(_ text: String, family: String) -> [Entry] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    var entries: [Entry] = []
    for definition in definitions(text) {
      var start = definition.line
      while start > 0, lines[start - 1].utf8.first == UInt8(ascii: "#") { start -= 1 }
      var summary = ""
      var example: [String] = []
      var seesWholeColumns = false
      for place in start..<definition.line {
        let line = String(lines[place].dropFirst(2))
        if place == start { summary = line }
        if line.utf8.starts(with: "    ".utf8) { example.append(String(line.dropFirst(4))) }
        if line.utf8.starts(with: "In a formula about rows it sees".utf8) {
          seesWholeColumns = true
        }
      }
      entries.append(
        Entry(
          name: definition.name, usage: definition.usage, summary: summary,
          examples: example.isEmpty ? [] : [example.joined(separator: "\n")], family: family,
          seesWholeColumns: seesWholeColumns))
    }
    return entries
  }
}
