/// Splits a source into tokens, in one pass and without ever failing.
///
/// What cannot be read (a quote without partner, a sign the language does not use) becomes a token of
/// its own kind, and the parser words the mistake when it gets there. Comments leave no token. Text in
/// quotes gives an opening quote, pieces, and the tokens of each `{…}`, so that an editor can colour
/// them.
public struct Lexer {
  let bytes: [UInt8]
  private let vocabulary: Vocabulary
  var tokens: [Token] = []
  /// For each opening bracket, where its partner is; -1 for none and for every other token.
  var partners: [Int32] = []
  /// Positions of opening brackets that are not closed yet.
  var open: [Int32] = []
  /// Texts whose `{` is open, innermost last.
  var texts: [OpenText] = []
  var offset = 0
  /// The last quote whose proper partner was looked for in vain, and how far the looking went.
  ///
  /// Later quotes of its kind on that line need not look again, so that no line takes quadratic time.
  var withoutPartner: (quote: UInt32, end: Int) = (0, 0)

  /// A text in quotes that is being read.
  struct OpenText {
    /// The character that opened it.
    var quote: UInt32
    /// The offset at which its closing quote stands, found ahead.
    var end: Int
    /// How many brackets were open when its `{` was read.
    var depth: Int
  }

  /// All tokens of a source; the last is `endOfSource`.
  public static func tokens(of source: Source, _ vocabulary: Vocabulary) -> [Token] {
    read(source, vocabulary).tokens
  }

  /// All tokens with the partners of their brackets.
  static func read(
    _ source: Source, _ vocabulary: Vocabulary
  ) -> (tokens: [Token], partners: [Int32]) {
    var lexer = Lexer(bytes: source.bytes, vocabulary: vocabulary)
    lexer.tokens.reserveCapacity(source.bytes.count / 3 + 8)
    lexer.partners.reserveCapacity(source.bytes.count / 3 + 8)
    while lexer.offset < lexer.bytes.count { lexer.step() }
    lexer.add(.endOfSource, lexer.offset, lexer.offset)
    return (lexer.tokens, lexer.partners)
  }

  private init(bytes: [UInt8], vocabulary: Vocabulary) {
    self.bytes = bytes
    self.vocabulary = vocabulary
  }

  mutating func add(_ kind: Token.Kind, _ start: Int, _ end: Int, word: Token.Word = .none) {
    tokens.append(Token(kind, start, end, word: word))
    partners.append(-1)
  }

  func byte(_ ahead: Int) -> UInt8 {
    offset + ahead < bytes.count ? bytes[offset + ahead] : 0
  }

  /// Reads one token, or the white space or comment at the current offset.
  private mutating func step() {
    let (code, length) = Letters.decode(bytes, offset)
    if Letters.startsName(code) { return name() }
    if Letters.isSpace(code) {
      offset += length
      return
    }
    if Letters.isLineEnd(code) { return lineEnd(length) }
    switch code {
    case 0x30...0x39: number()
    case 0x2E where startsNumberAtPoint: number()
    case 0x23: comment()
    case 0x22, 0x27, 0x201C, 0x201D, 0x201E, 0x201F, 0x2018, 0x2019, 0x201A, 0x201B, 0xAB, 0xBB,
      0x300C:
      text(code, length)
    default: sign(code, length)
    }
  }

  /// True when `.5` here is a number and not the part of something.
  private var startsNumberAtPoint: Bool {
    guard byte(1) >= 0x30, byte(1) <= 0x39 else { return false }
    guard let last = tokens.last, last.end == offset else { return true }
    switch last.kind {
    case .name, .closeRound, .closeSquare, .textClose, .dot: return false
    default: return true
    }
  }

  private mutating func lineEnd(_ length: Int) {
    // A text ends with its line: what was open inside its `{…}` is over too.
    while texts.popLast() != nil {}
    if tokens.last?.kind != .newline { add(.newline, offset, offset + length) }
    offset += length
  }

  private mutating func comment() {
    while offset < bytes.count {
      let (code, length) = Letters.decode(bytes, offset)
      if Letters.isLineEnd(code) { return }
      offset += length
    }
  }

  private mutating func name() {
    let start = offset
    while offset < bytes.count {
      let (code, length) = Letters.decode(bytes, offset)
      guard Letters.continuesName(code) else { break }
      offset += length
    }
    // `f"…"` as in Python: here every text fills in its `{…}`.
    if offset - start == 1, bytes[start] == 0x66, byte(0) == 0x22 || byte(0) == 0x27 { return }
    add(.name, start, offset, word: vocabulary.word(bytes[start..<offset]))
  }

  /// Reads a number.
  ///
  ///     number = digits ["." digits] [("e" | "E") ["+" | "-"] digits]
  private mutating func number() {
    let start = offset
    digits()
    if byte(0) == 0x2E {
      let next = byte(1)
      if next >= 0x30, next <= 0x39 {
        offset += 1
        digits()
      } else if offset > start, next != 0x2E, !startsName(at: offset + 1) {
        offset += 1
      }
    }
    if byte(0) | 0x20 == 0x65 {
      let ahead = byte(1) == 0x2B || byte(1) == 0x2D ? 2 : 1
      if byte(ahead) >= 0x30, byte(ahead) <= 0x39 {
        offset += ahead
        digits()
      }
    }
    add(.number, start, offset)
  }

  private func startsName(at place: Int) -> Bool {
    place < bytes.count && Letters.startsName(Letters.decode(bytes, place).code)
  }

  private mutating func digits() {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte >= 0x30, byte <= 0x39 {
        offset += 1
      } else if byte == 0x5F, self.byte(1) >= 0x30, self.byte(1) <= 0x39 {
        offset += 1
      } else {
        return
      }
    }
  }
}
