/// One four-vector: energy and momentum, with its squared mass kept beside them.
///
/// `mass2` is carried, not recomputed as `E² - p²`, so that a light particle at large energy keeps its
/// mass to the last digits. Metric (+,−,−,−). Energies and momenta in one unit, usually GeV.
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

  /// Makes a vector from parts that belong together.
  public init(E: Double, px: Double, py: Double, pz: Double, mass2: Double) {
    self.E = E
    self.px = px
    self.py = py
    self.pz = pz
    self.mass2 = mass2
  }
}
