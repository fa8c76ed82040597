/// The language's functions that are written in the language itself, as text.
public enum StdlibTexts {
  /// The files of `Stdlib/`: the family of the functions inside, and their text.
  public static let all: [(family: String, text: [UInt8])] = [
    ("dates", PackageResources.dates_linnet),
    ("earth", PackageResources.earth_linnet),
    ("particles", PackageResources.particles_linnet),
    ("random", PackageResources.random_linnet),
    ("statistics", PackageResources.statistics_linnet),
    ("vectors", PackageResources.vectors_linnet),
  ]
}
