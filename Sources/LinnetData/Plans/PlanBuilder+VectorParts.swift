/// The formulas for the parts of a vector or a sum of vectors, each in a form that keeps its digits.
extension PlanBuilder {
  func vectorPart(_ terms: [Node.VectorTerm], _ name: String) -> Node? {
    switch name {
    case "E": return energy(terms)
    case "px": return momentum(terms)[0]
    case "py": return momentum(terms)[1]
    case "pz": return momentum(terms)[2]
    case "pt": return pt(terms)
    case "p": return size(terms)
    case "eta": return eta(terms)
    case "phi": return phi(terms)
    case "theta": return quietly(.atan2, pt(terms), momentum(terms)[2])
    case "mass":
      if isPlain(terms), terms[0].coordinates == .mass { return terms[0].parts[3] }
      return quietly(.signedRoot, mass2(terms))
    case "mass2": return mass2(terms)
    case "mt": return quietly(.signedRoot, transverseMass2(terms))
    case "et":
      // E sin θ; nothing at rest.
      let p = size(terms)
      let share = ratio(pt(terms), p)
      return choose(
        p, zero: constant(0), else: quietly(.multiply, energy(terms), share))
    case "rapidity":
      let pz = momentum(terms)[2]
      let value = quietly(.asinh, ratio(pz, root(transverseMass2(terms))))
      return choose(pz, zero: constant(0), else: value)
    case "beta": return ratio(size(terms), energy(terms))
    case "gamma": return ratio(energy(terms), root(mass2(terms)))
    default: return nil
    }
  }

  /// One value where a number is zero, another where it is not, a gap where it is one.
  private func choose(_ number: Node, zero: Node, else other: Node) -> Node {
    guard case .flat(let flat) = number.shape, case .flat(let first) = zero.shape,
      case .flat(let second) = other.shape
    else { return other }
    let question = step(.compare, Comparison.equal.kernel.code, [flat.step, constantStep(0)])
    return Node(number: step(.choose, 0, [question, first.step, second.step]))
  }

  private func signed(_ term: Node.VectorTerm, _ value: Node) -> Node {
    let scaled = term.factor.map { quietly(.multiply, $0, value) } ?? value
    return term.isNegative ? quietly(.negate, scaled) : scaled
  }

  private func total(
    _ terms: [Node.VectorTerm], _ part: (Node.VectorTerm) -> Node
  ) -> Node {
    guard let first = terms.first else { return constant(0) }
    var result = signed(first, part(first))
    for term in terms.dropFirst() {
      let value = term.factor.map { quietly(.multiply, $0, part(term)) } ?? part(term)
      result = quietly(term.isNegative ? .subtract : .add, result, value)
    }
    return result
  }

  func energy(_ terms: [Node.VectorTerm]) -> Node { total(terms) { self.energy($0) } }

  func momentum(_ terms: [Node.VectorTerm]) -> [Node] {
    (0..<3).map { axis in total(terms) { self.momentum($0, axis) } }
  }

  func pt(_ terms: [Node.VectorTerm]) -> Node {
    if isPlain(terms), isPolar(terms[0]) { return terms[0].parts[0] }
    let p = momentum(terms)
    return quietly(.hypot, p[0], p[1])
  }

  private func size(_ terms: [Node.VectorTerm]) -> Node {
    if isPlain(terms) { return size(terms[0]) }
    return quietly(.hypot, pt(terms), momentum(terms)[2])
  }

  func eta(_ terms: [Node.VectorTerm]) -> Node {
    if isPlain(terms), isPolar(terms[0]) { return terms[0].parts[1] }
    let pz = momentum(terms)[2]
    // Along the beam it is infinite; without any momentum it is 0.
    return quietly(.asinh, slope(pz, pt(terms)))
  }

  /// pz / pt with infinities where pt is 0, and 0 for nothing at all.
  private func slope(_ pz: Node, _ pt: Node) -> Node {
    let far = quietly(.multiply, quietly(.sign, pz), constant(.infinity))
    let infinite = choose(pz, zero: constant(0), else: far)
    return choose(pt, zero: infinite, else: ratio(pz, pt))
  }

  func phi(_ terms: [Node.VectorTerm]) -> Node {
    if isPlain(terms), isPolar(terms[0]) { return quietly(.wrapAngle, terms[0].parts[2]) }
    let p = momentum(terms)
    return quietly(.atan2, p[1], p[0])
  }

