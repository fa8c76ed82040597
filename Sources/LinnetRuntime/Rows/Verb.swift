import LinnetData
import LinnetSyntax

/// A pipeline verb: a word whose inputs are questions and formulas about the rows of a dataset.
///
/// What stands here is all that anybody knows about the word: the reader, help, completion, the plan of a
/// loading and the reading of long tables piece by piece take it from here.
struct Verb: Sendable {
  /// The word.
  var name: String
  /// Words that are read as this one.
  var aliases: [String] = []
  /// How it is written, for `? word`.
  var usage: String
  /// True when it does nothing without inputs.
  var needsInput = false
  /// The options it takes.
  var options: [Native.Input] = []
  /// What may follow its inputs.
  var follows: Follows = []
  /// True when its first input is a column or formula and is never left out.
  var startsWithColumn = false
  /// Which columns of its input it asks for.
  var asks = ColumnUse.all
  /// How it works on a part of a table's rows; nil for a step that needs all of them.
  var piece: Piece?
  /// What it does; the result is usually a dataset.
  var body: @Sendable (Context, VerbCall) throws(Mistake) -> Value
  /// One sentence for `? word`.
  var summary: String
  /// Programs that run as they stand.
  var examples: [String]

  /// What may follow the inputs of a step.
  struct Follows: OptionSet, Sendable {
    let rawValue: Int
    /// `by` with the columns that group or sort.
    static let groups = Follows(rawValue: 1)
    /// `ascending` or `descending` behind a column.
    static let orders = Follows(rawValue: 2)
    /// `to` with a new name.
    static let newName = Follows(rawValue: 4)
  }

  /// Which columns of its input a step asks for, as far as the program's text says.
  enum ColumnUse {
    /// Any.
    case all
    /// Those that it names, and those that are asked of its result.
    case more
    /// Those that it names, and no others.
    case named
  }

  /// How a step works on a part of a table's rows.
  struct Piece: Sendable {
    /// True when that needs formulas about single rows; false when the inputs are only names.
    var hasFormulas: Bool
    /// Does the step on some rows.
    var work: Work

    typealias Work =
      @Sendable (Context, VerbCall, Dataset) throws(Mistake) -> (Dataset, RowTally?)

    static func formulas(_ work: @escaping Work) -> Piece { Piece(hasFormulas: true, work: work) }
    static func names(_ work: @escaping Work) -> Piece { Piece(hasFormulas: false, work: work) }
  }

  /// All verbs in the order of the families.
  static let inOrder = questions + columns + orders + summaries + pairings + shapes + pictures

  /// All verbs, by word.
  static let all: [String: Verb] = {
    var table: [String: Verb] = [:]
    for verb in inOrder { for word in [verb.name] + verb.aliases { table[word] = verb } }
    return table
  }()
}

/// One use of a verb at run time.
struct VerbCall {
  /// The call as written, without its first input.
  var call: Call
  /// The dataset it works on.
  var input: Value
  /// Local variables that the inputs mention, with their values; globals are asked of the machine.
  var locals: [(name: String, value: Value)]
  /// The text the call stands in, for mistakes.
  var source: Source
}

extension VerbCall {
  /// The word as the user typed it.
  var word: String { source.text(call.callee.span) }

  /// The step as the user typed it, cut when long.
  var text: String {
    var end = call.callee.span.end
    for argument in call.arguments { end = max(end, argument.value.span.end) }
    for argument in call.groups {
      end = max(end, argument.value.span.end)
      if let order = argument.order { end = max(end, order.span.end) }
    }
    let text = source.text(Span(call.callee.span.start, end))
    return text.utf8.count <= 60 ? text : String(text.prefix(57)) + "…"
  }

  /// The line of the step.
  var line: Int { source.lineNumber(at: call.callee.span.start) }

  /// The dataset the step works on.
  ///
  /// Throws `not-a-dataset`.
  func dataset(_ context: Context) throws(Mistake) -> Dataset {
    guard let ref = input.object(.dataset) else {
      throw Mistake(
        "not-a-dataset", ["verb": word, "given": context.kindName(input)], at: call.callee.span,
        in: source)
    }
    return ref.datasetObject
  }

  /// A mistake with a place in this step.
  func mistake(_ code: MistakeCode, _ slots: [String: String] = [:], at tree: Expression? = nil)
    -> Mistake
  {
    var slots = slots
    slots["verb"] = word
    return Mistake(code, slots, at: tree?.span ?? call.callee.span, in: source)
  }

  /// The inputs without a label.
  var plain: [Argument] {
    call.arguments.filter { argument in
      if case .none = argument.label { return true }
      return false
    }
  }

