import LinnetSyntax
import Testing

@testable import LinnetRuntime

/// What a program shows may not depend on whether its table came piece by piece.
@Suite struct StreamedLoadTests {
  /// Some 800 KB: numbers, words, dates, signs, gaps and a few cells that do not fit.
  private static let table: String = {
    var text = "n,x,y,word,day,sign,Energy (GeV)\n"
    var state: UInt32 = 11
    for row in 0..<20_000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      let x = row % 97 == 0 ? "" : "\(Double(state >> 16) / 256)"
      let y = row % 5003 == 5000 ? "oops" : "\(Double(state & 1023) / 8 - 20)"
      text += "\(row),\(x),\(y),w\(state >> 29),2026-0\(1 + state % 9)-11,"
      text += "\(state & 4 == 0 ? "+" : "-"),\(state % 17)\n"
    }
    return text
  }()

  private struct Outcome: Equatable {
    var lines: [String]
    var notes: [String]
    var accounts: [String]
    var mistake: String?
    var slots: [String: String]
    var line: Int?
  }

  private static func outcome(_ program: String, inPieces: Bool, isWhole: Bool) -> Outcome {
    let trial = Trial()
    trial.host.files["t.csv"] = table
    trial.host.files["other.csv"] = "n,z\n1,10\n2,20\n"
    trial.host.offersSources = inPieces
    trial.machine.windowBytes = 90_000
    let lines = trial.run(program, isWhole: isWhole)
    return Outcome(
      lines: lines, notes: trial.host.notes, accounts: trial.host.accounts,
      mistake: trial.mistake?.code.text, slots: trial.mistake?.slots ?? [:], line: trial.line)
  }

  private static let programs: [String] = [
    """
    d = load "t.csv" then keep x > 100 then add r = sqrt(x^2 + y^2), s = r * 2
    show count(d), mean(d.r), sum(d.s)
    """,
    """
    d = load "t.csv"
    e = d then drop x is missing
    show count(e), mean(e.x), count(d)
    """,
    """
    load "t.csv" then keep word == "w3" and y > 0 then count by sign
    """,
    """
    half(a) = a / 2
    limit = 60
    d = load "t.csv" then add h = half(x) then keep h > limit then select h, word, day
    show first(d, 3), d.word[1], d.day[2]
    show d then summarise n = count(), m = mean(h) by word
    """,
    """
    d = load "t.csv" then keep x > mean(x) then add rank = row_number()
    show count(d), max(d.rank)
    """,
    """
    d = load "t.csv" then add ratio = x / (n % 4), root = sqrt(y)
    show count(d.ratio), count(d.root)
    """,
    """
    d = load "t.csv" then keep x > 1000000
    show count(d)
    """,
    """
    d = load "t.csv" then keep xx > 3
    show d
    """,
    """
    d = load "t.csv" then keep x > 3
    show mean(d.yy)
    """,
    """
    d = load "t.csv"
    show d
    """,
    """
    d = load "t.csv" then rename n to number then remove y, x
    show d
    """,
    """
    d = load "t.csv" then keep row.x > 250 and row["Energy"] in [1, 2, 3] then add big = choose(y > 0, "up", "down")
    show d then count by big
    show d then sort by n descending then first 2 then select n, big
    """,
    """
    d = load "t.csv" then keep sign == "+" then add v = vector(pt: x, eta: y / 50, phi: 1, mass: 0.1)
    show d.v[1], mean(d.v.mass), d.Energy[1]
    """,
    """
    keep_all(t) = count(t)
    d = load "t.csv" then keep day > 2026-05-01
    show keep_all(d)
    """,
    """
    define both(t)
      return t then keep y > 0
    end
    d = load "t.csv" then add z = x + y then both
    show count(d), sum(d.z)
    """,
    """
    weights = [1, 2, 3]
    d = load "t.csv" then add w = weights
    show d
    """,
    """
    d = load "t.csv" then keep "abc" > 3
    """,
    """
    d = load "t.csv" then add x = x + 1 then add x = x + 1
    show mean(d.x)
    d = d then keep x > 10
    show d.n[1]
    """,
    """
    for i from 1 to 2
      d = load "t.csv" then keep x > i * 100 then add scaled = x * i
      show sum(d.scaled)
    end
    """,
    """
    a = 250
    b = 2
    d = load "t.csv" then keep x > a then add s = x * b
    a = 3
    b = 5
    show count(d), sum(d.s)
    """,
    """
    define study(file, high, low)
      middle = (high + low) / 2
      d = load file then keep x > middle and x < high then add s = x - low
      return [count(d), sum(d.s)]
    end
    show study("t.csv", 200, 50), study("t.csv", 100, 40)
    scale(f) = f(3)
    show scale(k -> count(load "t.csv" then keep x > k))
    """,
    """
    define study(limit)
      d = load "t.csv" then keep x > limit
      return mean(d.x)
    end
    show study(200)
    """,
    """
    d = load "t.csv" then keep x > 200 then join (load "other.csv") by n
    show d
    """,
    """
    d = load "t.csv" then keep x > 20
    try
      show d.nothing_here
    otherwise problem
      show problem.message
    end
    h = d then histogram x, bins: 4, from: 0, to: 256
    show h.counts
    """,
    """
    d = load "t.csv", missing: 5 then keep n is missing
    show count(d)
    """,
    """
    d = load "t.csv", columns: ["n", "x"] then add y = n
    show d
    """,
    """
    d = load "t.csv", file_column: true then keep x > 200 then add two = n * 2
    show first(d, 2)
    """,
    """
    d = load "t.csv" then add label = "{word}-{n}" then keep label is not missing
    show d.label[3], d then unique word then count
    """,
    """
    d = load "t.csv" then keep n < 3 then add w = upper(word), m = month(day), e = Energy near 3 within 2
    show d
    """,
  ]

  @Test(arguments: programs) func piecesChangeNothing(_ program: String) {
    let usual = Self.outcome(program, inPieces: false, isWhole: false)
    for isWhole in [false, true] {
      let seen = Self.outcome(program, inPieces: true, isWhole: isWhole)
      #expect(Self.comparable(seen) == Self.comparable(usual))
    }
  }

  /// Without what may differ: the line that says how many columns were read, and remarks on cells of
  /// columns that nobody asks for.
  private static func comparable(_ outcome: Outcome) -> Outcome {
    var outcome = outcome
    outcome.accounts = outcome.accounts.map { $0.hasPrefix("loaded") ? "loaded" : $0 }
    outcome.notes.removeAll { $0 == "bad-cells" }
    return outcome
  }

  @Test func onlyWhatIsNamedIsRead() {
    let program = """
      d = load "t.csv" then keep x > 100 then add r = sqrt(x^2 + y^2)
      show count(d.r)
      """
    let outcome = Self.outcome(program, inPieces: true, isWhole: true)
    #expect(outcome.accounts.first?.hasPrefix("loaded 20 000 rows and 2 of 7 columns") == true)
    let all = Self.outcome(program, inPieces: true, isWhole: false)
    #expect(all.accounts.first?.hasPrefix("loaded 20 000 rows and 7 columns") == true)
  }

  /// The steps that could go piece by piece, and the columns asked for before the first and behind the last.
  private func plan(_ program: String, isWhole: Bool = true) -> String {
    let tree = Parser.read(Source(program)).tree
    let plans = LoadPlan.find(in: tree, isWhole: isWhole) { _ in true }
    func text(_ names: Set<String>?) -> String { names?.sorted().joined(separator: " ") ?? "all" }
    return plans.map { plan in
      let words = plan.steps.map { $0.word ?? "?" }.joined(separator: " ")
      return "\(words): \(text(plan.demands[0])) > \(text(plan.demands.last ?? nil))"
    }.joined(separator: "; ")
  }

  @Test func plansAskForWhatTheProgramNames() {
    let keep = "d = load \"f\" then keep a > 1\n"
    #expect(plan(keep + "show d.b") == "keep: a b > b")
    #expect(plan(keep + "show d[\"b c\"]") == "keep: a b c > b c")
    #expect(plan(keep + "show d.b", isWhole: false) == "keep: all > all")
    #expect(plan(keep + "show d") == "keep: all > all")
    #expect(plan(keep + "show d[name]") == "keep: all > all")
    #expect(plan(keep + "e = d then add z = y\nshow e.z") == "keep: a y z > y z")
    #expect(plan(keep + "e = d\nshow e.z") == "keep: a z > z")
    #expect(plan(keep + "f(t) = t.b\nshow f(d)") == "keep: all > all")
    #expect(plan(keep + "f() = mean(d.b)\nshow f()") == "keep: a b > b")
    #expect(plan(keep + "show \"{d.b}\"") == "keep: a b > b")
    #expect(plan(keep + "for each r in d\nshow r.b\nend") == "keep: all > all")
    #expect(plan(keep + "d.c = 3\nshow d.b") == "keep: all > all")
    #expect(plan(keep + "use \"x.linnet\"\nshow d.b") == "keep: all > all")
    #expect(plan(keep + "keep(t) = t\nshow d.b") == ": all > all")
    #expect(plan("load(f) = f\n" + keep) == "")
    #expect(plan(keep + "show count(d)") == "keep: a > ")
    #expect(plan("load \"f\" then histogram m, by: g") == "histogram: g m > all")
    #expect(
      plan("load \"f\" then keep q > mean(q) then count by s") == "keep count: mean q s > all")
    #expect(plan("load \"f\" then describe") == "describe: all > all")
    #expect(plan("load \"f\" then unique a then count by b") == "unique count: all > all")
    #expect(plan("load \"f\" then keep row[k] > 1 then count by b") == "keep count: all > all")
    #expect(plan("load \"f\" then select a, b then add c = a") == "select add: a b > all")
  }
}
