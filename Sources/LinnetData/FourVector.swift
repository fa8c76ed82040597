import CLinnetKernels

/// One four-vector: energy and momentum, with what it was made from kept beside them.
///
/// `mass2` is carried, not recomputed as `E² - p²`, so that a light particle at large energy keeps its
/// mass to the last digits; the direction of a vector made from `pt`, `eta` and `phi` is carried too,
/// so that the mass of two nearly parallel ones is right. Metric (+,−,−,−). Energies and momenta in one
/// unit, usually GeV; angles in radians. `FourVector+Parts.swift` derives the rest.
public struct FourVector: Sendable, Equatable {
  /// The energy.
  public var E: Double
  /// The momentum along x.
  public var px: Double
  /// The momentum along y.
  public var py: Double
  /// The momentum along z, the beam.
  public var pz: Double
  /// The squared invariant mass.
  public var mass2: Double
  /// Transverse momentum and direction, if the vector was made from them.
  var polar: Polar?

  /// Transverse momentum and direction.
  struct Polar: Sendable, Equatable {
    var pt: Double
    var eta: Double
    var phi: Double
  }

  /// Makes a vector from parts that belong together.
  public init(E: Double, px: Double, py: Double, pz: Double, mass2: Double) {
    self.E = E
    self.px = px
    self.py = py
    self.pz = pz
    self.mass2 = mass2
  }

  /// Makes a vector from energy and momentum; the mass comes out of a difference taken exactly.
  public init(E: Double, px: Double, py: Double, pz: Double) {
    self.init(
      E: E, px: px, py: py, pz: pz, mass2: ExactSum.squares(plus: E, minus: (px, py, pz)))
  }

  /// Makes a vector from transverse momentum, direction and mass.
  ///
  /// A mass below zero stands for a negative `mass2`, as it is shown.
  public init(pt: Double, eta: Double, phi: Double, mass: Double) {
    let p = pt * linnet_cosh(eta)
    let energy =
      mass >= 0 ? linnet_hypot(p, mass) : Swift.max(0, (p - mass) * (p + mass)).squareRoot()
    self.init(pt: pt, eta: eta, phi: phi, E: energy, mass2: mass * mass.magnitude)
  }

  /// Makes a vector from transverse momentum, direction and energy.
  public init(pt: Double, eta: Double, phi: Double, E: Double) {
    let p = pt * linnet_cosh(eta)
    self.init(pt: pt, eta: eta, phi: phi, E: E, mass2: (E - p) * (E + p))
  }

  /// Makes a vector from momentum and mass.
  ///
  /// A mass below zero stands for a negative `mass2`, as it is shown.
  public init(px: Double, py: Double, pz: Double, mass: Double) {
    let p = linnet_hypot(linnet_hypot(px, py), pz)
    let energy =
      mass >= 0 ? linnet_hypot(p, mass) : Swift.max(0, (p - mass) * (p + mass)).squareRoot()
    self.init(E: energy, px: px, py: py, pz: pz, mass2: mass * mass.magnitude)
  }

  private init(pt: Double, eta: Double, phi: Double, E: Double, mass2: Double) {
    self.init(
      E: E, px: pt * linnet_cos(phi), py: pt * linnet_sin(phi), pz: pt * linnet_sinh(eta),
      mass2: mass2)
    if pt >= 0 { polar = Polar(pt: pt, eta: eta, phi: phi) }
  }

  /// The sum, with the squared mass from the three parts `m₁² + m₂² + 2 p₁·p₂`, none of which cancels.
  public static func + (left: FourVector, right: FourVector) -> FourVector {
    FourVector(
      E: left.E + right.E, px: left.px + right.px, py: left.py + right.py,
      pz: left.pz + right.pz, mass2: left.mass2 + right.mass2 + 2 * left.dot(right))
  }

  /// The difference.
  public static func - (left: FourVector, right: FourVector) -> FourVector {
    if left == right { return FourVector(E: 0, px: 0, py: 0, pz: 0, mass2: 0) }
    return FourVector(
      E: left.E - right.E, px: left.px - right.px, py: left.py - right.py,
      pz: left.pz - right.pz, mass2: left.mass2 + right.mass2 - 2 * left.dot(right))
  }

  /// The vector with every part turned round.
  public static prefix func - (vector: FourVector) -> FourVector { vector * -1 }

  /// The vector made longer by a factor.
  public static func * (vector: FourVector, factor: Double) -> FourVector {
    var result = FourVector(
      E: vector.E * factor, px: vector.px * factor, py: vector.py * factor,
      pz: vector.pz * factor, mass2: vector.mass2 * factor * factor)
    if factor > 0, let polar = vector.polar {
      result.polar = Polar(pt: polar.pt * factor, eta: polar.eta, phi: polar.phi)
    }
    return result
  }

  /// The Minkowski product `E₁E₂ − p₁·p₂`, without cancellation for light and nearly parallel particles.
  ///
  /// `E₁E₂ − |p₁||p₂|` is `(m₁²E₂² + p₁²m₂²) / (E₁E₂ + |p₁||p₂|)`, and `|p₁||p₂|(1 − cos θ)` is
  /// `|p₁×p₂|² / (|p₁||p₂| + p₁·p₂)`, or from pseudorapidity and azimuth
  /// `2 pt₁ pt₂ (sinh²(Δη/2) + sin²(Δφ/2))`.
  public func dot(_ other: FourVector) -> Double {
    let plain = E * other.E - (px * other.px + py * other.py + pz * other.pz)
    // Only a difference of close numbers needs care, and only a particle with its energy above
    // its momentum and forward in time fits the formula.
    let size = E * other.E
    guard size > 0, E > 0, plain.magnitude < size * 0.5 else { return plain }
    let p1 = p
    let p2 = other.p
    let product = p1 * p2
    guard product > 0, size.isFinite else { return plain }
    let light =
      (mass2 * other.E * other.E + p1 * p1 * other.mass2) / (size + product)
    if let a = polar, let b = other.polar {
      let eta = linnet_sinh((a.eta - b.eta) / 2)
      let phi = linnet_sin((a.phi - b.phi) / 2)
      return light + 2 * a.pt * b.pt * (eta * eta + phi * phi)
    }
    let along = px * other.px + py * other.py + pz * other.pz
    guard along > 0 else { return light + (product - along) }
    let cross = crossProduct(other)
    let across = cross.x * cross.x + cross.y * cross.y + cross.z * cross.z
    return light + across / (product + along)
  }

  /// The cross product of the momenta, each difference of products taken exactly.
  func crossProduct(_ other: FourVector) -> (x: Double, y: Double, z: Double) {
    (
      ExactSum.difference(py, other.pz, pz, other.py),
      ExactSum.difference(pz, other.px, px, other.pz),
      ExactSum.difference(px, other.py, py, other.px)
    )
  }
}
