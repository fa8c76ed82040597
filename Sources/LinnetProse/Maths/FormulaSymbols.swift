/// The commands of TeX that stand for one sign, and what the sign does.
enum FormulaSymbols {
  /// What a command stands for; nil for one that is not known.
  static func part(_ name: String) -> Formula.Part? {
    if let letter = letters[name] {
      // Capital Greek letters stand upright, as in TeX.
      let isCapital = name.first?.isUppercase == true
      return .letter(letter, isCapital ? .upright : .slanted)
    }
    if functions.contains(name) { return .function(name == "limsup" ? "lim sup" : name) }
    for (table, role) in signs {
      if let sign = table[name] { return .sign(sign, role) }
    }
    return nil
  }

  /// Marks above or below.
  static let accents: [String: Formula.Accent] = [
    "bar": Formula.Accent(mark: "¯", combining: "\u{304}", long: "\u{305}", isBelow: false),
    "overline": Formula.Accent(mark: "¯", combining: "\u{304}", long: "\u{305}", isBelow: false),
    "hat": Formula.Accent(mark: "^", combining: "\u{302}", long: "", isBelow: false),
    "widehat": Formula.Accent(mark: "^", combining: "\u{302}", long: "", isBelow: false),
    "vec": Formula.Accent(mark: "→", combining: "\u{20D7}", long: "", isBelow: false),
    "overrightarrow": Formula.Accent(mark: "→", combining: "\u{20D7}", long: "", isBelow: false),
    "tilde": Formula.Accent(mark: "~", combining: "\u{303}", long: "", isBelow: false),
    "widetilde": Formula.Accent(mark: "~", combining: "\u{303}", long: "", isBelow: false),
    "dot": Formula.Accent(mark: "˙", combining: "\u{307}", long: "", isBelow: false),
    "ddot": Formula.Accent(mark: "¨", combining: "\u{308}", long: "", isBelow: false),
    "underline": Formula.Accent(mark: "_", combining: "\u{332}", long: "\u{332}", isBelow: true),
  ]

  /// Spaces, in widths of a letter m.
  static let spaces: [String: Double] = [
    ",": 0.167, ":": 0.222, ">": 0.222, ";": 0.278, "!": 0, " ": 0.333, "quad": 1, "qquad": 2,
    "thinspace": 0.167, "enspace": 0.5, "\n": 0.333,
  ]

  /// Commands that only say how large or where something is drawn.
  static let silent: Set<String> = [
    "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "big", "Big", "bigg", "Bigg",
    "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr", "mathstrut", "strut",
    "nonumber", "notag", "phantomsection",
  ]

  /// Signs that close a bracket are told from those that open one.
  static let brackets: [String: String] = [
    "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", ".": "", "/": "/", "\\{": "{", "\\}": "}",
    "\\|": "‖", "\\langle": "⟨", "\\rangle": "⟩", "\\lvert": "|", "\\rvert": "|", "\\lVert": "‖",
    "\\rVert": "‖", "\\lfloor": "⌊", "\\rfloor": "⌋", "\\lceil": "⌈", "\\rceil": "⌉", "\\vert": "|",
    "\\Vert": "‖", "<": "⟨", ">": "⟩", "\\lbrace": "{", "\\rbrace": "}",
  ]

  private static let functions: Set<String> = Set(
    """
    sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan log ln lg exp lim max min sup inf \
    det dim ker deg arg gcd Pr hom limsup
    """.split(separator: " ").map(String.init))

  private static let letters = pairs(
    """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ \
    lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ \
    varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ \
    Omega Ω ell ℓ hbar ℏ imath ı jmath ȷ Re ℜ Im ℑ aleph ℵ
    """)

  private static let signs: [([String: String], Formula.Role)] = [
    (
      pairs(
        """
        pm ± mp ∓ times × cdot · div ÷ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ cap ∩ cup ∪ \
        wedge ∧ land ∧ vee ∨ lor ∨ setminus ∖ dagger †
        """), .binary
    ),
    (
      pairs(
        """
        le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ ll ≪ gg ≫ approx ≈ sim ∼ simeq ≃ cong ≅ \
        equiv ≡ propto ∝ to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← leftrightarrow ↔ mapsto ↦ \
        Rightarrow ⇒ implies ⟹ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ \
        supset ⊃ supseteq ⊇ mid ∣ parallel ∥ perp ⊥ lt < gt > lesssim ≲ gtrsim ≳ uparrow ↑ downarrow ↓
        """), .relation
    ),
    (
      pairs("sum ∑ prod ∏ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ coprod ∐"),
      .large
    ),
    (
      pairs(
        """
        infty ∞ partial ∂ nabla ∇ degree ° prime ′ ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ dotsb ⋯ dotsc … \
        forall ∀ exists ∃ neg ¬ lnot ¬ emptyset ∅ varnothing ∅ angle ∠ triangle △ square □ surd √ % % $ $ \
        # # & & _ _ colon : backslash \\ checkmark ✓ top ⊤ bot ⊥
        """), .ordinary
    ),
    (pairs("{ { lbrace { langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖"), .opening),
    (pairs("} } rbrace } rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖"), .closing),
    (pairs("| ‖ Vert ‖ vert |"), .ordinary),
  ]

  private static func pairs(_ text: String) -> [String: String] {
    let words = text.split(separator: " ").map(String.init)
    var table: [String: String] = [:]
    for place in stride(from: 0, to: words.count - 1, by: 2) {
      table[words[place]] = words[place + 1]
    }
    return table
  }
}
