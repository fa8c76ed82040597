import CLinnetKernels

/// Turns formulas over rows into steps for the column kernels, and runs them.
///
///     let plan = PlanBuilder(rows: data.count)
///     let pt = try plan.input(data.column("pt1"))
///     let question = try plan.compare(.greater, pt, plan.constant(20))
///     let kept = try plan.selection(question)
///
/// Kinds are checked when a node is made. Formulas over rows are worked out by `evaluate`, all in one
/// pass; what changes the number of items of lists (picking, pairing, summing up) is worked out when made.
public final class PlanBuilder {
  /// The number of rows.
  public let rows: Int
  /// How many gaps calculations have made so far where there were none.
  public internal(set) var made = GapCounts()
  /// The gaps that the last `reduce` left out, and of how many values.
  public internal(set) var leftOut = (gaps: 0, count: 0)
  let workers: Workers
  let poll: ((Int) -> Bool)?

  var steps: [PlanStep] = []
  private var places: [PlanStep: Int32] = [:]
  var inputs: [Column] = []
  /// Which inputs hold whole numbers that decimals cannot tell apart, as far as anybody asked.
  var longInputs: [ObjectIdentifier: Bool] = [:]
  var tables: [[Double]] = []
  var truthTables: [[UInt8]] = []
  var wordTables: [[String]] = []
  var closures: [@Sendable (Double) -> Double] = []
  var domains: [Domain]

  /// Rows, or the items of lists: anything that has its own number of values.
  struct Domain {
    var parent: Int
    /// Where the items of each value of the parent begin, one more than there are; starts at 0.
    var offsets: [Int]
    var count: Int
    /// For each item the value of the parent it belongs to, made when first asked for.
    var owners: [Int32]?
  }

  /// Makes a plan over a number of rows.
  ///
  /// `workers` lends threads to share the work. `poll` is called every some ten thousand rows with the
  /// number of values to be worked out next; false stops the work with `stopped`.
  public init(rows: Int, workers: Workers = Workers(), poll: ((Int) -> Bool)? = nil) {
    self.rows = rows
    self.workers = workers
    self.poll = poll
    domains = [Domain(parent: -1, offsets: [], count: rows)]
  }

  // MARK: Steps

  /// The place of a step; one that is there already is used again.
  func add(_ step: PlanStep) -> Int32 {
    var step = step
    if step.code != .input {
      step.domain = step.operands.reduce(-1) { max($0, steps[Int($1)].domain) }
    }
    if let known = places[step] { return known }
    if step.code != .input, step.code != .constant, step.code != .constantTruth,
      step.domain == -1
    {
      return folded(step)
    }
    let place = Int32(steps.count)
    steps.append(step)
    places[step] = place
    return place
  }

  /// A step over constants alone, worked out at once.
  private func folded(_ step: PlanStep) -> Int32 {
    let place = Int32(steps.count)
    steps.append(step)
    guard let values = try? run([place], count: 1) else { return place }
    steps.removeLast()
    let result: Int32
    switch values[0] {
    case .decimals(let decimals): result = constantStep(decimals[0])
    case .truths(let truths):
      result = add(PlanStep(code: .constantTruth, payload: UInt64(truths[0])))
    }
    places[step] = result
    return result
  }

  func constantStep(_ value: Double) -> Int32 {
    add(PlanStep(code: .constant, payload: value.bitPattern))
  }

  func inputStep(_ column: Column, domain: Int) -> Int32 {
    inputs.append(column)
    return add(PlanStep(code: .input, payload: UInt64(inputs.count - 1), domain: domain))
  }

  func step(
    _ code: PlanStep.Code, _ function: Int32 = 0, _ operands: [Int32], isQuiet: Bool = false
  ) -> Int32 {
    add(PlanStep(code: code, function: function, operands: operands, isQuiet: isQuiet))
  }

  /// The value of a number that is the same in every row; nil when it is not.
  func constantValue(_ node: Node) -> Double? {
    guard case .flat(let flat) = node.shape, case .number = flat.content else { return nil }
    let step = steps[Int(flat.step)]
    return step.code == .constant ? Double(bitPattern: step.payload) : nil
  }

  func run(_ roots: [Int32], count: Int) throws(DataMistake) -> [Evaluation.Values] {
    let evaluation = Evaluation(
      steps: steps, inputs: inputs, tables: tables, truthTables: truthTables, closures: closures,
      workers: workers, poll: poll)
    return try evaluation.run(roots, count: count, made: &made)
  }