  private func transverseMass2(_ terms: [Node.VectorTerm]) -> Node {
    quietly(.add, mass2(terms), quietly(.square, pt(terms)))
  }

  /// m² of a sum: the terms' own and twice their products, none of which cancel.
  func mass2(_ terms: [Node.VectorTerm]) -> Node {
    var result: Node?
    func add(_ value: Node, isNegative: Bool) {
      if let known = result {
        result = quietly(isNegative ? .subtract : .add, known, value)
      } else {
        result = isNegative ? quietly(.negate, value) : value
      }
    }
    for term in terms {
      let square = mass2(term)
      add(
        term.factor.map { quietly(.multiply, quietly(.square, $0), square) } ?? square,
        isNegative: false)
    }
    for first in terms.indices {
      for second in terms.indices where second > first {
        let twice = quietly(.multiply, constant(2), product(terms[first], terms[second]))
        add(twice, isNegative: terms[first].isNegative != terms[second].isNegative)
      }
    }
    return result ?? constant(0)
  }

  func products(_ left: [Node.VectorTerm], _ right: [Node.VectorTerm]) -> Node {
    var result: Node?
    for one in left {
      for other in right {
        let value = product(one, other)
        let isNegative = one.isNegative != other.isNegative
        if let known = result {
          result = quietly(isNegative ? .subtract : .add, known, value)
        } else {
          result = isNegative ? quietly(.negate, value) : value
        }
      }
    }
    return result ?? constant(0)
  }

  /// The product of two terms with their factors, their signs left aside.
  private func product(_ a: Node.VectorTerm, _ b: Node.VectorTerm) -> Node {
    var value = bareProduct(a, b)
    if let factor = a.factor { value = quietly(.multiply, factor, value) }
    if let factor = b.factor { value = quietly(.multiply, factor, value) }
    return value
  }

  private func bareProduct(_ a: Node.VectorTerm, _ b: Node.VectorTerm) -> Node {
    if sameParts(a, b) { return mass2(a) }
    if isPolar(a), isPolar(b) {
      // E₁E₂ - |p₁||p₂| without cancelling, and |p₁||p₂| - p₁·p₂ as half angles.
      let half = constant(0.5)
      let eta = quietly(
        .sinh, quietly(.multiply, half, quietly(.subtract, a.parts[1], b.parts[1])))
      let phi = quietly(
        .sin, quietly(.multiply, half, quietly(.subtract, a.parts[2], b.parts[2])))
      let open = quietly(
        .multiply,
        quietly(.multiply, constant(2), quietly(.multiply, a.parts[0], b.parts[0])),
        quietly(.add, quietly(.square, eta), quietly(.square, phi)))
      return quietly(.add, massShare(a, b), open)
    }
    if a.coordinates == .cartesian, b.coordinates == .cartesian {
      var operands: [Int32] = []
      for part in a.parts + b.parts {
        guard case .flat(let flat) = part.shape else { continue }
        operands.append(flat.step)
      }
      return Node(number: step(.product, 0, operands, isQuiet: true))
    }
    return mixedProduct(a, b)
  }

  /// (m₁²(m₂² + p₂²) + m₂² p₁²) / (E₁E₂ + |p₁||p₂|), which is E₁E₂ - |p₁||p₂|; 0 for massless ones.
  private func massShare(_ a: Node.VectorTerm, _ b: Node.VectorTerm) -> Node {
    let first = mass2(a)
    let second = mass2(b)
    if constantValue(first) == 0, constantValue(second) == 0 { return constant(0) }
    let p = size(a)
    let q = size(b)
    let upper = quietly(
      .add, quietly(.multiply, first, quietly(.add, second, quietly(.square, q))),
      quietly(.multiply, second, quietly(.square, p)))
    let lower = quietly(
      .add, quietly(.multiply, energy(a), energy(b)), quietly(.multiply, p, q))
    // Two of nothing: 0 / 0 stands for 0.
    return choose(upper, zero: constant(0), else: ratio(upper, lower))
  }

