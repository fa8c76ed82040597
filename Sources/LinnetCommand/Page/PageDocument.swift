import Linnet
import LinnetHost
import LinnetText

/// One self-contained page: its words, its code, the engine and the data in a single file.
///
/// It opens from a disk. A policy in its head keeps it from asking any network for anything.
struct PageDocument {
  /// The language of its words, such as `en`.
  var language = "en"
  /// What stands in the title of the window.
  var title: String
  /// Everything that a person sees, as HTML.
  var body: String
  /// What its code has to know, besides the words of the language.
  var settings: [JSON.Member] = []
  /// The code that makes it work, after what all pages share; nil for a page that runs nothing.
  var code: String?
  /// The packed module as it may stand in a page.
  var module: [UInt8] = []
  /// A lesson's own text, packed, which programs do not see; nil for a page that is no lesson.
  var lesson: [UInt8]?
  /// The files that programs see, by their paths, each packed with gzip.
  var files: [(path: String, packed: [UInt8])] = []

  /// The rules that a browser keeps: nothing from anywhere else, and workers only from the page itself.
  private static let policy =
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; "
    + "style-src 'unsafe-inline'; img-src data: blob:; connect-src 'none'; form-action 'none'; base-uri 'none'"

  /// The page as bytes.
  var bytes: [UInt8] {
    var page = Array(
      """
      <!doctype html>
      <html lang="\(HTMLText.escaped(language))">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="\(PageDocument.policy)">
      <meta name="generator" content="Linnet \(Version.text)">
      <title>\(HTMLText.escaped(title))</title>
      <style>
      \(PageCode.style)
      </style>
      </head>
      <body>
      \(body)

      """.utf8)
    if let code {
      page +=
        "<noscript><p class=\"note\">Programs run here only when JavaScript is switched on.</p></noscript>\n"
        .utf8
      page += "<div id=\"live\" class=\"unseen\" role=\"status\" aria-live=\"polite\"></div>\n".utf8
      page += "<p id=\"editor-keys\" hidden>Tab completes a word. Control and Enter run. ".utf8
      page += "F1 gives help. Escape, then Tab, leaves the editor.</p>\n".utf8
      page += "<script>\n\"use strict\";\nconst PAGE = ".utf8
      page += PageDocument.harmless(members)
      page += ";\n\(PageCode.common)\n\(code)\n</script>\n".utf8
      // The engine and the data come last: the page can be read and written in before they are there.
      page += "<script type=\"text/plain\" id=\"worker\">\(PageCode.worker)</script>\n".utf8
      for file in files {
        page += "<script type=\"text/plain\" data-file=\"\(HTMLText.escaped(file.path))\">".utf8
        page += Base64.encoded(file.packed).utf8
        page += "</script>\n".utf8
      }
      if let lesson {
        page +=
          "<script type=\"text/plain\" id=\"lesson\">\(Base64.encoded(lesson))</script>\n".utf8
      }
      page += "<script type=\"text/plain\" id=\"module\">".utf8
      page += module
      page += "</script>\n".utf8
    }
    page += "</body>\n</html>\n".utf8
    return page
  }

  private var members: JSON {
    .object([JSON.Member("words", JSON(Array(Help.wordLists().utf8)) ?? .null)] + settings)
  }

  /// JSON that may stand in a script: nothing in it looks like the end of one.
  static func harmless(_ json: JSON) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in json.encoded {
      if byte == UInt8(ascii: "<") { bytes += "\\u003c".utf8 } else { bytes.append(byte) }
    }
    return bytes
  }
}
