import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// `sort` of lists and columns; the verb of the same name sorts rows.
  static let orders: [Native] = [
    Native(
      "sort",
      [
        .required("items"), .option("by", "what to sort by, such as m -> m.pt"),
        .option("descending", "true for the largest first"),
      ], family: "lists",
      traits: [.statistic, .reordering],
      plan: .lists { (plan, list) throws(DataMistake) in try plan.sorted(list) },
      summary: "The items in order, or in the order of what `by` makes of each; missing ones last.",
      examples: [
        "sort([3, 1, 2])  # => [1, 2, 3]", "sort([3, 1, 2], descending: true)  # => [3, 2, 1]",
        "sort([\"pear\", \"Apple\", \"apple\"])  # => [\"apple\", \"Apple\", \"pear\"]",
        "sort([\"muon\", \"e\", \"tau\"], by: w -> length(w))  # => [\"e\", \"tau\", \"muon\"]",
      ]
    ) { context, inputs throws(Mistake) in
      var isDescending = false
      switch inputs[2] {
      case .truth(let answer): isDescending = answer
      case .absent: break
      default: throw context.wrongOption("sort", "descending", inputs[2], wanted: "true or false")
      }
      if inputs[1].isAbsent { return try context.sorted(inputs[0], isDescending: isDescending) }
      return try context.sorted(inputs[0], by: inputs[1], isDescending: isDescending)
    }
  ]
}

/// Putting values in order.
///
/// Sorting is stable, gaps come last in either direction, and texts go by `TextOrder`.
extension Context {
  /// The items in order.
  func sorted(_ value: Value, isDescending: Bool) throws(Mistake) -> Value {
    try charge(1 + (itemCount(value) ?? 0) >> 2)
    if let ref = value.object(.column) {
      let column = ref.columnObject
      guard column.hasOrder else {
        throw Mistake("no-order", ["name": words(0, value), "kind": column.kind.plural])
      }
      return makeColumn(column.gather(column.sortedOrder(descending: isDescending)))
    }
    let items = try listInput("sort", 0, value)
    if let numbers = Self.sortedNumbers(items, isDescending: isDescending) {
      return heap.makeList(numbers)
    }
    let order = try self.order(of: items, isDescending: isDescending, of: value, 0)
    return heap.makeList(order.map { items[$0].shared() })
  }

  /// The items in the order of what a function makes of each, of a part they have, or of a list beside.
  func sorted(_ value: Value, by: Value, isDescending: Bool) throws(Mistake) -> Value {
    guard let count = itemCount(value) else {
      throw wrongInput("sort", 0, value, wanted: "a list or column")
    }
    try charge(1 + count >> 2)
    let keys = try self.keys(value, by, count)
    let order = try self.order(of: keys, isDescending: isDescending, of: by, 1)
    if let ref = value.object(.column) {
      return makeColumn(ref.columnObject.gather(order.map { Int32($0) }))
    }
    guard let ref = value.object(.list) else { return value }
    let items = ref.listItems
    return heap.makeList(order.map { items[$0].shared() })
  }

  private func keys(_ value: Value, _ by: Value, _ count: Int) throws(Mistake) -> [Value] {
    switch by.kind {
    case .function:
      // The keys stand in a list, so that one protected value holds all of them.
      try reserve(bytes: count * 32)
      let keys = heap.makeList([Value](repeating: .missing, count: count))
      guard case .object(let list) = keys else { return [] }
      for held in [value, by, keys] { protect(held) }
      defer { unprotect(3) }
      let source = try ItemSource(self, "sort", value)
      for place in 0..<count {
        let key = try call(by, [source.item(place)])
        if case .nothing = key {
          throw Mistake("nothing-returned", ["function": words(1, by)])
        }
        list.list.pointee.items[place] = key
      }
      return Array(list.listItems)
    case .text:
      guard let name = by.object(.text).map({ heap.string($0) }) else { return [] }
      let parts = try part(of: value, name)
      return items(of: parts) ?? []
    case .list, .column:
      let keys = items(of: by) ?? []
      guard keys.count == count else {
        throw Mistake(
          "different-lengths",
          ["name": words(0, value), "left": "\(count)", "right": "\(keys.count)"])
      }
      return keys
    default:
      throw wrongOption("sort", "by", by, wanted: "a function, the name of a part or a list")
    }
  }

