/// What stands under a cursor, as far as help needs to know.
///
/// Works on the words of a text, since a line that is being typed can seldom be read.
struct InspectedPlace {
  /// What is under the cursor.
  enum Kind: Equatable {
    /// A word by itself.
    case word(String)
    /// A word with `:` behind it.
    case option(String)
    /// `base.part`.
    case part(base: String, name: String)
    /// No word.
    case none
  }

  /// What is under the cursor; nil in quotes and comments, where nothing has help.
  private(set) var kind: Kind?
  /// True for a word that a bracket follows.
  private(set) var isCalled = false
  /// True for a word that follows `then`.
  private(set) var isStep = false
  /// True for a word of the grammar.
  private(set) var isReserved = false
  /// The function in whose brackets the cursor stands, or the command of its step.
  private(set) var caller: String?
  /// True when the caller has brackets, and the cursor stands in them.
  var isInBrackets: Bool { owner != nil }
  /// The pipeline up to the word and with it.
  private(set) var surroundings: CompletionPlace

  init(_ text: String, cursor: Int) {
    let bytes = Array(text.utf8)
    let cursor = min(max(0, cursor), bytes.count)
    surroundings = CompletionPlace(Array(bytes[..<cursor]))
    let tokens = Lexer.tokens(of: Source(bytes: bytes), Vocabulary.standard)
      .filter { $0.kind != .endOfSource }
    let count = tokens.firstIndex { $0.start >= cursor } ?? tokens.count
    guard learn(tokens[..<count], until: cursor) else { return }
    if let place = tokens.firstIndex(where: {
      $0.kind == .name && $0.start <= cursor && cursor <= $0.end
    }) {
      look(at: place, tokens, bytes)
      return
    }
    // In a comment stands no word.
    let end = count > 0 ? min(tokens[count - 1].end, cursor) : 0
    if let sign = bytes[end..<cursor].firstIndex(of: UInt8(ascii: "#")),
      !bytes[sign..<cursor].contains(0x0A)
    {
      return
    }
    kind = InspectedPlace.Kind.none
    // Right behind `bins:` the option is meant.
    if count > 1, tokens[count - 1].kind == .colon, tokens[count - 1].end == cursor,
      tokens[count - 2].kind == .name
    {
      kind = .option(InspectedPlace.text(tokens[count - 2], bytes))
    }
    caller =
      owner.map { InspectedPlace.text(tokens[$0], bytes) } ?? surroundings.command
      ?? surroundings.outerCommand
  }

  /// Goes through what stands before the cursor; false when that ends inside quotes.
  private mutating func learn(_ tokens: ArraySlice<Token>, until cursor: Int) -> Bool {
    var open: [(kind: Token.Kind, owner: Int?)] = []
    for place in tokens.indices {
      let token = tokens[place]
      switch token.kind {
      case .textOpen, .fillOpen, .openSquare, .openCurly: open.append((token.kind, nil))
      case .openRound:
        let owner = place - 1
        let isCall =
          owner >= tokens.startIndex && tokens[owner].kind == .name
          && tokens[owner].end == token.start
        open.append((token.kind, isCall ? owner : nil))
      case .textClose where token.end <= cursor: _ = open.popLast()
      case .fillClose, .closeRound, .closeSquare, .closeCurly:
        if let last = open.last, last.kind != .textOpen { open.removeLast() }
      case .unclosedText: return false
      case .newline:
        // What is not closed on its line is a text no longer.
        while open.last?.kind == .textOpen || open.last?.kind == .fillOpen { open.removeLast() }
      default: break
      }
    }
    owner = open.last { $0.owner != nil }?.owner
    return open.last?.kind != .textOpen
  }

  /// The place of the caller's name among the words.
  private var owner: Int?

  private mutating func look(at place: Int, _ tokens: [Token], _ bytes: [UInt8]) {
    let token = tokens[place]
    let word = InspectedPlace.text(token, bytes)
    surroundings = CompletionPlace(Array(bytes[..<token.end]))
    caller = owner.map { InspectedPlace.text(tokens[$0], bytes) } ?? surroundings.command
    let next = place + 1 < tokens.count ? tokens[place + 1] : nil
    isCalled = next.map { $0.kind == .openRound && $0.start == token.end } ?? false
    isReserved = token.isReserved
    isStep = place > 0 && tokens[place - 1].kind == .name && tokens[place - 1].word == .then
    if next?.kind == .colon {
      kind = .option(word)
    } else if place > 1, tokens[place - 1].kind == .dot, tokens[place - 2].kind == .name {
      kind = .part(base: InspectedPlace.text(tokens[place - 2], bytes), name: word)
    } else {
      kind = .word(word)
    }
  }

  private static func text(_ token: Token, _ bytes: [UInt8]) -> String {
    String(decoding: bytes[token.start..<token.end], as: UTF8.self)
  }
}
