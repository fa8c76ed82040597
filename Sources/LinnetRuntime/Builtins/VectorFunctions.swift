import LinnetData
import LinnetSyntax

extension Native {
  /// Functions of four-vectors.
  static let vectors: [Native] = [
    Native(
      "vector", [], family: "vectors", acceptsAnyLabel: true, isItemwise: true,
      summary: "A four-vector from `E px py pz`, from `pt eta phi mass` or from `pt eta phi E`.",
      examples: [
        "vector(E: 5, px: 3, py: 0, pz: 0).mass  # => 4",
        "round(vector(pt: 45, eta: 0.3, phi: 1.2, mass: 0.1057).E, 6)  # => 47.040352",
      ]
    ) { machine, inputs throws(Mistake) in try machine.vector(inputs) },
    .ofTwo(
      "delta_r", summary: "How far two vectors are apart in `eta` and `phi`.",
      examples: [
        "a = vector(pt: 10, eta: 0, phi: 0, mass: 0)\n"
          + "b = vector(pt: 20, eta: 0.3, phi: 0.4, mass: 0)\nround(delta_r(a, b), 9)  # => 0.5"
      ]
    ) { $0.deltaR($1) },
    .ofTwo(
      "angle", summary: "The angle between two vectors, in radians.",
      examples: [
        "a = vector(E: 5, px: 3, py: 0, pz: 0)\nb = vector(E: 5, px: 0, py: 3, pz: 0)\n"
          + "degrees(angle(a, b))  # => 90"
      ]
    ) { $0.angle($1) },
    Native(
      "delta_phi", [.required("a"), .required("b")], family: "vectors", isItemwise: true,
      summary: "The difference in `phi` of two vectors or angles, the short way round.",
      examples: ["round(delta_phi(3, -3), 6)  # => -0.283185"]
    ) { machine, inputs throws(Mistake) in
      try machine.eachPair(inputs[0], inputs[1]) { (a, b, _: inout ItemWork) throws(Mistake) in
        if let x = a.number, let y = b.number { return .number(FourVector.phiDifference(x, y)) }
        return .number(
          try machine.vectorInput("delta_phi", 0, a).deltaPhi(
            try machine.vectorInput("delta_phi", 1, b)))
      }
    },
    Native(
      "boost", [.required("v"), .option("to")], family: "vectors", isItemwise: true,
      summary: "A vector as seen by someone who moves along with another one.",
      examples: [
        "v = vector(pt: 45, eta: 0.3, phi: 1.2, mass: 0.1057)\nboost(v, to: v).E  # => 0.1057"
      ]
    ) { machine, inputs throws(Mistake) in
      guard !inputs[1].isAbsent else { throw Mistake("boost-to", [:]) }
      return try machine.eachPair(inputs[0], inputs[1]) {
        (v, frame, work: inout ItemWork) throws(Mistake) in
        let vector = try machine.vectorInput("boost", 0, v)
        let other = try machine.vectorInput("boost", 1, frame)
        guard let seen = vector.seen(inRestFrameOf: other) else {
          if work.isAlone { throw Mistake("no-rest-frame", ["name": machine.words(1, frame)]) }
          work.noAnswers += 1
          return .missing
        }
        return machine.heap.makeVector(seen)
      }
    },
  ]

  private static func ofTwo(
    _ name: String, summary: String, examples: [String],
    _ function: @escaping @Sendable (FourVector, FourVector) -> Double
  ) -> Native {
    Native(
      name, [.required("a"), .required("b")], family: "vectors", isItemwise: true,
      summary: summary, examples: examples
    ) { machine, inputs throws(Mistake) in
      try machine.eachPair(inputs[0], inputs[1]) { (a, b, _: inout ItemWork) throws(Mistake) in
        .number(
          function(try machine.vectorInput(name, 0, a), try machine.vectorInput(name, 1, b)))
      }
    }
  }
}

extension Machine {
  /// A vector that a built-in needs.
  func vectorInput(_ function: String, _ operand: Int, _ value: Value) throws(Mistake)
    -> FourVector
  {
    guard let ref = value.object(.vector) else {
      throw wrongInput(function, operand, value, wanted: "a vector")
    }
    return ref.fourVector
  }

