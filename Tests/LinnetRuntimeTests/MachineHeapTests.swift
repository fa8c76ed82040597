import LinnetSyntax
import Testing

@Suite struct MachineHeapTests {
  /// A program that makes all kinds of objects, collecting at every opportunity.
  @Test func nothingInUseIsFreed() {
    let program = """
      define make(depth)
        if depth == 0
          return record(left: nothing, right: nothing, tag: "leaf {depth}")
        end
        return record(left: make(depth - 1), right: make(depth - 1), tag: "node {depth}")
      end
      define size(tree)
        if tree.left == nothing
          return 1
        end
        return 1 + size(tree.left) + size(tree.right)
      end
      t = make(5)
      words = []
      for i from 1 to 30
        words = append(words, "w{i}" + "!")
        t.extra = [words, i]
      end
      fs = map(1 to 5, i -> (x -> x + i))
      f = fs[3]
      show size(t), t.left.tag, words[30], f(1), count(t.extra[1])
      try
        fail "a" + "b"
      otherwise p
        show p.message
      end
      """
    let expected = ["63 node 4 w30! 4 30", "ab"]
    #expect(Trial.output(program) == expected)
    #expect(Trial.output(program, collectsAlways: true) == expected)
  }

  @Test func deepNestingDoesNotUseTheThreadsStack() {
    let program =
      "x = []\nfor i from 1 to 100000\n  x = [x]\nend\ny = []\nfor i from 1 to 300000\n  y = [i]\nend\nshow count(x)"
    #expect(Trial.output(program) == ["1"])
  }

  @Test func recordsGrow() {
    let program =
      "r = record(a: 1)\nfor i from 1 to 40\n  r[\"k{i}\"] = i\nend\nshow count(keys(r)), r.k40, r.a"
    #expect(Trial.output(program) == ["41 40 1"])
    #expect(Trial.output(program, collectsAlways: true) == ["41 40 1"])
  }

  @Test func programsAreLetGo() {
    let trial = Trial()
    for i in 1...200 { trial.run("x = \(i)\nf(a) = a + \(i)\ny = f(1)", isInteractive: true) }
    #expect(trial.run("y", isInteractive: true) == ["201"])
  }
}
