/// What there is to say about one word of the language: a sentence, how to write it, examples that run.
public struct Help: Sendable {
  /// The word.
  public var word: String
  /// One sentence.
  public var summary: String
  /// How it is written, for example `mean(values)`; may be empty.
  public var usage: String
  /// Programs that run as they stand.
  public var examples: [String]
  /// The family it is listed under.
  public var family: String
  /// The options that may be given, with a few words about each.
  public var options: [(name: String, sentence: String)] = []

  /// What the word means as an option of others, a sentence each.
  var uses: [String] = []

  /// One line of the help.
  public struct Line: Sendable {
    /// The words of the line.
    public var text: String
    /// How far its rows begin after the first, where it has to be broken; nil for code, which is not.
    public var indent: Int?
  }

  /// The whole text; with `numbered`, each example has the number that runs it in a conversation.
  public func text(numbered: Bool = false) -> String {
    lines(numbered: numbered).map { $0.text }.joined(separator: "\n")
  }

  /// The lines of the whole text, for a window in which some of them may have to be broken.
  public func lines(numbered: Bool = false) -> [Line] {
    var lines: [Line] = []
    if !usage.isEmpty { lines.append(Line(text: usage, indent: nil)) }
    if !summary.isEmpty { lines.append(Line(text: summary, indent: 0)) }
    let width = options.map { $0.name.utf8.count }.max() ?? 0
    for option in options {
      let gap = String(repeating: " ", count: width - option.name.utf8.count + 2)
      lines.append(Line(text: "  \(option.name):\(gap)\(option.sentence)", indent: width + 5))
    }
    if !uses.isEmpty {
      if !summary.isEmpty { lines.append(Line(text: "As an option:", indent: 0)) }
      lines += uses.map { Line(text: "  " + $0, indent: 4) }
    }
    for (index, example) in examples.enumerated() {
      if lines.last?.text.isEmpty == false { lines.append(Line(text: "", indent: nil)) }
      for (row, line) in example.split(separator: "\n").enumerated() {
        lines.append(
          Line(text: (numbered && row == 0 ? ":\(index + 1)  " : "    ") + line, indent: nil))
      }
    }
    if numbered, !examples.isEmpty {
      lines.append(Line(text: "", indent: nil))
      lines.append(
        Line(
          text: examples.count == 1
            ? "`:1` runs the example."
            : "`:1` \(examples.count == 2 ? "and" : "to") `:\(examples.count)` run the examples.",
          indent: 0))
    }
    return lines
  }

  /// Help on a word or an option of the language; nil when it has no such word.
  public static func of(_ word: String) -> Help? {
    // `scale:` is asked for as it is written.
    if word.hasSuffix(":") { return ofOption(String(word.dropLast())) }
    guard var help = ofWord(word) else { return ofOption(word) }
    // A function is seldom meant as an option of its name; words such as `by` and `from` mostly are.
    let uses =
      grammar.contains { $0.word == word || $0.others.contains(word) }
      ? uses(ofOption: word) : []
    if !uses.isEmpty {
      help.describe(uses)
      if let example = uses.first(where: { !$0.example.isEmpty })?.example,
        !help.examples.contains(example)
      {
        help.examples.append(example)
      }
    }
    if let steps = steps(taking: word) { help.summary += " " + steps }
    return help
  }

  private static func ofWord(_ word: String) -> Help? {
    if let entry = grammar.first(where: { $0.word == word || $0.others.contains(word) }) {
      return entry.help
    }
    if let verb = Library.verbs.first(where: { $0.name == word || $0.aliases.contains(word) }) {
      return Help(
        word: word, summary: verb.summary, usage: verb.usage,
        examples: examples(of: verb.name, verb.examples), family: "pipelines",
        options: told(verb.options))
    }
    if let native = Library.natives.first(where: { $0.name == word || $0.aliases.contains(word) }) {
      return Help(
        word: word, summary: native.summary, usage: native.usage, examples: native.examples,
        family: native.family, options: told(native.inputs))
    }
    return StandardLibrary.entry(word).map { entry in
      Help(
        word: word, summary: entry.summary, usage: entry.usage, examples: entry.examples,
        family: entry.family)
    }
  }

