/// Every mistake and note, with its sentences, as data.
///
/// Sentences hold named slots in braces, `{name}`. An entry may have several wordings; the first whose
/// slots all have a value is used, so a suggestion is a slot that may be left out. Each room keeps its
/// entries in a file of its own, `Catalogue+Room.swift`, and is listed in `all`.
public enum Catalogue {
  /// One kind of mistake or note.
  public struct Entry: Sendable {
    /// The stable code.
    public let code: MistakeCode
    /// Whether the run ends.
    public let kind: Kind
    /// The sentences, most telling first; the last needs the fewest slots.
    public let wordings: [String]
    /// A value for every slot, for tests and for documents.
    public let samples: [String: String]
    /// What `explain CODE` says before its examples.
    public let explanation: String
    /// A program with this mistake; empty when none can be shown.
    public let bad: String
    /// The same program put right.
    public let mended: String
    /// The text files that its programs load, by their names.
    public let files: [String: String]
    /// True when the mistake is found while reading, before anything runs.
    public let isFoundByReading: Bool

    /// Makes an entry.
    public init(
      _ code: MistakeCode, _ wordings: [String], kind: Kind = .mistake,
      samples: [String: String] = [:], explain: String, bad: String = "", mended: String = "",
      files: [String: String] = [:], isFoundByReading: Bool = false
    ) {
      self.code = code
      self.kind = kind
      self.wordings = wordings
      self.samples = samples
      explanation = explain
      self.bad = bad
      self.mended = mended
      self.files = files
      self.isFoundByReading = isFoundByReading
    }

    /// The explanation with its examples, as `explain CODE` shows it.
    public var explained: String {
      var text = code.text + "\n\n" + explanation + "\n"
      for name in files.keys.sorted() where !name.utf8.contains(0x2F) {
        text += "\nWhen `\(name)` holds\n\n" + Self.indented(files[name] ?? "")
      }
      if !bad.isEmpty { text += "\nNot like this:\n\n" + Self.indented(bad) }
      if !mended.isEmpty { text += "\nLike this:\n\n" + Self.indented(mended) }
      return text
    }

    private static func indented(_ program: String) -> String {
      var text = ""
      let ends = program.utf8.last == 0x0A
      for line in (ends ? program.dropLast() : program[...])
        .split(separator: "\n", omittingEmptySubsequences: false)
      {
        text += line.isEmpty ? "\n" : "    " + line + "\n"
      }
      return text
    }
  }

  /// Whether a run ends or goes on.
  public enum Kind: UInt8, Sendable {
    /// The run ends.
    case mistake
    /// The run goes on.
    case note
  }

  /// All entries of all rooms.
  public static let all: [Entry] =
    reading + otherLanguages + names + values + datasets + files + running + machine + builtins
    + columns + json + verbs + binaryFiles + tables + pictures + command + lessons

  /// The entry of a code; nil for a code that a host made up.
  public static func entry(_ code: MistakeCode) -> Entry? {
    byCode[code].map { all[$0] }
  }

  private static let byCode: [MistakeCode: Int] = {
    var table: [MistakeCode: Int] = [:]
    for (index, entry) in all.enumerated() where table[entry.code] == nil {
      table[entry.code] = index
    }
    return table
  }()
}
