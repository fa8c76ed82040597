import LinnetText

/// One way to go on with a word.
public struct Completion: Sendable {
  /// What the typed word becomes, for example `histogram` or `bins: `.
  public var word: String
  /// What it is, in one line.
  public var description: String
}

extension Session {
  /// The ways to go on at a place in a text, the nearest first.
  ///
  /// `cursor` counts bytes. Each answer replaces the word that ends at the cursor: letters, digits and `_`,
  /// or inside quotes everything since the quote.
  public func complete(_ text: String, cursor: Int) -> [Completion] {
    let bytes = Array(text.utf8.prefix(max(0, cursor)))
    let place = CompletionPlace(bytes)
    var found: [Completion]
    switch place.kind {
    case .quoted(let quoted): found = self.quoted(quoted, place)
    case .part(let base): found = parts(of: base, in: place)
    case .step: found = steps()
    case .word: found = words(at: place)
    case .none: return []
    }
    var seen: Set<String> = []
    found = found.filter { seen.insert($0.word).inserted }
    let fitting = found.filter { $0.word.utf8.starts(with: place.word.utf8) }
    if !fitting.isEmpty || place.word.isEmpty { return fitting }
    // Capital letters matter to the language, but not to a person who is looking for a word.
    let lower = place.word.lowercased()
    return found.filter { $0.word.lowercased().utf8.starts(with: lower.utf8) }
  }

  /// The word that ends at a place in a text, which each of its completions replaces.
  ///
  /// `cursor` counts bytes.
  public static func completedWord(_ text: String, cursor: Int) -> String {
    CompletionPlace(Array(text.utf8.prefix(max(0, cursor)))).word
  }

