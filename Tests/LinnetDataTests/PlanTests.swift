import LinnetText
import Testing

@testable import LinnetData

/// The values of a column as text, gaps as `~`, lists in brackets.
func shown(_ column: Column) -> String {
  var texts: [String] = []
  for row in 0..<column.count { texts.append(shown(column.item(row))) }
  return "[" + texts.joined(separator: ", ") + "]"
}

func shown(_ item: Item) -> String {
  switch item {
  case .missing: "~"
  case .whole(let value): NumberText.shown(value)
  case .decimal(let value): NumberText.shown(value)
  case .truth(let value): "\(value)"
  case .text(let value): value
  case .date(let value): DateText.shown(value)
  case .vector(let v): "(\(v.E), \(v.px), \(v.py), \(v.pz); \(v.mass))"
  case .list(let column): shown(column)
  case .record(let names, let items):
    "{" + zip(names, items).map { "\($0): \(shown($1))" }.joined(separator: ", ") + "}"
  case .measurement(let value, let error, _): "\(value) ± \(error)"
  }
}

/// The code of the mistake that `body` throws; `none` when it throws nothing.
func code(_ body: () throws(DataMistake) -> Void) -> String {
  do throws(DataMistake) { try body() } catch { return error.code }
  return "none"
}

@Suite struct PlanTests {
  @Test func worksOutFormulasOverNumbersAndGaps() throws {
    let plan = PlanBuilder(rows: 4)
    let x = try plan.input(Column(wholes: [1, 2, .min, 4]))
    let y = try plan.input(Column(decimals: [0.5, 0, 1, .nan], unit: "GeV"))
    #expect(shown(try plan.evaluate(x)) == "[1, 2, ~, 4]")
    #expect(shown(try plan.evaluate(plan.binary(.add, x, y))) == "[1.5, 2, ~, ~]")
    #expect(shown(try plan.evaluate(plan.binary(.divide, x, y))) == "[2, ~, ~, ~]")
    #expect(plan.made.divisions == 1)
    let question = try plan.compare(.greater, x, plan.constant(1))
    #expect(shown(try plan.evaluate(question)) == "[false, true, ~, true]")
    let selection = try plan.selection(question)
    #expect(selection.rows == [1, 3])
    #expect(selection.gaps == 1)
    let chosen = try plan.choose(
      question, plan.constant(.text("high")), plan.constant(.text("low")))
    #expect(shown(try plan.evaluate(chosen)) == "[low, high, ~, high]")
    let root = try plan.unary(.sqrt, plan.binary(.subtract, x, plan.constant(2)))
    #expect(shown(try plan.evaluate(root)) == "[~, 0, ~, 1.414213562]")
    #expect(plan.made.others == 1)
    #expect(try plan.evaluate(plan.binary(.multiply, y, plan.constant(2))).unit == "GeV")
    #expect(shown(try plan.evaluate(plan.fill(x, with: plan.constant(0)))) == "[1, 2, 0, 4]")
    #expect(
      shown(try plan.evaluate(plan.isIn(x, Column(wholes: [4, 1])))) == "[true, false, ~, true]")
    let modulo = try plan.binary(.modulo, plan.constant(-7), plan.constant(3))
    #expect(shown(try plan.evaluate(modulo)) == "[2, 2, 2, 2]")
    let both = try plan.and(question, plan.constant(.truth(false)))
    #expect(shown(try plan.evaluate(both)) == "[false, false, false, false]")
    #expect(code { () throws(DataMistake) in _ = try plan.selection(x) } == "not-a-question")
    let words = try plan.input(Column(texts: ["a", "b", nil, "c"]))
    #expect(
      code { () throws(DataMistake) in _ = try plan.binary(.add, x, words) } == "different-kinds")
  }

  @Test func comparesAndJoinsTexts() throws {
    let plan = PlanBuilder(rows: 4)
    let a = try plan.input(Column(texts: ["b", "a", nil, "c"]))
    let b = try plan.input(Column(texts: ["b", "x", "a", "b"]))
    let c = plan.constant(.text("b"))
    #expect(
      shown(try plan.evaluate(plan.compare(.equal, a, c))) == "[true, false, ~, false]")
    #expect(
      shown(try plan.evaluate(plan.compare(.less, c, a))) == "[false, false, ~, true]")
    #expect(
      shown(try plan.evaluate(plan.compare(.less, a, b))) == "[false, true, ~, false]")
    #expect(shown(try plan.evaluate(plan.binary(.add, a, b))) == "[bb, ax, ~, cb]")
    #expect(shown(try plan.evaluate(plan.binary(.add, a, c))) == "[bb, ab, ~, cb]")
    #expect(
      shown(try plan.evaluate(plan.numbers(fromTexts: a) { Double($0.count) })) == "[1, 1, ~, 1]")
    #expect(
      shown(try plan.evaluate(plan.mapTexts(a) { $0.uppercased() })) == "[B, A, ~, C]")
  }

  @Test func movesAndComparesDates() throws {
    let dates = ["2020-02-28", "2020-03-01", "2020-03-01 12:00"].compactMap { DateText.date($0) }
    let plan = PlanBuilder(rows: 4)
    let when = try plan.input(Column(.date(dates.map { $0.raw } + [.min])))
    let first = plan.constant(.date(dates[0]))
    #expect(
      shown(try plan.evaluate(plan.binary(.subtract, when, first))) == "[0, 2, 2.5, ~]")
    #expect(
      shown(try plan.evaluate(plan.binary(.add, when, plan.constant(31))))
        == "[2020-03-30, 2020-04-01, 2020-04-01 12:00, ~]")
    #expect(
      shown(try plan.evaluate(plan.compare(.greater, when, first))) == "[false, true, true, ~]")
    let years = try plan.numbers(fromDates: when) { Double($0.parts.month) }
    #expect(shown(try plan.evaluate(years)) == "[2, 3, 3, ~]")
  }

  @Test func worksOnListsItemByItem() throws {
    let plan = PlanBuilder(rows: 3)
    let pt = Column(
      .list(offsets: [0, 2, 3, 6], items: Column(wholes: [30, 20, 15, 50, 45, 12]), gaps: []))
    let charge = Column(
      .list(offsets: [0, 2, 3, 6], items: Column(wholes: [1, -1, 1, 1, 1, -1]), gaps: []))
    let pts = try plan.input(pt)
    let charges = try plan.input(charge)
    let scale = try plan.input(Column(wholes: [1, 10, 100]))
    let hard = try plan.compare(.greater, pts, plan.constant(18))
    #expect(shown(try plan.evaluate(plan.reduce(.sum, hard))) == "[2, 0, 2]")
    #expect(shown(try plan.evaluate(plan.filter(pts, hard))) == "[[30, 20], [], [50, 45]]")
    #expect(shown(try plan.evaluate(plan.reduce(.count, pts))) == "[2, 1, 3]")
    #expect(shown(try plan.evaluate(plan.reduce(.max, pts))) == "[30, 15, 50]")
    #expect(
      shown(try plan.evaluate(plan.binary(.multiply, pts, scale)))
        == "[[30, 20], [150], [5000, 4500, 1200]]")
    let pairs = try plan.pairs(pts)
    let i = try plan.part(pairs, "i")
    let j = try plan.part(pairs, "j")
    let differ = try plan.compare(
      .notEqual, plan.item(charges, at: i), plan.item(charges, at: j))
    #expect(shown(try plan.evaluate(plan.reduce(.sum, differ))) == "[1, 0, 2]")
    #expect(
      shown(try plan.evaluate(pairs)).hasPrefix("[[{i: 1, j: 2}], [], [{i: 1, j: 2}, {i: 1, j: 3}"))
    #expect(shown(try plan.evaluate(plan.item(pts, at: plan.constant(2)))) == "[20, ~, 45]")
    #expect(shown(try plan.evaluate(plan.sorted(pts))) == "[[20, 30], [15], [12, 45, 50]]")
    #expect(shown(try plan.evaluate(plan.position(pts, ofGreatest: true))) == "[1, 1, 1]")
    let few = try plan.filter(charges, hard)
    #expect(
      code { () throws(DataMistake) in _ = try plan.binary(.add, pts, few) } == "different-lengths")
    #expect(shown(try plan.evaluate(plan.reduce(.mean, plan.filter(pts, hard)))) == "[25, ~, 47.5]")
    #expect(shown(try plan.evaluate(plan.triples(pts))) == "[[], [], [{i: 1, j: 2, k: 3}]]")
  }

  @Test func keepsTheDigitsOfVectors() throws {
    let plan = PlanBuilder(rows: 2)
    func mu(_ pt: Double, _ eta: Double, _ phi: Double) throws -> Node {
      try plan.vector([
        ("pt", try plan.input(Column(decimals: [pt, pt * 2], unit: "GeV"))),
        ("eta", plan.constant(eta)), ("phi", plan.constant(phi)), ("mass", plan.constant(0.1057)),
      ])
    }
    let a = try mu(45, 0.3, 1.2)
    let b = try mu(30, -0.5, -2)
    for name in FourVector.partNames {
      for (node, vector) in [
        (a, FourVector(pt: 45, eta: 0.3, phi: 1.2, mass: 0.1057)),
        (
          try plan.binary(.add, a, b),
          FourVector(pt: 45, eta: 0.3, phi: 1.2, mass: 0.1057)
            + FourVector(pt: 30, eta: -0.5, phi: -2, mass: 0.1057)
        ),
      ] {
        let value = try plan.evaluate(plan.part(node, name)).item(0).number ?? .nan
        let exact = vector.part(name) ?? .nan
        #expect((value - exact).magnitude <= 1e-13 * max(1, exact.magnitude), "\(name)")
      }
    }
    // Two collinear muons: the mass is that of both at rest.
    let far = try mu(1e6, 4, 1)
    let mass = try plan.evaluate(plan.part(plan.binary(.add, far, far), "mass")).item(0).number
    #expect((mass.map { ($0 - 0.2114).magnitude } ?? 1) < 1e-15)
    let rest = try plan.boost(a, to: a)
    #expect(
      (try plan.evaluate(plan.part(rest, "E")).item(0).number.map { ($0 - 0.1057).magnitude } ?? 1)
        < 1e-12)
    let difference = try plan.binary(.subtract, a, a)
    #expect(shown(try plan.evaluate(plan.part(difference, "E"))) == "[0, 0]")
    #expect(try plan.evaluate(plan.part(a, "pt")).unit == "GeV")
    let minus = try plan.unary(.negate, a)
    #expect(
      try plan.evaluate(plan.part(minus, "px")).item(0).number
        == plan.evaluate(plan.part(a, "px")).item(0).number.map { -$0 })
  }
}
