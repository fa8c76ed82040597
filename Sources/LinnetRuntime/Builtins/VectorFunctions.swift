import LinnetData
import LinnetSyntax

extension Native {
  /// Functions of four-vectors.
  static let vectors: [Native] = [
    Native(
      "vector",
      [
        .option("pt", "momentum across the beam"), .option("eta", "pseudorapidity"),
        .option("phi", "angle around the beam"), .option("mass", "mass"), .option("E", "energy"),
        .option("px", "momentum along x"), .option("py", "momentum along y"),
        .option("pz", "momentum along z"),
      ], family: "vectors", acceptsAnyLabel: true, isItemwise: true, traits: [.certain],
      plan: .labelled { (plan, parts) throws(DataMistake) in try plan.vector(parts) },
      usage: "vector(pt: 45, eta: 0.3, phi: 1.2, mass: 0.1057)",
      summary:
        "A four-vector from `E px py pz`, `pt eta phi mass`, `pt eta phi E` or `px py pz mass`.",
      examples: [
        "round(vector(px: 3, py: 0, pz: 4, mass: 12).E, 9)  # => 13",
        "r = record(E: 5, px: 3, py: 0, pz: 0, charge: 1)\nvector(r).mass  # => 4",
        "vector(E: 5, px: 3, py: 0, pz: 0).mass  # => 4",
        "round(vector(pt: 45, eta: 0.3, phi: 1.2, mass: 0.1057).E, 6)  # => 47.040352",
      ]
    ) { context, inputs throws(Mistake) in try context.vector(inputs) },
    .ofTwo(
      "delta_r", summary: "How far two vectors are apart in `eta` and `phi`.",
      examples: [
        "a = vector(pt: 10, eta: 0, phi: 0, mass: 0)\n"
          + "b = vector(pt: 20, eta: 0.3, phi: 0.4, mass: 0)\nround(delta_r(a, b), 9)  # => 0.5"
      ],
      plan: { (plan, a, b) throws(DataMistake) in try plan.deltaR(a, b) },
      { $0.deltaR($1) }),
    .ofTwo(
      "angle", summary: "The angle between two vectors, in radians.",
      examples: [
        "a = vector(E: 5, px: 3, py: 0, pz: 0)\nb = vector(E: 5, px: 0, py: 3, pz: 0)\n"
          + "degrees(angle(a, b))  # => 90"
      ],
      plan: { (plan, a, b) throws(DataMistake) in try plan.angle(a, b) },
      { $0.angle($1) }),
    Native(
      "delta_phi", [.required("a"), .required("b")], family: "vectors", isItemwise: true,
      traits: [.certain],
      plan: .values { (plan, nodes) throws(DataMistake) in
        // Differences of bare angles stay with the body.
        nodes[0].kind == .vector ? try plan.deltaPhi(nodes[0], nodes[1]) : nil
      },
      summary: "The difference in `phi` of two vectors or angles, the short way round.",
      examples: ["round(delta_phi(3, -3), 6)  # => -0.283185"]
    ) { context, inputs throws(Mistake) in
      try context.eachPair(inputs[0], inputs[1]) { (a, b, _: inout ItemWork) throws(Mistake) in
        if let x = a.number, let y = b.number { return .number(FourVector.phiDifference(x, y)) }
        return .number(
          try context.vectorInput("delta_phi", 0, a).deltaPhi(
            try context.vectorInput("delta_phi", 1, b)))
      }
    },
    Native(
      "boost",
      [
        .required("v"), .option("to", "the vector whose rest frame it is"),
        .option("from", "the vector from whose rest frame it comes"),
      ], family: "vectors",
      isItemwise: true,
      summary:
        "A vector as seen by someone who moves along with another one, or back `from` there.",
      examples: [
        "v = vector(pt: 45, eta: 0.3, phi: 1.2, mass: 0.1057)\nboost(v, to: v).E  # => 0.1057",
        "v = vector(E: 5, px: 3, py: 0, pz: 0)\nrest = vector(E: 4, px: 0, py: 0, pz: 0)\n"
          + "boost(rest, from: v).px  # => 3",
      ]
    ) { context, inputs throws(Mistake) in
      let isBack = inputs[1].isAbsent
      let moving = isBack ? inputs[2] : inputs[1]
      guard inputs[1].isAbsent != inputs[2].isAbsent else { throw Mistake("boost-to", [:]) }
      return try context.eachPair(inputs[0], moving) {
        (v, frame, work: inout ItemWork) throws(Mistake) in
        let vector = try context.vectorInput("boost", 0, v)
        let other = try context.vectorInput("boost", 1, frame)
        let seen =
          isBack ? vector.seen(fromRestFrameOf: other) : vector.seen(inRestFrameOf: other)
        guard let seen else {
          if work.isAlone { throw Mistake("no-rest-frame", ["name": context.words(1, frame)]) }
          work.noAnswers += 1
          return .missing
        }
        return context.heap.makeVector(seen)
      }
    },
  ]

