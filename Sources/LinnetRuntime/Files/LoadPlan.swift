import LinnetSyntax

/// What happens to a table that a program loads, as far as its text says.
///
/// A long file need not be there all at once: the steps straight behind `load` can be done piece by
/// piece, and a column that the text names nowhere need not be read. Whatever the text leaves open counts
/// as asked for.
struct LoadPlan {
  /// The call of `load`; its identity is what the plan is found by.
  let load: Expression
  /// The steps of the pipeline behind it, in order.
  let steps: [Call]
  /// The columns asked for before each step, and behind the last; nil for all of them.
  let demands: [Set<String>?]
}

extension LoadPlan {
  /// The plans of all calls of `load` in a program.
  ///
  /// `isWhole` says that no other program reads this one's variables. `isBuiltIn` says whether a word still
  /// means what the language gave it.
  static func find(
    in tree: Tree, isWhole: Bool, isBuiltIn: @escaping (String) -> Bool
  ) -> [LoadPlan] {
    var reader = LoadPlanReader(isWhole: isWhole, isBuiltIn: isBuiltIn)
    reader.block(tree.statements)
    return reader.plans
  }
}

/// Which columns of a table somebody asks for.
struct ColumnDemand {
  /// True when any column may be asked for.
  var isAll = false
  /// Columns by name; there may be names among them that are no columns.
  var names: Set<String> = []
  /// Variables that hold the table: what is asked of them is asked of it.
  var variables: Set<String> = []

  static let all = ColumnDemand(isAll: true)

  mutating func formUnion(_ other: ColumnDemand) {
    isAll = isAll || other.isAll
    names.formUnion(other.names)
    variables.formUnion(other.variables)
  }

  func union(_ other: ColumnDemand) -> ColumnDemand {
    var all = self
    all.formUnion(other)
    return all
  }
}

/// Goes over a program and notes who asks what of which table.
private struct LoadPlanReader {
  let isWhole: Bool
  let isBuiltIn: (String) -> Bool
  /// What is asked of each variable, wherever in the program one of that name is read.
  private var asked: [String: ColumnDemand] = [:]
  /// Names that the program gives a meaning of its own.
  private var own: Set<String> = []
  private var usesFiles = false
  private var found: [(load: Expression, steps: [Call], demands: [ColumnDemand])] = []

  init(isWhole: Bool, isBuiltIn: @escaping (String) -> Bool) {
    self.isWhole = isWhole
    self.isBuiltIn = isBuiltIn
  }

  var plans: [LoadPlan] {
    guard !own.contains("load") else { return [] }
    return found.map { plan in
      LoadPlan(
        load: plan.load, steps: Array(plan.steps.prefix { !own.contains($0.word ?? "") }),
        demands: plan.demands.map { settled($0) })
    }
  }

  /// The columns of a demand, with all that is asked of its variables; nil for all columns.
  private func settled(_ demand: ColumnDemand) -> Set<String>? {
    var names = demand.names
    var open = Array(demand.variables)
    var seen = demand.variables
    if demand.isAll || usesFiles && !open.isEmpty { return nil }
    // A word with a meaning of its own may ask anything of the table.
    guard !own.contains(where: { Verb.all[$0].map { $0.asks != .all } ?? false }) else {
      return nil
    }
    while let variable = open.popLast() {
      guard let more = asked[variable] else { continue }
      if more.isAll { return nil }
      names.formUnion(more.names)
      for next in more.variables where seen.insert(next).inserted { open.append(next) }
    }
    return names
  }

  // MARK: Statements

  mutating func block(_ statements: [Statement]) {
    for statement in statements { self.statement(statement) }
  }

  private mutating func statement(_ statement: Statement) {
    switch statement.form {
    case .value(let value), .fail(let value): self.value(value, .all)
    case .store(let target, let value):
      if case .name(let name) = target.form {
        own.insert(name)
        self.value(value, isWhole ? ColumnDemand(variables: [name]) : .all)
      } else {
        whole(target)
        self.value(value, .all)
      }
    case .carryOn(let step): value(step, .all)
    case .branch(let branches, let otherwise):
      for branch in branches {
        value(branch.question, .all)
        block(branch.block)
      }
      block(otherwise ?? [])
    case .repetition(let count, let block):
      value(count, .all)
      self.block(block)
    case .each(let name, _, let collection, let block):
      own.insert(name)
      value(collection, .all)
      self.block(block)
    case .counting(let name, _, let from, let to, let by, let block):
      own.insert(name)
      for bound in [from, to, by] { if let bound { value(bound, .all) } }
      self.block(block)
    case .loop(let question, let block):
      value(question, .all)
      self.block(block)
    case .stop, .next, .result(nil): break
    case .result(let value?): self.value(value, .all)
    case .define(let body): function(body)
    case .attempt(let block, let problem, _, let otherwise):
      if let problem { own.insert(problem) }
      self.block(block)
      self.block(otherwise)
    case .expect(let question, let message):
      value(question, .all)
      if let message { value(message, .all) }
    case .use: usesFiles = true
    }
  }

