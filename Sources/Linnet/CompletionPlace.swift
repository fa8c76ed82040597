/// What stands before a cursor, as far as completion needs to know.
///
/// Works on the bytes alone, since a line that is being typed can seldom be read.
struct CompletionPlace {
  /// Where the cursor is.
  enum Kind {
    /// Inside quotes.
    case quoted(QuotedPlace)
    /// After `base.`.
    case part(base: String)
    /// After `then`.
    case step
    /// At any other word.
    case word
    /// Where nothing is to be offered: in a comment or a number.
    case none
  }

  private(set) var kind = Kind.word
  /// The word that ends at the cursor.
  private(set) var word = ""
  /// The function or command whose inputs are being typed.
  private(set) var command: String?
  /// The same, where brackets of a list or a calculation are passed over: `load` in `load ["a.csv", "`.
  private(set) var outerCommand: String?
  /// True when the command is a step of a pipeline, outside brackets.
  private(set) var isStep = false
  /// True when nothing, or only the word being typed, stands between the command and the cursor.
  private(set) var isFirstInput = false
  /// The words of the step after its command, without the one being typed.
  private(set) var stepWords: [String] = []
  /// True inside a pipeline.
  private(set) var isPipeline = false
  /// The name that the pipeline starts from; nil when it carries on from the line before.
  private(set) var source: String?
  /// Names given by `add name = …` and the like in this pipeline.
  private(set) var addedNames: [String] = []

  init(_ bytes: [UInt8]) {
    let statement = CompletionPlace.statement(bytes)
    let pieces = Pieces(statement)
    if pieces.isComment {
      kind = .none
      return
    }
    if let quote = pieces.openQuote {
      word = String(decoding: statement[(quote + 1)...], as: UTF8.self)
      learn(pieces.words, pieces: pieces)
      kind = .quoted(QuotedPlace(before: statement[..<quote]))
      return
    }
    var words = pieces.words
    if let last = words.last, last.end == statement.count {
      word = last.text
      words.removeLast()
      if let first = last.text.utf8.first, first >= 0x30, first <= 0x39 {
        kind = .none
        return
      }
    }
    learn(words, pieces: pieces)
    let start = statement.count - word.utf8.count
    if start > 0, statement[start - 1] == UInt8(ascii: "."), let base = words.last,
      base.end == start - 1
    {
      kind = .part(base: base.text)
    } else if words.last?.text == "then" {
      kind = .step
    }
  }

  private mutating func learn(_ words: [Pieces.Word], pieces: Pieces) {
    isPipeline = words.contains { $0.text == "then" }
    // `zs = muons then …` starts from the word after the sign.
    let first = words.first { !($0.isFollowedByEqual && $0.depth == 0) }
    if let first, first.text != "then" { source = first.text }
    addedNames = words.drop { $0.text != "then" }.filter { $0.isFollowedByEqual }.map { $0.text }
    if let open = pieces.openBrackets.last {
      command = open.owner
      outerCommand =
        pieces.openBrackets.last { $0.owner != nil }?.owner
        ?? words.last { Vocabulary.standard.isCommand($0.text) && $0.depth == 0 }?.text
      isFirstInput = open.start == words.last.map { $0.end } ?? -1
    } else {
      // The last command of the step at hand: `then plot histogram x, ` is about `histogram`.
      let step = words.lastIndex { $0.text == "then" }.map { words[($0 + 1)...] } ?? words[...]
      let known = step.last {
        Vocabulary.standard.isCommand($0.text) && !$0.isCalled && $0.depth == 0
      }
      let verb = known ?? step.first { !$0.isFollowedByEqual }
      command = verb?.text
      outerCommand = command
      isStep = isPipeline
      stepWords = verb.map { verb in step.filter { $0.end > verb.end }.map { $0.text } } ?? []
      isFirstInput = stepWords.isEmpty || stepWords.last == "by"
    }
  }

  /// The bytes of the statement at the end: its line, and the lines before that it carries on from.
  private static func statement(_ bytes: [UInt8]) -> [UInt8] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard var start = lines.popLast()?.startIndex else { return bytes }
    var line = bytes[start...]
    while let before = lines.popLast() {
      let text = line.drop { $0 == 0x20 || $0 == 0x09 }
      let last = before.last { $0 != 0x20 && $0 != 0x0D }
      let goesOn = last.map { ",([+-*/=".utf8.contains($0) } ?? false
      guard text.starts(with: "then".utf8) || goesOn else { break }
      start = before.startIndex
      line = before
    }
    return Array(bytes[start...])
  }
}

/// The words, quotes and brackets of a stretch of bytes.
struct Pieces {
  /// A name or number in the stretch.
  struct Word {
    var text: String
    var end: Int
    /// How many brackets are open around it.
    var depth: Int
    /// True when a single `=` follows.
    var isFollowedByEqual = false
    /// True when a bracket follows directly.
    var isCalled = false
  }
  /// A bracket that is still open, and the name right before it.
  struct Bracket {
    var owner: String?
    var start: Int
  }

  private(set) var words: [Word] = []
  private(set) var openBrackets: [Bracket] = []
  private(set) var openQuote: Int?
  private(set) var isComment = false

  init(_ bytes: [UInt8]) {
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if Pieces.isLetter(byte) {
        let start = place
        while place < bytes.count, Pieces.isLetter(bytes[place]) { place += 1 }
        words.append(
          Word(
            text: String(decoding: bytes[start..<place], as: UTF8.self), end: place,
            depth: openBrackets.count))
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        var close = place + 1
        while close < bytes.count, bytes[close] != byte {
          // What follows a backslash closes nothing.
          close += bytes[close] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard close < bytes.count else {
          openQuote = place
          return
        }
        place = close
      case UInt8(ascii: "#"):
        guard let end = bytes[place...].firstIndex(of: 0x0A) else {
          isComment = true
          return
        }
        place = end
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        if let last = words.indices.last, words[last].end == place { words[last].isCalled = true }
        openBrackets.append(
          Bracket(owner: words.last.flatMap { $0.end == place ? $0.text : nil }, start: place))
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if !openBrackets.isEmpty { openBrackets.removeLast() }
      case UInt8(ascii: "="):
        let next = place + 1 < bytes.count ? bytes[place + 1] : 0
        let before = place > 0 ? bytes[place - 1] : 0
        if next == byte {
          place += 1
        } else if !"!<>".utf8.contains(before), !words.isEmpty {
          words[words.count - 1].isFollowedByEqual = true
        }
      default: break
      }
      place += 1
    }
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
    default: false
    }
  }
}
