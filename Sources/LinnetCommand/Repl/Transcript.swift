/// Recognises pasted code and conversations, and keeps what was typed in them.
enum Transcript {
  private static let prompts = ["linnet> ", "linnet>", "> "]
  private static let continuations = ["… ", "…"]

  /// The text without prompts and, where there were prompts, without the answers between them.
  static func typed(in text: String) -> String {
    let lines = unfenced(
      text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    let hasPrompts = lines.contains { without(prompts, $0) != nil }
    guard hasPrompts else { return lines.joined(separator: "\n") }
    var kept: [String] = []
    for line in lines {
      if let typed = without(prompts, line) ?? without(continuations, line) { kept.append(typed) }
    }
    return kept.joined(separator: "\n")
  }

  /// True for a line such as ```` ```linnet ````, which stands around code in a document.
  static func isFence(_ line: String) -> Bool {
    let bare = line.trimmedSpaces
    guard bare.hasPrefix("```") || bare.hasPrefix("~~~") else { return false }
    return !bare.dropFirst(3).contains("`")
  }

  /// The lines without the marks around code; of a document with blocks of code only what stands in them.
  private static func unfenced(_ lines: [String]) -> [String] {
    guard lines.contains(where: isFence) else { return lines }
    // A block that says it is Linnet comes from a document: what stands around it is prose.
    let isDocument = lines.contains { isFence($0) && $0.contains("linnet") }
    var kept: [String] = []
    var isInside = false
    var isCode = false
    for line in lines {
      if isFence(line) {
        isInside.toggle()
        let words = line.trimmedSpaces.drop { "`~{ ".contains($0) }
        isCode = isInside && (words.isEmpty || words.hasPrefix("linnet"))
      } else if !isDocument || isInside && isCode {
        kept.append(line)
      }
    }
    return kept
  }

  private static func without(_ marks: [String], _ line: String) -> String? {
    let bare = line.drop { $0 == " " }
    for mark in marks where bare.hasPrefix(mark) { return String(bare.dropFirst(mark.count)) }
    return nil
  }
}
