/// Writes random programs that mean something: every name is known to hold a number, a list and so on.
///
/// The same seed gives the same program everywhere. Whole numbers stay below 2^50 and divisions are kept
/// apart from them, so that a plain `Double` is an exact judge.
struct ProgramGenerator {
  private var state: UInt64
  private var lines: [String] = []
  private var indent = 0
  private var counter = 0
  private var loops = 0
  /// Names by what they hold; inside a function only its own are changed.
  private var numbers: [String] = []
  private var lists: [String] = []
  private var grids: [String] = []
  private var records: [String] = []
  private var texts: [String] = []
  private var functions: [(name: String, inputs: Int)] = []
  private var listFunctions: [String] = []
  private var isInFunction = false

  /// Makes a generator.
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

  /// One program of about `size` statements that shows all it holds at its end.
  mutating func program(size: Int) -> String {
    line("n0 = \(pick(100))")
    line("xs0 = [\(pick(9)), \(pick(9)), \(pick(9))]")
    line("g0 = [[1, 2], [\(pick(9)), 4]]")
    line("r0 = record(a: \(pick(9)), b: [1, \(pick(9)), 3], c: record(d: [\(pick(5))], e: 5))")
    line("t0 = \"text\"")
    numbers = ["n0"]
    lists = ["xs0"]
    grids = ["g0"]
    records = ["r0"]
    texts = ["t0"]
    for _ in 0..<(1 + pick(3)) { function() }
    for _ in 0..<size { statement(depth: 0) }
    for name in numbers + lists + grids + records + texts { line("show \(name)") }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Chance

  private mutating func next() -> UInt64 {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func pick(_ count: Int) -> Int { Int(next() % UInt64(count)) }
  private mutating func one(_ words: [String]) -> String { words[pick(words.count)] }
  private mutating func chance(_ percent: Int) -> Bool { pick(100) < percent }

  private mutating func line(_ text: String) {
    lines.append(String(repeating: "  ", count: indent) + text)
  }

  private mutating func fresh(_ letter: String) -> String {
    counter += 1
    return "\(letter)\(counter)"
  }

  private mutating func block(depth: Int, _ most: Int = 3) {
    // Names made inside a block may not exist after it, so they are forgotten at its end.
    let kept = (numbers, lists, grids, records, texts)
    indent += 1
    for _ in 0..<(1 + pick(most)) { statement(depth: depth + 1) }
    indent -= 1
    (numbers, lists, grids, records, texts) = kept
  }

  // MARK: Values

  /// A whole number below `bound` in size.
  private mutating func whole(_ depth: Int) -> (text: String, bound: Double) {
    if depth <= 0 || chance(25) {
      if chance(50) { return (one(numbers), 1000) }
      let number = pick(20)
      return ("\(number)", Double(max(number, 1)))
    }
    switch pick(13) {
    case 12:
      let (a, b) = (whole(depth - 1), whole(depth - 1))
      let (question, isChoose) = (self.question(), chance(40))
      return (
        isChoose
          ? "choose(\(question), \(a.text), \(b.text))"
          : "(if \(question) then \(a.text) else \(b.text))", max(a.bound, b.bound)
      )
    case 0, 1, 2:
      let (a, b) = (whole(depth - 1), whole(depth - 1))
      return ("(\(a.text) + \(b.text))", a.bound + b.bound)
    case 3, 4:
      let (a, b) = (whole(depth - 1), whole(depth - 1))
      return ("(\(a.text) - \(b.text))", a.bound + b.bound)
    case 5, 6:
      let (a, b) = (whole(depth - 1), whole(depth - 1))
      guard a.bound * b.bound < 0x1p50 else {
        return ("(\(a.text) + \(b.text))", a.bound + b.bound)
      }
      return ("(\(a.text) * \(b.text))", a.bound * b.bound)
    case 7:
      let a = whole(depth - 1)
      let modulus = 2 + pick(50)
      return ("((\(a.text)) mod \(modulus))", Double(modulus))
    case 8:
      let a = whole(depth - 1)
      return ("((\(a.text)) div \(1 + pick(9)))", a.bound + 1)
    case 9:
      let name = one(lists)
      return ("\(name)[\(place(in: name))]", 1000)
    case 10:
      return (
        one([
          "count(\(one(lists)))", "length(\(one(texts)))", "\(one(records)).a",
          "\(one(records)).c.e", "sum(\(one(records)).b)",
        ]), 100_000
      )
    default:
      guard !functions.isEmpty else { return ("3", 3) }
      let function = functions[pick(functions.count)]
      let inputs = (0..<function.inputs).map { _ in whole(min(depth - 1, 1)).text }
      return ("\(function.name)(\(inputs.joined(separator: ", ")))", 1000)
    }
  }

  /// A whole number kept small enough to be stored.
  private mutating func small() -> String { "(\(whole(3).text)) mod 997" }

  private mutating func decimal() -> String {
    one([
      "\(one(numbers)) / \(1 + pick(9))", "0.5 * \(one(numbers))", "\(pick(100)).\(1 + pick(98))",
      "(\(one(numbers)) + 0.1) * 3", "\(one(numbers)) / 7 - \(one(numbers)) / 3",
    ])
  }

  /// A place that exists in a list.
  private mutating func place(in name: String) -> String {
    if chance(1) { return "count(\(name)) + \(pick(2))" }
    return chance(50) ? "1" : "(\(one(numbers))) mod count(\(name)) + 1"
  }

  private mutating func question() -> String {
    let (a, b) = (whole(2).text, whole(2).text)
    switch pick(9) {
    case 8: return "\(a) \(one(["in", "not in"])) \(pick(20)) to \(b)"
    case 0: return "\(a) == \(b)"
    case 1: return "not \(a) > \(b)"
    case 2: return "\(pick(30)) < \(a) <= \(b)"
    case 3: return "\(a) < \(b) and \(one(numbers)) != \(pick(9))"
    case 4: return "\(a) > \(b) or \(one(numbers)) in \(one(lists))"
    case 5: return "\(one(texts)) < \(text())"
    default: return "\(a) \(one(["<", ">", "<=", ">=", "!="])) \(b)"
    }
  }

  private mutating func text() -> String {
    switch pick(6) {
    case 0: return one(texts)
    case 1: return "\"n is {\(one(numbers))}, \""
    case 2: return "text(\(one(numbers)))"
    case 3: return "\"{\(one(lists))}\""
    case 4: return "upper(\"w\") + \(one(texts))"
    default: return "\"\(one(["a", "muon", "Z", "ä", "{{x}}"]))\""
    }
  }

  private mutating func list() -> String {
    switch pick(12) {
    case 0: return one(lists)
    case 1: return "[\(small()), \(small())]"
    case 2: return "append(\(one(lists)), \(small()))"
    case 3: return "(\(one(lists)) * \(1 + pick(3)) + \(pick(9))) mod 997"
    case 4: return "map(\(one(lists)), v -> (v + \(pick(9))) mod 997)"
    case 5: return "append(filter(\(one(lists)), v -> v mod 2 == \(pick(2))), \(pick(9)))"
    case 6: return chance(50) ? "1 to \(1 + pick(6))" : "\(pick(4)) to \(pick(9)) by \(1 + pick(3))"
    case 7: return "\(one(records)).b"
    case 8: return "\(one(grids))[\(1 + pick(2))]"
    case 9: return "append(reverse(\(one(lists))), 1)"
    case 10:
      let name = one(lists)
      return "append(\(name)[\(name)[1] > \(name)], \(pick(5)))"
    default:
      guard !listFunctions.isEmpty else { return "sort(\(one(lists)))" }
      return "\(one(listFunctions))(\(one(lists)), \(small()))"
    }
  }

  // MARK: Statements

  private mutating func statement(depth: Int) {
    switch pick(depth > 2 ? 14 : 24) {
    case 0, 1: store(fresh("n"), small(), in: \.numbers)
    case 2: line("\(one(numbers)) = \(small())")
    case 3: store(fresh("xs"), list(), in: \.lists)
    case 4, 5:
      let name = one(lists)
      line("\(name)[\(place(in: name))] = \(small())")
    case 6: line("\(one(grids))[\(1 + pick(2))][1] = \(small())")
    case 7:
      let name = one(records)
      line(
        one([
          "\(name).a = \(small())", "\(name).b[\(1 + pick(2))] = \(small())",
          "\(name).c.d = append(\(name).c.d, \(small()))", "\(name).c.e = \(small())",
          "\(name).b = append(\(name).b, \(small()))", "\(name).c.d[1] = \(small())",
        ]))
    case 8: store(fresh("r"), one(records), in: \.records)
    case 9:
      store(fresh("g"), one(["\(one(grids))", "[\(one(lists)), \(one(lists))]"]), in: \.grids)
    case 10: line("\(one(texts)) = \(text())")
    case 11: line("show \(one(numbers)), \(decimal())")
    case 12: line("show \(question())")
    case 13: line("show \(one(lists)), \(one(records)).b")
    case 14, 15:
      line("if \(question())")
      block(depth: depth)
      if chance(40) {
        line("else if \(question())")
        block(depth: depth)
      }
      if chance(50) {
        line("else")
        block(depth: depth)
      }
      line("end")
    case 16:
      line("repeat \(1 + pick(4)) times")
      loop(depth)
      line("end")
    case 17:
      let name = fresh("i")
      line("for \(name) from \(pick(4)) to \(3 + pick(4))\(chance(30) ? " by 2" : "")")
      loop(depth, name)
      line("end")
    case 18:
      let name = fresh("v")
      // The list is copied short, as it may have grown long.
      line("for each \(name) in first(\(one(lists)), 5)")
      loop(depth, name)
      line("end")
    case 19:
      let name = fresh("w")
      line("\(name) = \(1 + pick(5))")
      line("while \(name) > 0")
      indent += 1
      line("\(name) = \(name) - 1")
      indent -= 1
      loop(depth)
      line("end")
    case 20, 21:
      line("try")
      block(depth: depth)
      indent += 1
      line(
        one([
          "\(one(numbers)) = 1 / (\(one(numbers)) mod 2)", "fail \"n is {\(one(numbers))}\"",
          "show \(one(lists))[\(one(numbers))]", "show \(one(texts)) + \(one(numbers))",
          "show \(one(records)).nowhere",
        ]))
      indent -= 1
      line("otherwise problem")
      indent += 1
      line("show problem.code")
      indent -= 1
      block(depth: depth, 1)
      line("end")
    case 22:
      let name = fresh("f")
      line("\(name) = v -> (v + \(one(numbers))) mod 97")
      line("\(one(numbers)) = \(name)(\(one(numbers)))")
    default: line("\(one(numbers)) = reduce(\(one(lists)), (a, b) -> (a + b) mod 997)")
    }
  }

  private mutating func store(
    _ name: String, _ value: String, in kind: WritableKeyPath<ProgramGenerator, [String]>
  ) {
    line("\(name) = \(value)")
    self[keyPath: kind].append(name)
  }

  private mutating func loop(_ depth: Int, _ name: String? = nil) {
    let kept = numbers
    loops += 1
    if let name { numbers.append(name) }
    block(depth: depth)
    indent += 1
    if chance(25) {
      line("if \(question())")
      line("  \(one(["stop", "next"]))")
      line("end")
      line("\(one(kept)) = \(small())")
    }
    indent -= 1
    loops -= 1
    numbers = kept
  }

  /// A function of numbers or of a list; it changes only what is its own.
  private mutating func function() {
    let outer = (numbers, lists, grids, records, texts)
    let name = fresh("fun")
    let ofList = chance(50)
    if ofList {
      line("define \(name)(xs, k)")
      (numbers, lists) = (["k"], ["xs"])
    } else {
      line("define \(name)(k, m)")
      numbers = ["k", "m"]
      lists = ["own"]
    }
    (grids, records, texts) = (["grid"], ["rec"], ["word"])
    indent += 1
    if !ofList { line("own = [k mod 997, m mod 997]") }
    line("grid = [[k], [2]]")
    line("rec = record(a: k mod 997, b: [1, 2, 3], c: record(d: [1], e: 2))")
    line("word = \"w\"")
    for _ in 0..<(2 + pick(4)) { statement(depth: 1) }
    line(ofList ? "return \(list())" : "return \(small())")
    indent -= 1
    line("end")
    (numbers, lists, grids, records, texts) = outer
    if ofList { listFunctions.append(name) } else { functions.append((name, 2)) }
  }
}
