import Testing

@testable import Linnet

/// Help on what stands under a cursor, and help as documents.
@Suite struct InspectTests {
  private let session: Session

  init() throws {
    session = Engine().session()
    try session.run(
      """
      birds = dataset(species: ["Adelie", "Gentoo", "Gentoo"], mass: [3750, missing, 5000])
      # Twice as much.
      double(x, by: 2) = x * by
      cut = 5
      h = histogram(birds.mass, bins: 2)
      """)
  }

  /// Help at the sign `|` of a text.
  private func help(_ text: String) -> Help? {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    return session.inspect(parts.joined(), cursor: parts[0].utf8.count)
  }

  @Test func theWordUnderTheCursor() {
    for text in ["show mean|(birds.mass)", "show me|an(birds.mass)", "show |mean(birds.mass)"] {
      #expect(help(text)?.word == "mean")
    }
    #expect(help("x = |cut + 1")?.summary == "`cut` is a variable: 5")
    #expect(help("double|(3)")?.usage == "double(x, by:)")
    #expect(help("birds then ke|ep mass > 3")?.family == "pipelines")
    #expect(help("i|f cut > 3")?.word == "if")
    #expect(help("nothing_like_it|") == nil)
    #expect(help("|") == nil)
    #expect(session.inspect("mean", cursor: 999)?.word == "mean")
    #expect(session.inspect("mean", cursor: -3)?.word == "mean")
  }

  @Test func insideBrackets() {
    #expect(help("mean(|")?.word == "mean")
    #expect(help("mean( |)")?.word == "mean")
    #expect(help("histogram(birds.mass, | )")?.word == "histogram")
    #expect(help("histogram([1, 2|, 3])")?.word == "histogram")
    #expect(help("round(sqrt(4) | )")?.word == "round")
    #expect(help("round(sqrt(4|))")?.word == "sqrt")
    #expect(help("histogram(\n  birds.mass,\n  |\n)")?.word == "histogram")
    #expect(help("birds then keep |")?.word == "keep")
    #expect(help("load |")?.word == "load")
    #expect(help("show 1\n|") == nil)
  }

  @Test func options() {
    for text in ["histogram(birds.mass, bi|ns: 3)", "histogram(birds.mass, bins:|)"] {
      #expect(help(text)?.summary.hasPrefix("An option of histogram: ") == true, "\(text)")
    }
    #expect(help("birds then join names by id, ki|nd: \"full\"")?.family == "options")
    #expect(help("double(3, by|: 2)")?.word == "double")
    #expect(help("dataset(ma|ss: [1])")?.word == "dataset")
  }

  @Test func columnsAndParts() {
    let said =
      "`mass` is a column of `birds`: numbers, smallest 3750, mean 4375, largest 5000; 1 gap."
    #expect(help("birds then keep ma|ss > 3")?.summary == said)
    #expect(help("birds\n  then keep ma|ss > 3")?.summary == said)
    #expect(help("birds then keep row.ma|ss > 3")?.summary == said)
    #expect(help("birds.ma|ss")?.summary == said)
    #expect(
      help("birds then sort by species|")?.summary
        == "`species` is a column of `birds`: texts, 2 different, most often Gentoo (2).")
    #expect(
      help("birds then add twice = mass * 2 then keep tw|ice > 1")?.summary
        == "`twice` is a column made in this pipeline.")
    #expect(help("h.coun|ts")?.summary == "`counts` is a part of `h`.")
    #expect(help("show ma|ss") == nil)
  }

  @Test func quotesAndComments() {
    #expect(help("show \"me|an\"") == nil)
    #expect(help("show 'me|an'") == nil)
    #expect(help("show \"me|an") == nil)
    #expect(help("show “me|an”") == nil)
    #expect(help("show 1 # me|an") == nil)
    #expect(help("show \"{me|an([1])}\"")?.word == "mean")
    #expect(help("show \"a\", me|an([1])")?.word == "mean")
    #expect(help("# a\nme|an")?.word == "mean")
    #expect(help("show “é” + te|xt(5)")?.word == "text")
  }

  /// Wherever the cursor stands, also inside letters of several bytes.
  @Test func anywhere() {
    let text = "é = “x{cut}y” # ü\nbirds\n  then add z = mean(mass, [\"}\"{) ] # \n\"a{ x = '"
    for cursor in -1...(text.utf8.count + 1) {
      _ = session.inspect(text, cursor: cursor)
      _ = session.inspect(
        String(decoding: Array(text.utf8).prefix(max(0, cursor)), as: UTF8.self), cursor: cursor)
    }
  }

  @Test func markdown() throws {
    let help = Help(
      word: "w", summary: "Takes `a*b` and <b>_one_</b>.", usage: "w(x)",
      examples: ["w(1)\nw(2)", "show \"```\""], family: "f",
      options: [(name: "by", sentence: "how much")])
    #expect(
      help.markdown() == """
        ```linnet
        w(x)
        ```

        Takes `a*b` and &lt;b>\\_one\\_&lt;/b>.

        - `by:` how much

        ```linnet
        w(1)
        w(2)
        ```

        ````linnet
        show "```"
        ````

        """)
    #expect(
      help.html() == """
        <pre><code>w(x)</code></pre>
        <p>Takes <code>a*b</code> and &lt;b&gt;_one_&lt;/b&gt;.</p>
        <ul>
        <li><code>by:</code> how much</li>
        </ul>
        <pre><code>w(1)
        w(2)</code></pre>
        <pre><code>show &quot;```&quot;</code></pre>

        """)
    let alone = Help(word: "w", summary: "A `b` ` c.", usage: "", examples: [], family: "f")
    #expect(alone.html() == "<p>A <code>b</code> ` c.</p>\n")
    let by = try #require(Help.of("by"))
    #expect(by.markdown().contains("\n\nAs an option:\n\n- "))
    #expect(by.html().contains("<p>As an option:</p>\n<ul>\n<li>"))
  }

  @Test func everyWordHasBoth() throws {
    for word in Help.words {
      let help = try #require(Help.of(word.word))
      let html = help.html()
      #expect(html.contains("<pre><code>") && help.markdown().contains("```linnet\n"))
      #expect(!html.contains("<script") && !html.contains(" style"), "\(word.word)")
    }
  }
}