  /// The places of values in their order.
  ///
  /// Throws `mixed-kinds` and `no-order`.
  private func order(
    of keys: [Value], isDescending: Bool, of value: Value, _ operand: Int
  ) throws(Mistake) -> [Int] {
    var present: [Int] = []
    var gaps: [Int] = []
    for (place, key) in keys.enumerated() {
      if key.isMissing { gaps.append(place) } else { present.append(place) }
    }
    guard let place = present.first else { return gaps }
    let first = keys[place]
    switch first.kind {
    case .text: return try textOrder(keys, present, isDescending, value, operand) + gaps
    case .number, .date, .truth, .measurement:
      var wholes: [(key: Int64, place: Int)] = []
      var decimals: [(key: Double, place: Int)] = []
      var isWhole = true
      for place in present {
        let key = keys[place]
        guard key.kind == first.kind || (measured(key) != nil && measured(first) != nil) else {
          throw unsortable(value, operand, first, key)
        }
        let whole: Int64?
        switch key {
        case .date(let date): whole = date.milliseconds
        case .truth(let answer): whole = answer ? 1 : 0
        case .whole(let number): whole = number
        default: whole = nil
        }
        if let whole { wholes.append((whole, place)) } else { isWhole = false }
        decimals.append((whole.map { Double($0) } ?? measured(key) ?? 0, place))
      }
      if isWhole {
        wholes.sort {
          $0.key == $1.key ? $0.place < $1.place : ($0.key < $1.key) != isDescending
        }
        return wholes.map { $0.place } + gaps
      }
      decimals.sort {
        $0.key == $1.key ? $0.place < $1.place : ($0.key < $1.key) != isDescending
      }
      return decimals.map { $0.place } + gaps
    default: throw unsortable(value, operand, first, first)
    }
  }

  private func textOrder(
    _ keys: [Value], _ present: [Int], _ isDescending: Bool, _ value: Value, _ operand: Int
  ) throws(Mistake) -> [Int] {
    var entries: [(start: TextOrder.Start, place: Int, ref: ObjectRef)] = []
    entries.reserveCapacity(present.count)
    for place in present {
      guard let ref = keys[place].object(.text) else {
        throw unsortable(value, operand, keys[present[0]], keys[place])
      }
      entries.append((TextOrder.Start(ref.textBytes), place, ref))
    }
    entries.sort { a, b in
      if a.start != b.start { return (a.start < b.start) != isDescending }
      let order = TextOrder.compare(a.ref.textBytes, b.ref.textBytes)
      return order == 0 ? a.place < b.place : (order < 0) != isDescending
    }
    return entries.map { $0.place }
  }

  private func unsortable(_ value: Value, _ operand: Int, _ first: Value, _ other: Value)
    -> Mistake
  {
    if first.kind == other.kind {
      return Mistake("no-order", ["name": words(operand, value), "kind": kindName(first)])
    }
    return Mistake(
      "mixed-kinds",
      [
        "name": words(operand, value), "first": brief(first), "firstKind": kindName(first),
        "other": brief(other), "otherKind": kindName(other),
      ])
  }

  /// Numbers and gaps in order; nil when there is anything else.
  private static func sortedNumbers(_ items: [Value], isDescending: Bool) -> [Value]? {
    var decimals: [Double] = []
    var wholes: [Int64] = []
    var gaps = 0
    decimals.reserveCapacity(items.count)
    wholes.reserveCapacity(items.count)
    var isWhole = true
    var isExact = true
    for item in items {
      switch item {
      case .whole(let number):
        if isWhole { wholes.append(number) }
        if number.magnitude > 1 << 53 { isExact = false }
        decimals.append(Double(number))
      case .decimal(let number):
        isWhole = false
        decimals.append(number)
      case .missing: gaps += 1
      default: return nil
      }
    }
    var sorted: [Value]
    if isWhole {
      NumberOrder.sort(&wholes)
      sorted = wholes.map { .whole($0) }
    } else {
      // Among decimals a very long whole number would lose its last digits.
      guard isExact else { return nil }
      NumberOrder.sort(&decimals)
      // A whole number among decimals is shown alike, so its kind inside does not matter.
      sorted = decimals.map { .decimal($0) }
    }
    if isDescending { sorted.reverse() }
    for _ in 0..<gaps { sorted.append(.missing) }
    return sorted
  }
}
