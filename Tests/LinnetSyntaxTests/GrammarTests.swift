import Foundation
import LinnetRuntime
import LinnetSyntax
import Testing

/// Holds `Grammar/linnet.ebnf` against the lexer and the parser.
@Suite struct GrammarTests {
  static let text: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (try? String(contentsOf: root.appending(path: "Grammar/linnet.ebnf"), encoding: .utf8))
      ?? ""
  }()

  static let vocabulary = Set(
    Vocabulary.reserved + Vocabulary.connectors + Vocabulary.standard.commands.map(\.word))

  @Test func everyRuleIsDefinedAndUsed() throws {
    let grammar = try Grammar(Self.text)
    var used: Set<String> = ["program"]
    for rule in grammar.rules.values { rule.collectNames(&used) }
    #expect(
      used.subtracting(grammar.rules.keys) == ["name", "number", "text_character", "line_end"])
    #expect(Set(grammar.rules.keys).subtracting(used).isEmpty)
  }

  @Test func everyWordOccurs() throws {
    let grammar = try Grammar(Self.text)
    var words: Set<String> = []
    for rule in grammar.rules.values { rule.collectTerminals(&words) }
    for word in Self.vocabulary { #expect(words.contains(word), "\(word) is not in the grammar") }
    for word in words where word.first?.isLetter == true {
      #expect(
        Self.vocabulary.contains(word) || word == "fail",
        "\(word) is not in the vocabulary")
    }
    for word in Vocabulary.reserved {
      #expect(Self.text.contains(" \(word)\n") || Self.text.contains(" \(word) "))
    }
  }

  @Test(arguments: [
    ("+", Token.Kind.plus), ("-", .minus), ("−", .minus), ("–", .minus), ("*", .times),
    ("×", .times), ("·", .times), ("⋅", .times), ("∗", .times),
    ("/", .divide), ("÷", .divide), ("^", .power), ("**", .power), ("²", .superscript),
    ("³", .superscript),
    ("√", .root), ("±", .plusMinus), ("+-", .plusMinus), ("=", .equal), ("==", .equalEqual),
    ("===", .equalEqual), ("!=", .notEqual),
    ("!==", .notEqual), ("≠", .notEqual), ("<>", .notEqual), ("<", .less), ("<=", .lessOrEqual),
    ("≤", .lessOrEqual), ("=<", .lessOrEqual),
    (">", .greater), (">=", .greaterOrEqual), ("≥", .greaterOrEqual), ("->", .arrow),
    ("(", .openRound), (")", .closeRound),
    ("[", .openSquare), ("]", .closeSquare), (",", .comma), (":", .colon), (":=", .equal),
    (".", .dot), ("%", .percent), (";", .newline),
  ])
  func signOccurs(_ sign: String, _ kind: Token.Kind) {
    #expect(Lexer.tokens(of: Source(sign), .standard).first?.kind == kind)
    #expect(Self.text.contains("\"\(sign)\""), "\(sign) is not in the grammar")
  }

  /// Sentences made from the grammar at random are all read.
  @Test func randomSentencesAreRead() throws {
    let grammar = try Grammar(Self.text)
    for seed in 0..<3000 {
      var writer = SentenceWriter(grammar: grammar, seed: UInt64(seed))
      let sentence = writer.sentence()
      let reading = Parser.read(Source(sentence))
      // Asking with == for a gap is well-formed and yet has its own message.
      let isRead =
        reading.state == .complete || reading.mistakes.allSatisfy { $0.code == "ask-missing" }
      #expect(isRead, "seed \(seed):\n\(sentence)\n\(reading.mistakes.first?.rendered() ?? "")")
      if !isRead { break }
    }
  }
}

/// A grammar read from its file.
struct Grammar {
  var rules: [String: Node] = [:]

  indirect enum Node {
    case choice([Node])
    case sequence([Node])
    case maybe(Node)
    case many(Node)
    case rule(String)
    case terminal(String)

    func collectNames(_ names: inout Set<String>) {
      switch self {
      case .choice(let nodes), .sequence(let nodes): for node in nodes { node.collectNames(&names) }
      case .maybe(let node), .many(let node): node.collectNames(&names)
      case .rule(let name): names.insert(name)
      case .terminal: break
      }
    }

    func collectTerminals(_ words: inout Set<String>) {
      switch self {
      case .choice(let nodes), .sequence(let nodes):
        for node in nodes { node.collectTerminals(&words) }
      case .maybe(let node), .many(let node): node.collectTerminals(&words)
      case .terminal(let word): words.insert(word)
      case .rule: break
      }
    }
  }

  struct Broken: Error { var near: String }

  private var words: [String] = []
  private var position = 0