  private static func ofTwo(
    _ name: String, summary: String, examples: [String],
    plan step: @escaping @Sendable (PlanBuilder, Node, Node) throws(DataMistake) -> Node,
    _ function: @escaping @Sendable (FourVector, FourVector) -> Double
  ) -> Native {
    Native(
      name, [.required("a"), .required("b")], family: "vectors", isItemwise: true,
      traits: .certain,
      plan: .values { (plan, nodes) throws(DataMistake) in try step(plan, nodes[0], nodes[1]) },
      summary: summary, examples: examples
    ) { context, inputs throws(Mistake) in
      if inputs[0].kind == .column || inputs[1].kind == .column {
        let result = try context.columnwise([inputs[0], inputs[1]]) {
          (plan, nodes) throws(DataMistake) in try step(plan, nodes[0], nodes[1])
        }
        if let result { return result }
      }
      return try context.eachPair(inputs[0], inputs[1]) {
        (a, b, _: inout ItemWork) throws(Mistake) in
        .number(
          function(try context.vectorInput(name, 0, a), try context.vectorInput(name, 1, b)))
      }
    }
  }
}

extension Context {
  /// A vector that a built-in needs.
  func vectorInput(_ function: String, _ operand: Int, _ value: Value) throws(Mistake)
    -> FourVector
  {
    guard let ref = value.object(.vector) else {
      throw wrongInput(function, operand, value, wanted: "a vector")
    }
    return ref.fourVector
  }

  /// What a vector may be made from.
  private enum VectorForm {
    case cartesian, mass, energy, momentum

    /// The names of its four parts.
    var names: [String] {
      switch self {
      case .cartesian: ["E", "px", "py", "pz"]
      case .mass: ["pt", "eta", "phi", "mass"]
      case .energy: ["pt", "eta", "phi", "E"]
      case .momentum: ["px", "py", "pz", "mass"]
      }
    }

    /// All of them, the first complete one of a record deciding.
    static let all: [VectorForm] = [.cartesian, .mass, .energy, .momentum]

    /// The vector from four numbers in the order of `names`.
    func vector(_ n: [Double]) -> FourVector {
      switch self {
      case .cartesian: FourVector(E: n[0], px: n[1], py: n[2], pz: n[3])
      case .mass: FourVector(pt: n[0], eta: n[1], phi: n[2], mass: n[3])
      case .energy: FourVector(pt: n[0], eta: n[1], phi: n[2], E: n[3])
      case .momentum: FourVector(px: n[0], py: n[1], pz: n[2], mass: n[3])
      }
    }
  }

