import CLinnetKernels

extension PlanBuilder {
  /// Works out a formula for every row.
  ///
  /// Numbers that are calculated come out as decimals, also where all are whole. Throws `stopped`.
  public func evaluate(_ node: Node) throws(DataMistake) -> Column {
    try evaluate([node])[0]
  }

  /// Works out several formulas in one pass.
  ///
  /// Throws `stopped`.
  public func evaluate(_ nodes: [Node]) throws(DataMistake) -> [Column] {
    try evaluate(nodes, domain: 0)
  }

  /// The rows where a question is answered with true.
  ///
  /// Throws `not-a-question` with `kind`, and `stopped`.
  public func selection(_ question: Node) throws(DataMistake) -> Selection {
    let answers = try truths(question, domain: 0)
    return Selection(
      rows: answers.rowsAnswered, gaps: answers.reduce(0) { $0 + ($1 == 2 ? 1 : 0) })
  }

  func truths(_ question: Node, domain: Int) throws(DataMistake) -> [UInt8] {
    guard question.kind == .truth || question.isGap else {
      throw DataMistake("not-a-question", ["kind": question.kind.plural])
    }
    if question.isGap { return Array(repeating: 2, count: domains[domain].count) }
    guard case .truth(let answers) = try evaluate([question], domain: domain)[0].storage else {
      return []
    }
    return answers
  }

  /// Works out formulas whose values live in a domain, or are the same everywhere.
  func evaluate(_ nodes: [Node], domain: Int) throws(DataMistake) -> [Column] {
    var roots: [Int32] = []
    var known: [Int32: Int] = [:]
    for node in nodes {
      collect(node) { step in
        if known[step] == nil, !self.isWholeInput(step, domain) {
          known[step] = roots.count
          roots.append(step)
        }
      }
    }
    let count = domains[domain].count
    let values = roots.isEmpty ? [] : try run(roots, count: count)
    var columns: [Column] = []
    for node in nodes {
      columns.append(
        try column(node, domain: domain) { step in
          guard let place = known[step] else { return nil }
          return values[place]
        })
    }
    return columns
  }

  /// True for an input column that can be handed back as it is.
  private func isWholeInput(_ step: Int32, _ domain: Int) -> Bool {
    steps[Int(step)].code == .input && steps[Int(step)].domain == domain
  }

  /// The flat steps of a node that live in its own domain, lists left out.
  private func collect(_ node: Node, _ visit: (Int32) -> Void) {
    switch node.shape {
    case .flat(let flat): visit(flat.step)
    case .record(_, let parts): for part in parts { collect(part, visit) }
    case .vector(let terms): for part in storedParts(terms) { collect(part, visit) }
    case .list, .measurement: break
    }
  }

  private func column(
    _ node: Node, domain: Int, _ values: (Int32) -> Evaluation.Values?
  ) throws(DataMistake) -> Column {
    switch node.shape {
    case .flat(let flat):
      guard let result = values(flat.step) else {
        // An input as it was, with its own kind of numbers.
        return inputs[Int(steps[Int(flat.step)].payload)].with(unit: node.unit)
      }
      return Column(storage(result, flat.content), unit: node.unit)
    case .measurement(_, _, let input): return inputs[input].with(unit: node.unit)
    case .record(let names, let parts):
      var columns: [Column] = []
      for part in parts { columns.append(try column(part, domain: domain, values)) }
      return Column(.record(names: names, parts: columns), unit: node.unit)
    case .vector(let terms):
      var columns: [Column] = []
      for part in storedParts(terms) { columns.append(try column(part, domain: domain, values)) }
      return Column(
        .vector(VectorColumn(coordinates: storedCoordinates(terms), parts: columns)),
        unit: node.unit)
    case .list(let own, let items, let gaps):
      let column = try evaluate([items], domain: own)[0]
      return Column(
        .list(offsets: domains[own].offsets, items: column, gaps: gaps), unit: node.unit)
    }
  }

  private func storage(_ values: Evaluation.Values, _ content: Node.Flat.Content)
    -> Column.Storage
  {
    switch (values, content) {
    case (.truths(let truths), _): return .truth(truths)
    case (.decimals(let codes), .text(let table)):
      return .text(
        codes: codes.map { $0 == $0 ? Int32($0) : -1 }, words: wordTables[table])
    case (.decimals(let raw), .date):
      return .date(raw.map { $0.magnitude < 9e15 ? Int64($0) : .min })
    case (.decimals(let decimals), _): return .decimal(decimals)
    }
  }
}

extension Array where Element == UInt8 {
  /// The positions of truth bytes that say true.
  var rowsAnswered: [Int32] {
    [Int32](unsafeUninitializedCapacity: count) { place, filled in
      linnet_will_fill(place.baseAddress, count &* 4)
      withUnsafeBufferPointer { mask in
        filled =
          place.baseAddress == nil
          ? 0 : linnet_positions(place.baseAddress, mask.baseAddress, mask.count, 0)
      }
    }
  }
}
