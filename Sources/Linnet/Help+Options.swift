extension Help {
  /// What an option means to some words.
  struct OptionUse {
    /// The words that take it.
    var words: [String]
    /// What it does there.
    var sentence: String
    /// A program that gives it.
    var example: String
  }

  /// What an option of this name means, for each of its meanings with the words that take it.
  static func uses(ofOption name: String) -> [OptionUse] {
    var uses: [OptionUse] = []
    func add(_ input: Native.Input, _ word: String, _ examples: [String]) {
      guard input.isOption, input.name == name else { return }
      let given = examples.first { Help.holds($0, "\(name): ") }
      let example = input.example.isEmpty ? given ?? examples.first ?? "" : input.example
      guard let place = uses.firstIndex(where: { $0.sentence == input.sentence }) else {
        uses.append(OptionUse(words: [word], sentence: input.sentence, example: example))
        return
      }
      if !uses[place].words.contains(word) { uses[place].words.append(word) }
    }
    for native in Library.natives {
      for input in native.inputs { add(input, native.name, native.examples) }
    }
    for verb in Library.verbs {
      for input in verb.options { add(input, verb.name, examples(of: verb.name, verb.examples)) }
    }
    // Most people mean the option that most words have.
    return uses.sorted { $0.words.count > $1.words.count }
  }

  /// The names of all options, sorted.
  static let optionNames: [String] = {
    var names: Set<String> = []
    for native in Library.natives {
      for input in native.inputs where input.isOption { names.insert(input.name) }
    }
    for verb in Library.verbs { for input in verb.options { names.insert(input.name) } }
    return names.sorted()
  }()

  /// Help on an option; nil when no word has one of this name.
  static func ofOption(_ name: String) -> Help? {
    let uses = uses(ofOption: name)
    guard let first = uses.first else { return nil }
    var help = Help(
      word: name, summary: "", usage: "\(first.words[0]) …, \(name): …", examples: [],
      family: "options")
    help.describe(uses)
    help.summary =
      uses.count == 1 ? "An option of \(Help.listed(first.words)): \(first.sentence)." : ""
    if uses.count == 1 { help.uses = [] }
    help.examples = Array(uses.map { $0.example }.filter { !$0.isEmpty }.prefix(3))
    return help
  }

  /// Adds what the word means as an option, and as the grouping of steps.
  mutating func describe(_ uses: [OptionUse]) {
    self.uses = uses.map { "\(Help.listed($0.words)): \($0.sentence)." }
  }

  /// The steps that a word of the grammar may stand behind, for its help; nil for other words.
  static func steps(taking word: String) -> String? {
    let steps = Library.verbs.filter { verb in
      switch word {
      case "by": verb.follows.groups || verb.options.contains { $0.name == "by" }
      case "descending", "ascending": verb.follows.orders
      default: false
      }
    }
    return steps.isEmpty ? nil : "Steps that take it: \(listed(steps.map { $0.name }))."
  }

  /// True when a text holds another.
  private static func holds(_ text: String, _ part: String) -> Bool {
    var rest = text.utf8[...]
    while rest.count >= part.utf8.count {
      if rest.starts(with: part.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }

  static func listed(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}
