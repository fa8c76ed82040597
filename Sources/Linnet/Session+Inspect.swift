import LinnetData
import LinnetRuntime

extension Session {
  /// Help on what stands under a cursor in a text, or right before it; nil where there is none.
  ///
  /// `cursor` counts bytes. A word of the language, a variable or a function; a column where a pipeline is about it,
  /// with what `describe` says; for `bins:` what the option means to its function; and where no word is, the
  /// function in whose brackets the cursor stands. Nothing in quotes and comments.
  public func inspect(_ text: String, cursor: Int) -> Help? {
    let place = InspectedPlace(text, cursor: cursor)
    switch place.kind {
    case nil: return nil
    case .option(let name)?:
      return place.caller.flatMap { option(name, of: $0, place) } ?? caller(of: place)
        ?? Help.ofOption(name)
    case .part(let base, let name)?:
      return base == "row"
        ? column(name, in: place) : column(name, of: base) ?? part(name, of: base)
    case .word(let word)?:
      if !place.isCalled, !place.isStep, !place.isReserved, let help = column(word, in: place) {
        return help
      }
      // Without its `:` a word is hardly an option.
      if let help = help(word), help.family != "options" { return help }
      return place.isInBrackets ? caller(of: place) : nil
    case InspectedPlace.Kind.none?: return caller(of: place)
    }
  }

  private func caller(of place: InspectedPlace) -> Help? { place.caller.flatMap { help($0) } }

  /// What an option means to the word that takes it.
  private func option(_ name: String, of word: String, _ place: InspectedPlace) -> Help? {
    let verb = Library.verbs.first { $0.name == word || $0.aliases.contains(word) }
    let native = Library.natives.first { $0.name == word || $0.aliases.contains(word) }
    var inputs = native?.inputs ?? []
    // A word that is both a step and a function mostly has the same options.
    if let verb {
      inputs = place.surroundings.isPipeline ? verb.options + inputs : inputs + verb.options
    }
    inputs += engine.native(word)?.inputs ?? []
    guard let input = inputs.first(where: { $0.isOption && $0.name == name }) else { return nil }
    return Help(
      word: name, summary: "An option of \(word): \(input.sentence).",
      usage: "\(word) …, \(name): …", examples: input.example.isEmpty ? [] : [input.example],
      family: "options")
  }

  /// A column of the dataset that the pipeline at a place works on, or one that it makes.
  private func column(_ name: String, in place: InspectedPlace) -> Help? {
    guard place.surroundings.isPipeline else { return nil }
    if place.surroundings.addedNames.contains(name) {
      return Help(
        word: name, summary: "`\(name)` is a column made in this pipeline.", usage: "",
        examples: [], family: "your columns")
    }
    return column(name, of: place.surroundings.source ?? "it")
  }

  /// A column of a dataset that a variable holds.
  private func column(_ name: String, of base: String) -> Help? {
    guard let dataset = machine.getGlobal(base).flatMap({ machine.dataset($0) }),
      let column = dataset.column(name)
    else { return nil }
    let summary = ColumnSummary(column, named: name)
    let unit = column.unit.isEmpty ? "" : " [\(column.unit)]"
    let owner = base == "it" ? "what was shown last" : "`\(base)`"
    return Help(
      word: name, summary: "`\(name)`\(unit) is a column of \(owner): \(summary.sentence).",
      usage: "", examples: [], family: "your columns")
  }

  /// A part of another value.
  private func part(_ name: String, of base: String) -> Help? {
    guard let value = machine.getGlobal(base), machine.partNames(of: value).contains(name) else {
      return nil
    }
    return Help(
      word: name, summary: "`\(name)` is a part of `\(base)`.", usage: "\(base).\(name)",
      examples: [], family: "your variables")
  }
}
