/// Writes random programs that change cells of tables, items of columns and letters of texts, which other
/// names, lists, records, functions and loops may hold too.
struct CellsGenerator {
  private var dice: Dice
  private var lines: [String] = []
  private var indent = 0

  init(seed: UInt64) { dice = Dice(seed: seed) }

  private static let helpers = """
    define cell(q, v)
      q.x[1] = v
      return q
    end
    define letter(q, v)
      q[1] = v
      return q
    end
    define both(q, v)
      p = q
      p[2] = v
      return [q, p]
    end
    define carry(q)
      k = v -> q
      q[1] = "k"
      return [k(0), q]
    end
    same(q) = q
    column(q) = q.x
    total(q) = sum(q.x)
    define looks(q)
      k = q then count by w
      s = q then sort by w
      h = histogram(q.w)
      big = q then keep w > "b"
      return [q.when.year, k.w, k.count, unique(q.w), s.x, h.labels, h.counts, big.x, max(q.w)]
    end
    pick(q, a, b) = if q then a else b
    define keeps(q)
      k = record(a: q, b: [q, q])
      k.b[1].x[2] = 55
      q.when[3] = date("1999-09-09")
      return [k.a.x, k.b[1].x, k.b[2].x, k.a.when, q.when]
    end
    define breaks(q)
      q.x[2] = 77
      if sum(q.x) > 40
        fail "no"
      end
      return q
    end

    """

  /// One program that shows all it holds at its end.
  mutating func program() -> String {
    line("yes = [true, false, true, true]")
    line("days = date(\"2020-01-01\") + [0, 400, 800, 1200]")
    line("d = dataset(x: [1, 2, 3, 4], w: [\"ab\", \"cd\", \"ab\", \"é\"], q: yes, when: days)")
    let other = "dataset(x: [5, 6, 7, 8], w: [\"p\", \"q\", \"r\", \"s\"], q: d.q, when: d.when)"
    line("e = \(one(["d", other]))")
    line("c = d.x")
    line("w = d.w")
    line("t = \"abcdef\"")
    line("u = \"gh\" + \"ijé\"")
    line("xs = [t, u]")
    line("r = record(t: t, x: c, d: d)")
    for _ in 0..<(4 + pick(10)) { statement(0) }
    if pick(3) == 0 { line("seen() = [t, total(d)]") }
    for name in [
      "d.x", "d.w", "d.q", "d.when", "looks(d)", "days", "e.x", "e.w", "c", "w", "t", "u", "xs",
      "r.t", "r.x", "r.d.x",
    ] {
      line("show \(name)")
    }
    return Self.helpers + lines.joined(separator: "\n") + "\n"
  }

  private mutating func pick(_ count: Int) -> Int { dice.pick(count) }
  private mutating func one(_ words: [String]) -> String { dice.one(words) }

  private mutating func line(_ text: String) {
    lines.append(String(repeating: "  ", count: indent) + text)
  }

  private mutating func number() -> String {
    one([
      "\(pick(99))", "\(pick(9)).5", "missing", "d.x[2]", "total(e)", "count(d)",
      "c[\(1 + pick(4))]",
    ])
  }

  private mutating func word() -> String {
    one(["\"z\"", "\"long\"", "\"é\"", "missing", "t", "d.w[1]", "\"{t}\"", "upper(t[1])", "xs[1]"])
  }

  private mutating func letter() -> String {
    one(["\"A\"", "\"B\"", "\"é\"", "\"xy\"", "t[2]", "u[1]"])
  }
  private mutating func place() -> Int { 1 + pick(4) }