  /// Makes a vector, or a list or column of vectors, from four named inputs in any order, or from a
  /// record that has them as parts.
  func vector(_ inputs: Inputs) throws(Mistake) -> Value {
    let labels = inputs.labels
    if inputs.count == 1, labels.first == .some(nil),
      let made = try vector(ofParts: inputs[0], depth: 0)
    {
      return made
    }
    if labels.contains(where: { $0 == nil }) || labels.isEmpty {
      throw vectorInputs(inputs)
    }
    var named: [String: Value] = [:]
    for (place, label) in labels.enumerated() {
      guard let label else { continue }
      guard named[label] == nil else { throw Mistake("twice-named", ["name": label]) }
      named[label] = inputs[place]
    }
    for form in VectorForm.all where form.names.allSatisfy({ named[$0] != nil }) {
      guard named.count == 4 else { continue }
      return try vector(form, form.names.map { named[$0] ?? .missing })
    }
    let known = ["E", "px", "py", "pz", "pt", "eta", "phi", "mass"]
    for label in labels {
      guard let label, !known.contains(label) else { continue }
      var slots = ["name": label]
      if let near = Spelling.nearest(label, among: known) { slots["near"] = near }
      throw Mistake("vector-part", slots)
    }
    throw vectorIncomplete { named[$0] != nil }
  }

  /// What is missing for a vector, or that there is too much.
  private func vectorIncomplete(_ isGiven: (String) -> Bool) -> Mistake {
    let missing = VectorForm.all.map { form in form.names.filter { !isGiven($0) } }
    if let few = missing.min(by: { $0.count < $1.count }), !few.isEmpty, few.count < 4 {
      return Mistake(
        "vector-incomplete", ["parts": few.map { "`\($0)`" }.joined(separator: " and ")])
    }
    return Mistake("vector-too-many", [:])
  }

  /// The vector of a record with such parts, of each record of a list, or of each row of a dataset; nil
  /// for what has no parts.
  ///
  /// The first complete set of `E px py pz`, `pt eta phi mass`, `pt eta phi E` and `px py pz mass` is
  /// read, and whatever else the record holds is left alone.
  private func vector(ofParts value: Value, depth: Int) throws(Mistake) -> Value? {
    if depth > Self.deepest { throw Mistake("lists-too-deep") }
    switch value.kind {
    case .missing, .vector: return value.shared()
    case .record, .dataset:
      let names = try partNames(value, "vector")
      guard
        let form = VectorForm.all.first(where: { $0.names.allSatisfy { names.contains($0) } })
      else { throw vectorIncomplete { names.contains($0) } }
      var values: [Value] = []
      for name in form.names { values.append(try part(of: value, name)) }
      return try vector(form, values)
    case .column:
      guard let column = value.object(.column)?.columnObject else { return nil }
      guard case .record(let names, let parts) = column.storage else {
        guard case .list = column.storage else { return column.kind == .vector ? value : nil }
        let lists = try vectors(ofItems: items(of: column), depth)
        return lists.map { columnOrList($0) }
      }
      guard
        let form = VectorForm.all.first(where: { $0.names.allSatisfy { names.contains($0) } })
      else { throw vectorIncomplete { names.contains($0) } }
      var values: [Value] = []
      for name in form.names {
        guard let place = names.firstIndex(of: name) else { continue }
        values.append(makeColumn(parts[place]))
      }
      return try vector(form, values)
    case .list:
      return try vectors(ofItems: items(of: value) ?? [], depth).map { heap.makeList($0) }
    default: return nil
    }
  }

  private func vectors(ofItems items: [Value], _ depth: Int) throws(Mistake) -> [Value]? {
    try charge(1 + items.count >> 3)
    var results: [Value] = []
    results.reserveCapacity(items.count)
    for item in items {
      guard let made = try vector(ofParts: item, depth: depth + 1) else { return nil }
      results.append(made)
    }
    return results
  }

