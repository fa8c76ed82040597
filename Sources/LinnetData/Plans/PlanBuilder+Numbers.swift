extension PlanBuilder {
  /// A function of a number, item by item on lists.
  ///
  /// Throws `not-numbers` with `kind`.
  public func unary(_ function: NumberFunction, _ node: Node) throws(DataMistake) -> Node {
    try lift(node) { (item) throws(DataMistake) -> Node in
      if case .vector = item.shape, function == .negate { return self.negated(item) }
      try self.checkShort(item)
      let result = self.step(.unary, function.kernel, [try self.number(item)])
      return Node(number: result, unit: function.keepsUnit ? item.unit : "")
    }
  }

  /// A calculation with two values, item by item on lists.
  ///
  /// Beside numbers it knows texts (`add` joins), dates (`add` and `subtract` days) and vectors (`add`,
  /// `subtract`, `multiply`, `divide` by a number). Throws `different-kinds` with `first` and `second`.
  public func binary(_ operation: NumberOperation, _ a: Node, _ b: Node) throws(DataMistake)
    -> Node
  {
    try lift(a, b) { (a, b) throws(DataMistake) -> Node in
      switch (a.kind, b.kind) {
      case (.number, .number):
        try self.checkShort(a, b)
        return self.numbers(operation, a, b)
      case (.date, _), (_, .date): return try self.dates(operation, a, b)
      case (.vector, _), (_, .vector): return try self.vectors(operation, a, b)
      case (.text, .text) where operation == .add: return try self.joined(a, b)
      case (.text, .number) where b.isGap, (.number, .text) where a.isGap:
        return self.constant(.missing)
      default: throw self.differentKinds(a, b)
      }
    }
  }

  /// A comparison, item by item on lists.
  ///
  /// Works on numbers, texts (alphabetical order), dates, truths (equality only) and measurements (by
  /// value). Throws `different-kinds` with `first` and `second`, `no-order` with `kind`.
  public func compare(_ comparison: Comparison, _ a: Node, _ b: Node) throws(DataMistake) -> Node {
    try lift(a, b) { (a, b) throws(DataMistake) -> Node in
      if a.isGap || b.isGap {
        return Node(truth: self.add(PlanStep(code: .constantTruth, payload: 2)))
      }
      switch (a.shape, b.shape) {
      case (.measurement, .measurement) where comparison.asksEquality:
        // Equal measurements have equal errors too.
        throw self.differentKinds(a, b)
      case (.measurement(let value, _, _), _): return try self.compare(comparison, value, b)
      case (_, .measurement(let value, _, _)): return try self.compare(comparison, a, value)
      case (.vector, .vector) where comparison.asksEquality:
        return try self.compareVectors(comparison, a, b)
      default: break
      }
      switch (a.kind, b.kind) {
      case (.number, .number) where self.isLong(a) || self.isLong(b):
        return try self.comparedExactly(comparison, a, b)
      case (.number, .number):
        return self.comparedSteps(comparison, try self.number(a), try self.number(b))
      case (.date, .date):
        return self.comparedSteps(comparison, self.moment(a), self.moment(b))
      case (.text, .text): return self.comparedTexts(comparison, a, b)
      case (.truth, .truth) where comparison.asksEquality:
        let function: Int32 = comparison == .notEqual ? 1 : 0
        return Node(
          truth: self.step(.same, function, [try self.truth(a), try self.truth(b)]))
      case (let left, let right) where left == right:
        throw DataMistake("no-order", ["kind": left.plural])
      default: throw self.differentKinds(a, b)
      }
    }
  }

  /// `a` and `b`, three-valued: false beats a gap.
  ///
  /// Throws `not-a-question` with `kind`.
  public func and(_ a: Node, _ b: Node) throws(DataMistake) -> Node {
    try lift(a, b) { (a, b) throws(DataMistake) -> Node in
      Node(truth: self.step(.and, 0, [try self.truth(a), try self.truth(b)]))
    }
  }

  /// `a` or `b`, three-valued: true beats a gap.
  ///
  /// Throws `not-a-question` with `kind`.
  public func or(_ a: Node, _ b: Node) throws(DataMistake) -> Node {
    try lift(a, b) { (a, b) throws(DataMistake) -> Node in
      Node(truth: self.step(.or, 0, [try self.truth(a), try self.truth(b)]))
    }
  }

  /// The opposite answer.
  ///
  /// Throws `not-a-question` with `kind`.
  public func not(_ a: Node) throws(DataMistake) -> Node {
    try lift(a) { (a) throws(DataMistake) -> Node in
      Node(truth: self.step(.not, 0, [try self.truth(a)]))
    }
  }

  /// The first value where the answer is true, the second where it is false, else a gap.
  ///
  /// Throws `not-a-question` with `kind`, `different-kinds` with `first` and `second`.
  public func choose(_ question: Node, _ a: Node, _ b: Node) throws(DataMistake) -> Node {
    if !question.isList, a.isList || b.isList { return try chooseLists(question, a, b) }
    return try lift([question, a, b]) { (nodes) throws(DataMistake) -> Node in
      try self.chosen(try self.truth(nodes[0]), nodes[1], nodes[2])
    }
  }

  /// True where the value is a gap; for a column of lists the answer is about each list.
  public func isMissing(_ node: Node) throws(DataMistake) -> Node {
    switch node.shape {
    case .flat(let flat):
      if case .truth = flat.content { return Node(truth: step(.isGapTruth, 0, [flat.step])) }
      return Node(truth: step(.isGap, 0, [flat.step]))
    case .measurement(let value, _, _): return try isMissing(value)
    case .vector(let terms):
      var result: Node?
      for part in storedParts(terms) {
        let gap = try isMissing(part)
        result =
          try result.map { (known) throws(DataMistake) -> Node in try self.or(known, gap) }
          ?? gap
      }
      return result ?? constant(.truth(false))
    case .record(_, let parts):
      var result: Node?
      for part in parts {
        let gap = try isMissing(part)
        result =
          try result.map { (known) throws(DataMistake) -> Node in try self.and(known, gap) } ?? gap
      }
      return result ?? constant(.truth(false))
    case .list(let domain, _, let gaps):
      let parent = domains[domain].parent
      let answers = (0..<domains[parent].count).map { gaps.contains($0) }
      return self.node(Column(truths: answers), domain: parent)
    }
  }

  /// The value, or another where it is a gap.
  ///
  /// Throws `different-kinds`.
  public func fill(_ node: Node, with other: Node) throws(DataMistake) -> Node {
    try lift(node, other) { (value, other) throws(DataMistake) -> Node in
      try self.choose(try self.isMissing(value), other, value)
    }
  }

  /// True where `a` lies within a distance of `b`; a last digit lost to rounding does not count.
  ///
  /// `within` is the distance, or a percentage of the size of `b` when `isRelative`. Numbers and
  /// measurements (by value) only. Throws `not-numbers`.
  public func near(_ a: Node, _ b: Node, within: Node, isRelative: Bool) throws(DataMistake)
    -> Node
  {
    try lift([a, b, within]) { (nodes) throws(DataMistake) -> Node in
      func plain(_ node: Node) throws(DataMistake) -> Node {
        if case .measurement(let value, _, _) = node.shape { return value }
        return Node(number: try self.number(node))
      }
      let a = try plain(nodes[0])
      let b = try plain(nodes[1])
      let within = try plain(nodes[2])
      let size = self.quietly(.max, self.quietly(.abs, a), self.quietly(.abs, b))
      var reach = within
      if isRelative {
        let share = self.quietly(.divide, within, self.constant(100))
        reach = self.quietly(.multiply, share, self.quietly(.abs, b))
      }
      reach = self.quietly(.add, reach, self.quietly(.multiply, self.constant(1e-13), size))
      let distance = self.quietly(.abs, self.quietly(.subtract, a, b))
      let isNear = try self.compare(.lessOrEqual, distance, reach)
      // Equal values are near whatever the distance; a distance that is not known says nothing.
      let isKnown = try self.not(try self.isMissing(within))
      let isSame = try self.and(try self.compare(.equal, a, b), isKnown)
      return try self.or(isSame, isNear)
    }
  }

  /// A function of one number that has no kernel; it must give the same answer for the same input.
  ///
  /// NaN stands for a gap on both sides. Throws `not-numbers`.
  public func map(_ node: Node, _ function: @escaping @Sendable (Double) -> Double)
    throws(DataMistake) -> Node
  {
    closures.append(function)
    let place = Int32(closures.count - 1)
    return try lift(node) { (item) throws(DataMistake) -> Node in
      try self.checkShort(item)
      return Node(number: self.step(.map, place, [try self.number(item)]))
    }
  }

  /// Truths as 0 and 1.
  ///
  /// Throws `not-a-question` with `kind`.
  public func numbers(fromTruths node: Node) throws(DataMistake) -> Node {
    try lift(node) { (item) throws(DataMistake) -> Node in
      Node(number: self.step(.fromTruth, 0, [try self.truth(item)]))
    }
  }

  // MARK: Steps of one kind

  func number(_ node: Node) throws(DataMistake) -> Int32 {
    guard case .flat(let flat) = node.shape else {
      throw DataMistake("not-numbers", ["kind": node.kind.plural])
    }
    switch flat.content {
    case .number, .gap: return flat.step
    default: throw DataMistake("not-numbers", ["kind": node.kind.plural])
    }
  }

  func truth(_ node: Node) throws(DataMistake) -> Int32 {
    if case .flat(let flat) = node.shape {
      if case .truth = flat.content { return flat.step }
      if case .gap = flat.content {
        return add(PlanStep(code: .constantTruth, payload: 2))
      }
    }
    throw DataMistake("not-a-question", ["kind": node.kind.plural])
  }

  func differentKinds(_ a: Node, _ b: Node) -> DataMistake {
    DataMistake("different-kinds", ["first": a.kind.plural, "second": b.kind.plural])
  }

  func comparedSteps(_ comparison: Comparison, _ a: Int32, _ b: Int32) -> Node {
    let (code, swaps) = comparison.kernel
    return Node(truth: step(.compare, code, swaps ? [b, a] : [a, b]))
  }

  private func numbers(_ operation: NumberOperation, _ a: Node, _ b: Node) -> Node {
    guard case .flat(let left) = a.shape, case .flat(let right) = b.shape else { return a }
    let result = step(.binary, operation.kernel, [left.step, right.step])
    var unit = ""
    switch operation {
    case .add, .subtract, .min, .max, .hypot, .modulo:
      if a.unit == b.unit || constantValue(b) != nil { unit = a.unit }
      if a.unit.isEmpty, constantValue(a) != nil { unit = b.unit }
    case .multiply:
      if constantValue(b) != nil { unit = a.unit }
      if constantValue(a) != nil { unit = b.unit }
    case .divide: if constantValue(b) != nil { unit = a.unit }
    default: break
    }
    return Node(number: result, unit: unit)
  }

  /// Picks between two values of one kind.
  private func chosen(_ question: Int32, _ a: Node, _ b: Node) throws(DataMistake) -> Node {
    let unit = a.unit == b.unit || b.isGap ? a.unit : a.isGap ? b.unit : ""
    switch (a.shape, b.shape) {
    case (.flat(let left), .flat(let right)):
      switch (left.content, right.content) {
      case (.truth, .truth), (.truth, .gap), (.gap, .truth):
        return Node(
          truth: step(.chooseTruth, 0, [question, try truth(a), try truth(b)]))
      case (.text, .text):
        let (codes, others, words) = commonWords(a, b)
        wordTables.append(words)
        let result = step(.choose, 0, [question, codes, others])
        return Node(
          .flat(Node.Flat(step: result, content: .text(table: wordTables.count - 1))), unit: unit)
      case (.number, .number), (.number, .gap), (.gap, .number):
        if isLong(a) || isLong(b), let exact = try chosenExactly(question, a, b) {
          return Node(exact.shape, unit: unit)
        }
        let result = step(.choose, 0, [question, left.step, right.step])
        return Node(.flat(Node.Flat(step: result, content: .number)), unit: unit)
      case (.date, .date), (_, .gap):
        let result = step(.choose, 0, [question, left.step, right.step])
        return Node(.flat(Node.Flat(step: result, content: left.content)), unit: unit)
      case (.gap, _):
        let result = step(.choose, 0, [question, left.step, right.step])
        return Node(.flat(Node.Flat(step: result, content: right.content)), unit: unit)
      default: throw differentKinds(a, b)
      }
    case (.vector(let left), .vector(let right)):
      // Equal coordinates are kept; else energy and momentum.
      let same = storedCoordinates(left) == storedCoordinates(right)
      let first = same ? storedParts(left) : sumParts(left)
      let second = same ? storedParts(right) : sumParts(right)
      var parts: [Node] = []
      for (one, other) in zip(first, second) { parts.append(try chosen(question, one, other)) }
      return Node(
        .vector([
          Node.VectorTerm(coordinates: same ? storedCoordinates(left) : .sum, parts: parts)
        ]), unit: unit)
    case (.vector(let terms), .flat(let flat)), (.flat(let flat), .vector(let terms)):
      guard case .gap = flat.content else { throw differentKinds(a, b) }
      var parts: [Node] = []
      for part in storedParts(terms) {
        parts.append(
          a.isGap ? try chosen(question, a, part) : try chosen(question, part, b))
      }
      return Node(
        .vector([Node.VectorTerm(coordinates: storedCoordinates(terms), parts: parts)]), unit: unit)
    case (.record(let names, let left), .record(let otherNames, let right))
    where names == otherNames:
      var parts: [Node] = []
      for (one, other) in zip(left, right) { parts.append(try chosen(question, one, other)) }
      return Node(.record(names: names, parts: parts))
    default: throw differentKinds(a, b)
    }
  }

  /// Picks whole lists by one answer a row.
  private func chooseLists(_ question: Node, _ a: Node, _ b: Node) throws(DataMistake) -> Node {
    let answers = try truths(question, domain: 0)
    let columns = try evaluate([a, b], domain: 0)
    let both = try columns[0].appending(columns[1])
    let shift = Int32(columns[0].count)
    let rows = answers.enumerated().map { row, answer -> Int32 in
      answer == 1 ? Int32(row) : answer == 0 ? Int32(row) + shift : -1
    }
    return node(both.gather(rows), domain: 0)
  }
}
