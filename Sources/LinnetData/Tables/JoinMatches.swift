import CLinnetKernels

/// For each row of one table its first match in another, and for each row there the next with its key.
///
/// -1 stands for none. A gap matches nothing.
struct JoinMatches {
  private(set) var first: [Int32]
  private(set) var next: [Int32]
  /// True when no two rows of the other table have the same key.
  private(set) var isUnique: Bool

  /// Finds the rows that agree in all keys.
  ///
  /// Errors: `mixed-kinds` when two keys are of different kinds.
  init(_ mine: [Column], _ theirs: [Column], _ workers: Workers) throws(DataMistake) {
    if mine.count == 1, let quick = Self.quick(mine[0], theirs[0], workers) {
      self = quick
    } else {
      try self.init(grouping: mine, theirs)
    }
  }

  /// Finds the rows that agree by grouping those of both tables together; for keys of any kind.
  init(grouping mine: [Column], _ theirs: [Column]) throws(DataMistake) {
    let count = mine.first?.count ?? 0
    let otherCount = theirs.first?.count ?? 0
    var pairs: [Column] = []
    for (mine, theirs) in zip(mine, theirs) { pairs.append(try mine.appending(theirs)) }
    var ids = Grouping(pairs, count: count + otherCount).ids
    for column in pairs where column.gapCount > 0 {
      for row in ids.indices where column.isMissing(row) { ids[row] = -1 }
    }
    let chains = Chains(ids[count...], keys: Int(ids.max() ?? -1) + 1)
    first = ids[..<count].map { $0 < 0 ? -1 : chains.first[Int($0)] }
    (next, isUnique) = (chains.next, chains.isUnique)
  }

  private init(first: [Int32], _ chains: Chains) {
    (self.first, next, isUnique) = (first, chains.next, chains.isUnique)
  }

  /// The rows of each key as a chain: the first, then the next of each.
  private struct Chains {
    var first: [Int32]
    var next: [Int32]
    var isUnique = true

    init(_ keys: some Collection<Int32>, keys count: Int) {
      first = [Int32](repeating: -1, count: count)
      next = [Int32](repeating: -1, count: keys.count)
      var row = keys.count
      var place = keys.endIndex
      while row > 0 {
        row -= 1
        place = keys.index(place, offsetBy: -1)
        let key = keys[place]
        guard key >= 0 else { continue }
        next[row] = first[Int(key)]
        if next[row] >= 0 { isUnique = false }
        first[Int(key)] = Int32(truncatingIfNeeded: row)
      }
    }
  }

  // MARK: One key

  /// Finds the rows that agree in one key by looking each of mine up in a table of theirs.
  private static func quick(_ mine: Column, _ theirs: Column, _ workers: Workers) -> JoinMatches? {
    switch (mine.storage, theirs.storage) {
    case (.whole(let mine), .whole(let theirs)), (.date(let mine), .date(let theirs)):
      return wholes(mine, theirs, workers)
    case (.text(let codes, let words), .text(let others, let otherWords)):
      var table = WordTable()
      table.reserve(otherWords.count)
      // A word may stand twice in a table.
      let own = otherWords.map { table.code(of: $0) }
      let known = Int32(table.words.count)
      let places = words.map { table.known($0) ?? -1 }
      let chains = Chains(others.lazy.map { $0 < 0 ? -1 : own[Int($0)] }, keys: Int(known))
      return JoinMatches(
        first: look(codes, workers) { code in
          let place = code < 0 ? -1 : places[Int(code)]
          return place < 0 ? -1 : chains.first[Int(place)]
        }, chains)
    case (.decimal(let mine), .decimal(let theirs)):
      return hashed(mine, theirs, workers) { $0 == $0 ? ($0 == 0 ? 0 : $0).bitPattern : nil }
    default: return nil
    }
  }

  private static func wholes(_ mine: [Int64], _ theirs: [Int64], _ workers: Workers) -> JoinMatches
  {
    var least = Int64.max
    var greatest = Int64.min
    for value in theirs where value != .min {
      least = min(least, value)
      greatest = max(greatest, value)
    }
    let (span, overflow) = greatest.subtractingReportingOverflow(least)
    guard least <= greatest, !overflow, span < Int64(max(8 * theirs.count, 1 << 16)) else {
      return hashed(mine, theirs, workers) { $0 == .min ? nil : UInt64(bitPattern: $0) }
    }
    // Neighbouring whole numbers need no hashing.
    let bounds = least...greatest
    let keys = theirs.map { $0 == .min ? -1 : Int32(truncatingIfNeeded: $0 - bounds.lowerBound) }
    let chains = Chains(keys, keys: Int(span) + 1)
    return JoinMatches(
      first: look(mine, workers) { value in
        bounds.contains(value) ? chains.first[Int(value - bounds.lowerBound)] : -1
      }, chains)
  }

  /// Looks keys up that may be anything; nil for a gap.
  private static func hashed<Value>(
    _ mine: [Value], _ theirs: [Value], _ workers: Workers,
    _ key: @escaping @Sendable (Value) -> UInt64?
  ) -> JoinMatches where Value: Sendable {
    var table = KeyTable(expected: theirs.count)
    let codes = theirs.map { value in key(value).map { table.add($0) } ?? -1 }
    let chains = Chains(codes, keys: table.count)
    let done = table
    return JoinMatches(
      first: look(mine, workers) { value in
        guard let key = key(value) else { return -1 }
        let code = done.code(of: key)
        return code < 0 ? -1 : chains.first[Int(code)]
      }, chains)
  }

  /// The answer for each of many values, worked out by all workers.
  private static func look<Value: Sendable>(
    _ values: [Value], _ workers: Workers, _ answer: @escaping @Sendable (Value) -> Int32
  ) -> [Int32] {
    let step = 1 << 16
    return [Int32](unsafeUninitializedCapacity: values.count) { place, filled in
      linnet_will_fill(place.baseAddress, values.count &* 4)
      let answers = Answers(place)
      values.withUnsafeBufferPointer { values in
        let source = Answers(values)
        workers.run(count: (values.count + step - 1) / step) { piece in
          for row in (piece * step)..<min((piece + 1) * step, source.values.count) {
            answers.values[row] = answer(source.values[row])
          }
        }
      }
      filled = values.count
    }
  }

  /// Memory that several workers use, each its own part.
  private struct Answers<Buffer>: @unchecked Sendable {
    let values: Buffer
    init(_ values: Buffer) { self.values = values }
  }
}

/// Different keys and a code for each, in an open table.
private struct KeyTable: Sendable {
  private var keys: [UInt64] = []
  private var slots: [Int32]

  init(expected: Int) {
    var capacity = 64
    while capacity < expected * 2 { capacity *= 2 }
    slots = [Int32](repeating: -1, count: capacity)
  }

  var count: Int { keys.count }

  /// The code of a key, which is added if it is new; there is room for those expected.
  mutating func add(_ key: UInt64) -> Int32 {
    var place = slot(key)
    while slots[place] >= 0 {
      if keys[Int(slots[place])] == key { return slots[place] }
      place = (place + 1) & (slots.count - 1)
    }
    slots[place] = Int32(truncatingIfNeeded: keys.count)
    keys.append(key)
    return slots[place]
  }

  /// The code of a key; -1 when it is not there.
  func code(of key: UInt64) -> Int32 {
    var place = slot(key)
    while slots[place] >= 0 {
      if keys[Int(slots[place])] == key { return slots[place] }
      place = (place + 1) & (slots.count - 1)
    }
    return -1
  }

  @inline(__always)
  private func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 32) & (slots.count - 1)
  }
}