  private static let coordinates: [(VectorColumn.Coordinates, [String])] = [
    (.cartesian, ["E", "px", "py", "pz"]), (.mass, ["pt", "eta", "phi", "mass"]),
    (.energy, ["pt", "eta", "phi", "E"]),
  ]

  /// Makes a vector, or a list or column of vectors, from four named inputs in any order.
  func vector(_ inputs: Inputs) throws(Mistake) -> Value {
    let labels = inputs.labels
    if labels.contains(where: { $0 == nil }) || labels.isEmpty {
      throw vectorInputs(inputs)
    }
    var named: [String: Value] = [:]
    for (place, label) in labels.enumerated() {
      guard let label else { continue }
      guard named[label] == nil else { throw Mistake("twice-named", ["name": label]) }
      named[label] = inputs[place]
    }
    for (coordinates, names) in Self.coordinates where names.allSatisfy({ named[$0] != nil }) {
      guard named.count == 4 else { continue }
      return try vector(coordinates, names.map { named[$0] ?? .missing }, names)
    }
    let known = ["E", "px", "py", "pz", "pt", "eta", "phi", "mass"]
    for label in labels {
      guard let label, !known.contains(label) else { continue }
      var slots = ["name": label]
      if let near = Spelling.nearest(label, among: known) { slots["near"] = near }
      throw Mistake("vector-part", slots)
    }
    let missing = Self.coordinates.map { set in set.1.filter { named[$0] == nil } }
    if let few = missing.min(by: { $0.count < $1.count }), !few.isEmpty, few.count < 4 {
      throw Mistake(
        "vector-incomplete", ["parts": few.map { "`\($0)`" }.joined(separator: " and ")])
    }
    throw Mistake("vector-too-many", [:])
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

  private func vector(
    _ coordinates: VectorColumn.Coordinates, _ values: [Value], _ names: [String]
  ) throws(Mistake) -> Value {
    if values.contains(where: { $0.kind == .column }) {
      return try vectorColumn(coordinates, values, names)
    }
    return try vectors(coordinates, values, names, depth: 0)
  }

  private func vectors(
    _ coordinates: VectorColumn.Coordinates, _ values: [Value], _ names: [String], depth: Int
  ) throws(Mistake) -> Value {
    if depth > Self.deepest { throw Mistake("lists-too-deep") }
    guard values.contains(where: { $0.hasItems }) else {
      var numbers = [0.0, 0, 0, 0]
      for (place, value) in values.enumerated() {
        if value.isMissing { return .missing }
        guard let number = measured(value) else {
          throw Mistake(
            "vector-number", ["part": names[place], "kind": kindName(value)])
        }
        numbers[place] = number
      }
      return heap.makeVector(Self.vector(coordinates, numbers))
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
      results.append(try vectors(coordinates, inner, names, depth: depth + 1))
    }
    return heap.makeList(results)
  }

  private static func vector(_ coordinates: VectorColumn.Coordinates, _ n: [Double])
    -> FourVector
  {
    switch coordinates {
    case .cartesian, .sum: FourVector(E: n[0], px: n[1], py: n[2], pz: n[3])
    case .mass: FourVector(pt: n[0], eta: n[1], phi: n[2], mass: n[3])
    case .energy: FourVector(pt: n[0], eta: n[1], phi: n[2], E: n[3])
    }
  }

  private func vectorColumn(
    _ coordinates: VectorColumn.Coordinates, _ values: [Value], _ names: [String]
  ) throws(Mistake) -> Value {
    let count = values.compactMap { $0.object(.column)?.columnObject.count }.first ?? 0
    var parts: [Column] = []
    var hasLists = false
    for (place, value) in values.enumerated() {
      let column = try column(from: value, count: count, name: names[place])
      if case .list = column.storage { hasLists = true }
      guard let numbers = column.decimals else {
        if hasLists { break }
        throw Mistake(
          "vector-number", ["part": names[place], "kind": "a column of " + column.kind.plural])
      }
      parts.append(Column(.decimal(numbers), unit: column.unit))
    }
    if hasLists {
      // A column of lists in one of the places gives lists of vectors, row by row.
      return columnOrList(items(of: try vectors(coordinates, values, names, depth: 0)) ?? [])
    }
    return makeColumn(Column(.vector(VectorColumn(coordinates: coordinates, parts: parts))))
  }
}