  /// The value of an option as written; nil when it is not given.
  func option(_ name: String) -> Expression? {
    for argument in call.arguments + call.groups {
      if case .option(name, _) = argument.label { return argument.value }
    }
    return nil
  }

  /// Throws `unknown-option` for an option that is none of these.
  func allow(options: [String]) throws(Mistake) {
    if let mistake = call.colonMissing(options, in: source) { throw mistake }
    for argument in call.arguments + call.groups {
      guard case .option(let name, let span) = argument.label, !options.contains(name) else {
        continue
      }
      throw Context.unknownOption(name, of: word, among: options, at: span, in: source)
    }
  }

  /// Throws `no-groups` when the step has a `by` and knows none.
  func allowNoGroups() throws(Mistake) {
    guard let first = call.groups.first else { return }
    throw mistake("no-groups", ["group": source.text(first.value.span)], at: first.value)
  }

  /// The name of a column written bare, in quotes or as `row.x`.
  ///
  /// Throws `column-name-needed` for anything else, `unknown-column` when there is none.
  func columnName(_ tree: Expression, of dataset: Dataset, _ evaluator: RowEvaluator)
    throws(Mistake) -> String
  {
    guard let name = Self.name(tree) else {
      var slots = ["text": source.text(tree.span)]
      if case .binary(.and, let left, let right, _) = tree.form, Self.name(left) != nil,
        Self.name(right) != nil
      {
        slots["both"] = "\(word) \(source.text(left.span)), \(source.text(right.span))"
      }
      throw mistake("column-name-needed", slots, at: tree)
    }
    guard dataset.column(name) != nil else {
      throw evaluator.unknownColumn(name, at: tree.span)
    }
    return name
  }

  /// The names of the columns that an input stands for: one, or with `a to b` all from one to another.
  ///
  /// Throws as `columnName` does.
  func columnNames(_ tree: Expression, of dataset: Dataset, _ evaluator: RowEvaluator)
    throws(Mistake) -> [String]
  {
    guard case .binary(.range, let from, let to, _) = tree.form else {
      return [try columnName(tree, of: dataset, evaluator)]
    }
    let first = try columnName(from, of: dataset, evaluator)
    let last = try columnName(to, of: dataset, evaluator)
    guard let start = dataset.place(of: first), let end = dataset.place(of: last)
    else { return [first, last] }
    return start <= end
      ? Array(dataset.names[start...end]) : dataset.names[end...start].reversed()
  }

  /// The name a tree writes: bare, in quotes or as `row.x`; nil for a calculation.
  static func name(_ tree: Expression) -> String? {
    switch tree.form {
    case .name(let name): return name
    case .text(let parts):
      guard parts.count == 1, case .literal(let text) = parts[0] else { return nil }
      return text
    case .part(let base, let name, _):
      if case .name = base.form { return name }
      return nil
    case .index(let base, let index):
      if case .name = base.form, case .text = index.form { return name(index) }
      return nil
    default: return nil
    }
  }

  /// A number of rows: a whole number of 0 or more, columns out of sight.
  ///
  /// Throws `rows-needed`.
  func rows(_ context: Context, _ tree: Expression) throws(Mistake) -> Int {
    let value = try value(context, tree)
    if let number = value.number, number >= 0, number < 1e15, number == number.rounded(.down) {
      return Int(clamping: Int64(number))
    }
    throw mistake("rows-needed", ["text": source.text(tree.span)], at: tree)
  }

  /// The value of an input that is not about rows: a plain value of the language.
  func value(_ context: Context, _ tree: Expression) throws(Mistake) -> Value {
    let empty = RowEvaluator(context, Dataset(names: [], columns: [], count: 0), self)
    defer { empty.finish() }
    return try empty.value(try empty.evaluateOutside(tree))
  }

  /// The text of an option that must be text.
  ///
  /// Throws `text-needed`.
  func text(_ context: Context, _ tree: Expression, option: String) throws(Mistake) -> String {
    if let ref = try value(context, tree).object(.text) { return context.heap.string(ref) }
    throw mistake("text-needed", ["option": option, "text": source.text(tree.span)], at: tree)
  }
}

extension Context {
  /// The mistake that a function or verb has no such option, with the nearest spelling.
  static func unknownOption(
    _ name: String, of word: String, among options: [String], at span: Span? = nil,
    in source: Source? = nil
  ) -> Mistake {
    var slots = ["option": name, "function": word]
    if !options.isEmpty { slots["options"] = listed(options) }
    let near = Spelling.nearest(name, among: options)
    if let near { slots["near"] = near }
    var mistake = Mistake("unknown-option", slots, at: span, in: source)
    if let near, let span {
      // The label's place may hold its colon.
      mistake.suggestion = Mistake.Suggestion(
        Span(span.start, span.start + name.utf8.count), near)
    }
    return mistake
  }
}
