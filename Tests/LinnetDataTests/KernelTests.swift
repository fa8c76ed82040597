import CLinnetKernels
import Foundation
import Testing

@testable import LinnetData

/// The kernels against libm, the instruction sets against each other, threads against one.
@Suite(.serialized) struct KernelTests {
  static let specials: [Double] = [
    0, -0.0, .infinity, -.infinity, .nan, 1, -1, 0.5, -0.5, 5e-324, 2.2e-308, 1.7e308, 709.7,
    709.79, 710,
    -745, -746, 1e5, 100_001, 1e22, .pi, .pi / 2, 3 * .pi / 2, 22 / 7.0, 0.99999, 1.00001,
  ]
  static let values: [Double] = {
    var state: UInt64 = 42
    var values = specials
    for index in 0..<4000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let unit = Double(Int64(bitPattern: state)) / 9.3e18
      values.append(unit * [1, 20, 1000, 99_999][index % 4])
    }
    return values
  }()

  static func apply(_ function: NumberFunction, _ values: [Double]) -> [Double] {
    var out = [Double](repeating: 0, count: values.count)
    _ = linnet_unary(function.kernel, &out, values, values.count)
    return out
  }

  @Test func agreesWithLibm() {
    let functions: [(NumberFunction, (Double) -> Double)] = [
      (.sin, { sin($0) }), (.cos, { cos($0) }), (.exp, { exp($0) }), (.sinh, { sinh($0) }),
      (.cosh, { cosh($0) }), (.log, { $0 <= 0 ? .nan : log($0) }), (.tan, { tan($0) }),
      (.tanh, { tanh($0) }),
      (.round, { $0.rounded() }), (.floor, { $0.rounded(.down) }), (.ceiling, { $0.rounded(.up) }),
      (.sqrt, { $0.squareRoot() }), (.abs, { $0.magnitude }), (.asinh, { asinh($0) }),
    ]
    for (function, exact) in functions {
      for (value, result) in zip(Self.values, Self.apply(function, Self.values)) {
        let wanted = exact(value)
        let isRight =
          wanted.isNaN
          ? result.isNaN
          : result == wanted || (result - wanted).magnitude <= 3 * wanted.ulp
        #expect(isRight, "\(function) of \(value): \(result), not \(wanted)")
      }
    }
  }

  @Test func givesTheSameBitsOnEveryMachine() {
    for function in [NumberFunction.sin, .cos, .exp, .sinh, .cosh, .log, .sqrt, .round, .wrapAngle]
    {
      linnet_use_widest(0)
      let portable = Self.apply(function, Self.values)
      let sum = linnet_summarise(portable, 0, portable.count)
      linnet_use_widest(1)
      let widest = Self.apply(function, Self.values)
      let same = zip(portable, widest).allSatisfy {
        $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN
      }
      #expect(same, "\(function)")
      let other = linnet_summarise(portable, 0, portable.count)
      #expect(sum.sum.bitPattern == other.sum.bitPattern || sum.sum.isNaN && other.sum.isNaN)
    }
  }

  @Test func keepsTheExactProduct() throws {
    // E² - p² of a light particle at large energy, where the plain formula has no digit left.
    let column = VectorColumn(
      coordinates: .cartesian,
      parts: [
        Column(decimals: [1e6 + 0x1p-20]), Column(decimals: [0]), Column(decimals: [0]),
        Column(decimals: [1e6]),
      ])
    let mass2 = try Column(.vector(column)).part("mass2").item(0).number
    #expect(mass2 == 0x1p-20 * (2e6 + 0x1p-20))
  }

  @Test func givesTheSameDigitsForAnyNumberOfThreads() throws {
    final class Pairs: Workers, @unchecked Sendable {
      override var width: Int { 3 }
      override func run(count: Int, body: @Sendable (Int) -> Void) {
        // Backwards: the order must not matter.
        for piece in (0..<count).reversed() { body(piece) }
      }
    }
    let rows = 300_000
    let x = Column(decimals: (0..<rows).map { Double($0 % 977) / 7 })
    func work(_ workers: Workers) throws -> (Column, GapCounts) {
      let plan = PlanBuilder(rows: rows, workers: workers)
      let node = try plan.input(x)
      let result = try plan.evaluate(
        plan.binary(.divide, plan.unary(.sin, node), plan.binary(.modulo, node, plan.constant(1))))
      return (result, plan.made)
    }
    let (one, made) = try work(Workers())
    let (other, alsoMade) = try work(Pairs())
    #expect(
      zip(one.decimals ?? [], other.decimals ?? []).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
    #expect(made.divisions == alsoMade.divisions && made.divisions > 0)
    var calls = 0
    let plan = PlanBuilder(rows: rows) { _ in
      calls += 1
      return calls < 3
    }
    #expect(
      code { () throws(DataMistake) in
        _ = try plan.evaluate(plan.unary(.sin, plan.input(x)))
      } == "stopped")
    #expect(calls == 3)
  }
}
