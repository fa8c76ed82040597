/// Recognises a pasted conversation and keeps what was typed in it.
enum Transcript {
  private static let prompts = ["linnet> ", "linnet>", "> "]
  private static let continuations = ["… ", "…"]

  /// The text without prompts and, where there were prompts, without the answers between them.
  static func typed(in text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let hasPrompts = lines.contains { without(prompts, $0) != nil }
    guard hasPrompts else { return text }
    var kept: [String] = []
    for line in lines {
      if let typed = without(prompts, line) ?? without(continuations, line) { kept.append(typed) }
    }
    return kept.joined(separator: "\n")
  }

  private static func without(_ marks: [String], _ line: String) -> String? {
    let bare = line.drop { $0 == " " }
    for mark in marks where bare.hasPrefix(mark) { return String(bare.dropFirst(mark.count)) }
    return nil
  }
}
