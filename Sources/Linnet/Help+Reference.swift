extension Help {
  /// All words by family with their options and examples, as Markdown.
  public static func reference() -> String {
    var text =
      "# The words of Linnet\n\nMade from the declarations of the words, as `help WORD` is.\n"
    for family in families {
      text += "\n## \(family.name)\n"
      for word in family.words {
        guard let help = Help.of(word) else { continue }
        text += "\n### \(word)\n\n"
        if !help.usage.isEmpty { text += "`\(help.usage)`\n\n" }
        text += help.summary + "\n"
        if !help.options.isEmpty {
          text += "\n| option | |\n|---|---|\n"
          for option in help.options { text += "| `\(option.name):` | \(option.sentence) |\n" }
        }
        for example in help.examples { text += "\n```linnet\n\(example)\n```\n" }
      }
    }
    return text
  }

  /// The words by what they are, as JSON: what an editor needs to colour a program.
  public static func wordLists() -> String {
    let commands = Vocabulary.standard.commands.map { $0.word } + ["fail"]
    let functions = Library.natives.map { $0.name } + StandardLibrary.entries.map { $0.name }
    let options =
      Library.natives.flatMap { $0.inputs }.filter { $0.isOption }.map { $0.name }
      + Library.verbs.flatMap { $0.options }.map { $0.name }
    let lists: [(String, [String])] = [
      ("reserved", Vocabulary.reserved), ("connectors", Vocabulary.connectors),
      ("commands", commands), ("functions", functions.filter { !commands.contains($0) }),
      ("options", options),
    ]
    let lines = lists.map { name, words in
      let quoted = Set(words).sorted().map { "\"\($0)\"" }.joined(separator: ", ")
      return "  \"\(name)\": [\(quoted)]"
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}"
  }
}