  private static func told(_ inputs: [Native.Input]) -> [(name: String, sentence: String)] {
    inputs.filter { $0.isOption }.map { (name: $0.name, sentence: $0.sentence) }
  }

  /// Examples of words that a pipeline and a function share, taken from the function.
  static func examples(of name: String, _ own: [String]) -> [String] {
    guard own.isEmpty else { return own }
    return Library.natives.first { $0.name == name }?.examples ?? []
  }

  /// All words with a sentence each, sorted.
  public static var words: [(word: String, description: String)] {
    var words = grammar.map { (word: $0.word, description: $0.summary) }
    words += Library.verbs.map { (word: $0.name, description: $0.summary) }
    words += Library.natives.map { (word: $0.name, description: $0.summary) }
    words += StandardLibrary.entries.map { (word: $0.name, description: $0.summary) }
    words.sort { $0.word < $1.word }
    var seen: Set<String> = []
    return words.filter { seen.insert($0.word).inserted }
  }

  /// All words by family, in the order in which they are told.
  static var families: [(name: String, words: [String])] {
    var families: [(name: String, words: [String])] = []
    func add(_ word: String, to family: String) {
      if let place = families.firstIndex(where: { $0.name == family }) {
        if !families[place].words.contains(word) { families[place].words.append(word) }
      } else {
        families.append((family, [word]))
      }
    }
    for entry in grammar { add(entry.word, to: entry.family) }
    for verb in Library.verbs { add(verb.name, to: "pipelines") }
    for native in Library.natives { add(native.name, to: native.family) }
    for entry in StandardLibrary.entries { add(entry.name, to: entry.family) }
    return families
  }

  /// All words by family, wrapped to a width.
  public static func overview(columns: Int = 80) -> String {
    var lines = ["The words of Linnet. `help WORD` explains one, with examples.", ""]
    for family in families {
      var line = "  " + family.name + ":"
      for word in family.words {
        if line.utf8.count + word.utf8.count + 1 > max(40, columns) {
          lines.append(line)
          line = "     "
        }
        line += " " + word
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }

  /// What to say about a word the language does not have.
  public static func unknown(_ word: String) -> String {
    if let known = elsewhere[word.lowercased()] {
      return "Linnet says `\(known)` for that: `help \(known)`."
    }
    let start = word.lowercased()
    let begun = start.utf8.count < 2 ? [] : words.filter { $0.word.hasPrefix(start) }
    let meant =
      begun.count == 1 ? begun[0].word : Spelling.nearest(word, among: words.map { $0.word })
    if let meant { return "There is no word `\(word)`. Did you mean `\(meant)`?" }
    // The word may occur in what another one does: `? average` finds `mean`.
    let related = words.filter { entry in
      entry.description.lowercased().split { !$0.isLetter }.contains { $0 == word.lowercased() }
    }
    if related.isEmpty { return "There is no word `\(word)`. `help` lists them all." }
    let names = related.prefix(4).map { "`\($0.word)`" }.joined(separator: ", ")
    return "There is no word `\(word)`, but perhaps \(names) helps."
  }

  private static let elsewhere = Vocabulary.elsewhere.filter {
    $0.value.hasPrefix(":") || Help.of($0.value) != nil
  }

  /// What a mistake's code means, with an example; nil when there is no such code.
  public static func explain(_ code: String) -> String? {
    Catalogue.standard.entry(MistakeCode(code))?.explained
  }

  /// What to say about a code there is not.
  public static func unknownCode(_ code: String) -> String {
    let meant = Spelling.nearest(code, among: Catalogue.standard.codes.map { $0.text })
    let suggestion = meant.map { "Did you mean `\($0)`?" } ?? "The code stands below each mistake."
    return "There is no mistake with the code `\(code)`. \(suggestion)"
  }
}
