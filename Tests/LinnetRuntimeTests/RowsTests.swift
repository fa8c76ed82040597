import Linnet
import Testing

/// Steps of pipelines: what conformance programs do not say.
@Suite struct RowsTests {
  private func shown(_ text: String) throws -> [String] {
    var lines: [String] = []
    let session = Engine().session { event in
      if case .text(let line) = event { lines.append(line) }
    }
    try session.run(text)
    return lines
  }

  private func code(_ text: String) -> String {
    do {
      try Engine().session().run(text)
      return "none"
    } catch {
      return (error as? Mistake)?.code.text ?? "strange"
    }
  }

  private let table = """
    d = dataset(x: [1, 5, missing], y: [10, 0, 30], w: ["a", "b", "a"], pt: [[30, 20], [], [5]])

    """

  @Test func laterQuestionsAreOnlyAskedOfRowsLeftOpen() throws {
    #expect(
      try shown(table + "show (d then keep count(pt) > 0 and pt[1] > 10).x\n") == ["[1]"])
    #expect(
      try shown(
        table + "show (d then add t = choose(count(pt) > 0, pt[1], 0)).t\n") == ["[30, 0, 5]"])
  }

  @Test func statisticsAreAboutAllRows() throws {
    #expect(
      try shown(table + "show (d then add p = y / sum(y), q = y > mean(y)).q\n")
        == ["[false, false, true]"])
    #expect(
      try shown(table + "show (d then summarise m = mean(y[y > 5]), n = count() by w).m\n")
        == ["[20, missing]"])
    #expect(
      try shown(
        table + "spread(v) = max(v) - min(v)\nshow (d then summarise s = spread(y) by w).s\n")
        == ["[20, 0]"])
  }

  @Test func formulasOfOnesOwn() throws {
    #expect(
      try shown(table + "x0 = 2\nf(a) = a * x0\nshow (d then add k = f(x) + f(y)).k\n")
        == ["[22, 10, missing]"])
    #expect(
      try shown(
        table + "f(n) = choose(n < 1, 0, 1)\ng(n) = f(n) + f(n + 1)\nshow (d then add k = g(y)).k\n"
      )
        == ["[2, 1, 2]"])
    #expect(
      try shown(
        table + "define twice(t)\n  return t + t\nend\nshow (d then add k = twice(w)).k\n")
        == ["[\"aa\", \"bb\", \"aa\"]"])
    #expect(
      try shown(table + "show (d then add k = map(pt, v -> v + y)).k\n")
        == ["[[40, 30], [], [35]]"])
  }

  @Test func mistakes() {
    let programs = [
      ("d then keep x and y > 3", "not-a-question"), ("d then keep y", "not-a-question"),
      ("d then keep pt > 3", "question-about-lists"),
      ("d then keep pt[0] > 3", "counting-from-one"),
      ("d then select y then keep x > 1", "column-left-out"),
      ("d then keep zz > 1", "unknown-column"), ("d then summarise x by w", "needs-summary"),
      ("d then add z = mean(w)", "not-numbers"), ("d then add x * 2", "new-name-needed"),
      ("d then histogram y, bin: 2", "unknown-option"),
      ("d then histogram w, from: 0, to: 2", "not-numbers"),
      ("d then join d", "join-needs-by"), ("d then rename x to y", "name-taken"),
      ("d then keep foo(x) > 1", "unknown-function"), ("d then first -1", "rows-needed"),
      ("d then append 5", "other-dataset-needed"), ("d then longer x, w", "longer-kinds"),
      ("y = 1\nd then keep y > y", "column-and-variable"),
    ]
    for (program, expected) in programs {
      #expect(code(table + program) == expected, "\(program)")
    }
  }

  /// The same formula worked out by columns, and one row after another in a function of steps.
  @Test func columnsAndRowsAgree() throws {
    var maker = FormulaMaker(state: 2026)
    for _ in 0..<40 {
      let formulas = (0..<8).map { _ in maker.next() ? maker.number(3) : maker.question(3) }
      var program = """
        d = dataset(x: [1, -2.5, missing, 0.5, 7, 300], y: [3, 2, 2, missing, 1, 4], \
        w: ["a", "b", "c", missing, "a", "bb"])

        """
      for (place, formula) in formulas.enumerated() {
        program += "define f\(place)(x, y, w)\n  r = \(formula)\n  return r\nend\n"
        program += "show (d then add r = \(formula)).r\n"
        program += "show (d then add r = f\(place)(x, y, w)).r\n"
      }
      let lines = try shown(program)
      for (place, formula) in formulas.enumerated() where 2 * place + 1 < lines.count {
        #expect(lines[2 * place] == lines[2 * place + 1], "\(formula)")
      }
      #expect(lines.count == 2 * formulas.count)
    }
  }
}

/// Makes formulas that have an answer for every value: no division, no roots of negative numbers.
private struct FormulaMaker {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func next() -> Bool { below(2) == 0 }

  mutating func pick(_ words: [String]) -> String { words[below(words.count)] }

  mutating func number(_ depth: Int) -> String {
    if depth == 0 { return pick(["x", "y", "2", "0.5", "3"]) }
    switch below(5) {
    case 0: return pick(["x", "y", "x", "y", "length(w)"])
    case 1: return "(\(number(depth - 1)) \(pick(["+", "-", "*"])) \(number(depth - 1)))"
    case 2: return "\(pick(["abs", "sin", "cos", "round", "floor", "sign"]))(\(number(depth - 1)))"
    case 3: return "choose(\(question(depth - 1)), \(number(depth - 1)), \(number(depth - 1)))"
    default: return "(-\(number(depth - 1)))"
    }
  }

  mutating func question(_ depth: Int) -> String {
    if depth == 0 { return "(x > y)" }
    switch below(6) {
    case 0:
      return "(\(number(depth - 1)) \(pick(["<", "<=", ">", ">=", "==", "!="])) "
        + "\(number(depth - 1)))"
    case 1: return "(\(question(depth - 1)) \(pick(["and", "or"])) \(question(depth - 1)))"
    case 2: return "(not \(question(depth - 1)))"
    case 3: return "(\(number(depth - 1)) is missing)"
    case 4: return "(w \(pick(["==", "!=", "<"])) \"b\")"
    default: return "(\(number(depth - 1)) < \(number(depth - 1)) <= \(number(depth - 1)))"
    }
  }
}
