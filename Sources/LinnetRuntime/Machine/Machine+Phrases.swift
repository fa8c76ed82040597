import LinnetData
import LinnetSyntax

/// What a name without a value was probably meant to say, from the words around it.
extension Machine {
  /// Slots for a mistake about a name without a value, by what stands around it in the program.
  func around(_ name: String, _ span: Span, _ source: Source) -> [String: String] {
    let (before, after) = Self.neighbours(of: span, in: source)
    if let call = Self.callOfAnother(name, after) { return ["call": call] }
    if before.hasSuffix("load ") || before.hasSuffix("use ") {
      return ["quoted": "\"\(name)\""]
    }
    if let word = before.split(separator: "(", omittingEmptySubsequences: false).dropLast().last,
      before.hasSuffix("("), let last = word.split(separator: " ").last,
      Library.isControl(String(last))
    {
      return ["label": "\"\(name)\""]
    }
    if let formula = Self.formula(name, before, after) { return ["formula": formula] }
    // Only words of the grammar: `size` is more likely a variable that was forgotten than `count`.
    if let word = Vocabulary.elsewhere[name.lowercased()], !word.hasPrefix(":"),
      !Library.isWord(word)
    {
      return ["ours": word]
    }
    for (owner, value) in ownGlobals {
      guard let dataset = dataset(value) else { continue }
      let like = dataset.names.filter { column in
        column.split(separator: "_").contains { $0.lowercased() == name.lowercased() }
      }
      if let column = like.first { return ["column": "\(owner).\(column)"] }
    }
    return [:]
  }

  /// The words of a line before and after a place.
  private static func neighbours(of span: Span, in source: Source) -> (String, String) {
    let line = source.lineIndex(at: span.start)
    let start = source.lineStarts[line]
    var end = line + 1 < source.lineStarts.count ? source.lineStarts[line + 1] : source.bytes.count
    while end > span.end, source.bytes[end - 1] == 0x0A || source.bytes[end - 1] == 0x0D {
      end -= 1
    }
    return (source.text(Span(start, span.start)), source.text(Span(span.end, max(end, span.end))))
  }

  /// `console.log(5)`, `read.csv("a.csv")`: the word here for a function that another language keeps in a module.
  private static func callOfAnother(_ name: String, _ after: String) -> String? {
    let bytes = Array(after.utf8)
    // A table or list of the person's own is misspelt instead.
    guard Vocabulary.modules.contains(name), bytes.first == UInt8(ascii: "."),
      let open = bytes.firstIndex(of: UInt8(ascii: "(")),
      let close = bytes.lastIndex(of: UInt8(ascii: ")")), open < close
    else { return nil }
    let path = String(decoding: bytes[1..<open], as: UTF8.self)
    let inside = String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
    guard let last = path.split(separator: ".").last.map(String.init) else { return nil }
    let joined = "\(name)_\(last)".lowercased()
    let isWord = Library.isWord(last)
    guard
      let ours = Vocabulary.elsewhere[joined] ?? Vocabulary.elsewhere[last.lowercased()]
        ?? (isWord ? last : nil), Library.isWord(ours)
    else { return nil }
    let isCommand = Vocabulary.standard.isCommand(ours)
    return isCommand ? "\(ours) \(inside)" : "\(ours)(\(inside))"
  }

  /// `f = x^2`, which makes a function when `x` stands in brackets.
  private static func formula(_ name: String, _ before: String, _ after: String) -> String? {
    guard name.utf8.count == 1, let equal = before.utf8.firstIndex(of: UInt8(ascii: "=")) else {
      return nil
    }
    let target = before[..<equal].split(separator: " ")
    let rest = before[before.utf8.index(after: equal)...]
    guard target.count == 1, target[0].utf8.count <= 12, target[0] != name,
      target[0].utf8.allSatisfy({
        $0 == 0x5F || $0 >= 0x80 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A
      })
    else { return nil }
    let value = (String(rest) + name + after).drop { $0 == " " }
    return "\(target[0])(\(name)) = \(value)"
  }

  /// `birds then mean mass`: the step that a statistic of one column is part of; nil elsewhere.
  func summaryMeant(_ column: String, _ span: Span, _ source: Source) -> String? {
    let (before, after) = Self.neighbours(of: span, in: source)
    let words = before.split { $0 == " " || $0 == "(" }
    guard words.count >= 2, words[words.count - 2] == "then",
      let native = Native.named(String(words[words.count - 1]))
    else { return nil }
    if native.isStatistic { return "summarise \(native.name)(\(column))" }
    // `filter(mass > 4)`: the question without its brackets.
    guard Library.ours(native.name) == "keep" else { return nil }
    let question = after.utf8.last == UInt8(ascii: ")") ? String(after.dropLast()) : after
    return "keep \(column)\(question)"
  }
}
