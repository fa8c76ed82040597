/// Taking a calculation with single values to lists, item by item.
extension PlanBuilder {
  /// Applies a calculation to a value, or to every item where it is a list.
  func lift(
    _ a: Node, _ body: (Node) throws(DataMistake) -> Node
  ) throws(DataMistake) -> Node {
    guard case .list(let domain, let items, let gaps) = a.shape else { return try body(a) }
    let result = try lift(items, body)
    return Node(.list(domain: domain, items: result, gaps: gaps), unit: result.unit)
  }

  /// Applies a calculation to two values; a list meets a list of equal length or one value for all items.
  func lift(
    _ a: Node, _ b: Node, _ body: (Node, Node) throws(DataMistake) -> Node
  ) throws(DataMistake) -> Node {
    switch (a.shape, b.shape) {
    case (.list, .list):
      let (first, second) = try aligned(a, b)
      guard case .list(let domain, let left, let gaps) = first.shape,
        case .list(_, let right, let otherGaps) = second.shape
      else { return first }
      let result = try lift(left, right, body)
      return Node(
        .list(domain: domain, items: result, gaps: gaps.union(otherGaps)), unit: result.unit)
    case (.list(let domain, let items, let gaps), _):
      let result = try lift(items, try spread(b, over: domain), body)
      return Node(.list(domain: domain, items: result, gaps: gaps), unit: result.unit)
    case (_, .list(let domain, let items, let gaps)):
      let result = try lift(try spread(a, over: domain), items, body)
      return Node(.list(domain: domain, items: result, gaps: gaps), unit: result.unit)
    default: return try body(a, b)
    }
  }

  /// Applies a calculation to several values, lists among them.
  func lift(
    _ nodes: [Node], _ body: ([Node]) throws(DataMistake) -> Node
  ) throws(DataMistake) -> Node {
    guard let first = nodes.firstIndex(where: { $0.isList }) else { return try body(nodes) }
    var lists = nodes
    // Every list is brought to the lengths of the first one.
    for index in nodes.indices where index > first && nodes[index].isList {
      let (one, other) = try aligned(lists[first], nodes[index])
      lists[first] = one
      lists[index] = other
    }
    guard case .list(let domain, _, _) = lists[first].shape else { return lists[first] }
    var gaps: Set<Int> = []
    var parts: [Node] = []
    for node in lists {
      if case .list(_, let items, let own) = node.shape {
        gaps.formUnion(own)
        parts.append(items)
      } else {
        parts.append(try spread(node, over: domain))
      }
    }
    let result = try lift(parts, body)
    return Node(.list(domain: domain, items: result, gaps: gaps), unit: result.unit)
  }

  /// One value a row repeated for each item of that row's list.
  func spread(_ node: Node, over domain: Int) throws(DataMistake) -> Node {
    if isConstant(node) { return node }
    let parent = domains[domain].parent
    let column = try evaluate([node], domain: parent)[0]
    return self.node(column.gather(owners(of: domain)), domain: domain)
  }

  /// True for a node with the same value everywhere.
  func isConstant(_ node: Node) -> Bool {
    switch node.shape {
    case .flat(let flat): return steps[Int(flat.step)].domain == -1
    case .measurement: return false
    case .record(_, let parts): return parts.allSatisfy { isConstant($0) }
    case .vector(let terms):
      return terms.allSatisfy { term in
        term.parts.allSatisfy { isConstant($0) } && term.factor.map { isConstant($0) } ?? true
      }
    case .list: return false
    }
  }

  /// Two columns of lists brought to one domain; where one is a gap the other is emptied.
  ///
  /// Throws `different-lengths` with `first`, `second` and `row`, counted from 1.
  func aligned(_ a: Node, _ b: Node) throws(DataMistake) -> (Node, Node) {
    guard case .list(let one, let left, let gaps) = a.shape,
      case .list(let other, let right, let otherGaps) = b.shape
    else { return (a, b) }
    if one == other { return (a, b) }
    let parent = domains[one].parent
    guard domains[other].parent == parent else {
      throw DataMistake("different-lengths")
    }
    let offsets = domains[one].offsets
    let otherOffsets = domains[other].offsets
    let all = gaps.union(otherGaps)
    var joint = [0]
    var leftRows: [Int32] = []
    var rightRows: [Int32] = []
    for row in 0..<max(offsets.count - 1, 0) {
      if !all.contains(row) {
        let length = offsets[row + 1] - offsets[row]
        let otherLength = otherOffsets[row + 1] - otherOffsets[row]
        guard length == otherLength else {
          throw DataMistake(
            "different-lengths",
            ["left": "\(length)", "right": "\(otherLength)", "row": "\(row + 1)"])
        }
        for item in 0..<length {
          leftRows.append(Int32(offsets[row] + item))
          rightRows.append(Int32(otherOffsets[row] + item))
        }
      }
      joint.append(leftRows.count)
    }
    let domain = self.domain(parent: parent, offsets: joint)
    return (
      Node(
        .list(domain: domain, items: try moved(left, one, leftRows, domain), gaps: all),
        unit: a.unit),
      Node(
        .list(domain: domain, items: try moved(right, other, rightRows, domain), gaps: all),
        unit: b.unit)
    )
  }

  /// Some items of a domain as items of another.
  func moved(_ items: Node, _ from: Int, _ rows: [Int32], _ to: Int) throws(DataMistake) -> Node {
    if isConstant(items) { return items }
    return node(try evaluate([items], domain: from)[0].gather(rows), domain: to)
  }
}

extension Node {
  var isList: Bool {
    if case .list = shape { return true }
    return false
  }
}
