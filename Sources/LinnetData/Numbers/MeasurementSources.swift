/// What the uncertainties of the rows of a column come from.
///
/// Each row has the shifts of its `Measurement`, so that values taken out of a column, combined row by row
/// or summed up stay correlated as single values do: `d.m - d.m` is 0 ± 0 in every row. Empty where
/// nothing is known, for example of a column made from two columns of plain numbers.
public struct MeasurementSources: Sendable {
  /// Where the shifts of each row begin, one more than rows; empty when nothing is known.
  private var starts: [Int] = []
  /// The shifts of all rows, one row after another.
  private var shifts: [Measurement.Shift] = []

  /// No rows, or nothing known about them.
  public init() {}

  /// The sources of measurements; nil is a gap.
  public init(_ rows: [Measurement?]) {
    for row in rows { append(row?.shifts ?? []) }
  }

  /// Adds a row.
  public mutating func append(_ row: [Measurement.Shift]) {
    if starts.isEmpty { starts.append(0) }
    shifts.append(contentsOf: row)
    starts.append(shifts.count)
  }

  /// The shifts of a row, from 0; none where nothing is known.
  public func shifts(_ row: Int) -> [Measurement.Shift] {
    guard row >= 0, row + 1 < starts.count else { return [] }
    return Array(shifts[starts[row]..<starts[row + 1]])
  }

  /// About how many bytes are kept.
  public var bytes: Int { starts.count * 8 + shifts.count * 16 }

  /// The sources of some rows; a negative row is a gap.
  func gather(_ rows: [Int32]) -> MeasurementSources {
    guard !starts.isEmpty else { return self }
    var result = MeasurementSources()
    result.starts.reserveCapacity(rows.count + 1)
    result.starts.append(0)
    for row in rows {
      if row >= 0, Int(row) + 1 < starts.count {
        result.shifts.append(contentsOf: shifts[starts[Int(row)]..<starts[Int(row) + 1]])
      }
      result.starts.append(result.shifts.count)
    }
    return result
  }

  /// The sources of a run of rows.
  func slice(_ rows: Range<Int>) -> MeasurementSources {
    guard !starts.isEmpty, rows.upperBound < starts.count else { return self }
    var result = MeasurementSources()
    let first = starts[rows.lowerBound]
    result.starts = starts[rows.lowerBound...rows.upperBound].map { $0 - first }
    result.shifts = Array(shifts[first..<starts[rows.upperBound]])
    return result
  }

  /// These sources, of `count` rows, then those of `otherCount` others.
  func appending(_ other: MeasurementSources, _ count: Int, _ otherCount: Int)
    -> MeasurementSources
  {
    if starts.isEmpty, other.starts.isEmpty { return self }
    var result = MeasurementSources()
    result.starts = starts.isEmpty ? [Int](repeating: 0, count: count + 1) : starts
    result.shifts = shifts
    let base = shifts.count
    if other.starts.isEmpty {
      result.starts.append(contentsOf: [Int](repeating: base, count: otherCount))
    } else {
      result.starts.append(contentsOf: other.starts.dropFirst().map { $0 + base })
      result.shifts.append(contentsOf: other.shifts)
    }
    return result
  }
}
