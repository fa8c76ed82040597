import Linnet
import LinnetHost
import LinnetText

/// One thing shown, in all the forms that a notebook may choose from.
struct Bundle {
  /// The forms by their media type, the plain one too.
  var data: JSON
  /// Roughly how many bytes it takes in the notebook.
  var size: Int

  /// Takes forms by their media type.
  init(_ forms: [(type: String, text: String)]) {
    data = .object(forms.map { JSON.Member($0.type, .text($0.text)) })
    size = forms.reduce(0) { $0 + $1.text.utf8.count }
  }

  /// A text.
  init(text: String) { self.init([("text/plain", text)]) }

  /// A table, as text and as HTML.
  init(table: Dataset, text: String) {
    self.init([("text/plain", text), ("text/html", table.html())])
  }

  /// A picture: an image with its words, the drawing itself, and one made of letters.
  ///
  /// The image is the only form that notebooks show with its words both to the one who ran the cell and to one who was
  /// sent the notebook: a bare SVG is shown to nobody who has not run it, and loses its words for those who have.
  init(picture: Picture) {
    let svg = SVG.render(picture, theme: .light)
    let words = HTMLText.escaped(picture.alternativeText)
    let image =
      "<img alt=\"\(words)\" style=\"max-width:100%;height:auto\" "
      + "src=\"data:image/svg+xml;base64,\(Base64.encoded(Array(svg.utf8)))\">"
    let style = TerminalPicture.Style(isColored: false, hasTrueColor: false, isAscii: false)
    let plain = TerminalPicture.render(picture, columns: 80, rows: 24, style: style)
    self.init([("text/plain", plain), ("text/html", image), ("image/svg+xml", svg)])
  }

  /// Remarks, a line each, quieter than what a program shows.
  init(remarks: [String]) {
    let text = remarks.joined(separator: "\n")
    self.init([("text/plain", text), ("text/html", Bundle.quiet(text))])
  }

  /// Several things as one, so that they can be shown anew together.
  init(joining parts: [Bundle]) {
    guard parts.count != 1 else {
      self = parts[0]
      return
    }
    var pages: [String] = []
    var lines: [String] = []
    func close() {
      guard !lines.isEmpty else { return }
      pages.append(
        "<pre style=\"margin:0;padding:0 5px\">\(HTMLText.escapedLines(lines.joined(separator: "\n")))</pre>"
      )
      lines = []
    }
    for part in parts {
      if let page = part.data["text/html"]?.asText {
        close()
        pages.append(page)
      } else {
        lines.append(part.data["text/plain"]?.asText ?? "")
      }
    }
    close()
    let plain = parts.compactMap { $0.data["text/plain"]?.asText }
    self.init([
      ("text/plain", plain.joined(separator: "\n")), ("text/html", pages.joined(separator: "\n")),
    ])
  }

  /// Words that stand back behind the results; no fixed colour, so they read on light and dark ground.
  static func quiet(_ text: String) -> String {
    "<pre style=\"margin:0;padding:0 5px;font-size:90%;opacity:.75;white-space:pre-wrap\">"
      + "\(HTMLText.escapedLines(text))</pre>"
  }

  /// How far a long piece of work is.
  init(progress what: String, done: Int, total: Int) {
    let percent = total > 0 ? min(100, max(0, done * 100 / max(1, total))) : 0
    let words = total > 0 ? "… \(what), \(percent)%" : "… \(what)"
    let bar =
      total > 0
      ? "<progress value=\"\(percent)\" max=\"100\" style=\"width:12em\"></progress> " : ""
    self.init([
      ("text/plain", words),
      (
        "text/html",
        "<div style=\"font-size:90%;opacity:.75\">\(bar)\(HTMLText.escaped(words))</div>"
      ),
    ])
  }
}
