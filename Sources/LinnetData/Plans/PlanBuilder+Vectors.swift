/// Four-vectors: only the steps for the parts that are asked for are made.
extension PlanBuilder {
  /// A vector from named parts: `E px py pz`, `pt eta phi mass`, `pt eta phi E` or `px py pz mass`, in
  /// any order.
  ///
  /// Throws `vector-inputs` for other names, `not-numbers` with `part` and `kind`.
  public func vector(_ parts: [(name: String, node: Node)]) throws(DataMistake) -> Node {
    if parts.count == 4, !parts.contains(where: { $0.name == "pt" || $0.name == "E" }) {
      return try vectorOfMomentum(parts)
    }
    for (names, coordinates) in Self.vectorForms where parts.count == 4 {
      var ordered: [Node] = []
      for name in names {
        if let part = parts.first(where: { $0.name == name }) { ordered.append(part.node) }
      }
      guard ordered.count == 4 else { continue }
      return try lift(ordered) { (nodes) throws(DataMistake) -> Node in
        for (node, name) in zip(nodes, names) where node.kind != .number {
          throw DataMistake("not-numbers", ["part": name, "kind": node.kind.plural])
        }
        let unit = nodes.first { !$0.unit.isEmpty && $0.unit != "rad" }?.unit ?? ""
        return Node(
          .vector([Node.VectorTerm(coordinates: coordinates, parts: nodes)]), unit: unit)
      }
    }
    throw DataMistake("vector-inputs")
  }

  /// A vector from `px py pz mass`: the energy is worked out, the mass kept.
  private func vectorOfMomentum(_ parts: [(name: String, node: Node)]) throws(DataMistake) -> Node {
    let names = ["px", "py", "pz", "mass"]
    var ordered: [Node] = []
    for name in names {
      if let part = parts.first(where: { $0.name == name }) { ordered.append(part.node) }
    }
    guard ordered.count == 4 else { throw DataMistake("vector-inputs") }
    return try lift(ordered) { (nodes) throws(DataMistake) -> Node in
      for (node, name) in zip(nodes, names) where node.kind != .number {
        throw DataMistake("not-numbers", ["part": name, "kind": node.kind.plural])
      }
      let mass = nodes[3]
      let p = self.quietly(.hypot, self.quietly(.hypot, nodes[0], nodes[1]), nodes[2])
      let square = self.quietly(.multiply, mass, self.quietly(.abs, mass))
      // A mass below zero stands for a negative square; without a choice where it is known.
      let plain = self.quietly(.hypot, p, mass)
      var energy = plain
      if !(self.constantValue(mass).map { $0 >= 0 } ?? false) {
        let spacelike = self.quietly(
          .multiply, self.quietly(.subtract, p, mass), self.quietly(.add, p, mass))
        let root = self.root(self.quietly(.max, spacelike, self.constant(0)))
        energy = try self.choose(
          try self.compare(.greaterOrEqual, mass, self.constant(0)), plain, root)
      }
      let unit = nodes.first { !$0.unit.isEmpty }?.unit ?? ""
      return Node(
        .vector([
          Node.VectorTerm(
            coordinates: .sum, parts: [energy, nodes[0], nodes[1], nodes[2], square])
        ]), unit: unit)
    }
  }

  private static let vectorForms: [([String], VectorColumn.Coordinates)] = [
    (["E", "px", "py", "pz"], .cartesian), (["pt", "eta", "phi", "mass"], .mass),
    (["pt", "eta", "phi", "E"], .energy),
  ]

  /// A part of a vector, record or measurement by its name, item by item on lists.
  ///
  /// Throws `unknown-part` with `part` and `parts` (the names there are).
  public func part(_ node: Node, _ name: String) throws(DataMistake) -> Node {
    try lift(node) { (item) throws(DataMistake) -> Node in
      switch item.shape {
      case .vector(let terms):
        if let result = self.vectorPart(terms, name).map({ self.withGaps($0, of: terms) }) {
          let hasUnit = !["eta", "phi", "theta", "rapidity", "beta", "gamma", "mass2"]
            .contains(name)
          return Node(result.shape, unit: hasUnit ? item.unit : "")
        }
        throw DataMistake(
          "unknown-part",
          ["part": name, "parts": FourVector.partNames.joined(separator: ", ")])
      case .record(let names, let parts):
        if let place = names.firstIndex(of: name) { return parts[place] }
        throw DataMistake(
          "unknown-part", ["part": name, "parts": names.joined(separator: ", ")])
      case .measurement(let value, let error, _):
        if name == "value" { return Node(value.shape, unit: item.unit) }
        if name == "error" { return Node(error.shape, unit: item.unit) }
        throw DataMistake("unknown-part", ["part": name, "parts": "value, error"])
      default: throw DataMistake("unknown-part", ["part": name])
      }
    }
  }

