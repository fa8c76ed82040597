/// The words of the language, with one line about each, for completion and for messages.
///
/// Built-in functions describe themselves in the runtime; here are only their names, so that a
/// message about `mean pt1` can know that `mean` is a function.
public enum Vocabulary {
  /// A word and what it does.
  public struct Entry: Sendable {
    /// The word.
    public let word: String
    /// What it does, in one line.
    public let summary: String

    init(_ word: String, _ summary: String) {
      self.word = word
      self.summary = summary
    }
  }

  /// The words that cannot be names.
  public static let reserved: [Entry] = [
    Entry("if", "does its lines when the answer is yes"),
    Entry("else", "does its lines when the answer to `if` was no"),
    Entry("end", "closes `if`, a loop, `define` or `try`"),
    Entry("repeat", "does its lines a number of times: repeat 3 times"),
    Entry("for", "does its lines for each item: for each p in peaks"),
    Entry("each", "goes with `for`: for each p in peaks"),
    Entry("while", "does its lines as long as the answer is yes"),
    Entry("stop", "leaves a loop"),
    Entry("next", "goes to the next turn of a loop"),
    Entry("define", "makes a function of several lines"),
    Entry("return", "ends a function with its result"),
    Entry("try", "does its lines, and carries on when something fails"),
    Entry("otherwise", "what `try` does when something failed"),
    Entry("expect", "checks that something is so"),
    Entry("use", "brings in another file: use \"helpers.linnet\""),
    Entry("then", "hands the value on to the next step"),
    Entry("and", "yes when both sides are yes"),
    Entry("or", "yes when one side is yes"),
    Entry("not", "turns yes into no"),
    Entry("is", "asks whether two values are equal, or whether one is missing"),
    Entry("in", "asks whether a list holds a value"),
    Entry("true", "yes"),
    Entry("false", "no"),
    Entry("missing", "a gap in data"),
    Entry("nothing", "no value at all"),
  ]

  /// The commands that are not steps of a pipeline in the first place.
  public static let commands: [Entry] = [
    Entry("show", "shows values: show x, \"GeV\""),
    Entry("plot", "draws a picture: plot h, title: \"Z\""),
    Entry("load", "reads a file: load \"z.csv\""),
    Entry("save", "writes a file: save h, \"z.svg\""),
    Entry("histogram", "counts values in bins: histogram x, bins: 60, from: 60, to: 120"),
    Entry("histogram2d", "counts pairs of values in a grid of bins"),
    Entry("profile", "means of y in bins of x"),
    Entry("fit", "fits a curve to a histogram: fit h, gaussian"),
    Entry("describe", "a summary of every column"),
    Entry("scatter", "draws points: scatter x, y"),
    Entry("line", "draws a line: line x, y"),
    Entry("bar", "draws bars: bar names, values"),
    Entry("box", "draws a box for each group"),
    Entry("stack", "puts histograms on top of each other"),
    Entry("seed", "makes random numbers repeatable: seed 42"),
    Entry("wait", "pauses: wait 2"),
    Entry("ask", "asks the person for a text"),
    Entry("fail", "stops with a message of your own"),
  ]

  /// The verbs: the steps of a pipeline that work on rows.
  public static let verbs: [Entry] = [
    Entry("keep", "keeps the rows where the answer is yes: keep pt1 > 20"),
    Entry("drop", "leaves out the rows where the answer is yes"),
    Entry("add", "adds a column: add gap = abs(eta1 - eta2)"),
    Entry("select", "keeps only these columns: select M, pt1"),
    Entry("remove", "leaves out columns: remove Run"),
    Entry("rename", "gives a column a new name: rename pt1 to lead_pt"),
    Entry("sort", "puts rows in order: sort by pt1 descending"),
    Entry("first", "keeps the first rows: first 10"),
    Entry("last", "keeps the last rows: last 10"),
    Entry("sample", "keeps some rows by chance: sample 100"),
    Entry("unique", "keeps one row of each kind: unique species"),
    Entry("summarise", "one row for each group: summarise n = count() by species"),
    Entry("count", "counts rows: count by species"),
    Entry("join", "adds the columns of another dataset: join names by id"),
    Entry("append", "adds the rows of another dataset"),
    Entry("wider", "turns rows into columns"),
    Entry("longer", "turns columns into rows"),
  ]

  /// The words that may follow a column to sort by.
  public static let orders: [Entry] = [
    Entry("ascending", "smallest first"),
    Entry("descending", "largest first"),
  ]

  /// Words that have a meaning only in their place.
  public static let connectors: [Entry] = [
    Entry("to", "a range: 1 to 5"),
    Entry("by", "groups: summarise n = count() by species"),
    Entry("near", "asks whether numbers are close: a near b within 0.5"),
    Entry("within", "how close is close enough"),
    Entry("mod", "the remainder of a division: 17 mod 5"),
    Entry("div", "how often one number fits in another: 17 div 5"),
    Entry("times", "goes with `repeat`: repeat 3 times"),
    Entry("from", "where a loop starts: for i from 1 to 10"),
  ]

  /// The words that are most likely to stand after `then`.
  public static let steps: [String] = (verbs + commands).map { $0.word } + ["summarize"]

  /// True for a word that cannot be the name of a variable.
  public static func isReserved(_ word: String) -> Bool { words[word]?.isReserved ?? false }

  /// True for a word that can be followed by its inputs without brackets.
  public static func isCommand(_ word: String) -> Bool {
    switch words[word] ?? .none {
    case .command, .showing: true
    default: false
    }
  }

  /// True for a verb, which needs a `then` before it and something to work on.
  static func isStep(_ word: String) -> Bool {
    word == "summarize" || verbs.contains { $0.word == word }
  }

  /// Every word of the language itself, without functions.
  public static let all: [Entry] = reserved + commands + verbs + orders + connectors

  /// What a word is to the lexer.
  static func word(_ bytes: ArraySlice<UInt8>) -> Token.Word {
    guard bytes.count >= 2, bytes.count <= longest else { return .none }
    return words[String(decoding: bytes, as: UTF8.self)] ?? .none
  }

  private static let longest = 12

  private static let words: [String: Token.Word] = [
    "if": .ifWord, "else": .elseWord, "end": .end, "repeat": .repeat, "for": .forWord,
    "each": .each, "while": .whileWord, "stop": .stop, "next": .next, "define": .define,
    "return": .returnWord, "try": .tryWord, "otherwise": .otherwise, "expect": .expect,
    "use": .use, "then": .then, "and": .and, "or": .or, "not": .not, "is": .isWord, "in": .inWord,
    "true": .trueWord, "false": .falseWord, "missing": .missing, "nothing": .nothing,
    "to": .to, "by": .by, "times": .times, "near": .near, "within": .within, "mod": .mod,
    "div": .div, "from": .from, "fail": .fail,
    "show": .showing, "print": .showing, "plot": .showing, "save": .showing,
    "describe": .showing,
    "load": .command, "histogram": .command, "histogram2d": .command, "profile": .command,
    "fit": .command, "keep": .command, "drop": .command, "add": .command, "select": .command,
    "remove": .command, "rename": .command, "sort": .command, "first": .command,
    "last": .command, "sample": .command, "unique": .command, "summarise": .command,
    "summarize": .command, "count": .command, "join": .command, "append": .command,
    "wider": .command, "longer": .command, "scatter": .command, "line": .command,
    "bar": .command, "box": .command, "stack": .command, "seed": .command, "wait": .command,
    "ask": .command,
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