  /// The mistake that inputs came without names, with the user's own words filled in.
  private func vectorInputs(_ inputs: Inputs) -> Mistake {
    var slots: [String: String] = [:]
    if inputs.count == 4 {
      let words = (0..<4).map { self.words($0, inputs[$0]) }
      let names = ["E", "px", "py", "pz"]
      let letters = Array(words[0].lowercased().utf8)
      let looksPolar = zip(letters, letters.dropFirst()).contains {
        $0 == UInt8(ascii: "p") && $1 == UInt8(ascii: "t")
      }
      let polar = ["pt", "eta", "phi", words[3].lowercased().hasPrefix("e") ? "E" : "mass"]
      let inside = zip(looksPolar ? polar : names, words).map { "\($0): \($1)" }
      slots["fixed"] = "vector(" + inside.joined(separator: ", ") + ")"
    }
    return Mistake("vector-inputs", slots)
  }

  private func vector(_ form: VectorForm, _ values: [Value]) throws(Mistake) -> Value {
    if values.contains(where: { $0.kind == .column }) { return try vectorColumn(form, values) }
    return try vectors(form, values, depth: 0)
  }

  private func vectors(_ form: VectorForm, _ values: [Value], depth: Int) throws(Mistake)
    -> Value
  {
    if depth > Self.deepest { throw Mistake("lists-too-deep") }
    guard values.contains(where: { $0.hasItems }) else {
      var numbers = [0.0, 0, 0, 0]
      for (place, value) in values.enumerated() {
        if value.isMissing { return .missing }
        guard let number = measured(value) else {
          throw Mistake(
            "vector-number", ["part": form.names[place], "kind": kindName(value)])
        }
        numbers[place] = number
      }
      return heap.makeVector(form.vector(numbers))
    }
    let lists = values.map { items(of: $0) }
    var count: Int?
    for list in lists {
      guard let list else { continue }
      if let count, count != list.count {
        throw Mistake(
          "different-lengths",
          ["name": "vector", "left": "\(count)", "right": "\(list.count)"])
      }
      count = list.count
    }
    try charge(1 + (count ?? 0) >> 3)
    var results: [Value] = []
    for row in 0..<(count ?? 0) {
      let inner = (0..<4).map { lists[$0]?[row] ?? values[$0] }
      results.append(try vectors(form, inner, depth: depth + 1))
    }
    return heap.makeList(results)
  }

  private func vectorColumn(_ form: VectorForm, _ values: [Value]) throws(Mistake) -> Value {
    let count = values.compactMap { $0.object(.column)?.columnObject.count }.first ?? 0
    var parts: [Column] = []
    var hasLists = false
    for (place, value) in values.enumerated() {
      let column = try column(from: value, count: count, name: form.names[place])
      if case .list = column.storage { hasLists = true }
      guard let numbers = column.decimals else {
        if hasLists { break }
        throw Mistake(
          "vector-number",
          ["part": form.names[place], "kind": "a column of " + column.kind.plural])
      }
      parts.append(Column(.decimal(numbers), unit: column.unit))
    }
    if hasLists {
      // A column of lists in one of the places gives lists of vectors, row by row.
      return columnOrList(items(of: try vectors(form, values, depth: 0)) ?? [])
    }
    return makeColumn(Column(.vector(Self.stored(form, parts))))
  }

  /// The parts of vectors as columns keep them.
  private static func stored(_ form: VectorForm, _ parts: [Column]) -> VectorColumn {
    switch form {
    case .cartesian: return VectorColumn(coordinates: .cartesian, parts: parts)
    case .mass: return VectorColumn(coordinates: .mass, parts: parts)
    case .energy: return VectorColumn(coordinates: .energy, parts: parts)
    case .momentum:
      // Kept with the energy worked out and the mass as it was given.
      let numbers = parts.map { $0.decimals ?? [] }
      var energies: [Double] = []
      var squares: [Double] = []
      for row in 0..<(numbers.first?.count ?? 0) {
        let vector = form.vector(numbers.map { $0[row] })
        energies.append(vector.E)
        squares.append(vector.mass2)
      }
      return VectorColumn(
        coordinates: .sum,
        parts: [Column(.decimal(energies), unit: parts[0].unit)] + parts[0..<3]
          + [Column(.decimal(squares))])
    }
  }
}
