import LinnetSyntax
import Testing

@Suite struct MachineFailuresTests {
  @Test func tryBlocksNestAndUnwind() {
    let program = """
      define risky(n)
        if n == 0
          fail "bottom"
        end
        return risky(n - 1)
      end
      for i from 1 to 3
        try
          if i == 2
            next
          end
          x = risky(5)
        otherwise p
          try
            fail p.message + " again"
          otherwise q
            show i, q.message
          end
          if i == 3
            stop
          end
        end
      end
      define f()
        try
          return 1
        otherwise p
          return 2
        end
      end
      show f()
      fail "out"
      """
    #expect(Trial.output(program) == ["1 bottom again", "3 bottom again", "1", "!! your-own"])
  }

  @Test func mistakesThroughBuiltInsAreCaught() {
    let program = """
      define f(x)
        if x == 2
          fail "two"
        end
        return x
      end
      try
        show map([1, 2, 3], f)
      otherwise p
        show p.message
      end
      show map([1, 3], f)
      """
    #expect(Trial.output(program) == ["two", "[1, 3]"])
  }

  @Test func failingAgainWithAProblemIsTheSameMistake() {
    let program =
      "try\n  try\n    x = 1 / 0\n  otherwise p\n    fail p\n  end\notherwise q\n  show q.code\nend"
    #expect(Trial.output(program) == ["divide-by-zero"])
  }

  @Test func mistakesSpeakTheUsersWords() {
    let trial = Trial()
    trial.run("peaks = [1, 2, 3]\nshow peaks[4]")
    #expect(trial.mistake?.code == "past-the-end")
    #expect(trial.mistake?.slots["name"] == "peaks")
    #expect(trial.mistake?.slots["count"] == "3")
    trial.run("peaks = [1]\npeaks[2] = 5")
    #expect(trial.mistake?.code == "past-the-end")
    trial.run("peaks = [1]\nshow peaks[0]")
    #expect(trial.mistake?.code == "counting-from-one")
    trial.run("expect 1 == 2")
    #expect(trial.mistake?.slots["question"] == "1 == 2")
    trial.run("f(a) = 1 / a\nx = 1\n\ny = f(0)")
    #expect(trial.line == 1)
  }

  @Test func programsWithManyItemsCompile() {
    let items = (1...1000).map { "\($0)" }.joined(separator: ", ")
    #expect(Trial.output("show sum([\(items)])") == ["500500"])
    let sum = (1...400).map { "\($0)" }.joined(separator: " + ")
    #expect(Trial.output("show \(sum)") == ["80200"])
    let parts = (1...200).map { "{\($0)}" }.joined()
    #expect(Trial.output("show length(\"\(parts)\")") == ["492"])
    let inputs = (1...300).map { "\($0)" }.joined(separator: ", ")
    #expect(Trial.output("show \(inputs)") == ["!! too-crowded"])
  }
}
