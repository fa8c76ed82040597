/// A formula, read from the part of TeX that lessons use.
///
/// ```swift
/// Formula(tex: "m^2 = E^2 - p^2").text        // m² = E² − p²
/// Formula(tex: "\\frac{a}{b}").mathML()       // <math alttext="\frac{a}{b}"><mfrac>…
/// ```
///
/// A command that is not known is shown as it was written; nothing is lost and nothing fails.
public struct Formula: Sendable, Equatable {
  /// The formula as it was written.
  public let tex: String
  /// What it is made of.
  let body: Part

  /// Reads a formula.
  public init(tex: String) {
    self.tex = tex
    body = FormulaReader.read(tex)
  }

  /// A part of a formula.
  indirect enum Part: Sendable, Equatable {
    /// A letter that stands for something: slanted unless it is upright, and perhaps bold.
    case letter(String, Face)
    /// A word: the name of a function, or text.
    case word(String, Face)
    /// The name of a function, such as sin.
    case function(String)
    /// A number.
    case number(String)
    /// A sign between or around parts.
    case sign(String, Role)
    /// Parts side by side.
    case row([Part])
    /// One over another; without a line it is in brackets, as a number of choices.
    case fraction(Part, Part)
    /// One above the other in brackets: a number of choices.
    case choices(Part, Part)
    /// A root; the index is nil for a square root.
    case root(Part, index: Part?)
    /// What stands low and high behind a part, or below and above it where the part is a sum.
    case scripts(Part, lower: Part?, upper: Part?)
    /// A mark above a part.
    case accent(Part, Accent)
    /// Brackets as high as what they hold; an empty text is a bracket that is not there.
    case fence(String, Part, String)
    /// Space, in widths of a letter m.
    case space(Double)
    /// Rows of cells.
    case grid([[Part]])
    /// The end of a line.
    case newLine
    /// A command that is not known.
    case unknown(String)
  }

  /// How letters look.
  enum Face: Sendable, Equatable {
    case slanted
    case upright
    case bold
  }

  /// What a sign does, which says how much room it takes.
  enum Role: Sendable, Equatable {
    /// Stands between two parts, such as +.
    case binary
    /// Says how two sides are related, such as =.
    case relation
    /// A comma and the like.
    case punctuation
    /// Opens or closes a bracket.
    case opening
    case closing
    /// A sum, a product, an integral.
    case large
    /// Stands for something, such as ∞.
    case ordinary
  }

  /// A mark above or below a part.
  struct Accent: Sendable, Equatable {
    /// The mark for MathML.
    var mark: String
    /// The mark that Unicode puts on the letter before it.
    var combining: String
    /// The mark for every letter of a longer part; empty when there is none.
    var long: String
    /// True for a line below.
    var isBelow: Bool
  }
}
