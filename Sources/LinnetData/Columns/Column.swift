/// A column: values of one kind, one a row, with a name for its unit; immutable for everyone but its only
/// holder, who may set a row in place.
///
/// A gap is stored in the values themselves, so that kernels see one plain array: NaN in decimals,
/// `Int64.min` in whole numbers and dates, -1 in text codes, 2 in true/false, and a length of -1 … in
/// lists. There is no other NaN in Linnet: a calculation without an answer is a gap.
///
/// It can be handed to other threads: who changes it is the only one who holds it.
public final class Column: @unchecked Sendable {
  /// The values.
  @exclusivity(unchecked) public internal(set) var storage: Storage
  /// The codes of words, once somebody set one in place; see `setInPlace`.
  @exclusivity(unchecked) var wordCodes: [String: Int32] = [:]
  /// The number of rows.
  public let count: Int
  /// The unit, for example `GeV`; empty when there is none.
  public let unit: String

  /// Makes a column from its storage.
  public init(_ storage: Storage, unit: String = "") {
    self.storage = storage
    self.count = storage.count
    self.unit = unit
  }

  /// How the values of a column lie in memory.
  public indirect enum Storage: Sendable {
    /// Decimal numbers; a gap is NaN.
    case decimal([Double])
    /// Whole numbers; a gap is `Int64.min`.
    case whole([Int64])
    /// 0 for false, 1 for true, 2 for a gap.
    case truth([UInt8])
    /// Words: a code a row into a table of different words; a gap is -1.
    case text(codes: [Int32], words: [String])
    /// Dates and times as `DateValue.raw`; a gap is `Int64.min`.
    case date([Int64])
    /// Four-vectors, by their parts.
    case vector(VectorColumn)
    /// A list a row: `items[offsets[i]..<offsets[i + 1]]`. A gap is a row listed in `gaps`.
    case list(offsets: [Int], items: Column, gaps: Set<Int>)
    /// A record a row: one column a part.
    case record(names: [String], parts: [Column])
    /// Numbers with uncertainties, one a row, and what these come from.
    case measurement(
      values: [Double], errors: [Double], sources: MeasurementSources = MeasurementSources())

    /// The number of rows.
    public var count: Int {
      switch self {
      case .decimal(let values): values.count
      case .whole(let values), .date(let values): values.count
      case .truth(let values): values.count
      case .text(let codes, _): codes.count
      case .vector(let parts): parts.count
      case .list(let offsets, _, _): offsets.count - 1
      case .record(_, let parts): parts.first?.count ?? 0
      case .measurement(let values, _, _): values.count
      }
    }
  }
}

/// A column of four-vectors, kept in the coordinates it was made from, so nothing is lost or computed early.
public struct VectorColumn: Sendable {
  /// Which four quantities the parts are.
  public enum Coordinates: UInt8, Sendable {
    /// Energy and the three momentum components.
    case cartesian
    /// `pt`, `eta`, `phi`, `mass`.
    case mass
    /// `pt`, `eta`, `phi`, `E`.
    case energy
    /// `E`, `px`, `py`, `pz` and, as a fifth part, `mass2` computed without cancellation.
    case sum
  }
  /// The coordinates of the parts.
  public var coordinates: Coordinates
  /// Four (or five) decimal columns of equal length; constants may be columns made by repetition.
  public var parts: [Column]
  /// The number of rows.
  public var count: Int { parts.first?.count ?? 0 }

  /// Makes a vector column from parts of equal length.
  public init(coordinates: Coordinates, parts: [Column]) {
    self.coordinates = coordinates
    self.parts = parts
  }
}

/// Something that went wrong with data, as a stable code and the values of its slots.
///
/// The runtime turns it into a `Mistake` with the same code, so this room needs to know no sentences.
public struct DataMistake: Error, Sendable {
  /// The stable code, for example `unknown-column`.
  public var code: String
  /// The values of the named slots in the catalogue's sentences.
  public var slots: [String: String]

  /// Makes a mistake.
  public init(_ code: String, _ slots: [String: String] = [:]) {
    self.code = code
    self.slots = slots
  }
}
