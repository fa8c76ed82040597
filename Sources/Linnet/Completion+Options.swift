/// What may be written after the first input of a command, with a line about each.
///
/// All of it is told by the declaration of the word.
enum CommandWords {
  /// The words and options that may follow in a step of a pipeline, given the step's words so far.
  static func after(verb: Library.Step, _ words: [String]) -> [Completion] {
    var found: [Completion] = []
    if verb.follows.groups, !words.contains("by") { found.append(by) }
    if verb.follows.orders, let last = words.last, last != "by" {
      // An order belongs behind a column, and there is one.
      if [descending.word, ascending.word].contains(last) { return [] }
      found += [descending, ascending]
    }
    if verb.follows.newName, !words.isEmpty, words.last != "to" { found.append(newName) }
    return found + verb.options.map(option)
  }

  /// The options of a function that is called outside a pipeline, or works on no dataset.
  static func after(function: String) -> [Completion] {
    guard let native = Library.natives.first(where: { $0.name == function }) else { return [] }
    return native.inputs.filter { $0.isOption }.map(option)
  }

  private static let by = Completion(
    word: "by", description: "the column that sorts or groups follows")
  private static let newName = Completion(word: "to", description: "the new name follows")
  private static let descending = Completion(word: "descending", description: "the largest first")
  private static let ascending = Completion(word: "ascending", description: "the smallest first")

  private static func option(_ input: Native.Input) -> Completion {
    Completion(word: input.name + ": ", description: input.sentence)
  }
}
