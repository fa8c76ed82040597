import CLinnetKernels

extension Column {
  /// The rows at the given positions, counted from 0, in that order.
  ///
  /// A negative position gives a gap. Positions at or past the end are not allowed.
  public func gather(_ rows: [Int32]) -> Column {
    let storage: Storage
    switch self.storage {
    case .decimal(let values): storage = .decimal(Self.gather(values, rows, linnet_gather_decimal))
    case .whole(let values): storage = .whole(Self.gather(values, rows, linnet_gather_whole))
    case .date(let values): storage = .date(Self.gather(values, rows, linnet_gather_whole))
    case .truth(let values): storage = .truth(Self.gather(values, rows, linnet_gather_truth))
    case .text(let codes, let words):
      storage = Self.texts(Self.gather(codes, rows, linnet_gather_codes), words)
    case .measurement(let values, let errors, let sources):
      storage = .measurement(
        values: Self.gather(values, rows, linnet_gather_decimal),
        errors: Self.gather(errors, rows, linnet_gather_decimal), sources: sources.gather(rows))
    case .vector(let vectors):
      storage = .vector(
        VectorColumn(
          coordinates: vectors.coordinates, parts: vectors.parts.map { $0.gather(rows) }))
    case .record(let names, let parts):
      storage = .record(names: names, parts: parts.map { $0.gather(rows) })
    case .list(let offsets, let items, let gaps):
      var newOffsets = [0]
      newOffsets.reserveCapacity(rows.count + 1)
      var newGaps: Set<Int> = []
      var picked: [Int32] = []
      for (place, row) in rows.enumerated() {
        if row < 0 || gaps.contains(Int(row)) {
          newGaps.insert(place)
        } else {
          for item in offsets[Int(row)]..<offsets[Int(row) + 1] { picked.append(Int32(item)) }
        }
        newOffsets.append(picked.count)
      }
      storage = .list(offsets: newOffsets, items: items.gather(picked), gaps: newGaps)
    }
    return Column(storage, unit: unit)
  }

  /// Texts by their codes, without the words that nobody uses where these are by far the most.
  private static func texts(_ codes: [Int32], _ words: [String]) -> Storage {
    guard words.count > 64, codes.count < words.count / 4 else {
      return .text(codes: codes, words: words)
    }
    var places: [Int32: Int32] = [:]
    var used: [String] = []
    let renamed = codes.map { code -> Int32 in
      if code < 0 { return -1 }
      if let place = places[code] { return place }
      let place = Int32(truncatingIfNeeded: used.count)
      places[code] = place
      used.append(words[Int(code)])
      return place
    }
    return .text(codes: renamed, words: used)
  }

  private static func gather<T>(
    _ values: [T], _ rows: [Int32],
    _ kernel: (UnsafeMutablePointer<T>?, UnsafePointer<T>?, UnsafePointer<Int32>?, Int) -> Void
  ) -> [T] {
    [T](unsafeUninitializedCapacity: rows.count) { place, filled in
      linnet_will_fill(place.baseAddress, rows.count &* MemoryLayout<T>.stride)
      values.withUnsafeBufferPointer { from in
        rows.withUnsafeBufferPointer {
          kernel(place.baseAddress, from.baseAddress, $0.baseAddress, $0.count)
        }
      }
      filled = rows.count
    }
  }

  /// A run of rows, counted from 0.
  public func slice(_ rows: Range<Int>) -> Column {
    let rows = rows.clamped(to: 0..<count)
    if rows.count == count { return self }
    let storage: Storage
    switch self.storage {
    case .decimal(let values): storage = .decimal(Array(values[rows]))
    case .whole(let values): storage = .whole(Array(values[rows]))
    case .date(let values): storage = .date(Array(values[rows]))
    case .truth(let values): storage = .truth(Array(values[rows]))
    case .text(let codes, let words): storage = Self.texts(Array(codes[rows]), words)
    case .measurement(let values, let errors, let sources):
      storage = .measurement(
        values: Array(values[rows]), errors: Array(errors[rows]), sources: sources.slice(rows))
    case .vector(let vectors):
      storage = .vector(
        VectorColumn(coordinates: vectors.coordinates, parts: vectors.parts.map { $0.slice(rows) })
      )
    case .record(let names, let parts):
      storage = .record(names: names, parts: parts.map { $0.slice(rows) })
    case .list(let offsets, let items, let gaps):
      let first = offsets[rows.lowerBound]
      var newGaps: Set<Int> = []
      for gap in gaps where rows.contains(gap) { newGaps.insert(gap - rows.lowerBound) }
      storage = .list(
        offsets: offsets[rows.lowerBound...rows.upperBound].map { $0 - first },
        items: items.slice(first..<offsets[rows.upperBound]), gaps: newGaps)
    }
    return Column(storage, unit: unit)
  }

  /// The rows in opposite order.
  public func reversed() -> Column {
    gather((0..<count).map { Int32(count - 1 - $0) })
  }

  /// The column with every row moved down by `steps` and gaps in the rows that have none before them.
  ///
  /// A negative number of steps moves up.
  public func shifted(by steps: Int = 1) -> Column {
    gather(
      (0..<count).map { row in
        let (from, overflow) = row.subtractingReportingOverflow(steps)
        return overflow || from < 0 || from >= count ? -1 : Int32(from)
      })
  }

  /// A column that holds one value in every row.
  public static func repeating(_ item: Item, count: Int, unit: String = "") -> Column {
    var builder = ColumnBuilder()
    // A single item always fits an empty builder.
    try? builder.append(item)
    let one = builder.finish()
    return Column(one.storage, unit: unit).gather([Int32](repeating: 0, count: count))
  }
}
