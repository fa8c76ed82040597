import LinnetSyntax

/// The words of the language that are functions or verbs, for help and completion.
public enum Library {
  /// The built-in functions.
  public static var natives: [Native] { Native.all }

  /// A step of a pipeline, as far as help and completion need it.
  public struct Step: Sendable {
    /// The word.
    public let name: String
    /// Words that are read as this one.
    public let aliases: [String]
    /// How it is written.
    public let usage: String
    /// One sentence.
    public let summary: String
    /// Programs that run as they stand.
    public let examples: [String]
    /// Its options.
    public let options: [Native.Input]
    /// Whether `by` may follow, `ascending` or `descending`, and `to` with a new name.
    public let follows: (groups: Bool, orders: Bool, newName: Bool)
  }

  /// The verbs of pipelines, sorted by name.
  public static let verbs: [Step] = Verb.inOrder.map { verb in
    Step(
      name: verb.name, aliases: verb.aliases, usage: verb.usage, summary: verb.summary,
      examples: verb.examples, options: verb.options,
      follows: (
        verb.follows.contains(.groups), verb.follows.contains(.orders),
        verb.follows.contains(.newName)
      ))
  }.sorted { $0.name < $1.name }

  /// True for the name of a built-in function or a verb.
  public static func isWord(_ name: String) -> Bool {
    Verb.all[name] != nil || Native.named(name) != nil
  }

  /// True for a function whose result a person sets, such as `slider`; its first input is a name.
  public static func isControl(_ name: String) -> Bool {
    Native.controls.contains { $0.name == name }
  }

  /// What a function or verb of other languages is called here; nil for a word nobody says.
  static func ours(_ name: String) -> String? {
    let small = name.lowercased()
    // Spreadsheets write their functions in capitals.
    if small != name, Native.named(small) != nil { return small }
    guard let word = Vocabulary.elsewhere[small], Library.isWord(word) else { return nil }
    return word
  }
}

extension Vocabulary {
  /// The words of the language: those of the grammar, the verbs and the built-in functions.
  public static let standard: Vocabulary = {
    var commands: [Command] = []
    var functions = Set<String>(minimumCapacity: Native.all.count)
    commands.reserveCapacity(2 * Verb.inOrder.count)
    for verb in Verb.inOrder {
      let native = Native.named(verb.name)
      for word in [verb.name] + verb.aliases {
        commands.append(
          Command(
            word, meaning: verb.name,
            isShowing: native?.traits.isSuperset(of: .showing) ?? false, isStep: true,
            needsInput: verb.needsInput, startsWithColumn: verb.startsWithColumn))
      }
    }
    for native in Native.all where Verb.all[native.name] == nil {
      guard native.traits.contains(.command) else {
        functions.insert(native.name)
        continue
      }
      for word in [native.name] + native.aliases {
        commands.append(
          Command(
            word, meaning: native.name, isShowing: native.traits.isSuperset(of: .showing),
            takesGroups: !native.traits.contains(.ungrouped)))
      }
    }
    return Vocabulary(
      commands: commands, functions: functions,
      isFileEnding: { FileFormat.isLoaded(ending: $0) })
  }()
}

extension Parser {
  /// Reads a whole source with the words of the language; see `read` with a vocabulary.
  public static func read(
    _ source: Source, knownNames: Set<String> = [], nesting: Int = 200
  ) -> Reading {
    read(source, vocabulary: .standard, knownNames: knownNames, nesting: nesting)
  }
}
