/// The words that the reader knows: those of the grammar, and the commands and functions it is given.
///
/// Commands and functions are declared in the runtime, each once; from there the reader gets their names, so
/// that a message about `mean pt1` can know that `mean` is a function.
public struct Vocabulary: Sendable {
  /// A word that can be followed by its inputs without brackets.
  public struct Command: Sendable {
    /// The word.
    public var word: String
    /// The word that is meant, where it is read as another: `print` as `show`.
    public var meaning: String
    /// True for a command that shows or writes whole pipelines: `show zs then count`.
    public var isShowing: Bool
    /// True for a verb, which needs a `then` before it and something to work on.
    public var isStep: Bool
    /// True when `by` may group or sort what it does.
    public var takesGroups: Bool
    /// True when it does nothing without inputs.
    public var needsInput: Bool
    /// True when its first input is a column or formula and is never left out.
    public var startsWithColumn: Bool

    /// Makes a command.
    public init(
      _ word: String, meaning: String? = nil, isShowing: Bool = false, isStep: Bool = false,
      takesGroups: Bool = true, needsInput: Bool = false, startsWithColumn: Bool = false
    ) {
      self.word = word
      self.meaning = meaning ?? word
      self.isShowing = isShowing
      self.isStep = isStep
      self.takesGroups = takesGroups
      self.needsInput = needsInput
      self.startsWithColumn = startsWithColumn
    }
  }

  /// The commands, in the order in which suggestions look at them.
  public let commands: [Command]
  /// The names of built-in functions that need brackets around what they work on.
  public private(set) var functions: Set<String>
  /// Whether names of files of data end with some letters behind a point; asked only where a mistake is near.
  let isFileEnding: @Sendable (String) -> Bool
  private let commandsByWord: [String: Command]
  private let words: [String: Token.Word]
  private let longest: Int

  /// The grammar's words with some commands and functions.
  public init(
    commands: [Command], functions: Set<String>,
    isFileEnding: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.commands = commands
    self.isFileEnding = isFileEnding
    self.functions = functions
    var words = Self.grammar
    var byWord: [String: Command] = [:]
    words.reserveCapacity(words.count + commands.count)
    byWord.reserveCapacity(commands.count)
    for command in commands {
      words[command.word] = command.isShowing ? .showing : .command
      byWord[command.word] = command
    }
    self.words = words
    commandsByWord = byWord
    longest = words.keys.reduce(0) { max($0, $1.utf8.count) }
  }

  /// The same words and some functions more.
  public func adding(functions names: some Sequence<String>) -> Vocabulary {
    var all = self
    all.functions.formUnion(names)
    return all
  }

  /// The words that cannot be names.
  public static let reserved = [
    "if", "else", "end", "repeat", "for", "each", "while", "stop", "next", "define", "return",
    "try",
    "otherwise", "expect", "use", "then", "and", "or", "not", "is", "in", "true", "false",
    "missing",
    "nothing",
  ]

  /// Words of the grammar that have a meaning only in their place.
  public static let connectors = [
    "to", "by", "near", "within", "mod", "div", "times", "from", "ascending", "descending",
  ]

  /// The words that are most likely to stand after `then`.
  public var steps: [String] { commands.filter { $0.isStep }.map { $0.word } + others }

  private var others: [String] { commands.filter { !$0.isStep }.map { $0.word } }

  /// True for a word that cannot be the name of a variable.
  public static func isReserved(_ word: String) -> Bool { grammar[word]?.isReserved ?? false }

  /// True for a word that can be followed by its inputs without brackets.
  public func isCommand(_ word: String) -> Bool { commandsByWord[word] != nil }

  /// What is known about a command; nil for any other word.
  func command(_ word: String) -> Command? { commandsByWord[word] }

  /// What a word is to the lexer.
  func word(_ bytes: ArraySlice<UInt8>) -> Token.Word {
    guard bytes.count >= 2, bytes.count <= longest else { return .none }
    return words[String(decoding: bytes, as: UTF8.self)] ?? .none
  }

  private static let grammar: [String: Token.Word] = [
    "if": .ifWord, "else": .elseWord, "end": .end, "repeat": .repeat, "for": .forWord,
    "each": .each, "while": .whileWord, "stop": .stop, "next": .next, "define": .define,
    "return": .returnWord, "try": .tryWord, "otherwise": .otherwise, "expect": .expect,
    "use": .use, "then": .then, "and": .and, "or": .or, "not": .not, "is": .isWord, "in": .inWord,
    "true": .trueWord, "false": .falseWord, "missing": .missing, "nothing": .nothing,
    "to": .to, "by": .by, "times": .times, "near": .near, "within": .within, "mod": .mod,
    "div": .div, "from": .from, "fail": .fail,
    "elif": .elseIf, "elsif": .elseIf, "elseif": .elseIf, "import": .importing,
    "using": .importing, "library": .importing, "require": .importing,
    "def": .defining, "function": .defining, "func": .defining, "fun": .defining,
    "class": .classWord, "lambda": .lambda, "let": .letting, "var": .letting, "const": .letting,
    "except": .catching, "catch": .catching, "finally": .catching, "endif": .ending,
    "endfor": .ending, "endwhile": .ending, "done": .ending, "fi": .ending,
    "True": .trueElsewhere, "TRUE": .trueElsewhere, "False": .falseElsewhere,
    "FALSE": .falseElsewhere, "None": .missingElsewhere, "null": .missingElsewhere,
    "NULL": .missingElsewhere, "nil": .missingElsewhere, "NaN": .missingElsewhere,
    "nan": .missingElsewhere, "NA": .missingElsewhere, "undefined": .missingElsewhere,
    "between": .between,
  ]
}
