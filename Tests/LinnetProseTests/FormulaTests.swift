import LinnetProse
import Testing

@Suite("Formulas")
struct FormulaTests {
  @Test(
    "as one line of Unicode",
    arguments: [
      ("m^2 = E^2 - p^2", "m² = E² − p²"),
      ("\\sqrt{n}", "√n"),
      ("\\sqrt{E^2 - p^2}", "√(E² − p²)"),
      ("\\sqrt[3]{8}", "∛8"),
      ("\\frac{a}{b}", "a/b"),
      ("\\frac{a+b}{2c}", "(a + b)/(2c)"),
      ("\\frac{1}{2} m v^2", "(1/2)mv²"),
      ("\\frac{1}{\\frac{a}{b}}", "1/(a/b)"),
      ("\\alpha \\pm \\beta \\times \\Gamma \\cdot \\mu", "α ± β × Γ · μ"),
      ("a \\le b \\approx c \\ne d", "a ≤ b ≈ c ≠ d"),
      ("\\bar{x}", "x\u{304}"),
      ("\\overline{AB}", "A\u{305}B\u{305}"),
      ("x_1 + x_{12} + x_i", "x₁ + x₁₂ + xᵢ"),
      ("p_T", "p_T"),
      ("m_{\\mu\\mu}", "m_(μμ)"),
      ("e^{-x}", "e⁻ˣ"),
      ("e^{-x^2}", "e^(−x²)"),
      ("10^{-3}", "10⁻³"),
      ("90^\\circ", "90°"),
      ("Z^0 \\to \\mu^+\\mu^-", "Z⁰ → μ⁺μ⁻"),
      ("-1", "−1"),
      ("a = -b", "a = −b"),
      ("(-b)", "(−b)"),
      ("\\sin\\theta", "sin θ"),
      ("2\\sin(x)", "2 sin(x)"),
      ("\\sum_{i=1}^n x_i", "∑ᵢ₌₁ⁿ xᵢ"),
      ("5\\,\\text{GeV}", "5 GeV"),
      ("91.2\\ \\mathrm{GeV}", "91.2 GeV"),
      ("\\mathrm{d}x", "dx"),
      ("\\left( \\frac{a}{b} \\right)^2", "(a/b)²"),
      ("\\begin{cases} a & b \\\\ c & d \\end{cases}", "{a  b; c  d"),
      ("a &= b \\\\ c &= d", "a = b; c = d"),
      ("\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}", "a = b; c = d"),
      ("\\binom{n}{k}", "C(n, k)"),
      ("f'(x)", "f′(x)"),
      ("\\foo{x}", "\\foo x"),
      ("\\foo + 1", "\\foo + 1"),
      ("a < b > c \\& d", "a < b > c&d"),
      ("50\\%", "50%"),
      ("\\frac{1}{n}\\sum_i x_i", "(1/n)∑ᵢ xᵢ"),
      ("\\lim_{x\\to 0}\\frac{\\sin^2 x}{x}", "lim_(x→0) sin² x/x"),
      ("a \\qquad b", "a   b"),
      ("", ""),
    ])
  func text(_ tex: String, _ expected: String) {
    #expect(Formula(tex: tex).text == expected)
  }

  @Test("as MathML")
  func mathML() {
    #expect(
      Formula(tex: "m^2").mathML()
        == "<math alttext=\"m^2\"><msup><mi>m</mi><mn>2</mn></msup></math>")
    #expect(
      Formula(tex: "\\frac{a}{-b}").mathML()
        == "<math alttext=\"\\frac{a}{-b}\"><mfrac><mi>a</mi><mrow><mo form=\"prefix\">−</mo>"
        + "<mi>b</mi></mrow></mfrac></math>")
    let sum = Formula(tex: "\\sum_{i}^{n} x")
    #expect(sum.mathML(isDisplayed: true).contains("<munderover><mo>∑</mo>"))
    #expect(sum.mathML().contains("<msubsup><mo>∑</mo>"))
    #expect(
      Formula(tex: "\\lim_{n}a").mathML(isDisplayed: true).contains(
        "<munder><mi>lim</mi><mi>n</mi></munder>"))
    #expect(hasRightCounts(Formula(tex: "\\sin^2\\frac{\\sin x}{-\\lim_n}").mathML()))
    let hostile = Formula(tex: "a<b>\"&\\text{<script>}")
    #expect(!hostile.mathML().contains("<script>"))
    #expect(hostile.mathML().hasPrefix("<math alttext=\"a&lt;b&gt;&quot;&amp;"))
    #expect(Formula(tex: "\\foo").mathML().contains("<mtext>\\foo</mtext>"))
  }

  @Test("whatever stands in it")
  func anything() {
    let pieces = [
      "{", "}", "\\", "\\\\", "^", "_", "'", "\\frac", "\\sqrt", "[", "]", "\\left", "\\right", "(",
      "\\begin{cases}", "\\end{cases}", "&", "a", "1", ".", " ", "\\text", "\\bar", "é", "\\not",
      "\\mathrm", "\\sin", "\\lim", "\\qquad", "-", "=", "\\sum", "{,}", "日",
    ]
    var state: UInt64 = 1
    for _ in 0..<3000 {
      var tex = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        tex += pieces[Int(state >> 33) % pieces.count]
      }
      let formula = Formula(tex: tex)
      for letter in ["é", "日"] as [Unicode.Scalar] where tex.unicodeScalars.contains(letter) {
        // Letters of the formula are never lost.
        #expect(
          formula.text.unicodeScalars.contains(letter) || tex.contains("\\begin"),
          "\(tex) → \(formula.text)")
      }
      let mathML = formula.mathML(isDisplayed: true)
      #expect(isBalanced(mathML), "\(tex) → \(mathML)")
      #expect(hasRightCounts(mathML), "\(tex) → \(mathML)")
    }
    _ = Formula(tex: String(repeating: "{", count: 100_000)).text
    _ = Formula(tex: String(repeating: "\\sqrt", count: 100_000)).mathML()
    _ = Formula(tex: String(repeating: "x^", count: 100_000)).mathML()
  }
}

/// True when scripts, fractions and roots have as many parts as MathML wants of them.
func hasRightCounts(_ markup: String) -> Bool {
  let wanted = [
    "msub": 2, "msup": 2, "mfrac": 2, "mroot": 2, "mover": 2, "munder": 2, "msubsup": 3,
    "munderover": 3,
  ]
  var counts: [(name: Substring, count: Int)] = []
  var rest = Substring(markup)
  while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
    let tag = rest[rest.index(after: start)..<end]
    rest = rest[rest.index(after: end)...]
    if tag.first == "/" {
      guard let last = counts.popLast() else { return false }
      if let count = wanted[String(last.name)], count != last.count { return false }
    } else {
      if !counts.isEmpty { counts[counts.count - 1].count += 1 }
      counts.append((tag.split(separator: " ").first ?? "", 0))
    }
  }
  return true
}

/// True when every tag of a text is closed, in the right order.
func isBalanced(_ markup: String) -> Bool {
  var open: [Substring] = []
  var rest = Substring(markup)
  while let start = rest.firstIndex(of: "<") {
    guard let end = rest[start...].firstIndex(of: ">") else { return false }
    let tag = rest[rest.index(after: start)..<end]
    rest = rest[rest.index(after: end)...]
    if tag.first == "/" {
      guard open.popLast() == tag.dropFirst() else { return false }
    } else if let name = tag.split(separator: " ").first {
      if !["br", "hr", "img", "input"].contains(name) { open.append(name) }
    }
  }
  return open.isEmpty
}
