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
  }

  /// All functions, file by file.
  static let entries: [Entry] = StdlibTexts.all.flatMap { file in
    read(file.text, family: file.family)
  }

  /// The functions as the machine takes them in.
  ///
  /// Every start needs their names, so these are found without taking the texts apart.
  static let library = MachineLibrary(
    StdlibTexts.all.map { file in
      var names: [String] = []
      var whole: [String] = []
      var seesWholeColumns = false
      eachLine(of: file.text) { line in
        if line.starts(with: wholeColumnMark.utf8) {
          seesWholeColumns = true
        } else if let name = definedName(line) {
          names.append(name)
          if seesWholeColumns { whole.append(name) }
          seesWholeColumns = false
        }
      }
      return MachineLibrary.File(
        source: Source(bytes: file.text, name: file.family), names: names, ofWholeColumns: whole)
    })

  /// The line of a comment that makes a function see whole columns.
  private static let wholeColumnMark = "# In a formula about rows it sees"

  private static func eachLine(of text: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
    var start = 0
    for (place, byte) in text.enumerated() where byte == 0x0A {
      body(text[start..<place])
      start = place + 1
    }
  }

  /// The name that a line defines as a function; nil for any other line.
  private static func definedName(_ line: ArraySlice<UInt8>) -> String? {
    guard let first = line.first, first > 0x40 else { return nil }
    let isLong = line.starts(with: "define ".utf8)
    let start = isLong ? line.dropFirst(7) : line
    guard let open = start.firstIndex(of: UInt8(ascii: "(")) else { return nil }
    if !isLong {
      guard let close = start.firstIndex(of: UInt8(ascii: ")")),
        start[close...].dropFirst().starts(with: " = ".utf8)
      else { return nil }
    }
    return String(decoding: start[..<open], as: UTF8.self)
  }

  /// The function with a name; nil when there is none.
  static func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

  /// How a function is called, from the line that defines it.
  private static func usage(_ name: String, _ line: String) -> String {
    let inputs = line.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }.split(separator: ",")
    let words = inputs.map { input in
      // Of an option only the name is told, not what it is without being given.
      let word = input.drop { $0 == " " }
      return word.utf8.contains(UInt8(ascii: ":"))
        ? String(word.prefix { $0 != ":" }) + ":" : String(word)
    }
    return name + "(" + words.joined(separator: ", ") + ")"
  }

  private static func read(_ text: [UInt8], family: String) -> [Entry] {
    var entries: [Entry] = []
    var summary = ""
    var example: [String] = []
    eachLine(of: text) { line in
      if line.starts(with: "#     ".utf8) {
        example.append(String(decoding: line.dropFirst(6), as: UTF8.self))
      } else if line.first == UInt8(ascii: "#") {
        if summary.isEmpty { summary = String(decoding: line.dropFirst(2), as: UTF8.self) }
      } else if let name = definedName(line) {
        entries.append(
          Entry(
            name: name, usage: usage(name, String(decoding: line, as: UTF8.self)),
            summary: summary,
            examples: example.isEmpty ? [] : [example.joined(separator: "\n")], family: family))
        summary = ""
        example = []
      }
    }
    return entries
  }
}