  init(_ text: String) throws {
    let plain = text.replacing(/(?s)\(\*.*?\*\)/, with: " ")
    for match in plain.matches(of: /"[^"]+"|'[^']+'|[A-Za-z_]+|[=|;(){}\[\],]/) {
      words.append(String(match.0))
    }
    while position < words.count {
      let name = words[position]
      guard position + 1 < words.count, words[position + 1] == "=" else { throw Broken(near: name) }
      position += 2
      rules[name] = try choice()
      guard position < words.count, words[position] == ";" else { throw Broken(near: name) }
      position += 1
    }
  }

  private mutating func choice() throws -> Node {
    var nodes = [try sequence()]
    while position < words.count, words[position] == "|" {
      position += 1
      nodes.append(try sequence())
    }
    return nodes.count == 1 ? nodes[0] : .choice(nodes)
  }

  private mutating func sequence() throws -> Node {
    var nodes: [Node] = []
    while position < words.count, !["|", ";", ")", "]", "}"].contains(words[position]) {
      let word = words[position]
      position += 1
      switch word {
      case "(", "[", "{":
        let inner = try choice()
        guard position < words.count else { throw Broken(near: word) }
        position += 1
        nodes.append(word == "(" ? inner : word == "[" ? .maybe(inner) : .many(inner))
      default:
        nodes.append(
          word.first == "\"" || word.first == "'"
            ? .terminal(String(word.dropFirst().dropLast())) : .rule(word))
      }
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }
}

/// Writes random sentences of a grammar.
struct SentenceWriter {
  let grammar: Grammar
  var generator: SplitMix
  var output = ""
  var fuel = 120
  var inputs = 0
  var isTight = false
  var rules: [String] = []
  var textDepth = 0

  init(grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    generator = SplitMix(state: seed)
  }

  mutating func sentence() -> String {
    write(.rule("program"))
    return output
  }

  private func isInside(_ names: Set<String>, until stop: Set<String> = []) -> Bool {
    for name in rules.reversed() {
      if names.contains(name) { return true }
      if stop.contains(name) { return false }
    }
    return false
  }

  /// True when a rule can be used here; what the grammar says in remarks.
  private func fits(_ node: Grammar.Node) -> Bool {
    switch node {
    case .rule("leave_loop"): isInside(["repeat", "while", "for"], until: ["define"])
    case .rule("return"): isInside(["define"])
    case .rule("carry_on"): output.isEmpty
    default: true
    }
  }

  private mutating func write(_ node: Grammar.Node) {
    fuel -= 1
    switch node {
    case .choice(let nodes):
      let fitting = nodes.filter(fits)
      let simple = fuel < 0 ? fitting.min { cost($0, 0) < cost($1, 0) } : nil
      if let chosen = simple ?? fitting.randomElement(using: &generator) { write(chosen) }
    case .sequence(let nodes): for node in nodes { write(node) }
    case .maybe(let node):
      if fuel > 0, Int.random(in: 0..<3, using: &generator) == 0 { write(node) }
    case .many(let node):
      var count = 0
      while fuel > 0, count < 4,
        Int.random(in: 0..<5, using: &generator) < (rules.count < 3 ? 4 : 2)
      {
        write(node)
        count += 1
      }
    case .terminal(let word):
      if word == "\"" || word == "'" {
        output += word
      } else if textDepth > 0, word == "{" || word == "}" {
        output += word
      } else {
        append(word)
        // A sign before a value stands directly before it.
        isTight = rules.last == "unary"
      }
    case .rule("name") where rules.last == "parameters":
      // The inputs of a function have different names.
      inputs += 1
      append("p\(inputs)")
    case .rule("name"):
      append(
        ["a", "b2", "mass", "größe", "_x", "数", "E1", "by_now"].randomElement(using: &generator)
          ?? "a")
    case .rule("number"):
      append(["0", "3", "2.5", "1e3", "6.02e-23", "1_000"].randomElement(using: &generator) ?? "1")
    case .rule("text_character"):
      output +=
        ["a", "Z", " ", "{{", "}}", "\\n", "é", "#", ",", "(", "’"].randomElement(using: &generator)
        ?? "a"
    case .rule("line_end"):
      if textDepth == 0 { output += "\n" }
    case .rule(let name): rule(name)
    }
  }

  private mutating func rule(_ name: String) {
    guard let node = grammar.rules[name] else { return }
    rules.append(name)
    defer { rules.removeLast() }
    guard name == "text" || name == "plain_text" else { return write(node) }
    if !isTight { output += " " }
    isTight = false
    textDepth += 1
    defer { textDepth -= 1 }
    if textDepth > 4 {
      output += "'a'"
      return
    }
    write(node)
    output += " "
  }

  private mutating func append(_ word: String) {
    defer { isTight = false }
    if isTight {
      // `+-` would be `±`.
      output += output.last == "+" && word == "-" ? "−" : word
      return
    }
    output += (output.last?.isWhitespace ?? true ? "" : " ") + word
  }

  /// Roughly how much must be written at least.
  private func cost(_ node: Grammar.Node, _ depth: Int) -> Int {
    if depth > 12 { return 1000 }
    switch node {
    case .choice(let nodes): return nodes.filter(fits).map { cost($0, depth + 1) }.min() ?? 1000
    case .sequence(let nodes): return nodes.map { cost($0, depth + 1) }.reduce(0, +)
    case .maybe, .many: return 0
    case .terminal: return 1
    case .rule(let name): return grammar.rules[name].map { cost($0, depth + 1) } ?? 1
    }
  }
}

/// A small generator of random numbers that gives the same ones for the same seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
