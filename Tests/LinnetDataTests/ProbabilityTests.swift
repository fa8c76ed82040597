import Testing

@testable import LinnetData

/// Probabilities and counts held against numbers worked out with thirty digits.
@Suite struct ProbabilityTests {
  /// True when two numbers agree to twelve digits.
  private func agree(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * abs(b) }

  @Test(arguments: [
    (-37.0, 5.7255712225245768e-300),
    (-12.5, 3.7325642988777134e-36),
    (-1.0, 0.15865525393145705),
    (-0.001, 0.49960105778608894),
    (0.5, 0.6914624612740131),
    (3.0, 0.99865010196836991),
  ])
  func normalTailsKeepTheirDigits(x: Double, expected: Double) {
    #expect(agree(Probability.normal(x), expected))
  }

  @Test(arguments: [
    (0.01, 1, 0.92034432544594204),
    (3.84, 1, 0.050043521248705103),
    (1200.0, 3, 7.3316715915506779e-260),
    (28.0, 30, 0.57043671282737217),
    (90.0, 31, 1.1647783312436699e-7),
    (1300.0, 1000, 3.8897364994868525e-10),
    (9000.0, 10000, 0.99999999999987302),
  ])
  func chi2TailsKeepTheirDigits(chi2: Double, ndf: Int, expected: Double) {
    #expect(agree(Probability.chi2(chi2, ndf: ndf), expected))
  }

  @Test func whatLiesBetweenDoesNotCancel() {
    #expect(agree(Probability.normal(from: 8, to: 9), 6.2198319858658303e-16))
    #expect(agree(Probability.normal(from: -9, to: -8), 6.2198319858658303e-16))
    #expect(Probability.normal(from: 2, to: 1) == 0)
    #expect(Probability.normal(from: -.infinity, to: .infinity) == 1)
  }

  @Test func countsAreTheNearestNumbers() {
    #expect(ExactCount.factorial(18) == 6_402_373_705_728_000)
    #expect(ExactCount.factorial(25) == 15_511_210_043_330_985_984_000_000)
    #expect(ExactCount.factorial(171) == .infinity)
    #expect(ExactCount.factorial(-1).isNaN && ExactCount.factorial(2.5).isNaN)
    #expect(ExactCount.combinations(60, 30) == 118_264_581_564_861_424)
    #expect(ExactCount.combinations(1029, 500).isFinite)
    #expect(ExactCount.combinations(1100, 550) == .infinity)
    #expect(ExactCount.combinations(1e15, 2) == 1e15 * (1e15 - 1) / 2)
  }
}