  /// A record from named values.
  public func record(_ parts: [(name: String, node: Node)]) throws(DataMistake) -> Node {
    try lift(parts.map { $0.node }) { (nodes) throws(DataMistake) -> Node in
      Node(.record(names: parts.map { $0.name }, parts: nodes))
    }
  }

  /// The difference of azimuths of two vectors, -π to π.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func deltaPhi(_ a: Node, _ b: Node) throws(DataMistake) -> Node {
    try liftVectors(a, b) { left, right in
      self.quietly(.wrapAngle, self.quietly(.subtract, self.phi(left), self.phi(right)))
    }
  }

  /// The distance of two vectors in pseudorapidity and azimuth.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func deltaR(_ a: Node, _ b: Node) throws(DataMistake) -> Node {
    try liftVectors(a, b) { left, right in
      let phi = self.quietly(
        .wrapAngle, self.quietly(.subtract, self.phi(left), self.phi(right)))
      let eta = self.quietly(.subtract, self.eta(left), self.eta(right))
      return self.root(
        self.quietly(.add, self.quietly(.square, eta), self.quietly(.square, phi)))
    }
  }

  /// The angle between the momenta of two vectors, 0 to π.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func angle(_ a: Node, _ b: Node) throws(DataMistake) -> Node {
    try liftVectors(a, b) { left, right in
      let p = self.momentum(left)
      let q = self.momentum(right)
      let dot = self.sum((0..<3).map { self.quietly(.multiply, p[$0], q[$0]) })
      return self.quietly(.atan2, self.cross(p, q), dot)
    }
  }

  /// The Minkowski product of two vectors.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func product(_ a: Node, _ b: Node) throws(DataMistake) -> Node {
    try liftVectors(a, b) { left, right in self.products(left, right) }
  }

  /// A vector as seen from the rest frame of another; a gap where that one has no rest frame.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func boost(_ vector: Node, to frame: Node) throws(DataMistake) -> Node {
    try lift(vector, frame) { (a, b) throws(DataMistake) -> Node in
      let terms = try self.terms(a)
      let frame = try self.terms(b)
      // The root of a negative number and division by 0 give the gap where there is no rest frame.
      let mass = self.root(self.mass2(frame))
      let energy = self.ratio(self.products(terms, frame), mass)
      let frameEnergy = self.energy(frame)
      let share = self.ratio(
        self.quietly(.add, self.energy(terms), energy), self.quietly(.add, frameEnergy, mass))
      let p = self.momentum(terms)
      let q = self.momentum(frame)
      let known = self.quietly(.multiply, energy, self.ratio(mass, mass))
      let parts =
        [known]
        + (0..<3).map {
          self.quietly(.subtract, p[$0], self.quietly(.multiply, share, q[$0]))
        } + [self.mass2(terms)]
      return Node(.vector([Node.VectorTerm(coordinates: .sum, parts: parts)]), unit: a.unit)
    }
  }

  // MARK: Sums of terms

  func terms(_ node: Node) throws(DataMistake) -> [Node.VectorTerm] {
    if case .vector(let terms) = node.shape { return terms }
    throw DataMistake("needs-kind", ["wanted": "vectors", "given": node.kind.plural])
  }

  private func liftVectors(
    _ a: Node, _ b: Node, _ body: ([Node.VectorTerm], [Node.VectorTerm]) -> Node
  ) throws(DataMistake) -> Node {
    try lift(a, b) { (a, b) throws(DataMistake) -> Node in
      let (left, right) = (try self.terms(a), try self.terms(b))
      return self.withGaps(body(left, right), of: left + right)
    }
  }

  func negated(_ node: Node) -> Node {
    guard case .vector(var terms) = node.shape else { return node }
    for index in terms.indices { terms[index].isNegative.toggle() }
    return Node(.vector(terms), unit: node.unit)
  }

  func vectors(_ operation: NumberOperation, _ a: Node, _ b: Node) throws(DataMistake) -> Node {
    switch (operation, a.shape, b.shape) {
    case (.add, .vector(let left), .vector(let right)):
      return Node(.vector(left + right), unit: a.unit.isEmpty ? b.unit : a.unit)
    case (.subtract, .vector(let left), .vector):
      guard case .vector(let right) = negated(b).shape else { return a }
      return Node(.vector(left + right), unit: a.unit.isEmpty ? b.unit : a.unit)
    case (.multiply, .vector(let left), .vector(let right)):
      return products(left, right)
    case (.multiply, .vector(let terms), .flat):
      return Node(.vector(scaled(terms, Node(number: try number(b)))), unit: a.unit)
    case (.multiply, .flat, .vector(let terms)):
      return Node(.vector(scaled(terms, Node(number: try number(a)))), unit: b.unit)
    case (.divide, .vector(let terms), .flat):
      let inverse = try binary(.divide, constant(1), Node(number: try number(b)))
      return Node(.vector(scaled(terms, inverse)), unit: a.unit)
    case (_, .flat(let flat), .vector), (_, .vector, .flat(let flat)):
      if case .gap = flat.content { return constant(.missing) }
      throw differentKinds(a, b)
    default: throw differentKinds(a, b)
    }
  }

  private func scaled(_ terms: [Node.VectorTerm], _ factor: Node) -> [Node.VectorTerm] {
    terms.map { term in
      var term = term
      term.factor = term.factor.map { quietly(.multiply, $0, factor) } ?? factor
      return term
    }
  }

  /// How a vector is stored: in its own coordinates, or as a sum.
  func storedCoordinates(_ terms: [Node.VectorTerm]) -> VectorColumn.Coordinates {
    isPlain(terms) ? terms[0].coordinates : .sum
  }

  func storedParts(_ terms: [Node.VectorTerm]) -> [Node] {
    isPlain(terms) ? terms[0].parts : sumParts(terms)
  }

  func isPlain(_ terms: [Node.VectorTerm]) -> Bool {
    terms.count == 1 && terms[0].factor == nil && !terms[0].isNegative
  }

  func sumParts(_ terms: [Node.VectorTerm]) -> [Node] {
    [energy(terms)] + momentum(terms) + [mass2(terms)]
  }

  // MARK: Calculations that cannot fail

  func quietly(_ function: NumberFunction, _ a: Node) -> Node {
    guard case .flat(let flat) = a.shape else { return a }
    return Node(number: step(.unary, function.kernel, [flat.step], isQuiet: true))
  }

  func quietly(_ operation: NumberOperation, _ a: Node, _ b: Node) -> Node {
    guard case .flat(let left) = a.shape, case .flat(let right) = b.shape else { return a }
    // Terms that are known to be nothing are left out: massless particles come for free.
    if operation == .add, constantValue(a) == 0 { return b }
    if operation == .add || operation == .subtract, constantValue(b) == 0 { return a }
    return Node(
      number: step(.binary, operation.kernel, [left.step, right.step], isQuiet: true))
  }

  func ratio(_ a: Node, _ b: Node) -> Node { quietly(.divide, a, b) }
  func root(_ a: Node) -> Node { quietly(.sqrt, a) }
  func sum(_ nodes: [Node]) -> Node {
    nodes.dropFirst().reduce(nodes.first ?? constant(0)) { quietly(.add, $0, $1) }
  }

  /// The size of the cross product of two momenta, each difference taken exactly.
  func cross(_ p: [Node], _ q: [Node]) -> Node {
    let zero = constantStep(0)
    func minor(_ i: Int, _ j: Int) -> Node {
      guard case .flat(let a) = p[i].shape, case .flat(let b) = p[j].shape,
        case .flat(let c) = q[j].shape, case .flat(let d) = q[i].shape
      else { return p[i] }
      return Node(
        number: step(
          .product, 0, [a.step, b.step, zero, zero, c.step, d.step, zero, zero], isQuiet: true))
    }
    let squares = [minor(1, 2), minor(2, 0), minor(0, 1)].map { quietly(.square, $0) }
    return root(sum(squares))
  }
}
