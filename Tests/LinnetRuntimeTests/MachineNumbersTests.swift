import LinnetSyntax
import Testing

@Suite struct MachineNumbersTests {
  @Test func wholeNumbersBecomeDecimalsWhenTheyDoNotFit() {
    #expect(
      Trial.output("show 9223372036854775807 + 1, 4611686018427387904 * 4")
        == ["9.223372037e18 1.844674407e19"])
    #expect(Trial.output("x = 0 - 9223372036854775807 - 1\nshow -x") == ["9.223372037e18"])
  }

  @Test func remaindersTakeTheSignOfTheDivisor() {
    #expect(
      Trial.output("show -7 mod 3, 7 mod -3, -7 div 3, 7 div -3, 7.5 mod 2, -7.5 div 2")
        == ["2 -2 -3 -3 1.5 -4"])
    #expect(Trial.output("a = -7\nb = 3\nshow a mod b, a div b") == ["2 -3"])
    #expect(
      Trial.output("x = 0 - 9223372036854775807 - 1\ny = -1\nshow x mod y, x div y")
        == ["0 9.223372037e18"])
  }

  @Test(arguments: ["1 / 0", "1.5 / 0.0", "3 mod 0", "3 div 0", "2.5 mod 0", "0 ^ -1"])
  func dividingByZeroIsAMistake(calculation: String) {
    #expect(Trial.output("show \(calculation)") == ["!! divide-by-zero"])
  }

  @Test func powersAreExactWhileTheyFit() {
    #expect(
      Trial.output("show 3^39, 2^62, (-2)^3, 2^-1, 2^0.5 * 2^0.5 near 2") == [
        "4052555153018976267 4611686018427387904 -8 0.5 true"
      ])
    #expect(Trial.output("show (-8)^0.5") == ["!! no-real-power"])
  }

  @Test func infiniteMinusInfiniteIsAMistake() {
    #expect(Trial.output("x = 1e300 * 1e300\nshow x - x") == ["!! too-large"])
    #expect(Trial.output("x = 1e300 * 1e300\ny = 0\nshow x * y") == ["!! too-large"])
  }

  @Test func decimalsThatAreWholeCountLikeWholeNumbers() {
    #expect(Trial.output("xs = [5, 6, 7]\nshow xs[count(xs) / 1], xs[4 / 2]") == ["7 6"])
    #expect(Trial.output("repeat 6 / 3 times\n  show 1\nend") == ["1", "1"])
    #expect(Trial.output("for i from 1.0 to 4 / 2\n  show i\nend") == ["1", "2"])
  }

  @Test func decimalStepsDoNotDrift() {
    let lines = Trial.output("for x from 0 to 1 by 0.1\n  show x\nend")
    #expect(lines == ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"])
    #expect(Trial.output("for x from 1 to 0 by -0.25\n  show x\nend").count == 5)
    #expect(Trial.output("for x from 1 to 0 by 0.25\n  show x\nend") == [])
  }

  @Test func countingToTheLargestNumberEnds() {
    #expect(
      Trial.output(
        "for i from 9223372036854775806 to 9223372036854775807\n  n = i\nend\nshow n > 1")
        == ["true"])
    #expect(Trial.output("for i from 1 to 2 by 0\n  show i\nend") == ["!! loop-by-zero"])
  }
}
