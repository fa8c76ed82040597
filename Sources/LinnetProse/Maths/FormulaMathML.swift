extension Formula {
  /// The formula as MathML (Core), with the TeX as its alternative text.
  ///
  /// A displayed one stands on a line of its own, and has the limits of sums above and below.
  public func mathML(isDisplayed: Bool = false) -> String {
    let writer = FormulaMathML(isDisplayed: isDisplayed)
    return "<math" + (isDisplayed ? " display=\"block\"" : "")
      + " alttext=\"\(HTMLEscape.attribute(tex))\">\(writer.row(body))</math>"
  }
}

/// Writes a formula as MathML.
struct FormulaMathML {
  let isDisplayed: Bool

  /// Parts side by side, as one element when they have to be.
  func row(_ part: Formula.Part) -> String {
    let row = FormulaRow(part)
    // Scripts and fractions count their elements, so this has to be exactly one.
    if row.parts.count == 1 { return single(row.parts[0]) }
    return "<mrow>" + row.parts.indices.map { element(row, $0) }.joined() + "</mrow>"
  }

  private func element(_ row: FormulaRow, _ place: Int) -> String {
    switch row.parts[place] {
    case .sign(let text, .binary) where row.isUnary(place):
      return "<mo form=\"prefix\">" + HTMLEscape.text(text) + "</mo>"
    case .function, .scripts(.function, _, _):
      let before = [.other, .closing, .fraction].contains(row.neighbour(place - 1))
      let after = [.other, .function, .fraction].contains(row.neighbour(place + 1))
      let thin = "<mspace width=\"0.167em\"></mspace>"
      return (before ? thin : "") + single(row.parts[place]) + "<mo>\u{2061}</mo>"
        + (after ? thin : "")
    default: return single(row.parts[place])
    }
  }

  private func single(_ part: Formula.Part) -> String {
    switch part {
    case .letter(let letter, let face): return self.letter(letter, face)
    case .word(let text, let face): return word(text, face)
    case .function(let name): return "<mi>" + HTMLEscape.text(name) + "</mi>"
    case .number(let text): return "<mn>" + HTMLEscape.text(text) + "</mn>"
    case .sign(let text, let role): return sign(text, role)
    case .row: return row(part)
    case .fraction(let top, let bottom):
      return "<mfrac>" + row(top) + row(bottom) + "</mfrac>"
    case .choices(let top, let bottom):
      return "<mrow><mo>(</mo><mfrac linethickness=\"0\">" + row(top) + row(bottom)
        + "</mfrac><mo>)</mo></mrow>"
    case .root(let inner, nil): return "<msqrt>" + row(inner) + "</msqrt>"
    case .root(let inner, let index?): return "<mroot>" + row(inner) + row(index) + "</mroot>"
    case .scripts(let base, let lower, let upper): return scripts(base, lower, upper)
    case .accent(let inner, let accent):
      let tag = accent.isBelow ? "munder" : "mover"
      return "<\(tag) accent=\"true\">" + row(inner) + "<mo>" + HTMLEscape.text(accent.mark)
        + "</mo></\(tag)>"
    case .fence(let opening, let inner, let closing):
      return "<mrow>" + bracket(opening) + row(inner) + bracket(closing) + "</mrow>"
    case .space(let width): return "<mspace width=\"\(width)em\"></mspace>"
    case .grid(let rows):
      return "<mtable>"
        + rows.map { cells in
          "<mtr>" + cells.map { "<mtd>" + row($0) + "</mtd>" }.joined() + "</mtr>"
        }.joined() + "</mtable>"
    case .newLine: return "<mspace linebreak=\"newline\"></mspace>"
    case .unknown(let text): return "<mtext>" + HTMLEscape.text(text) + "</mtext>"
    }
  }

  private func letter(_ letter: String, _ face: Formula.Face) -> String {
    switch face {
    case .slanted: "<mi>" + HTMLEscape.text(letter) + "</mi>"
    case .upright: "<mi mathvariant=\"normal\">" + HTMLEscape.text(letter) + "</mi>"
    case .bold: "<mi mathvariant=\"normal\">" + HTMLEscape.text(bold(letter)) + "</mi>"
    }
  }

  private func word(_ text: String, _ face: Formula.Face) -> String {
    // Spaces at the ends of text would not be drawn.
    let spaced = text.map { $0 == " " ? "\u{A0}" : String($0) }.joined()
    let shown = HTMLEscape.text(face == .bold ? bold(spaced) : spaced)
    return text.allSatisfy { $0.isLetter } && text.count > 1 && face == .upright
      ? "<mi>" + shown + "</mi>" : "<mtext>" + shown + "</mtext>"
  }

  /// The letters of Unicode that are bold; browsers know no other way.
  private func bold(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let code: UInt32? =
        switch scalar {
        case "A"..."Z": scalar.value - 0x41 + 0x1D400
        case "a"..."z": scalar.value - 0x61 + 0x1D41A
        case "0"..."9": scalar.value - 0x30 + 0x1D7CE
        default: nil
        }
      result.unicodeScalars.append(code.flatMap { Unicode.Scalar($0) } ?? scalar)
    }
    return result
  }

  private func sign(_ text: String, _ role: Formula.Role) -> String {
    let shown = HTMLEscape.text(text)
    switch role {
    case .opening, .closing: return "<mo stretchy=\"false\">" + shown + "</mo>"
    case .punctuation: return "<mo separator=\"true\">" + shown + "</mo>"
    case .ordinary:
      if "∞∂∇∅°′…⋯".contains(text) || text.first?.isLetter == true { return "<mi>\(shown)</mi>" }
      return "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">" + shown + "</mo>"
    case .binary, .relation, .large: return "<mo>" + shown + "</mo>"
    }
  }

  private func bracket(_ text: String) -> String {
    text.isEmpty ? "" : "<mo stretchy=\"true\">" + HTMLEscape.text(text) + "</mo>"
  }

  private func scripts(_ base: Formula.Part, _ lower: Formula.Part?, _ upper: Formula.Part?)
    -> String
  {
    var isAround = false
    if isDisplayed {
      switch base {
      case .sign(let text, .large): isAround = !"∫∬∭∮".contains(text)
      case .function(let name): isAround = ["lim", "max", "min", "sup", "inf"].contains(name)
      default: break
      }
    }
    let inner = row(base)
    switch (lower, upper) {
    case (let lower?, let upper?):
      let tag = isAround ? "munderover" : "msubsup"
      return "<\(tag)>" + inner + row(lower) + row(upper) + "</\(tag)>"
    case (let lower?, nil):
      let tag = isAround ? "munder" : "msub"
      return "<\(tag)>" + inner + row(lower) + "</\(tag)>"
    case (nil, let upper?):
      let tag = isAround ? "mover" : "msup"
      return "<\(tag)>" + inner + row(upper) + "</\(tag)>"
    case (nil, nil): return inner
    }
  }
}
