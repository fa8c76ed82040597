import CLinnetKernels

/// What can be read off a four-vector, each in a form that keeps its digits.
extension FourVector {
  /// The names of all parts, in the order they are listed to people.
  public static let partNames = [
    "E", "px", "py", "pz", "pt", "p", "eta", "phi", "theta", "mass", "mass2", "mt", "et",
    "rapidity", "beta", "gamma",
  ]

  /// The part with a name: a number, NaN where there is none; nil for an unknown name.
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
  public var pt: Double { polar?.pt ?? linnet_hypot(px, py) }
  /// The size of the momentum.
  public var p: Double { linnet_hypot(linnet_hypot(px, py), pz) }
  /// The pseudorapidity; infinite along the beam, 0 for no momentum at all.
  public var eta: Double {
    if let polar { return polar.eta }
    if pz == 0 { return 0 }
    let pt = linnet_hypot(px, py)
    return pt == 0 ? (pz > 0 ? .infinity : -.infinity) : linnet_asinh(pz / pt)
  }
  /// The azimuth, from -π to π.
  public var phi: Double {
    if let polar, polar.phi.magnitude <= 3.14159 { return polar.phi }
    return linnet_atan2(py, px)
  }
  /// The angle to the beam, from 0 to π.
  public var theta: Double { linnet_atan2(linnet_hypot(px, py), pz) }
  /// The invariant mass; minus the root of the size of a negative `mass2`.
  public var mass: Double { Self.signedRoot(mass2) }
  /// The transverse mass, from `mass2 + pt²`.
  public var mt: Double { Self.signedRoot(mass2 + pt * pt) }
  /// The transverse energy `E sin θ`.
  public var et: Double {
    let p = p
    return p == 0 ? 0 : E * (pt / p)
  }
  /// The rapidity `½ ln((E + pz)/(E − pz))`, worked out as `asinh(pz / mt)`; NaN where there is none.
  public var rapidity: Double {
    if pz == 0 { return 0 }
    let mt = mt
    if mt == 0 { return pz > 0 ? .infinity : -.infinity }
    if mt > 0, E > 0 { return linnet_asinh(pz / mt) }
    return .nan
  }
  /// The speed in units of that of light; NaN without energy.
  public var beta: Double { E == 0 ? .nan : p / E }
  /// Energy over mass; infinite without mass, NaN where `mass2` is negative.
  public var gamma: Double {
    if mass2 > 0 { return E / mass }
    return mass2 == 0 && E != 0 ? .infinity : .nan
  }

  static func signedRoot(_ square: Double) -> Double {
    square >= 0 ? square.squareRoot() : -((-square).squareRoot())
  }
}

/// Angles between two vectors, and one seen from another.
extension FourVector {
  /// The difference of two azimuths, brought into -π … π.
  public static func phiDifference(_ a: Double, _ b: Double) -> Double {
    let turn = 2 * Double.pi
    let difference = a - b
    if difference.magnitude <= .pi { return difference }
    guard difference.isFinite else { return .nan }
    // What is nearest to a whole number of turns is taken away; exact for a few turns.
    let rest = linnet_fmod(difference, turn)
    if rest > .pi { return rest - turn }
    return rest < -.pi ? rest + turn : rest
  }

  /// The azimuth from the second vector to the first, from -π to π.
  public func deltaPhi(_ other: FourVector) -> Double {
    if let a = polar, let b = other.polar { return Self.phiDifference(a.phi, b.phi) }
    let along = px * other.px + py * other.py
    let across = ExactSum.difference(py, other.px, px, other.py)
    return across == 0 && along >= 0 ? 0 : linnet_atan2(across, along)
  }

  /// The difference of the pseudorapidities.
  public func deltaEta(_ other: FourVector) -> Double {
    if let a = polar, let b = other.polar { return a.eta - b.eta }
    let t1 = linnet_hypot(px, py)
    let t2 = linnet_hypot(other.px, other.py)
    let plain = eta - other.eta
    guard t1 > 0, t2 > 0, plain.magnitude < 0.1, pz * other.pz > 0 else {
      return plain.isNaN ? 0 : plain
    }
    // asinh x − asinh y = asinh((x² − y²) / (x√(1+y²) + y√(1+x²))) with x = pz/pt, and the
    // difference of squares is (z₁x₂ − z₂x₁)(z₁x₂ + z₂x₁) + (z₁y₂ − z₂y₁)(z₁y₂ + z₂y₁) over t₁²t₂².
    let squares =
      ExactSum.squareDifference(pz, other.px, other.pz, px)
      + ExactSum.squareDifference(pz, other.py, other.pz, py)
    let x = pz / t1
    let y = other.pz / t2
    return linnet_asinh(
      squares.value / (t1 * t2) / (t1 * t2)
        / (x * linnet_hypot(1, y) + y * linnet_hypot(1, x)))
  }

  /// The distance `√(Δη² + Δφ²)`.
  public func deltaR(_ other: FourVector) -> Double {
    linnet_hypot(deltaEta(other), deltaPhi(other))
  }

  /// The angle between the momenta, from 0 to π.
  public func angle(_ other: FourVector) -> Double {
    let cross = crossProduct(other)
    let across = linnet_hypot(linnet_hypot(cross.x, cross.y), cross.z)
    let along = px * other.px + py * other.py + pz * other.pz
    return across == 0 && along >= 0 ? 0 : linnet_atan2(across, along)
  }

  /// This vector, given in the rest frame of another, as seen from where that one moves; nil when that
  /// one has no rest frame.
  ///
  /// The other way round of `seen(inRestFrameOf:)`: the frame moves backwards.
  public func seen(fromRestFrameOf moving: FourVector) -> FourVector? {
    seen(
      inRestFrameOf: FourVector(
        E: moving.E, px: -moving.px, py: -moving.py, pz: -moving.pz, mass2: moving.mass2))
  }

  /// This vector as seen in the rest frame of another; nil when that one has no rest frame.
  ///
  /// The energy is `v·P / M`. The momentum is split along and across `P`: what lies across stays, and
  /// what lies along becomes `(p∥ P₀ − E |P|) / M`, taken without cancellation where the two are close.
  public func seen(inRestFrameOf frame: FourVector) -> FourVector? {
    guard frame.mass2 > 0, frame.E > 0 else { return nil }
    let frameMass = frame.mass
    let energy = dot(frame) / frameMass
    if self == frame {
      return FourVector(E: frameMass, px: 0, py: 0, pz: 0, mass2: mass2)
    }
    let size = frame.p
    guard size > 0 else { return self }
    let along = (px * frame.px + py * frame.py + pz * frame.pz) / size
    let first = along * frame.E
    let second = E * size
    var boosted = (first - second) / frameMass
    let cross = frame.crossProduct(self)
    let acrossSquare =
      (cross.x * cross.x + cross.y * cross.y + cross.z * cross.z) / (size * size)
    if along > 0, first + second > 0, (first - second).magnitude < 0.1 * second {
      boosted =
        (along * along * frame.mass2 - (acrossSquare + mass2) * size * size)
        / ((first + second) * frameMass)
    }
    // Across: (P × p) × P / P².
    let scale = 1 / (size * size)
    let x = (cross.y * frame.pz - cross.z * frame.py) * scale
    let y = (cross.z * frame.px - cross.x * frame.pz) * scale
    let z = (cross.x * frame.py - cross.y * frame.px) * scale
    let direction = boosted / size
    return FourVector(
      E: energy, px: x + frame.px * direction, py: y + frame.py * direction,
      pz: z + frame.pz * direction, mass2: mass2)
  }
}
