extension Session {
  /// Help on a word of the language, of the application, or of the program itself; nil for no such word.
  ///
  /// The program's own names come first, as they do when it runs.
  public func help(_ word: String) -> Help? {
    let value = machine.getGlobal(word)
    let isLibrary = StandardLibrary.entry(word) != nil && !variables.contains { $0.name == word }
    if !isLibrary, let value, let body = machine.functionBody(value) {
      let inputs = body.parameters.map { $0.standard == nil ? $0.name : $0.name + ":" }
      return Help(
        word: word, summary: body.comment, usage: "\(word)(\(inputs.joined(separator: ", ")))",
        examples: [], family: "your functions")
    }
    if let native = engine.native(word) {
      return Help(
        word: word, summary: native.summary, usage: native.usage, examples: native.examples,
        family: native.family)
    }
    let help = Help.of(word)
    // A variable may have the name of an option.
    if let help, help.family != "options" || value == nil { return help }
    guard let value else { return nil }
    return Help(
      word: word, summary: "`\(word)` is a variable: \(describe(value))", usage: "", examples: [],
      family: "your variables")
  }
}

extension Engine {
  /// The application's function with a name.
  func native(_ name: String) -> Native? {
    for case .function(let native) in definedWords where native.name == name { return native }
    return nil
  }
}
