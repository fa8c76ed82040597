import CCmark
import Glibc
import LinnetProse
import Testing

@Suite("Prose as HTML")
struct ProseHTMLTests {
  private func html(_ markdown: String) -> String { Prose(markdown: markdown).html() }

  @Test("Markdown as GitHub reads it")
  func markdown() {
    #expect(html("# The Z boson\n") == "<h1 id=\"the-z-boson\">The Z boson</h1>\n")
    #expect(html("# A\n# A") == "<h1 id=\"a\">A</h1>\n<h1 id=\"a-1\">A</h1>\n")
    #expect(
      html("- [ ] a\n- [x] b")
        == "<ul class=\"tasks\">\n<li><input type=\"checkbox\" disabled> a</li>\n"
        + "<li><input type=\"checkbox\" disabled checked> b</li>\n</ul>\n")
    #expect(html("~~a~~") == "<p><del>a</del></p>\n")
    #expect(
      html("```linnet run\n1 < 2\n```")
        == "<pre><code class=\"language-linnet\">1 &lt; 2\n</code></pre>\n")
    #expect(
      html("| a | b |\n|--:|---|\n| 1 |")
        == "<table>\n<thead>\n<tr>\n<th scope=\"col\" style=\"text-align: right\">a</th>\n"
        + "<th scope=\"col\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
        + "<td style=\"text-align: right\">1</td>\n<td></td>\n</tr>\n</tbody>\n</table>\n")
    #expect(
      html("see https://opendata.cern.ch/record/545.").contains(
        "<a href=\"https://opendata.cern.ch/record/545\""))
    #expect(html("3. a\n4. b").hasPrefix("<ol start=\"3\">"))
  }

  @Test("formulas are kept from Markdown")
  func formulas() {
    #expect(html("$a_1 * b_1$ and $c*d$").contains("alttext=\"a_1 * b_1\""))
    #expect(!html("$a_1 * b_1$ and $c*d$").contains("<em>"))
    #expect(html("$$m^2 = E^2$$").hasPrefix("<p class=\"formula\"><math display=\"block\""))
    #expect(html("$$\na = b\n$$").contains("display=\"block\""))
    #expect(html("> $$\n> a_1 * b_1\n> $$").contains("alttext=\"\na_1 * b_1\n\""))
    #expect(html("- one\n\n  $$\n  a\n  $$\n- two").contains("<math display=\"block\""))
    #expect(html("`$a_1$` and `$b$`") == "<p><code>$a_1$</code> and <code>$b$</code></p>\n")
    #expect(html("```\n$a$\n```").contains("$a$"))
    #expect(html("    $a$ in code\n").contains("<code>$a$ in code"))
    #expect(html("it costs $5 or $10") == "<p>it costs $5 or $10</p>\n")
    #expect(html("\\$5 and $x$").contains("$5 and <math"))
    #expect(html("| a |\n|---|\n| $\\|x\\|$ |").contains("<math"))
    #expect(html("[x](http://a.b/?q=$a$)").contains("href=\"http://a.b/?q=$a$\""))
    #expect(html("https://a.b/?q=$a$").contains(">https://a.b/?q=$a$</a>"))
    #expect(html("**$x$**").contains("<strong><math"))
    #expect(html("$`a*b`$ c").contains("alttext=\"a*b\""))
    #expect(html("a \u{F0001} b") == "<p>a \u{F0001} b</p>\n")
    #expect(
      html("<details><summary>Find $x$</summary>\n\nYes\n</details>").contains(
        "<summary>Find <math"))
    #expect(html("$x$, y").contains("</math>,</span> y</p>"))
    #expect(html("```math\nx^2\n```").contains("<msup>"))
  }

  @Test("hints fold")
  func details() {
    let text = """
      <details><summary>Hint 1</summary>

      Multiply the **two**.
      </details>
      <details><summary>Hint 2</summary>

      - a
      </details>

      After
      """
    #expect(
      html(text)
        == "<details><summary>Hint 1</summary>\n<p>Multiply the <strong>two</strong>.</p>\n</details>\n"
        + "<details><summary>Hint 2</summary>\n<ul>\n<li>a</li>\n</ul>\n</details>\n<p>After</p>\n")
    #expect(html("<details>\nnever closed") == "<details>\n<p>never closed</p>\n</details>\n")
    #expect(Prose(markdown: "\n\n" + text, firstLine: 10).blocks.map(\.line) == [12, 16, 21])
  }

  @Test(
    "a stranger's text runs nothing",
    arguments: [
      "<script>alert(1)</script>", "a <script>alert(1)</script>", "<img src=x onerror=alert(1)>",
      "a <img src=x onerror=alert(1)> b", "<details ontoggle=alert(1) open>x</details>",
      "<kbd onclick=alert(1)>a</kbd>", "[a](javascript:alert(1))", "[a](JaVa\tScript:alert(1))",
      "[a](<java script:alert(1)>)", "<javascript:alert(1)>", "[a](data:text/html,x)",
      "[a](vbscript:x)", "![a](javascript:alert(1))", "![a](\"onerror=alert(1))",
      "# <svg onload=alert(1)>", "```\"><script>\n```", "[a](x \"\\\"onclick=alert(1)\")",
      "<iframe src=x></iframe>", "<sub><script>", "$\\text{<script>alert(1)</script>}$",
      "<style>*{}</style>", "<a href=\"javascript:x\">a</a>", "<!-- <script> --> <script>",
      "<summary onclick=x>", "[a]: javascript:alert(1)\n\n[a]",
    ])
  func safety(_ text: String) {
    let html = html(text)
    for tag in ["<script", "<img", "<iframe", "<svg", "<style"] {
      #expect(!html.lowercased().contains(tag), "\(html)")
    }
    #expect(isBalanced(html), "\(html)")
    // No attribute beyond ours.
    var rest = Substring(html)
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { break }
      let tag = rest[start...end]
      let outside = tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 0 }.map(\.element).joined()
      #expect(!outside.contains(" on"), "\(tag)")
      #expect(!tag.lowercased().hasPrefix("<a href=\"java"), "\(tag)")
      #expect(!tag.lowercased().hasPrefix("<a href=\"data"), "\(tag)")
      #expect(!tag.lowercased().hasPrefix("<a href=\"vb"), "\(tag)")
      rest = rest[rest.index(after: end)...]
    }
  }

  @Test("what may not stay is shown as it was written")
  func shown() {
    #expect(html("a <b>c</b>") == "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n")
    #expect(html("H<sub>2</sub>O<br>x") == "<p>H<sub>2</sub>O<br>\nx</p>\n")
    #expect(html("a <sub>b") == "<p>a &lt;sub&gt;b</p>\n")
    #expect(html("a <!-- b --> c") == "<p>a  c</p>\n")
    #expect(html("<!-- a\nb -->\n") == "")
    #expect(
      html("![a plot](z.png)") == "<p><span class=\"picture\" role=\"img\">a plot</span></p>\n")
    var style = HTMLStyle()
    style.picture = { $0 == "z.png" ? "data:image/png;base64,AA==" : nil }
    #expect(
      Prose(markdown: "![a **plot**](z.png)").html(style)
        == "<p><img src=\"data:image/png;base64,AA==\" alt=\"a plot\"></p>\n")
  }

  @Test("the words are those that cmark-gfm's own pages have")
  func differential() throws {
    let pieces = [
      "a", "word ", "*", "**", "_", "~~", "`", "``", "[", "](", "x)", "![", "\n", "\n\n", "\n- ",
      "\n  ", "\n1. ", "\n> ", "# ", "\n## ", "\\", "&amp;", "&#42;", "\n```\n",
      "\n| a | b |\n|---|--:|\n| 1 | 2 |\n",
      "https://a.b/c ", "www.a.b ", "\n- [ ] ", "\n- [x] ", "\n---\n", "    ", "\t", "é", "日本", "!",
      " ", "\n***\n", "a@b.c ", "\n===\n", "[a]: /x\n",
    ]
    var state: UInt64 = 7
    for _ in 0..<4000 {
      var text = ""
      for _ in 0..<14 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      let ours = Prose(markdown: text).html()
      #expect(isBalanced(ours))
      // Pictures are their words here and attributes there.
      let theirs = reference(text)
      if !theirs.contains("<img") {
        #expect(words(ours) == words(theirs), "\(text.debugDescription)\n\(ours)\n\(theirs)")
      }
    }
  }

  private func reference(_ text: String) -> String {
    cmark_gfm_core_extensions_ensure_registered()
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
    for name in ["table", "strikethrough", "autolink", "tasklist"] {
      cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    cmark_parser_feed(parser, text, text.utf8.count)
    let root = cmark_parser_finish(parser)
    let html = cmark_render_html(root, CMARK_OPT_UNSAFE, nil)
    defer {
      free(html)
      cmark_node_free(root)
      cmark_parser_free(parser)
    }
    return html.map { String(cString: $0) } ?? ""
  }

  /// The words of a page, one space between them.
  private func words(_ html: String) -> [Substring] {
    var text = ""
    var isTag = false
    for letter in html {
      if letter == "<" { isTag = true }
      if !isTag { text.append(letter) }
      if letter == ">" { isTag = false }
    }
    // Quotes are escaped there and need not be.
    text = text.split(separator: "&quot;", omittingEmptySubsequences: false).joined(separator: "\"")
    return text.split { $0.isWhitespace }
  }
}
