/// The tags in a piece of raw HTML, and the text between them.
enum MarkupToken: Equatable {
  /// A tag that opens an element; the text is the tag as written.
  case open(String, source: String)
  /// A tag that closes one.
  case close(String, source: String)
  /// A comment, which nobody sees.
  case comment
  /// Everything else, with entities resolved.
  case text(String)
}

/// Takes raw HTML apart.
enum MarkupTokens {
  /// The elements within a line that may stay; they keep no attributes.
  static let harmless: Set<String> = ["sub", "sup", "kbd", "br"]
  /// The elements that hide their content behind a line to press.
  static let folding: Set<String> = ["details", "summary"]

  /// A token, and how many lines of the text end before it.
  struct Placed {
    var token: MarkupToken
    var line: Int
  }

  /// The tokens of a text; what is no tag of a known element stays text.
  static func read(_ markup: String) -> [Placed] {
    var tokens: [Placed] = []
    var text = ""
    var rest = Substring(markup)
    while let start = rest.firstIndex(of: "<") {
      text += rest[..<start]
      rest = rest[start...]
      if rest.hasPrefix("<!--") {
        flush(&text, into: &tokens)
        tokens.append(Placed(token: .comment, line: line(of: rest, in: markup)))
        rest = afterComment(rest)
      } else if let (token, after) = tag(rest) {
        flush(&text, into: &tokens)
        tokens.append(Placed(token: token, line: line(of: rest, in: markup)))
        rest = rest[after...]
      } else {
        text.append("<")
        rest = rest.dropFirst()
      }
    }
    text += rest
    flush(&text, into: &tokens)
    return tokens
  }

  private static func line(of rest: Substring, in markup: String) -> Int {
    markup.utf8[..<rest.startIndex].count { $0 == 0x0A }
  }

  private static func flush(_ text: inout String, into tokens: inout [Placed]) {
    if !text.isEmpty { tokens.append(Placed(token: .text(resolved(text)), line: 0)) }
    text = ""
  }

  private static func afterComment(_ text: Substring) -> Substring {
    var place = text.utf8.startIndex
    let end = text.utf8.endIndex
    var dashes = 0
    while place < end {
      let byte = text.utf8[place]
      place = text.utf8.index(after: place)
      if byte == UInt8(ascii: ">"), dashes >= 2 { return text[place...] }
      dashes = byte == UInt8(ascii: "-") ? dashes + 1 : 0
    }
    return text[end...]
  }

  /// A tag of an element that may stay; nil for any other.
  private static func tag(_ text: Substring) -> (MarkupToken, Substring.Index)? {
    guard let end = text.firstIndex(of: ">") else { return nil }
    let source = String(text[...end])
    var inner = text[text.index(after: text.startIndex)..<end]
    let isClosing = inner.first == "/"
    if isClosing { inner = inner.dropFirst() }
    let name = inner.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
    guard harmless.contains(name) || folding.contains(name) else { return nil }
    if let next = inner.dropFirst(name.count).first,
      next != "/", next != " ", next != "\n", next != "\t"
    {
      return nil
    }
    let after = text.index(after: end)
    return (isClosing ? .close(name, source: source) : .open(name, source: source), after)
  }

  /// A text with its entities resolved: the five that everyone writes, a space, and numbers.
  private static func resolved(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = Substring(text)
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[start...]
      guard let end = rest.prefix(12).firstIndex(of: ";"),
        let letter = entity(rest[rest.index(after: rest.startIndex)..<end])
      else {
        result.append("&")
        rest = rest.dropFirst()
        continue
      }
      result.unicodeScalars.append(letter)
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func entity(_ name: Substring) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case "nbsp": return "\u{A0}"
    default:
      guard name.first == "#" else { return nil }
      let digits = name.dropFirst()
      let isHex = digits.first == "x" || digits.first == "X"
      let code = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      guard let code, code > 0x1F else { return nil }
      return Unicode.Scalar(code)
    }
  }
}