  private mutating func statement(_ depth: Int) {
    let (p, q) = (one(["t", "u"]), one(["t", "u"]))
    let (f, g) = (one(["d", "e"]), one(["d", "e"]))
    switch pick(depth > 1 ? 31 : 36) {
    case 0, 1: line("\(f).x[\(place())] = \(number())")
    case 2: line("\(f)[\"\(one(["x", "w"]))\"][\(place())] = \(number())")
    case 3: line("\(f).w[\(place())] = \(word())")
    case 4: line("\(f).q[\(place())] = \(one(["true", "false", "missing", "1"]))")
    case 5: line("c[\(place())] = \(number())")
    case 6: line("w[\(place())] = \(word())")
    case 7, 8: line("\(p)[\(1 + pick(2))] = \(letter())")
    case 9:
      line(
        "\(p) = \(one([q, "same(\(q))", "trim(\(q))", "xs[1]", "r.t", "\(q) + \"!\"", "slice(\(q), 1, 2)"]))"
      )
    case 10: line("xs = append(xs, \(one([p, q, "upper(\(p))"])))")
    case 11: line("xs[\(1 + pick(2))] = \(one([p, "xs[1]", "r.t"]))")
    case 12: line("xs[1][\(1 + pick(2))] = \(letter())")
    case 13: line("r.t[\(1 + pick(2))] = \(letter())")
    case 14: line("r.t = \(one([p, "xs[2]", "letter(\(p), \"m\")"]))")
    case 15: line("r.x = \(one(["c", "d.x", "e.x"]))")
    case 16: line("r.x[\(place())] = \(number())")
    case 17: line("r.d.x[\(place())] = \(number())")
    case 18:
      line("\(f) = \(one([g, "cell(\(g), \(number()))", "r.d", "same(\(g))", "breaks(\(g))"]))")
    case 19: line("\(f).x = \(one(["c", "\(g).x", "\(g).x * 2", "column(\(g))"]))")
    case 20: line("c = \(one(["\(f).x", "column(\(f))", "r.x", "c * 2", "[9, 8, 7, 6]"]))")
    case 21:
      line("\(p) = \(one(["letter(\(q), \"n\")", "both(\(q), \"o\")[1]", "carry(\(q))[1]"]))")
    case 22:
      line(
        "\(f).x[\(place())] = \(one(["abs(\(f).x[\(place())])", "round(\(f).x[1])", "total(\(f))"]))"
      )
    case 23:
      line(
        "show \(one(["\(f).x", "total(\(f))", p, "xs", "both(\(p), \"v\")", "cell(\(f), 3).x"]))")
    case 24: line("r.d = \(one([f, "cell(\(f), 1)"]))")
    case 25:
      let day = one(["date(\"1990-0\(place())-01\")", "missing", "\(g).when[1]", "days[2]"])
      line("\(f).when[\(place())] = \(day)")
    case 26:
      line("show \(one(["looks(\(f))", "\(f).when.year", "keeps(\(f))", "\(f).when.month"]))")
    case 27:
      let way = one(["if total(\(f)) > 20 then \(f).x else c", "choose(true, \(g).x, c)"])
      line("c = \(one([way, "pick(true, \(f).x, c)", "first(\(f).x, 4)"]))")
    case 28:
      line("\(p) = \(one(["if \(p) is \(q) then xs[1] else \(q)", "pick(false, \(p), \(q))"]))")
    case 29:
      line(
        "xs = \(one(["insert(xs, 1, \(p))", "[\(p), \(q)] ", "first(xs, 2)", "map(xs, v -> \(p))"]))"
      )
    case 30: line("\(f)[\"when\"][\(place())] = days[\(place())]")
    case 31: nest("repeat 2 times", depth)
    case 32:
      nest("for each v in \(one(["d.x", "c", p, "xs", "e.w"]))", depth, first: "show v")
    case 33:
      line("try")
      indent += 1
      for _ in 0..<(1 + pick(3)) { statement(depth + 1) }
      if pick(2) == 0 { line("fail \"out\"") }
      indent -= 1
      line("otherwise problem")
      line("  show \"no\", \(p), \(f).x")
      line("end")
    default: nest("if total(\(f)) > \(pick(40))", depth)
    }
  }

  private mutating func nest(_ head: String, _ depth: Int, first: String? = nil) {
    line(head)
    indent += 1
    if let first { line(first) }
    for _ in 0..<(1 + pick(2)) { statement(depth + 1) }
    indent -= 1
    line("end")
  }
}
