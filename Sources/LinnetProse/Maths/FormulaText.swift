extension Formula {
  /// The formula in one line of Unicode: `m² = E² − p²`, `(a + b)/c`, `√(x + 1)`, `x̄`, `p_T`.
  ///
  /// High and low letters are those that Unicode has; else `^( )` and `_( )`.
  public var text: String { FormulaText.render(body).filled(with: "; ") }

  /// The same, a line for each line of the formula.
  public var lines: [String] {
    FormulaText.render(body).split(separator: "\n").map { String($0).trimmedSpaces }
  }
}

/// Writes a formula as Unicode.
struct FormulaText {
  /// A formula as text, with line breaks where it has them.
  static func render(_ part: Formula.Part) -> String {
    FormulaText(isScript: false).text(part).trimmedSpaces
  }

  /// Within scripts signs stand close together.
  private let isScript: Bool

  private func text(_ part: Formula.Part) -> String {
    switch part {
    case .letter(let text, _), .word(let text, _), .function(let text), .number(let text),
      .sign(let text, _), .unknown(let text):
      return text
    case .row: return row(FormulaRow(part))
    case .fraction(let top, let bottom):
      return held(top, whenSum: true) + "/" + held(bottom, whenSum: false)
    case .choices(let top, let bottom): return "C(" + text(top) + ", " + text(bottom) + ")"
    case .root(let inner, let index): return root(index) + held(inner, whenSum: false)
    case .scripts(let base, let lower, let upper):
      return self.base(base) + script(lower, "_", FormulaText.low)
        + script(upper, "^", FormulaText.high)
    case .accent(let inner, let accent): return marked(text(inner), accent)
    case .fence(let opening, .grid(let rows), let closing):
      let lines = rows.map { row in
        // A table's cells stand apart; an equation that is broken to its columns belongs together.
        row.map { text($0).trimmedSpaces }.filter { !$0.isEmpty }.joined(
          separator: opening.isEmpty ? " " : "  ")
      }
      return opening + lines.joined(separator: opening.isEmpty ? "\n" : "; ") + closing
    case .fence(let opening, let inner, let closing): return opening + text(inner) + closing
    case .space(let width): return width <= 0 || isScript ? "" : width < 1 ? " " : "   "
    case .grid(let rows):
      return rows.map { $0.map(text).joined(separator: " ") }.joined(separator: "\n")
    case .newLine: return "\n"
    }
  }

  private func row(_ row: FormulaRow) -> String {
    var result = ""
    for (place, part) in row.parts.enumerated() {
      var piece = text(part)
      switch row.neighbour(place) {
      case .binary where !isScript && !row.isUnary(place), .relation where !isScript:
        piece = " " + piece + " "
      case .punctuation where !isScript: piece += " "
      case .function:
        if [.other, .closing, .fraction].contains(row.neighbour(place - 1)) { piece = " " + piece }
        if [.other, .function, .fraction].contains(row.neighbour(place + 1)) { piece += " " }
      case .large where !isScript:
        if [.other, .closing].contains(row.neighbour(place - 1)) { piece = " " + piece }
        piece += " "
      case .fraction:
        // Beside something that it multiplies, a fraction is in brackets: (1/2)mv².
        let isAlone =
          ![.other, .function, .large, .opening].contains(row.neighbour(place + 1))
          && ![.other, .closing].contains(row.neighbour(place - 1))
        if !isAlone { piece = "(" + piece + ")" }
      default:
        // A command that is not known must not grow into the letter behind it.
        if case .unknown(let name) = part, name.count > 1,
          row.neighbour(place + 1) == .other
        {
          piece += " "
        }
      }
      // One space between two signs is enough; the wide space between two formulas is left.
      let isDouble = result.last == " " && piece.first == " "
      result +=
        isDouble && piece.first(where: { $0 != " " }) != nil ? String(piece.dropFirst()) : piece
    }
    return result
  }

  /// A part in brackets where it would fall apart.
  private func held(_ part: Formula.Part, whenSum: Bool) -> String {
    let row = FormulaRow(part)
    let hasFraction = row.parts.contains { if case .fraction = $0 { true } else { false } }
    let needs = hasFraction || (whenSum ? row.isSum : row.parts.count > 1)
    return needs ? "(" + text(part).trimmedSpaces + ")" : text(part)
  }

  private func base(_ part: Formula.Part) -> String {
    let row = FormulaRow(part)
    if case .fraction = part { return "(" + text(part) + ")" }
    return row.isSum && row.parts.count > 1 ? "(" + text(part) + ")" : text(part)
  }

  private func root(_ index: Formula.Part?) -> String {
    guard let index else { return "√" }
    switch text(index) {
    case "2": return "√"
    case "3": return "∛"
    case "4": return "∜"
    default: return script(index, "^", FormulaText.high) + "√"
    }
  }

  private func marked(_ text: String, _ accent: Formula.Accent) -> String {
    if text.count <= 1 { return text + (accent.isBelow ? accent.long : accent.combining) }
    let mark = accent.long.isEmpty ? accent.combining : accent.long
    return text.map { String($0) + mark }.joined()
  }

  // MARK: High and low letters

  private func script(_ part: Formula.Part?, _ mark: String, _ table: [Character: Character])
    -> String
  {
    guard let part else { return "" }
    let plain = FormulaText(isScript: true).text(part)
    if plain.isEmpty { return "" }
    if mark == "^" {
      // These stand high by themselves.
      if plain.allSatisfy({ "′°†".contains($0) }) { return plain }
      if plain == "∘" { return "°" }
      if plain == "∗" { return "*" }
    }
    var mapped = ""
    for letter in plain {
      guard let other = table[letter] else {
        mapped = ""
        break
      }
      mapped.append(other)
    }
    if !mapped.isEmpty { return mapped }
    let isOne = plain.count == 1 || plain.allSatisfy { $0.isNumber }
    return mark + (isOne ? plain : "(" + plain + ")")
  }

  private static let high = pairs(
    """
    0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺−⁻-⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻ\
    AᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂβᵝγᵞδᵟθᶿφᵠχᵡ′′
    """)

  private static let low = pairs(
    "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊−₋-₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨφᵩχᵪ")

  private static func pairs(_ text: String) -> [Character: Character] {
    let letters = Array(text)
    var table: [Character: Character] = [:]
    for place in stride(from: 0, to: letters.count - 1, by: 2) {
      table[letters[place]] = letters[place + 1]
    }
    return table
  }
}

extension String {
  /// The text without spaces at its ends.
  fileprivate var trimmedSpaces: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// The text in one line.
  fileprivate func filled(with end: String) -> String {
    split(separator: "\n").map { String($0).trimmedSpaces }.joined(separator: end)
  }
}
