/// What HTML made of prose needs to know of the page it goes into.
public struct HTMLStyle {
  /// How many levels lower than in the text headings are.
  public var headingShift = 0
  /// The names of headings given so far; texts of one page share it, so that no name comes twice.
  public var names = HeadingNames()
  /// The picture at an address as a `data:image/…` address; nil when there is none, and its words stand there.
  public var picture: (String) -> String? = { _ in nil }
  /// True when links open beside the page, so that nobody loses a lesson by a click.
  public var opensLinksBeside = false

  /// A page that knows no pictures.
  public init() {}
}

/// The names of headings, by which links find them.
public final class HeadingNames {
  private var given: [String: Int] = [:]

  /// No names yet.
  public init() {}

  /// A name made of a heading's words as GitHub makes it, with a number when it was given already.
  public func name(for words: String) -> String {
    var name = ""
    for letter in words.lowercased() {
      if letter.isLetter || letter.isNumber || letter == "-" || letter == "_" {
        name.append(letter)
      } else if letter == " " {
        name.append("-")
      }
    }
    if name.isEmpty { name = "part" }
    let count = given[name] ?? 0
    given[name] = count + 1
    return count == 0 ? name : self.name(for: "\(name)-\(count)")
  }
}

extension Prose {
  /// The prose as HTML that can do no harm, whoever wrote it.
  ///
  /// Raw HTML is text but for the few elements in the tree; links go only to the web, mail and what lies beside
  /// the lesson; pictures are part of the page or words. Formulas are MathML.
  public func html(_ style: HTMLStyle = HTMLStyle()) -> String {
    var writer = ProseHTML(style: style)
    writer.write(blocks)
    return writer.output
  }

  /// What stands within a line as HTML, by the same rules.
  public static func html(of inlines: [Inline], _ style: HTMLStyle = HTMLStyle()) -> String {
    ProseHTML(style: style).inline(inlines)
  }
}

/// Writes prose as HTML.
struct ProseHTML {
  let style: HTMLStyle
  private(set) var output = ""

  init(style: HTMLStyle) { self.style = style }

  mutating func write(_ blocks: [Prose.Block]) {
    for block in blocks { write(block.kind) }
  }

  private mutating func write(_ kind: Prose.Kind) {
    switch kind {
    case .heading(let level, let inlines):
      let tag = "h\(min(6, max(1, level + style.headingShift)))"
      let name = HTMLEscape.attribute(style.names.name(for: Prose.words(of: inlines)))
      output += "<\(tag) id=\"\(name)\">\(inline(inlines))</\(tag)>\n"
    case .paragraph(let inlines): output += "<p>\(inline(inlines))</p>\n"
    case .quote(let blocks):
      output += "<blockquote>\n"
      write(blocks)
      output += "</blockquote>\n"
    case .list(let list): write(list)
    case .code(let info, let code):
      let language = info.split { $0 == " " || $0 == "{" || $0 == "}" || $0 == "," }.first
      let name = language.map { " class=\"language-\(HTMLEscape.attribute(String($0)))\"" } ?? ""
      output += "<pre><code\(name)>\(HTMLEscape.text(code))</code></pre>\n"
    case .table(let table): write(table)
    case .formula(let tex):
      output += "<p class=\"formula\">\(Formula(tex: tex).mathML(isDisplayed: true))</p>\n"
    case .details(let summary, let blocks, let isOpen):
      output += isOpen ? "<details open>" : "<details>"
      if !summary.isEmpty { output += "<summary>\(inline(summary))</summary>" }
      output += "\n"
      write(blocks)
      output += "</details>\n"
    case .rule: output += "<hr>\n"
    }
  }

  private mutating func write(_ list: Prose.List) {
    let hasBoxes = list.items.contains { $0.isTicked != nil }
    let boxes = hasBoxes ? " class=\"tasks\"" : ""
    switch list.start {
    case nil: output += "<ul\(boxes)>\n"
    case 1?: output += "<ol\(boxes)>\n"
    case let start?: output += "<ol start=\"\(start)\"\(boxes)>\n"
    }
    for item in list.items {
      output += "<li>"
      if let isTicked = item.isTicked {
        output += "<input type=\"checkbox\" disabled\(isTicked ? " checked" : "")> "
      }
      for (place, block) in item.blocks.enumerated() {
        if list.isTight, case .paragraph(let inlines) = block.kind {
          output += (place > 0 ? "\n" : "") + inline(inlines)
        } else {
          output += "\n"
          write(block.kind)
        }
      }
      output += "</li>\n"
    }
    output += list.start == nil ? "</ul>\n" : "</ol>\n"
  }

