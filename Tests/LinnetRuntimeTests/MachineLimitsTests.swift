import LinnetRuntime
import LinnetSyntax
import Testing

@Suite struct MachineLimitsTests {
  private func code(_ program: String, _ limits: Limits) -> String? {
    let trial = Trial(limits: limits)
    trial.run(program)
    return trial.mistake?.code.text
  }

  @Test func endlessLoopsAreStopped() {
    let trial = Trial(limits: Limits(steps: 100_000))
    trial.run("x = 1\nwhile x > 0\n  x = x + 1\nend")
    #expect(trial.mistake?.code == "too-many-steps")
    #expect(trial.mistake?.slots["line"] == "2")
    #expect(trial.mistake?.slots["steps"] == "100 000")
    #expect(code("repeat 1e9 times\n  x = 1\nend", Limits(steps: 10_000)) == "too-many-steps")
    #expect(code("f(x) = f(x)\nx = f(1)", Limits(steps: 5000)) == "too-many-steps")
    #expect(code("for i from 1 to 9000\n  x = i\nend", Limits(steps: 10_000)) == nil)
  }

  @Test func endlessCallsAreStopped() {
    let trial = Trial(limits: Limits(callDepth: 500))
    trial.run("fact(n) = n * fact(n - 1)\nshow fact(3)")
    #expect(trial.mistake?.code == "too-many-calls")
    #expect(trial.mistake?.slots["function"] == "fact")
    #expect(code("f(x) = 1 + f(x)\nf(1)", .unlimited) == "too-many-calls")
    // Calls through built-ins use the thread's own stack.
    #expect(code("f(x) = map([x], f)\nf(1)", .unlimited) == "too-many-calls")
    #expect(
      Trial.output(
        "define down(n)\n  if n == 0\n    return 0\n  end\n  return down(n - 1)\nend\nshow down(20000)"
      )
        == ["0"])
  }

  @Test func memoryIsLimited() {
    let limits = Limits(memory: 20 << 20)
    #expect(
      code("xs = []\nwhile true\n  xs = append(xs, [1, 2, 3])\nend", limits) == "too-much-memory")
    #expect(code("s = \"x\"\nwhile true\n  s = s + s\nend", limits) != nil)
    #expect(code("for i from 1 to 300000\n  xs = [i, i, i]\nend", limits) == nil)
  }

  @Test func textsAndOutputAreLimited() {
    #expect(
      code("s = \"xx\"\nwhile true\n  s = s + s\nend", Limits(textLength: 1000)) == "too-long")
    #expect(code("while true\n  show 12345\nend", Limits(output: 1000)) == "too-long")
    #expect(
      code(
        "xs = []\nwhile true\n  xs = append(xs, 1)\nend", Limits(steps: 1_000_000, listLength: 1000)
      ) != nil)
  }

  @Test func limitsCannotBeCaught() {
    let program = "try\n  while true\n    x = 1\n  end\notherwise p\n  show p.code\nend"
    let trial = Trial(limits: Limits(steps: 10_000))
    #expect(trial.run(program) == [])
    #expect(trial.mistake?.code == "too-many-steps")
    // The next run starts afresh.
    #expect(trial.run("try\n  fail \"a\"\notherwise p\n  show p.message\nend") == ["a"])
  }

  @Test func aTrippedInterruptStopsTheRun() {
    let interrupt = Interrupt()
    let trial = Trial(interrupt: interrupt)
    interrupt.trip()
    trial.run("while true\n  x = 1\nend")
    #expect(trial.mistake?.code == "interrupted")
    interrupt.reset()
    #expect(trial.run("show 1") == ["1"])
  }
}
