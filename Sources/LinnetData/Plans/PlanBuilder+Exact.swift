/// Whole numbers beyond 2^53, which the kernels' decimals cannot tell apart.
///
/// They are rare, so what compares or chooses among them is worked out when the node is made.
extension PlanBuilder {
  /// True when a node holds whole numbers that decimals cannot tell apart.
  func isLong(_ node: Node) -> Bool {
    guard case .flat(let flat) = node.shape, case .number = flat.content else { return false }
    if flat.whole != nil { return true }
    let step = steps[Int(flat.step)]
    guard step.code == .input else { return false }
    let column = inputs[Int(step.payload)]
    guard case .whole = column.storage else { return false }
    if let known = longInputs[ObjectIdentifier(column)] { return known }
    let isLong = column.hasLongWholes
    longInputs[ObjectIdentifier(column)] = isLong
    return isLong
  }

  /// Throws where calculating in decimals would lose what whole numbers hold; item by item nothing is lost.
  func checkShort(_ nodes: Node...) throws(DataMistake) {
    for node in nodes where isLong(node) { throw DataMistake("unplanned") }
  }

  /// The numbers of a node, whole ones as they are.
  private func exactNumbers(_ node: Node, _ domain: Int) throws(DataMistake) -> ExactNumbers {
    if case .flat(let flat) = node.shape, let whole = flat.whole { return .whole(whole) }
    if let value = constantValue(node) { return .decimal(value) }
    let column = try evaluate([Node(node.shape)], domain: domain)[0]
    if case .whole(let values) = column.storage { return .wholes(values) }
    return .decimals(column.decimals ?? [])
  }

  private func domain(_ nodes: [Node]) -> Int {
    var domain = -1
    for node in nodes {
      if case .flat(let flat) = node.shape { domain = max(domain, steps[Int(flat.step)].domain) }
    }
    return domain
  }

  /// A comparison of numbers of which some are long.
  func comparedExactly(_ comparison: Comparison, _ a: Node, _ b: Node) throws(DataMistake) -> Node {
    let domain = domain([a, b])
    let left = try exactNumbers(a, max(domain, 0))
    let right = try exactNumbers(b, max(domain, 0))
    func answer(_ row: Int) -> UInt8 {
      left.order(row, right).map { comparison.holds(order: $0) ? 1 : 0 } ?? 2
    }
    if domain < 0 {
      return Node(truth: add(PlanStep(code: .constantTruth, payload: UInt64(answer(0)))))
    }
    let count = domains[domain].count
    return node(Column(.truth((0..<count).map(answer))), domain: domain)
  }

  /// Whether each number is among others of which some are long, on either side.
  func isAmong(_ node: Node, _ others: Column) throws(DataMistake) -> Node {
    var wholes: Set<Int64> = []
    var decimals: Set<Double> = []
    func add(_ value: Double) {
      if value == value.rounded(.towardZero), value >= -0x1p63, value < 0x1p63 {
        wholes.insert(Int64(value))
      } else if value == value {
        decimals.insert(value)
      }
    }
    if case .whole(let values) = others.storage {
      for value in values where value != .min { wholes.insert(value) }
    } else {
      for value in others.decimals ?? [] { add(value) }
    }
    func isThere(_ value: Double) -> Bool {
      if value == value.rounded(.towardZero), value >= -0x1p63, value < 0x1p63 {
        return wholes.contains(Int64(value))
      }
      return decimals.contains(value)
    }
    let domain = domain([node])
    let numbers = try exactNumbers(node, max(domain, 0))
    func answer(_ row: Int) -> UInt8 {
      guard let number = numbers.number(row) else { return 2 }
      return (number.isWhole ? wholes.contains(number.whole) : isThere(number.decimal)) ? 1 : 0
    }
    if domain < 0 {
      return Node(truth: self.add(PlanStep(code: .constantTruth, payload: UInt64(answer(0)))))
    }
    let count = domains[domain].count
    return self.node(Column(.truth((0..<count).map(answer))), domain: domain)
  }

  /// One of two numbers in each row, of which some are long; nil where one of them is a decimal.
  func chosenExactly(_ question: Int32, _ a: Node, _ b: Node) throws(DataMistake) -> Node? {
    let domain = max(domain([a, b]), steps[Int(question)].domain)
    guard domain >= 0 else { return nil }
    let sides = [try exactWholes(a, domain), try exactWholes(b, domain)]
    guard let left = sides[0], let right = sides[1] else { return nil }
    let answers = try truths(Node(truth: question), domain: domain)
    let values = answers.indices.map { row -> Int64 in
      switch answers[row] {
      case 1: left(row)
      case 0: right(row)
      default: .min
      }
    }
    return node(Column(wholes: values), domain: domain)
  }

  private func exactWholes(_ node: Node, _ domain: Int) throws(DataMistake) -> ((Int) -> Int64)? {
    if node.isGap { return { _ in .min } }
    switch try exactNumbers(node, domain) {
    case .whole(let value): return { _ in value }
    case .wholes(let values): return { values[$0] }
    case .decimal(let value):
      guard value.magnitude < 9e15, value == value.rounded(.towardZero) else { return nil }
      let whole = Int64(value)
      return { _ in whole }
    case .decimals: return nil
    }
  }
}
