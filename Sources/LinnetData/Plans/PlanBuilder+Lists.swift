/// Lists in columns: picking, pairing and ordering their items.
extension PlanBuilder {
  /// The items whose answer is true: `muon_pt[muon_pt > 18]`.
  ///
  /// Throws `different-lengths` with `row`, `needs-kind` and `not-a-question` with `kind`.
  public func filter(_ list: Node, _ answers: Node) throws(DataMistake) -> Node {
    let (items, questions) = try aligned(list, answers)
    guard case .list(let domain, let values, let gaps) = items.shape else {
      throw DataMistake("needs-kind", ["wanted": "lists", "given": list.kind.plural])
    }
    guard case .list(_, let asked, let otherGaps) = questions.shape else {
      throw DataMistake("needs-kind", ["wanted": "lists", "given": answers.kind.plural])
    }
    let mask = try truths(asked, domain: domain)
    let offsets = domains[domain].offsets
    let rows = mask.rowsAnswered
    var picked = [0]
    picked.reserveCapacity(offsets.count)
    var place = 0
    for offset in offsets.dropFirst() {
      while place < rows.count, Int(rows[place]) < offset { place += 1 }
      picked.append(place)
    }
    return try repicked(
      values, domain, rows: rows, offsets: picked, gaps: gaps.union(otherGaps), unit: list.unit)
  }

  /// An item of each list by its position, counted from 1, or several by a list of positions.
  ///
  /// A position outside a list gives a gap. Throws `needs-kind` and `not-numbers` with `kind`.
  public func item(_ list: Node, at position: Node) throws(DataMistake) -> Node {
    guard case .list(let domain, let items, let gaps) = list.shape else {
      throw DataMistake("needs-kind", ["wanted": "lists", "given": list.kind.plural])
    }
    let parent = domains[domain].parent
    guard case .list(let other, let positions, let otherGaps) = position.shape else {
      _ = try number(position)
      let places = try evaluate([position], domain: parent)[0].decimals ?? []
      let rows = places.enumerated().map { row, place in
        gaps.contains(row) ? -1 : self.row(of: place, in: row, domain)
      }
      return try moved(items, domain, rows, parent)
    }
    guard domains[other].parent == parent else { throw DataMistake("different-lengths") }
    _ = try number(positions)
    let places = try evaluate([positions], domain: other)[0].decimals ?? []
    let owners = self.owners(of: other)
    let rows = places.indices.map { self.row(of: places[$0], in: Int(owners[$0]), domain) }
    if gaps.isEmpty || gaps.isSubset(of: otherGaps) {
      return Node(
        .list(domain: other, items: try moved(items, domain, rows, other), gaps: otherGaps),
        unit: list.unit)
    }
    return Node(
      .list(
        domain: other, items: try moved(items, domain, rows, other),
        gaps: otherGaps.union(gaps)),
      unit: list.unit)
  }