  private mutating func function(_ body: FunctionBody) {
    if let name = body.name { own.insert(name) }
    for parameter in body.parameters {
      own.insert(parameter.name)
      if let standard = parameter.standard { value(standard, .all) }
    }
    block(body.block)
  }

  /// A place that is stored to: what it stands in is read and written as a whole.
  private mutating func whole(_ target: Expression) {
    switch target.form {
    case .index(let base, let index):
      whole(base)
      value(index, .all)
    case .part(let base, _, _): whole(base)
    default: value(target, .all)
    }
  }

  // MARK: Values

  /// Notes what a value asks of variables; `demand` is what is asked of the value itself.
  private mutating func value(_ value: Expression, _ demand: ColumnDemand) {
    switch value.form {
    case .whole, .decimal, .truth, .missing, .nothing: break
    case .name(let name): asked[name, default: ColumnDemand()].formUnion(demand)
    case .part(let base, let name, _): self.value(base, ColumnDemand(names: [name]))
    case .index(let base, let index):
      self.value(base, index.literal.map { ColumnDemand(names: [$0]) } ?? .all)
      self.value(index, .all)
    case .pipe, .call: pipeline(value, demand)
    case .choice(let choices, let otherwise):
      for choice in choices {
        self.value(choice.question, .all)
        self.value(choice.value, demand)
      }
      self.value(otherwise, demand)
    case .function(let body): function(body)
    case .text, .list, .unary, .binary, .chain, .steps, .comparison, .near, .isMissing:
      for part in RowTree.parts(of: value) { self.value(part, .all) }
    }
  }

  /// Follows a pipeline from its end to where it begins.
  private mutating func pipeline(_ value: Expression, _ demand: ColumnDemand) {
    var steps: [Call] = []
    var demands = [demand]
    var input = value
    while true {
      switch input.form {
      case .pipe(let before, let step):
        let call = step.asCall
        inputs(of: call)
        demands.append(Self.demand(before: call, demands[demands.count - 1], isBuiltIn))
        steps.append(call)
        input = before
      case .call(let call):
        if call.word == "load" {
          found.append((input, steps.reversed(), demands.reversed()))
        } else if call.word == "count", call.arguments.count == 1, call.groups.isEmpty,
          case .none = call.arguments[0].label, isBuiltIn("count"), !own.contains("count")
        {
          // How many rows there are, whatever they hold.
          self.value(call.arguments[0].value, ColumnDemand())
          return
        }
        if call.word == nil { self.value(call.callee, .all) }
        inputs(of: call)
        return
      default:
        self.value(input, demands[demands.count - 1])
        return
      }
    }
  }

  private mutating func inputs(of call: Call) {
    for argument in call.arguments + call.groups { value(argument.value, .all) }
  }

  /// What a step asks of its input when `demand` is asked of its result.
  private static func demand(
    before step: Call, _ demand: ColumnDemand, _ isBuiltIn: (String) -> Bool
  ) -> ColumnDemand {
    guard let word = step.word, isBuiltIn(word) else { return .all }
    var names: Set<String> = []
    guard step.collectNames(into: &names) else { return .all }
    // `select a to c` names columns that do not stand in the text.
    if word == "select" || word == "remove", step.arguments.contains(where: { $0.value.isRange }) {
      return .all
    }
    switch Verb.all[word]?.asks ?? .all {
    case .named: return ColumnDemand(names: names)
    case .more: return demand.union(ColumnDemand(names: names))
    case .all: return .all
    }
  }
}

extension Expression {
  /// True for `a to b`.
  var isRange: Bool {
    if case .binary(.range, _, _, _) = form { return true }
    return false
  }

  /// A step of a pipeline as a call.
  var asCall: Call {
    if case .call(let call) = form { return call }
    return Call(callee: self, arguments: [], style: .command)
  }

  /// The text in quotes without anything to fill in; nil for every other value.
  var literal: String? {
    guard case .text(let parts) = form, parts.count == 1, case .literal(let text) = parts[0]
    else { return nil }
    return text
  }
}

extension Call {
  /// The word of what is called; nil when that is no plain name.
  var word: String? {
    if case .name(let name) = callee.form { return name }
    return nil
  }

  /// True for a call of this word.
  func isOf(_ word: String) -> Bool { self.word == word }

  /// Adds every name in the inputs that may be a column; false when one may stand for all columns.
  fileprivate func collectNames(into names: inout Set<String>) -> Bool {
    var isClear = true
    for argument in arguments + groups {
      RowTree.walk(argument.value) { part in
        switch part.form {
        case .name(let name):
          if name == "row" { isClear = false }
          names.insert(name)
        case .part(let base, let name, _):
          names.insert(name)
          // `row.x` is one column.
          if case .name("row") = base.form { return false }
        case .index(let base, let index):
          if case .name("row") = base.form, let name = index.literal {
            names.insert(name)
            return false
          }
        case .text: if let text = part.literal { names.insert(text) }
        case .call(let call): if let word = call.word { names.insert(word) }
        case .pipe(_, let step): if case .name(let name) = step.form { names.insert(name) }
        case .function(let body): if RowTree.formula(of: body) == nil { isClear = false }
        default: break
        }
        return true
      }
    }
    return isClear
  }
}