  private mutating func write(_ table: Prose.Table) {
    output += "<table>\n<thead>\n<tr>\n"
    for (cell, alignment) in zip(table.header, table.alignments) {
      output += "<th scope=\"col\"\(look(alignment))>\(inline(cell))</th>\n"
    }
    output += "</tr>\n</thead>\n"
    if !table.rows.isEmpty {
      output += "<tbody>\n"
      for row in table.rows {
        output += "<tr>\n"
        for (cell, alignment) in zip(row, table.alignments) {
          output += "<td\(look(alignment))>\(inline(cell))</td>\n"
        }
        output += "</tr>\n"
      }
      output += "</tbody>\n"
    }
    output += "</table>\n"
  }

  private func look(_ alignment: Prose.Alignment) -> String {
    switch alignment {
    case .unspecified: ""
    case .left: " style=\"text-align: left\""
    case .center: " style=\"text-align: center\""
    case .right: " style=\"text-align: right\""
    }
  }

  // MARK: Within a line

  func inline(_ inlines: [Prose.Inline]) -> String {
    var result = ""
    var place = 0
    while place < inlines.count {
      // A comma behind a formula must not begin the next line.
      if case .formula(_, false) = inlines[place], place + 1 < inlines.count,
        case .text(let text) = inlines[place + 1], let mark = text.first, ",.;:!?)".contains(mark)
      {
        result +=
          "<span style=\"white-space: nowrap\">" + inline(inlines[place])
          + HTMLEscape.text(String(mark))
          + "</span>" + HTMLEscape.text(String(text.dropFirst()))
        place += 2
        continue
      }
      result += inline(inlines[place])
      place += 1
    }
    return result
  }

  private func inline(_ inline: Prose.Inline) -> String {
    switch inline {
    case .text(let text): HTMLEscape.text(text)
    case .code(let code): "<code>\(HTMLEscape.text(code))</code>"
    case .emphasis(let inner): "<em>\(self.inline(inner))</em>"
    case .strong(let inner): "<strong>\(self.inline(inner))</strong>"
    case .struck(let inner): "<del>\(self.inline(inner))</del>"
    case .link(let address, let title, let inner): link(address, title, inner)
    case .image(let address, let title, let inner): image(address, title, Prose.words(of: inner))
    case .formula(let tex, let isDisplayed): Formula(tex: tex).mathML(isDisplayed: isDisplayed)
    case .element(let tag, let inner): "<\(tag)>\(self.inline(inner))</\(tag)>"
    case .softBreak: "\n"
    case .lineBreak: "<br>\n"
    }
  }

  private func link(_ address: String, _ title: String, _ inner: [Prose.Inline]) -> String {
    guard LinkAddress.isHarmless(address), !address.isEmpty else { return inline(inner) }
    let named = title.isEmpty ? "" : " title=\"\(HTMLEscape.attribute(title))\""
    let isFar = LinkAddress.scheme(of: address) != nil || address.hasPrefix("//")
    var looks = isFar ? " rel=\"noopener noreferrer\"" : ""
    if isFar, style.opensLinksBeside { looks += " target=\"_blank\"" }
    return "<a href=\"\(HTMLEscape.attribute(address))\"\(named)\(looks)>\(inline(inner))</a>"
  }

  private func image(_ address: String, _ title: String, _ words: String) -> String {
    let named = title.isEmpty ? "" : " title=\"\(HTMLEscape.attribute(title))\""
    guard let data = style.picture(address), data.hasPrefix("data:image/") else {
      // Nothing is fetched from elsewhere behind a student's back.
      return "<span class=\"picture\" role=\"img\"\(named)>"
        + HTMLEscape.text(words.isEmpty ? address : words) + "</span>"
    }
    return
      "<img src=\"\(HTMLEscape.attribute(data))\" alt=\"\(HTMLEscape.attribute(words))\"\(named)>"
  }
}