  /// Positions `i` and `j` (`i` before `j`, counted from 1) of every pair of items of each list.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func pairs(_ list: Node) throws(DataMistake) -> Node {
    try combinations(list, names: ["i", "j"])
  }

  /// Positions `i`, `j` and `k` of every three items of each list.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func triples(_ list: Node) throws(DataMistake) -> Node {
    try combinations(list, names: ["i", "j", "k"])
  }

  private func combinations(_ list: Node, names: [String]) throws(DataMistake) -> Node {
    guard case .list(let domain, _, let gaps) = list.shape else {
      throw DataMistake("needs-kind", ["wanted": "lists", "given": list.kind.plural])
    }
    var positions = [[Int64]](repeating: [], count: names.count)
    var offsets = [0]
    forEachList(domain) { _, items in
      let count = items.count
      for i in 0..<max(count, 0) {
        for j in (i + 1)..<max(count, i + 1) {
          if names.count == 2 {
            positions[0].append(Int64(i + 1))
            positions[1].append(Int64(j + 1))
          } else {
            for k in (j + 1)..<max(count, j + 1) {
              positions[0].append(Int64(i + 1))
              positions[1].append(Int64(j + 1))
              positions[2].append(Int64(k + 1))
            }
          }
        }
      }
      offsets.append(positions[0].count)
    }
    let own = self.domain(parent: domains[domain].parent, offsets: offsets)
    let parts = positions.map { node(Column(wholes: $0), domain: own) }
    return Node(.list(domain: own, items: Node(.record(names: names, parts: parts)), gaps: gaps))
  }

  /// Each list with its items in order, gaps last.
  ///
  /// Throws `needs-kind` and `no-order` with `kind`.
  public func sorted(_ list: Node, descending: Bool = false) throws(DataMistake) -> Node {
    let column = try items(list)
    guard let keys = column.orderKeys() else {
      throw DataMistake("no-order", ["kind": column.kind.plural])
    }
    return try reordered(list) { items in
      items.sorted {
        let (a, b) = (keys[$0], keys[$1])
        if a != a || b != b { return a == a && b != b || (a != a) == (b != b) && $0 < $1 }
        return a == b ? $0 < $1 : descending ? a > b : a < b
      }
    }
  }

  /// Each list in opposite order.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func reversed(_ list: Node) throws(DataMistake) -> Node {
    try reordered(list) { $0.reversed() }
  }

  /// Each list with every different item once.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func unique(_ list: Node) throws(DataMistake) -> Node {
    let column = try items(list)
    let codes = Grouping([column], count: column.count).ids
    return try reordered(list) { items in
      var seen: Set<Int32> = []
      return items.filter { seen.insert(codes[$0]).inserted }
    }
  }

  /// The items from one position to another of each list, counted from 1, both included.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func slice(_ list: Node, from: Int, to: Int) throws(DataMistake) -> Node {
    try reordered(list) { items in
      let first = max(from, 1) - 1
      let count = min(to, items.count) - first
      return first < items.count && count > 0 ? Array(items.dropFirst(first).prefix(count)) : []
    }
  }

  // MARK: Making lists anew

  /// The items of a list as one column.
  func items(_ list: Node) throws(DataMistake) -> Column {
    guard case .list(let domain, let items, _) = list.shape else {
      throw DataMistake("needs-kind", ["wanted": "lists", "given": list.kind.plural])
    }
    return try evaluate([items], domain: domain)[0]
  }

  func forEachList(_ domain: Int, _ body: (_ row: Int, _ items: Range<Int>) -> Void) {
    let offsets = domains[domain].offsets
    for row in 0..<max(offsets.count - 1, 0) { body(row, offsets[row]..<offsets[row + 1]) }
  }

  private func reordered(
    _ list: Node, _ order: (Range<Int>) -> [Int]
  ) throws(DataMistake) -> Node {
    guard case .list(let domain, let items, let gaps) = list.shape else {
      throw DataMistake("needs-kind", ["wanted": "lists", "given": list.kind.plural])
    }
    var rows: [Int32] = []
    var offsets = [0]
    forEachList(domain) { _, items in
      for item in order(items) { rows.append(Int32(item)) }
      offsets.append(rows.count)
    }
    return try repicked(items, domain, rows: rows, offsets: offsets, gaps: gaps, unit: list.unit)
  }

  private func repicked(
    _ items: Node, _ from: Int, rows: [Int32], offsets: [Int], gaps: Set<Int>, unit: String
  ) throws(DataMistake) -> Node {
    let domain = self.domain(parent: domains[from].parent, offsets: offsets)
    return Node(
      .list(domain: domain, items: try moved(items, from, rows, domain), gaps: gaps), unit: unit)
  }

  /// The item of a domain at a position of a row's list; -1 outside.
  private func row(of position: Double, in row: Int, _ domain: Int) -> Int32 {
    let offsets = domains[domain].offsets
    let length = offsets[row + 1] - offsets[row]
    guard position >= 1, position <= Double(length), position == position.rounded(.down) else {
      return -1
    }
    return Int32(offsets[row] + Int(position) - 1)
  }
}
