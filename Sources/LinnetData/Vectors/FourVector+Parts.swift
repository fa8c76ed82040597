import CLinnetKernels

extension FourVector {
  /// A vector from energy and momentum; `mass2` is worked out without cancellation.
  public init(E: Double, px: Double, py: Double, pz: Double) {
    let parts = [E, px, py, pz]
    self.init(E: E, px: px, py: py, pz: pz, mass2: Self.minkowski(parts, parts))
  }

  /// A vector from transverse momentum, pseudorapidity, azimuth (radians) and mass.
  public init(pt: Double, eta: Double, phi: Double, mass: Double) {
    let p = pt * linnet_cosh(eta)
    let mass2 = mass * mass.magnitude
    self.init(
      E: (p * p + mass2).squareRoot(), px: pt * linnet_cos(phi), py: pt * linnet_sin(phi),
      pz: pt * linnet_sinh(eta), mass2: mass2)
  }

  /// A vector from transverse momentum, pseudorapidity, azimuth (radians) and energy.
  public init(pt: Double, eta: Double, phi: Double, E: Double) {
    let p = pt * linnet_cosh(eta)
    self.init(
      E: E, px: pt * linnet_cos(phi), py: pt * linnet_sin(phi), pz: pt * linnet_sinh(eta),
      mass2: (E - p) * (E + p))
  }

  /// The names of all parts, in the order in which they are listed to people.
  public static let partNames = [
    "E", "px", "py", "pz", "pt", "p", "eta", "phi", "theta", "mass", "mass2", "mt", "et",
    "rapidity", "beta", "gamma",
  ]

  /// A part by its name; nil for a name that is no part, NaN where the part has no value.
  public func part(_ name: String) -> Double? {
    switch name {
    case "E": E
    case "px": px
    case "py": py
    case "pz": pz
    case "pt": pt
    case "p": p
    case "eta": eta
    case "phi": phi
    case "theta": theta
    case "mass": mass
    case "mass2": mass2
    case "mt": mt
    case "et": et
    case "rapidity": rapidity
    case "beta": beta
    case "gamma": gamma
    default: nil
    }
  }

  /// The momentum across the beam.
  public var pt: Double { linnet_hypot(px, py) }
  /// The size of the momentum.
  public var p: Double { linnet_hypot(pt, pz) }
  /// The pseudorapidity; NaN along the beam.
  public var eta: Double {
    let pt = pt
    return pt == 0 ? .nan : linnet_asinh(pz / pt)
  }
  /// The azimuth in radians, -π to π.
  public var phi: Double { linnet_atan2(py, px) }
  /// The angle to the beam in radians, 0 to π.
  public var theta: Double { linnet_atan2(pt, pz) }
  /// The mass; minus the root of the size where `mass2` is below zero.
  public var mass: Double { Self.signedRoot(mass2) }
  /// The transverse mass, the root of E² - pz²; negative like `mass`.
  public var mt: Double {
    let pt = pt
    return Self.signedRoot(mass2 + pt * pt)
  }
  /// The transverse energy, E times the sine of the angle to the beam.
  public var et: Double {
    let p = p
    return p == 0 ? 0 : E * (pt / p)
  }
  /// The rapidity; NaN where E is not above |pz|.
  public var rapidity: Double {
    let mt = mt
    return mt > 0 ? linnet_asinh(pz / mt) : .nan
  }
  /// The speed in units of the speed of light.
  public var beta: Double { E == 0 ? .nan : p / E }
  /// E / mass; NaN for massless.
  public var gamma: Double { mass2 > 0 ? E / mass : .nan }

  static func signedRoot(_ value: Double) -> Double {
    value < 0 ? -(-value).squareRoot() : value.squareRoot()
  }

  static func minkowski(_ a: [Double], _ b: [Double]) -> Double {
    var result = 0.0
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        guard let first = a.baseAddress, let second = b.baseAddress else { return }
        let left = (0..<4).map { Optional(first + $0) }
        let right = (0..<4).map { Optional(second + $0) }
        linnet_product(&result, left, right, 1)
      }
    }
    return result
  }
}