  /// The product by momentum components, with the angle from the cross product where it is small.
  private func mixedProduct(_ a: Node.VectorTerm, _ b: Node.VectorTerm) -> Node {
    let p = (0..<3).map { momentum(a, $0) }
    let q = (0..<3).map { momentum(b, $0) }
    let dot = sum((0..<3).map { quietly(.multiply, p[$0], q[$0]) })
    let plain = quietly(.subtract, quietly(.multiply, energy(a), energy(b)), dot)
    let sizes = quietly(.multiply, size(a), size(b))
    let open = ratio(quietly(.square, cross(p, q)), quietly(.add, sizes, dot))
    let careful = quietly(.add, massShare(a, b), open)
    // The careful form is for particles that move the same way, with masses that are real.
    guard case .flat(let dotFlat) = dot.shape, case .flat(let first) = careful.shape,
      case .flat(let second) = plain.shape, case .flat(let e) = energy(a).shape,
      case .flat(let f) = energy(b).shape, case .flat(let m) = mass2(a).shape,
      case .flat(let n) = mass2(b).shape
    else { return plain }
    let zero = constantStep(0)
    let less = Comparison.less.kernel.code
    let atMost = Comparison.lessOrEqual.kernel.code
    var question = step(.compare, less, [zero, dotFlat.step])
    for (code, value) in [(less, e.step), (less, f.step), (atMost, m.step), (atMost, n.step)] {
      question = step(.and, 0, [question, step(.compare, code, [zero, value])])
    }
    return Node(number: step(.choose, 0, [question, first.step, second.step]))
  }

  // MARK: One term

  private func isPolar(_ term: Node.VectorTerm) -> Bool {
    term.coordinates == .mass || term.coordinates == .energy
  }

  private func sameParts(_ a: Node.VectorTerm, _ b: Node.VectorTerm) -> Bool {
    guard a.coordinates == b.coordinates else { return false }
    for (one, other) in zip(a.parts, b.parts) {
      guard case .flat(let left) = one.shape, case .flat(let right) = other.shape,
        left.step == right.step
      else { return false }
    }
    return true
  }

  private func size(_ term: Node.VectorTerm) -> Node {
    if isPolar(term) {
      return quietly(.multiply, term.parts[0], quietly(.cosh, term.parts[1]))
    }
    return root(
      sum((1...3).map { quietly(.square, term.parts[$0]) }))
  }

  private func energy(_ term: Node.VectorTerm) -> Node {
    switch term.coordinates {
    case .cartesian, .sum: return term.parts[0]
    case .energy: return term.parts[3]
    case .mass:
      let mass2 = mass2(term)
      if constantValue(mass2) == 0 { return size(term) }
      return root(quietly(.add, quietly(.square, size(term)), mass2))
    }
  }

  private func momentum(_ term: Node.VectorTerm, _ axis: Int) -> Node {
    guard isPolar(term) else { return term.parts[axis + 1] }
    switch axis {
    case 0: return quietly(.multiply, term.parts[0], quietly(.cos, term.parts[2]))
    case 1: return quietly(.multiply, term.parts[0], quietly(.sin, term.parts[2]))
    default: return quietly(.multiply, term.parts[0], quietly(.sinh, term.parts[1]))
    }
  }

  private func mass2(_ term: Node.VectorTerm) -> Node {
    switch term.coordinates {
    case .sum: return term.parts[4]
    case .mass:
      return quietly(.multiply, term.parts[3], quietly(.abs, term.parts[3]))
    case .energy:
      let p = size(term)
      return quietly(
        .multiply, quietly(.subtract, term.parts[3], p), quietly(.add, term.parts[3], p))
    case .cartesian:
      var operands: [Int32] = []
      for part in term.parts {
        guard case .flat(let flat) = part.shape else { continue }
        operands.append(flat.step)
      }
      return Node(number: step(.product, 0, operands + operands, isQuiet: true))
    }
  }

  func compareVectors(_ comparison: Comparison, _ a: Node, _ b: Node) throws(DataMistake) -> Node {
    let left = [energy(try terms(a))] + momentum(try terms(a))
    let right = [energy(try terms(b))] + momentum(try terms(b))
    var answer: Node?
    for (one, other) in zip(left, right) {
      let same = try compare(.equal, one, other)
      answer =
        try answer.map { (known) throws(DataMistake) -> Node in try self.and(known, same) }
        ?? same
    }
    let result = answer ?? constant(.truth(true))
    return comparison == .notEqual ? try not(result) : result
  }
}