  /// Files and folders that a path could become; folders end with `/`.
  public func files(startingWith path: String) -> [(word: String, description: String)] {
    var folder = ""
    if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
      folder = String(decoding: path.utf8[...slash], as: UTF8.self)
    }
    return host.names(besides: path).compactMap { name in
      let whole = folder + name
      guard whole.utf8.starts(with: path.utf8), name.utf8.first != UInt8(ascii: ".") else {
        return nil
      }
      let isFolder = !host.names(besides: whole + "/.").isEmpty
      if isFolder { return (whole + "/", "folder") }
      return (whole, FileFormat.unpacked(name).map { "\($0.name) file" } ?? "file")
    }
  }

  /// What may stand in quotes: a column's name or its words, the values of an option, a file.
  private func quoted(_ quoted: QuotedPlace, _ place: CompletionPlace) -> [Completion] {
    switch quoted {
    case .name(let owner):
      return owner == "row" && place.isPipeline ? columns(in: place) : columns(ofName: owner)
    case .word(let base, let column): return texts(base, column, in: place)
    case .option("file"): return fileCompletions(place.word)
    case .option(let name):
      let input = place.command.flatMap { self.inputs(of: $0, in: place) }?
        .first { $0.name == name }
      return (input?.values ?? []).map {
        Completion(word: $0, description: "value of \(name):")
      }
    case .plain:
      if let command = place.outerCommand, Session.wordsOfFiles.contains(command) {
        return fileCompletions(place.word)
      }
      // A column with a name of several words, where a step names columns.
      return place.isPipeline ? columns(in: place) : []
    }
  }

  /// Words whose inputs in quotes are files.
  private static let wordsOfFiles = ["load", "save", "use"]

  private func fileCompletions(_ path: String) -> [Completion] {
    files(startingWith: path).map { Completion(word: $0.word, description: $0.description) }
  }

  /// The words that a column of texts holds, the most frequent first.
  private func texts(_ base: String?, _ name: String, in place: CompletionPlace) -> [Completion] {
    var column: Column?
    if let base {
      column = machine.getGlobal(base).flatMap { machine.dataset($0) }?.column(name)
    } else if place.isPipeline {
      column = machine.getGlobal(place.source ?? "it").flatMap { machine.dataset($0) }?.column(name)
    }
    if column == nil, base == nil {
      column = machine.getGlobal(name).flatMap { machine.column($0) }
    }
    guard let column, case .text(let codes, let words) = column.storage else { return [] }
    var counts = [Int](repeating: 0, count: words.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    let present = words.indices.filter { counts[$0] > 0 }
    return present.sorted { (counts[$1], words[$0]) < (counts[$0], words[$1]) }.map {
      Completion(
        word: Session.quotable(words[$0]),
        description: DigitGrouping.counted(counts[$0], "row"))
    }
  }

  /// A text as it is written between quotes.
  private static func quotable(_ text: String) -> String {
    var written = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": written += "\\" + String(scalar)
      case "\n": written += "\\n"
      case "\t": written += "\\t"
      case "{", "}": written += String(scalar) + String(scalar)
      default: written.unicodeScalars.append(scalar)
      }
    }
    return written
  }

  private func words(at place: CompletionPlace) -> [Completion] {
    var found: [Completion] = []
    let options = place.command.map { self.options(of: $0, in: place) } ?? []
    // The first input is seldom an option; after a comma it mostly is.
    let isFirst = place.isFirstInput
    found += options.filter { !isFirst || !$0.word.hasSuffix(": ") }
    found += columns(in: place)
    if isFirst { found += options }
    found += variables.map { Completion(word: $0.name, description: $0.description) }
    // Before the first letter the language's own words would bury everything else.
    if !place.word.isEmpty || found.isEmpty {
      found += Help.words.map { Completion(word: $0.word, description: $0.description) }
    }
    return found
  }

  /// What may follow `then`: the verbs first, then functions.
  private func steps() -> [Completion] {
    let verbs = Library.verbs.map { Completion(word: $0.name, description: $0.summary) }
    let own = variables.filter {
      machine.getGlobal($0.name).map { machine.functionBody($0) != nil } ?? false
    }
    let natives =
      Library.natives.map { Completion(word: $0.name, description: $0.summary) }
      + StandardLibrary.entries.map { Completion(word: $0.name, description: $0.summary) }
    return verbs.sorted { $0.word < $1.word }
      + own.map { Completion(word: $0.name, description: $0.description) }
      + natives.sorted { $0.word < $1.word }
  }

  /// What may follow the inputs of a command; a verb's words when the pipeline carries a dataset.
  private func options(of command: String, in place: CompletionPlace) -> [Completion] {
    if let value = machine.getGlobal(command), let body = machine.functionBody(value) {
      return body.parameters.filter { $0.standard != nil }
        .map { Completion(word: $0.name + ": ", description: "option of \(command)") }
    }
    if let verb = verb(command, in: place) {
      return CommandWords.after(verb: verb, place.stepWords)
    }
    return CommandWords.after(function: command)
  }

  /// The inputs that the declaration of a command tells, those of a verb when the pipeline carries a dataset.
  private func inputs(of command: String, in place: CompletionPlace) -> [Native.Input] {
    if let verb = verb(command, in: place) { return verb.options }
    return Library.natives.first { $0.name == command || $0.aliases.contains(command) }?.inputs
      ?? []
  }

  /// The verb that a word of a pipeline means; nil where the pipeline carries no dataset.
  private func verb(_ command: String, in place: CompletionPlace) -> Library.Step? {
    let carriesDataset =
      place.isStep
      && machine.getGlobal(place.source ?? "it").map { machine.dataset($0) != nil }
        ?? place.isStep
    guard carriesDataset else { return nil }
    return Library.verbs.first { $0.name == command || $0.aliases.contains(command) }
  }

  /// The columns of the dataset that the pipeline at hand works on, and those it adds.
  private func columns(in place: CompletionPlace) -> [Completion] {
    guard place.isPipeline else { return [] }
    let added = place.addedNames.map {
      Completion(word: $0, description: "column made in this pipeline")
    }
    return added + columns(ofName: place.source ?? "it")
  }

  private func columns(ofName name: String) -> [Completion] {
    guard let value = machine.getGlobal(name), let dataset = machine.dataset(value) else {
      return []
    }
    return zip(dataset.names, dataset.columns).map {
      Completion(word: $0, description: Session.describe($1))
    }
  }

  private func parts(of base: String, in place: CompletionPlace) -> [Completion] {
    if base == "row" { return columns(in: place) }
    guard let value = machine.getGlobal(base) else { return [] }
    if machine.dataset(value) != nil { return columns(ofName: base) }
    return machine.partNames(of: value).map { Completion(word: $0, description: "part of \(base)") }
  }
}
