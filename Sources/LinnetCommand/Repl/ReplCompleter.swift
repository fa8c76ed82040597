import Linnet

/// What Tab offers in a conversation: the session's words, and the conversation's own commands.
final class ReplCompleter {
  /// The session that runs the lines.
  var session: () -> Session? = { nil }
  /// The lines of the block above the one being typed.
  var linesAbove: () -> [String] = { [] }
  /// The conversation's own commands, with what they do.
  var commands: () -> [(word: String, summary: String)] = { [] }

  /// The words that fit at a byte of the line, each with what it is.
  func complete(_ line: String, _ cursor: Int) -> [(word: String, description: String)] {
    guard let session = session() else { return [] }
    let above = linesAbove()
    if above.isEmpty, line.hasPrefix(":") {
      let typed = line.utf8.prefix(cursor)
      if let space = typed.firstIndex(of: 0x20) {
        let command = String(line[..<space])
        if command == ":forget" {
          let name =
            String(Substring(typed)).split(separator: " ", omittingEmptySubsequences: false).last
            ?? ""
          return session.variables.filter { $0.name.hasPrefix(name) }
            .map { ($0.name, $0.description) }
        }
        guard [":save", ":load", ":save!"].contains(command) else { return [] }
        return session.files(startingWith: String(line[line.utf8.index(after: space)...]))
      }
      // Readline's word starts after the colon.
      return commands().filter { (":" + $0.word).hasPrefix(String(Substring(typed))) }
        .map { ($0.word, $0.summary) }
    }
    if above.isEmpty, line.hasPrefix("?") {
      let typed = String(Substring(line.utf8.prefix(cursor).dropFirst())).trimmedSpaces
      return Help.words.filter { $0.word.hasPrefix(typed) }
    }
    let before = above.map { $0 + "\n" }.joined()
    return session.complete(before + line, cursor: before.utf8.count + cursor)
      .map { ($0.word, $0.description) }
  }
}
