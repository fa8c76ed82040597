import LinnetSyntax
import Testing

@Suite struct MachineQuestionsTests {
  /// All nine pairs of answers, as values and as the question of an `if`.
  @Test func threeAnswersInAndAndOr() {
    let answers = ["true", "false", "missing"]
    for left in answers {
      for right in answers {
        for word in ["and", "or"] {
          let winner = word == "or" ? "true" : "false"
          let expected =
            left == winner || right == winner
            ? winner : left == "missing" || right == "missing" ? "missing" : left
          let head = "a = \(left)\nb = \(right)\n"
          #expect(Trial.output(head + "show a \(word) b") == [expected])
          let asked = Trial.output(
            head + "if a \(word) b\n  show \"yes\"\nelse\n  show \"no\"\nend")
          let wanted =
            expected == "true" ? "yes" : expected == "false" ? "no" : "!! missing-question"
          #expect(asked == [wanted], "\(left) \(word) \(right)")
          let refused = Trial.output(
            head + "if not (a \(word) b)\n  show \"yes\"\nelse\n  show \"no\"\nend")
          let opposite =
            expected == "true" ? "no" : expected == "false" ? "yes" : "!! missing-question"
          #expect(refused == [opposite], "not (\(left) \(word) \(right))")
        }
      }
    }
  }

  @Test func comparisonsWithGapsLeaveItToTheOtherSide() {
    let head = "x = missing\ny = 1\n"
    #expect(Trial.output(head + "if x > 3 and y > 2\n  show 1\nelse\n  show 0\nend") == ["0"])
    #expect(Trial.output(head + "if x > 3 or y < 2\n  show 1\nelse\n  show 0\nend") == ["1"])
    #expect(
      Trial.output(head + "if x > 3 and y < 2\n  show 1\nend") == ["!! missing-question"])
    #expect(
      Trial.output(head + "if (x > 3 or y < 2) and y == 1\n  show 1\nend") == ["1"])
    #expect(Trial.output(head + "if 0 < x < 5 and y > 2\n  show 1\nelse\n  show 0\nend") == ["0"])
    #expect(Trial.output(head + "if 0 < y < x\n  show 1\nend") == ["!! missing-question"])
    #expect(Trial.output(head + "if 5 < y < x\n  show 1\nelse\n  show 0\nend") == ["0"])
    #expect(
      Trial.output("x = missing\nn = 0\nwhile n < 3 and (x > 1 or n < 2)\n  n = n + 1\nend")
        == ["!! missing-question"])
  }

  @Test func chainsWorkOutEachOperandOnce() {
    let program = """
      define f(x)
        show x
        return x
      end
      show f(1) < f(2) < f(3)
      if f(3) < f(2) < f(1)
        show "no"
      end
      """
    #expect(Trial.output(program) == ["1", "2", "3", "true", "3", "2"])
  }

  @Test func numbersAndListsAreNoQuestions() {
    #expect(Trial.output("if 1\n  show 1\nend") == ["!! not-a-question"])
    #expect(Trial.output("a = 3\nif a and a > 2\n  show 1\nend") == ["!! not-a-question"])
    #expect(Trial.output("if [1, 2] > 1\n  show 1\nend") == ["!! many-answers"])
    #expect(Trial.output("while \"a\"\n  show 1\nend") == ["!! not-a-question"])
    #expect(Trial.output("show [true, false] and [true, true]") == ["[true, false]"])
  }
}
