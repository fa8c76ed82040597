import CLinnetKernels

extension FourVector {
  /// The Minkowski product E₁E₂ - p₁·p₂.
  ///
  /// For two particles it is a sum of positive terms, so that it stays right to a few last digits
  /// where E₁E₂ and p₁·p₂ nearly cancel.
  public static func * (left: FourVector, right: FourVector) -> Double {
    if left == right { return left.mass2 }
    guard left.E > 0, right.E > 0, left.mass2 >= 0, right.mass2 >= 0 else {
      return minkowski(
        [left.E, left.px, left.py, left.pz], [right.E, right.px, right.py, right.pz])
    }
    let p = left.p
    let q = right.p
    let masses = left.mass2 * (right.mass2 + q * q) + right.mass2 * (p * p)
    let dot = left.px * right.px + left.py * right.py + left.pz * right.pz
    var open = p * q - dot
    if dot > 0 {
      let cross = left.cross(right)
      open = cross * cross / (p * q + dot)
    }
    return masses / (left.E * right.E + p * q) + open
  }

  /// The sum.
  public static func + (left: FourVector, right: FourVector) -> FourVector {
    FourVector(
      E: left.E + right.E, px: left.px + right.px, py: left.py + right.py,
      pz: left.pz + right.pz, mass2: left.mass2 + right.mass2 + 2 * (left * right))
  }

  /// The difference.
  public static func - (left: FourVector, right: FourVector) -> FourVector {
    FourVector(
      E: left.E - right.E, px: left.px - right.px, py: left.py - right.py,
      pz: left.pz - right.pz, mass2: left.mass2 + right.mass2 - 2 * (left * right))
  }

  /// The vector times a number.
  public static func * (factor: Double, vector: FourVector) -> FourVector {
    FourVector(
      E: factor * vector.E, px: factor * vector.px, py: factor * vector.py,
      pz: factor * vector.pz, mass2: factor * factor * vector.mass2)
  }

  /// The vector with all signs turned.
  public static prefix func - (vector: FourVector) -> FourVector { -1 * vector }

  /// The azimuth of this vector minus that of another, -π to π, in radians.
  public func deltaPhi(_ other: FourVector) -> Double {
    var difference = phi - other.phi
    if difference > .pi { difference -= 2 * .pi }
    if difference < -.pi { difference += 2 * .pi }
    return difference
  }

  /// The distance in pseudorapidity and azimuth.
  public func deltaR(_ other: FourVector) -> Double {
    linnet_hypot(eta - other.eta, deltaPhi(other))
  }

  /// The angle between the momenta in radians, 0 to π.
  public func angle(_ other: FourVector) -> Double {
    linnet_atan2(cross(other), px * other.px + py * other.py + pz * other.pz)
  }

  /// The size of the cross product of the momenta.
  private func cross(_ other: FourVector) -> Double {
    linnet_hypot(
      linnet_hypot(
        Self.minkowski([py, pz, 0, 0], [other.pz, other.py, 0, 0]),
        Self.minkowski([pz, px, 0, 0], [other.px, other.pz, 0, 0])),
      Self.minkowski([px, py, 0, 0], [other.py, other.px, 0, 0]))
  }

  /// The vector as seen from the rest frame of another; nil when that one has no rest frame.
  public func boosted(to frame: FourVector) -> FourVector? {
    guard frame.mass2 > 0, frame.E > 0 else { return nil }
    let mass = frame.mass
    let energy = (self * frame) / mass
    let share = (E + energy) / (frame.E + mass)
    return FourVector(
      E: energy, px: px - share * frame.px, py: py - share * frame.py,
      pz: pz - share * frame.pz, mass2: mass2)
  }
}
