/// One word, number, sign or stretch of text, with its place in the source.
public struct Token: Sendable {
  /// What it is.
  public let kind: Kind
  /// Which word of the language it is, for a name; `.none` for any other name.
  public let word: Word
  let low: Int32
  let high: Int32

  /// The offset of its first byte.
  public var start: Int { Int(low) }
  /// The offset just after its last byte.
  public var end: Int { Int(high) }
  /// Where it stands.
  public var span: Span { Span(start, end) }

  init(_ kind: Kind, _ start: Int, _ end: Int, word: Word = .none) {
    self.kind = kind
    self.word = word
    low = Int32(truncatingIfNeeded: start)
    high = Int32(truncatingIfNeeded: end)
  }

  /// True for a word that cannot be a name, such as `if`.
  public var isReserved: Bool { kind == .name && word.isReserved }

  /// What a token can be; signs with several spellings (`*`, `×`, `·`) share one kind.
  public enum Kind: UInt8, Sendable {
    /// A word: a name, or a word of the language.
    case name
    /// A number in digits.
    case number
    /// The quote that opens a text.
    case textOpen
    /// Characters inside a text, escapes not yet replaced.
    case textPiece
    /// The quote that closes a text.
    case textClose
    /// The `{` inside a text that starts a calculation.
    case fillOpen
    /// The `}` that ends it.
    case fillClose
    /// A quote whose partner is not on the line.
    case unclosedText
    /// A `{` inside a text whose partner is not on the line.
    case unclosedFill
    /// The end of a line, or `;`.
    case newline
    /// The end of the source.
    case endOfSource
    /// A sign the language does not use.
    case unknown
    // Signs the language uses.
    case plus, minus, times, divide, power, superscript, root, plusMinus
    case equal, equalEqual, notEqual, less, lessOrEqual, greater, greaterOrEqual, arrow
    case openRound, closeRound, openSquare, closeSquare, comma, colon, dot, percent
    // Signs from elsewhere that have a message of their own.
    case openCurly, closeCurly, ampersand, bar, bang, stepSign, dots, slashSlash, prompt
    case leftArrow, fatArrow, pipeSign
  }

  /// The words of the language, those that cannot be names first.
  public enum Word: UInt8, Sendable {
    /// A name that is no word of the language.
    case none
    // These cannot be names.
    case ifWord, elseWord, end, `repeat`, forWord, each, whileWord, stop, next, define, returnWord
    case tryWord, otherwise, expect, use, then, and, or, not, isWord, inWord, trueWord, falseWord
    case missing, nothing
    // These have a meaning in their place and may be names elsewhere.
    case to, by, times, near, within, mod, div, from, fail
    /// A word that may take its inputs without brackets.
    case command
    /// A command whose inputs are whole pipelines: `show`, `print`, `plot`, `save`, `describe`.
    case showing
    // Words that people bring from other languages.
    case elseIf, importing, defining, classWord, lambda, letting, catching, ending
    case trueElsewhere, falseElsewhere, missingElsewhere, between

    var isReserved: Bool {
      rawValue >= Word.ifWord.rawValue && rawValue <= Word.nothing.rawValue
    }
  }
}