  // MARK: Inputs

  /// The values of a column.
  ///
  /// Throws `different-lengths` when it has not as many rows as the plan.
  public func input(_ column: Column) throws(DataMistake) -> Node {
    guard column.count == rows else {
      throw DataMistake("different-lengths", ["left": "\(rows)", "right": "\(column.count)"])
    }
    return node(column, domain: 0)
  }

  /// A number that is the same in every row.
  public func constant(_ value: Double) -> Node { Node(number: constantStep(value)) }

  /// A value that is the same in every row.
  public func constant(_ item: Item) -> Node {
    switch item {
    case .missing:
      return Node(.flat(Node.Flat(step: constantStep(.nan), content: .gap)))
    case .whole(let value):
      let step = constantStep(Double(value))
      let isLong = ExactOrder.isLong(value)
      return Node(
        .flat(Node.Flat(step: step, content: .number, whole: isLong ? value : nil)))
    case .decimal(let value): return constant(value)
    case .truth(let value):
      return Node(truth: add(PlanStep(code: .constantTruth, payload: value ? 1 : 0)))
    case .text(let word):
      wordTables.append([word])
      return Node(
        .flat(
          Node.Flat(step: constantStep(0), content: .text(table: wordTables.count - 1))))
    case .date(let date):
      return Node(.flat(Node.Flat(step: constantStep(Double(date.raw)), content: .date)))
    case .vector(let vector):
      let parts = [vector.E, vector.px, vector.py, vector.pz, vector.mass2].map { constant($0) }
      return Node(.vector([Node.VectorTerm(coordinates: .sum, parts: parts)]))
    case .record(let names, let items):
      return Node(.record(names: names, parts: items.map { constant($0) }))
    case .list, .measurement:
      return node(Column.repeating(item, count: rows), domain: 0)
    }
  }

  /// A node for a column whose values live in a domain.
  func node(_ column: Column, domain: Int) -> Node {
    func flat(_ content: Node.Flat.Content) -> Node {
      Node(
        .flat(Node.Flat(step: inputStep(column, domain: domain), content: content)),
        unit: column.unit)
    }
    switch column.storage {
    case .decimal, .whole: return flat(.number)
    case .truth: return flat(.truth)
    case .date: return flat(.date)
    case .text(_, let words):
      wordTables.append(words)
      return flat(.text(table: wordTables.count - 1))
    case .vector(let vectors):
      let parts = vectors.parts.map { node($0, domain: domain) }
      return Node(
        .vector([Node.VectorTerm(coordinates: vectors.coordinates, parts: parts)]),
        unit: column.unit)
    case .measurement(let values, let errors, _):
      let place = inputs.count
      inputs.append(column)
      return Node(
        .measurement(
          value: node(Column(decimals: values), domain: domain),
          error: node(Column(decimals: errors), domain: domain), input: place),
        unit: column.unit)
    case .record(let names, let parts):
      return Node(.record(names: names, parts: parts.map { node($0, domain: domain) }))
    case .list(let offsets, let items, let gaps):
      let first = offsets.first ?? 0
      let last = offsets.last ?? 0
      let own = self.domain(
        parent: domain, offsets: first == 0 ? offsets : offsets.map { $0 - first })
      return Node(
        .list(domain: own, items: node(items.slice(first..<last), domain: own), gaps: gaps),
        unit: column.unit)
    }
  }

  /// The domain of lists with given lengths; equal lengths share one.
  func domain(parent: Int, offsets: [Int]) -> Int {
    for (place, known) in domains.enumerated()
    where place > 0 && known.parent == parent && known.offsets == offsets {
      return place
    }
    domains.append(Domain(parent: parent, offsets: offsets, count: offsets.last ?? 0))
    return domains.count - 1
  }

  func owners(of domain: Int) -> [Int32] {
    if let known = domains[domain].owners { return known }
    let offsets = domains[domain].offsets
    var owners = [Int32](repeating: 0, count: domains[domain].count)
    for row in 0..<max(offsets.count - 1, 0) {
      for item in offsets[row]..<offsets[row + 1] { owners[item] = Int32(row) }
    }
    domains[domain].owners = owners
    return owners
  }
}
