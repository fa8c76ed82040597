/// Writes random programs about values that may share what they hold: lists in lists that are stored,
/// passed on, returned, put into each other and changed, in functions, loops and where something fails.
///
/// Whatever the machine does to save copies, every name must hold what it would hold if each store copied.
struct SharingGenerator {
  private var state: UInt64
  private var lines: [String] = []
  private var indent = 0
  private var depth = 0

  init(seed: UInt64) { state = seed &* 0xD134_2543_DE82_EF95 &+ 0x2545_F491_4F6C_DD1D }

  private static let helpers = """
    push(x, v) = append(x, v)
    same(x) = x
    cut(x) = first(x, max([1, count(x) - 1]))
    pass(x, v) = push(x, v)
    define set(x, v)
      x[1] = v
      return x
    end
    define deep(x, v)
      x[1][1] = v
      return x
    end
    define two(x, y)
      x[1] = [8]
      return [x, y]
    end
    define again(x, n)
      if n == 0
        return x
      end
      x = append(x, [n])
      return again(x, n - 1)
    end
    define carry(x)
      k = v -> x
      x[1] = [0]
      return [k(0), x]
    end
    define breaks(x)
      x[1] = [5]
      if count(x) > 1
        fail "no"
      end
      return x
    end
    define wrap(x)
      r = record(x: x, y: [[1]])
      r.x[1] = [4]
      r["y"] = append(r["y"], x)
      return r.y
    end

    """

  /// One program that shows all it holds at its end.
  mutating func program() -> String {
    lines = []
    line("define own(a, b)")
    body(3)
    line("  return \(one(["a", "b", "c", "[a, c]", "push(a, b)", "append(b, [3])", "set(a, c)"]))")
    line("end")
    line("a = [[1], [[2]]]")
    line("b = [[3], [4]]")
    line("c = [[5]]")
    line("r = record(x: [[1]], y: record(z: [[2]]))")
    for _ in 0..<(3 + pick(6)) { statement() }
    if pick(3) == 0 { line("seen() = a") }
    if pick(3) == 0 { line("show own(a, b)") }
    for name in ["a", "b", "c", "r"] { line("show \(name)") }
    return Self.helpers + lines.joined(separator: "\n") + "\n"
  }

  private mutating func pick(_ count: Int) -> Int {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(count))
  }

  private mutating func one(_ words: [String]) -> String { words[pick(words.count)] }

  private mutating func line(_ text: String) {
    lines.append(String(repeating: "  ", count: indent) + text)
  }

  private var isInFunction: Bool { lines.first == "define own(a, b)" && !lines.contains("end") }
  private mutating func name() -> String { one(["a", "b", "c"]) }

  private mutating func body(_ most: Int) {
    indent += 1
    if isInFunction, depth == 0 {
      line("c = [[7]]")
      line("r = record(x: a, y: record(z: [b]))")
    }
    for _ in 0..<(1 + pick(most)) { statement() }
    indent -= 1
  }

  private mutating func value() -> String {
    let (p, q) = (name(), name())
    switch pick(16) {
    case 0: return "[[\(pick(9))]]"
    case 1: return p
    case 2: return "[\(p)]"
    case 3: return "[\(p), \(q)]"
    case 4: return "r.x"
    case 5: return "push(\(p), \(q))"
    case 6: return "set(\(p), \(q))"
    case 7: return "two(\(p), \(q))"
    case 8: return "pass(\(p), [\(pick(9))])"
    case 9: return "[\(p)[1]]"
    case 10: return "same(\(p))"
    case 11: return "set(push(\(p), [1]), \(q)[1])"
    case 12: return "append(\(p), [\(q)])"
    case 13: return "carry(\(p))"
    case 14: return "wrap(\(p))"
    default: return "[push(\(p), [1]), \(p), set(\(p), [2])]"
    }
  }

  private mutating func statement() {
    let (p, q) = (name(), name())
    switch pick(depth > 1 ? 18 : 22) {
    case 0: line("\(p) = \(q)")
    case 1, 2: line("\(p) = \(value())")
    case 3: line("\(p)[1] = \(value())")
    case 4: line("\(p)[1][1] = \(one([p, q, value()]))")
    case 5: line("\(p)[1] = append(\(p)[1], \(one([p, q, "[\(p)]", "[\(pick(9))]"])))")
    case 6: line("\(p) = append(\(p), \(one([p, q, "[\(p)]", "[\(pick(9))]"])))")
    case 7: line("\(p) = push(\(p), \(one([p, q, "\(p)[1]", "[\(pick(9))]"])))")
    case 8: line("\(p) = again(\(p), \(pick(3)))")
    case 9:
      line("\(p) = \(one(["set", "deep", "push", "two"]))(\(q), \(one([p, q, "[\(pick(9))]"])))")
    case 10:
      line("r.x = \(one([p, "append(r.x, \(p))", "push(r.x, r)", "[r.x]", "set(r.x, \(p))"]))")
    case 11: line("r.y.z[1] = \(one([p, "r.x", "r.y.z", "append(r.y.z[1], r.x)"]))")
    case 12: line("\(p) = r.\(one(["x", "y.z"]))")
    case 13: line("r[\"x\"] = append(r[\"x\"], \(one([p, "r.x", "[\(pick(9))]"])))")
    case 14: line("\(p) = cut(\(one([p, q])))")
    case 15: line("\(p) = breaks(\(one([p, q])))")
    case 16:
      line("\(p) = first(\(p), max([1, count(\(p)) - 1]))")
      line("\(p) = append(\(p), [\(pick(9))])")
    case 17: line("show \(p), \(value())")
    case 18:
      nest("try")
      line("otherwise problem")
      line("  show \"no\", \(name())")
      line("end")
    case 19:
      nest("repeat 2 times")
      line("end")
    case 20:
      nest("for each v in \(p)")
      line("end")
    default:
      nest("if count(\(p)) > \(pick(3))")
      line("else")
      depth += 1
      body(2)
      depth -= 1
      line("end")
    }
  }

  private mutating func nest(_ head: String) {
    line(head)
    depth += 1
    body(2)
    depth -= 1
  }
}
