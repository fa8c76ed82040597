import LinnetRuntime
import LinnetSyntax
import Testing

@Suite struct MachineNamesTests {
  @Test func functionsReadOuterNamesWhenTheyAreCalled() {
    #expect(Trial.output("k = 1\nf(x) = x + k\nk = 10\nshow f(1)") == ["11"])
    #expect(Trial.output("f(x) = g(x) * 2\ng(x) = x + 1\nshow f(1)") == ["4"])
  }

  @Test func aNameStoredInAFunctionIsItsOwn() {
    let program = """
      total = 5
      define add_one()
        total = total + 1
        return total
      end
      show add_one(), add_one(), total
      """
    #expect(Trial.output(program) == ["6 6 5"])
    #expect(
      Trial.output("define f()\n  y = y + 1\n  return y\nend\nshow f()") == ["!! unknown-name"])
  }

  @Test func innerFunctionsCarryValues() {
    #expect(
      Trial.output("add(n) = x -> x + n\nf = add(1)\ng = add(10)\nshow f(1), g(1)") == ["2 11"])
    let program = """
      define counter(start)
        define step(n)
          if n == 0
            return start
          end
          return step(n - 1) + 1
        end
        return step
      end
      s = counter(100)
      show s(5)
      """
    #expect(Trial.output(program) == ["105"])
    #expect(Trial.output("f(a) = b -> c -> a + b + c\ng = f(1)\nh = g(2)\nshow h(3)") == ["6"])
  }

  @Test func functionsMadeInALoopRememberTheirTurn() {
    let program =
      "fs = []\nfor i from 1 to 3\n  fs = append(fs, x -> x * i)\nend\nf = fs[2]\nshow f(10)"
    #expect(Trial.output(program) == ["20"])
  }

  @Test func aNameUsedAboveItsLineIsToldSo() {
    let trial = Trial()
    trial.run("show zs\nx = 1\nzs = 2")
    #expect(trial.mistake?.code == "unknown-name")
    #expect(trial.mistake?.slots["line"] == "3")
    trial.run("if 1 > 2\n  q = 1\nend\nshow q")
    #expect(trial.mistake?.code == "unknown-name")
    #expect(trial.line == 4)
  }

  @Test func namesAreSuggested() {
    let trial = Trial()
    trial.run("peaks = [1]\nshow peeks")
    #expect(trial.mistake?.slots["near"] == "peaks")
    trial.run("show sqr(4)")
    #expect(trial.mistake?.code == "unknown-function")
    trial.run("scale(x, by: 2) = x * by\nshow scale(1, bi: 3)")
    #expect(trial.mistake?.code == "unknown-option")
    #expect(trial.mistake?.slots["near"] == "by")
  }

  @Test func optionsMayComeInAnyOrder() {
    let head = "f(a, b: 2, c: a * 10) = [a, b, c]\n"
    #expect(
      Trial.output(head + "show f(1), f(1, c: 5), f(1, c: 5, b: 4), f(1, 7)") == [
        "[1, 2, 10] [1, 2, 5] [1, 4, 5] [1, 7, 10]"
      ])
    #expect(Trial.output(head + "show f()") == ["!! missing-input"])
    #expect(Trial.output(head + "show f(1, 2, 3, 4)") == ["!! wrong-count"])
    #expect(Trial.output(head + "show f(1, b: 2, b: 3)") == ["!! option-twice"])
  }

  @Test func aVariableDoesNotKeepABuiltInFromBeingCalled() {
    let trial = Trial()
    #expect(trial.run("count = 3\nshow count([1, 2]), count") == ["2 3"])
    #expect(trial.host.notes == [])
    #expect(Trial.output("x = 3\nshow x(2)").last?.hasPrefix("!! ") == true)
  }

  @Test func manyVariablesAtTopLevelAreFine() {
    var program = ""
    for number in 1...400 { program += "v\(number) = \(number)\n" }
    program += "total = 0\n"
    for number in 1...400 { program += "total = total + v\(number)\n" }
    #expect(Trial.output(program + "show total") == ["80200"])
  }

  @Test func snapshotsThatHoldMuchAreLetGo() {
    var limits = Limits.unlimited
    limits.memory = 64 << 20
    let trial = Trial(limits: limits)
    trial.run("xs = 1 to 10", isInteractive: true)
    let first = trial.machine.snapshot()
    var last = first
    // Each line's list takes 3 MB, and a quarter of the limit is 16 MB.
    for line in 1...30 {
      last = trial.machine.snapshot()
      trial.run("xs = map(1 to 200000, x -> x + \(line))", isInteractive: true)
      #expect(trial.mistake == nil)
    }
    #expect(!trial.machine.restore(first))
    #expect(trial.run("xs[1]", isInteractive: true) == ["31"])
    #expect(trial.machine.restore(last))
    #expect(trial.run("xs[1]", isInteractive: true) == ["30"])
  }

  @Test func aSessionKeepsWhatWasStored() {
    let trial = Trial()
    trial.run("x = 1\nxs = [1, 2]", isInteractive: true)
    #expect(trial.run("x = x + 1\nxs[1] = x\nx", isInteractive: true) == ["2"])
    #expect(trial.run("xs", isInteractive: true) == ["[2, 2]"])
    trial.run("y = 7\nfail \"no\"", isInteractive: true)
    #expect(trial.run("y", isInteractive: true) == ["7"])
    let before = trial.machine.snapshot()
    trial.run("xs[1] = 100\nz = 3\nmean = 4", isInteractive: true)
    #expect(trial.machine.restore(before))
    #expect(trial.run("xs\nmean([1, 3])", isInteractive: true) == ["[2, 2]", "2"])
    #expect(trial.machine.globalNames.sorted() == ["x", "xs", "y"])
    trial.machine.remove("x")
    trial.run("x", isInteractive: true)
    #expect(trial.mistake?.code == "unknown-name")
  }

  @Test func linesCarryOn() {
    let trial = Trial()
    trial.run("xs = [3, 1, 2]", isInteractive: true)
    trial.run("then sort", isInteractive: true)
    #expect(trial.host.notes == ["carried-on"])
    #expect(trial.run("xs", isInteractive: true) == ["[1, 2, 3]"])
    #expect(trial.run("then first 2", isInteractive: true) == ["[1, 2]"])
    #expect(trial.run("it", isInteractive: true) == ["[1, 2]"])
  }

  @Test func filesAreBroughtInOnce() {
    let trial = Trial()
    trial.host.files = [
      "lib/a.linnet": "use \"b.linnet\"\nshow \"a\"\ntwice(x) = times_k(x)",
      "lib/b.linnet": "show \"b\"\nk = 2\ntimes_k(x) = x * k",
      "c.linnet": "use \"d.linnet\"", "d.linnet": "use \"c.linnet\"",
    ]
    #expect(
      trial.run("use \"lib/a.linnet\"\nuse \"lib/a.linnet\"\nshow twice(4)\nk = 5\nshow twice(4)")
        == ["b", "a", "8", "20"])
    trial.run("use \"c.linnet\"")
    #expect(trial.mistake?.code == "use-circle")
    trial.run("use \"gone.linnet\"")
    #expect(trial.mistake?.code == "no-such-file")
  }
}
