import LinnetData

extension Help {
  /// The whole help as Markdown: how it is written, a sentence, the options as a list, the examples as programs.
  public func markdown() -> String {
    var parts: [String] = []
    if !usage.isEmpty { parts.append(Self.fenced(usage)) }
    if !summary.isEmpty { parts.append(Self.prose(summary)) }
    if !options.isEmpty {
      parts.append(
        options.map { "- `\($0.name):` \(Self.prose($0.sentence))" }.joined(separator: "\n"))
    }
    if !uses.isEmpty {
      if !summary.isEmpty { parts.append("As an option:") }
      parts.append(uses.map { "- \(Self.prose($0))" }.joined(separator: "\n"))
    }
    parts += examples.map { Self.fenced($0) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The whole help as a piece of HTML, which needs no style sheet and runs no script.
  public func html() -> String {
    var lines: [String] = []
    if !usage.isEmpty { lines.append(Self.preformatted(usage)) }
    if !summary.isEmpty { lines.append("<p>\(Self.marked(summary))</p>") }
    if !options.isEmpty {
      lines.append("<ul>")
      for option in options {
        let name = HTMLText.escaped(option.name)
        lines.append("<li><code>\(name):</code> \(Self.marked(option.sentence))</li>")
      }
      lines.append("</ul>")
    }
    if !uses.isEmpty {
      if !summary.isEmpty { lines.append("<p>As an option:</p>") }
      lines.append("<ul>")
      lines += uses.map { "<li>\(Self.marked($0))</li>" }
      lines.append("</ul>")
    }
    lines += examples.map { Self.preformatted($0) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func preformatted(_ program: String) -> String {
    "<pre><code>\(HTMLText.escapedLines(program))</code></pre>"
  }

  /// A sentence in HTML, where words between backticks are code.
  private static func marked(_ sentence: String) -> String {
    stretches(sentence).map { stretch in
      let text = HTMLText.escaped(stretch.text)
      return stretch.isCode ? "<code>\(text)</code>" : text
    }.joined()
  }

  /// A program as a block of Markdown, fenced off by more backticks than it has in a row.
  private static func fenced(_ program: String) -> String {
    var (longest, run) = (0, 0)
    for byte in program.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)linnet\n\(program)\n\(fence)"
  }

  /// A sentence in which nothing but words between backticks means anything to Markdown.
  private static func prose(_ sentence: String) -> String {
    var text = ""
    for stretch in stretches(sentence) {
      if stretch.isCode {
        text += "`\(stretch.text)`"
        continue
      }
      for scalar in stretch.text.unicodeScalars {
        switch scalar {
        case "<": text += "&lt;"
        case "&": text += "&amp;"
        case "*", "_", "[", "]", "\\", "`", "#", "$", "~", "|":
          text.unicodeScalars.append("\\")
          text.unicodeScalars.append(scalar)
        case "\n", "\r": text += " "
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    return text
  }

  /// A sentence cut at its backticks; one without a partner stays as it is.
  private static func stretches(_ sentence: String) -> [(text: String, isCode: Bool)] {
    let parts = sentence.split(separator: "`", omittingEmptySubsequences: false)
    var stretches: [(text: String, isCode: Bool)] = []
    for (place, part) in parts.enumerated() {
      let isAlone = place % 2 == 1 && place == parts.count - 1
      if isAlone || place % 2 == 0 || part.isEmpty {
        let quote = isAlone || place % 2 == 1 ? "`" : ""
        let end = place % 2 == 1 && !isAlone ? "`" : ""
        stretches.append((quote + part + end, false))
      } else {
        stretches.append((String(part), true))
      }
    }
    return stretches
  }
}
