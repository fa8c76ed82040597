import LinnetData
import LinnetSyntax

/// Taking lists apart.
extension Machine {
  /// The items of a list or column that a built-in needs.
  func listInput(_ function: String, _ operand: Int, _ value: Value) throws(Mistake) -> [Value] {
    // They are laid out anew.
    if let count = itemCount(value), count > 1 << 16 { try reserve(bytes: count &* 16) }
    guard let items = items(of: value) else {
      throw wrongInput(function, operand, value, wanted: "a list or column")
    }
    try charge(1 + items.count >> 4)
    return items
  }

  /// The items in order; equal ones keep their order, missing ones come last.
  func sorted(_ value: Value, isDescending: Bool) throws(Mistake) -> Value {
    try charge(1 + (itemCount(value) ?? 0) >> 2)
    if let ref = value.object(.column) {
      let column = ref.columnObject
      return makeColumn(column.gather(column.sortedOrder(descending: isDescending)))
    }
    let items = try listInput("sort", 0, value)
    if let numbers = Self.sortedNumbers(items, isDescending: isDescending) {
      return heap.makeList(numbers)
    }
    let present = items.filter { !$0.isMissing }
    let gaps = [Value](repeating: .missing, count: items.count - present.count)
    guard let first = present.first else { return heap.makeList(gaps) }
    var ordered: [Value]
    switch first.kind {
    case .text:
      var refs: [ObjectRef] = []
      for item in present {
        guard let ref = item.object(.text) else { throw unsortable(value, first, item) }
        refs.append(ref)
      }
      refs.sort {
        isDescending
          ? TextBytes.isBefore($1.textBytes, $0.textBytes)
          : TextBytes.isBefore($0.textBytes, $1.textBytes)
      }
      ordered = refs.map { .object($0) }
    case .number, .date, .truth, .measurement:
      var keys: [(key: Double, place: Int)] = []
      for (place, item) in present.enumerated() {
        let kind = item.kind
        guard kind == first.kind || (measured(item) != nil && measured(first) != nil) else {
          throw unsortable(value, first, item)
        }
        let key: Double
        switch item {
        case .date(let date): key = Double(date.milliseconds)
        case .truth(let answer): key = answer ? 1 : 0
        default: key = measured(item) ?? 0
        }
        keys.append((key, place))
      }
      keys.sort { isDescending ? $0.key > $1.key : $0.key < $1.key }
      ordered = keys.map { present[$0.place] }
    default: throw unsortable(value, first, first)
    }
    ordered += gaps
    return heap.makeList(ordered.map { $0.shared() })
  }

  private func unsortable(_ value: Value, _ first: Value, _ other: Value) -> Mistake {
    if first.kind == other.kind {
      return Mistake("no-order", ["name": words(0, value), "kind": kindName(first)])
    }
    return Mistake(
      "mixed-kinds",
      [
        "name": words(0, value), "first": brief(first), "firstKind": kindName(first),
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
    for item in items {
      switch item {
      case .whole(let number):
        if isWhole { wholes.append(number) }
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
      NumberOrder.sort(&decimals)
      // A whole number among decimals is shown alike, so its kind inside does not matter.
      sorted = decimals.map { .decimal($0) }
    }
    if isDescending { sorted.reverse() }
    for _ in 0..<gaps { sorted.append(.missing) }
    return sorted
  }

  /// The first or last item, or `count` of them.
  func end(_ value: Value, _ count: Value, _ function: String, isFirst: Bool) throws(Mistake)
    -> Value
  {
    let total: Int
    switch value.kind {
    case .text: total = value.object(.text).map { characterCount($0) } ?? 0
    case .dataset: total = value.object(.dataset)?.datasetObject.count ?? 0
    case .list, .column: total = itemCount(value) ?? 0
    default: throw wrongInput(function, 0, value, wanted: "a list or column")
    }
    if count.isAbsent {
      guard total > 0 else {
        throw Mistake("empty-list", ["name": words(0, value), "function": function])
      }
      return try item(of: value, at: .whole(isFirst ? 1 : Int64(total)))
    }
    let wanted = try wholeInput(function, 1, count)
    guard wanted >= 0 else {
      throw Mistake("negative-count", ["function": function, "count": "\(wanted)"])
    }
    let size = min(wanted, total)
    return try part(value, from: isFirst ? 0 : total - size, count: size)
  }

  /// The items from one position to another, both included.
  func slice(_ value: Value, _ from: Value, _ to: Value) throws(Mistake) -> Value {
    if value.isMissing || from.isMissing || to.isMissing { return .missing }
    let total: Int
    switch value.kind {
    case .text: total = value.object(.text).map { characterCount($0) } ?? 0
    case .dataset: total = value.object(.dataset)?.datasetObject.count ?? 0
    case .list, .column: total = itemCount(value) ?? 0
    default: throw wrongInput("slice", 0, value, wanted: "a list, column or text")
    }
    let last = try wholeInput("slice", 2, to)
    let first = try wholeInput("slice", 1, from)
    if last < first { return try part(value, from: 0, count: 0) }
    guard let start = try position(from, count: total, of: value),
      let end = try position(to, count: total, of: value)
    else { return try part(value, from: 0, count: 0) }
    return try part(value, from: start, count: end - start + 1)
  }

  private func part(_ value: Value, from start: Int, count: Int) throws(Mistake) -> Value {
    guard case .object(let ref) = value else { return value }
    try charge(1 + count >> 4)
    switch ref.kind {
    case .text:
      if characterCount(ref) == ref.text.pointee.count {
        return heap.makeText(
          UnsafeBufferPointer(rebasing: ref.textBytes[start..<(start + count)]))
      }
      return heap.makeText(String(Array(heap.string(ref))[start..<(start + count)]))
    case .column: return makeColumn(ref.columnObject.slice(start..<(start + count)))
    case .dataset:
      let dataset = ref.datasetObject
      return makeDataset(
        Dataset(
          names: dataset.names,
          columns: dataset.columns.map { $0.slice(start..<(start + count)) }, count: count,
          origin: dataset.origin))
    default:
      return heap.makeList(ref.listItems[start..<(start + count)].map { $0.shared() })
    }
  }

  /// Every two or three positions as records.
  func combinations(_ value: Value, _ function: String, size: Int) throws(Mistake) -> Value {
    guard let count = itemCount(value) else {
      throw wrongInput(function, 0, value, wanted: "a list or column")
    }
    let n = Double(count)
    let length = try listLength(
      size == 2 ? max(0, n * (n - 1) / 2) : max(0, n * (n - 1) * (n - 2) / 6))
    try reserve(bytes: length * 128)
    var records: [Value] = []
    records.reserveCapacity(length)
    let names = size == 2 ? ["i", "j"] : ["i", "j", "k"]
    for i in 0..<count {
      for j in (i + 1)..<max(count, i + 1) {
        if size == 2 {
          records.append(
            heap.makeRecord(names: names, values: [.whole(Int64(i) + 1), .whole(Int64(j) + 1)]))
          continue
        }
        for k in (j + 1)..<max(count, j + 1) {
          records.append(
            heap.makeRecord(
              names: names,
              values: [.whole(Int64(i) + 1), .whole(Int64(j) + 1), .whole(Int64(k) + 1)]))
        }
      }
    }
    return heap.makeList(records)
  }

  /// One of two values for each answer.
  func choose(_ question: Value, _ yes: Value, _ no: Value, depth: Int) throws(Mistake) -> Value {
    if depth > Self.deepest { throw Mistake("lists-too-deep") }
    switch question {
    case .truth(let answer): return (answer ? yes : no).shared()
    case .missing: return .missing
    default: break
    }
    guard let answers = items(of: question) else {
      throw Mistake("not-a-question", ["word": "choose", "part": words(0, question)])
    }
    try charge(1 + answers.count >> 4)
    let ifYes = try matching(yes, answers.count, question)
    let ifNo = try matching(no, answers.count, question)
    var results: [Value] = []
    results.reserveCapacity(answers.count)
    for (place, answer) in answers.enumerated() {
      results.append(
        try choose(answer, ifYes?[place] ?? yes, ifNo?[place] ?? no, depth: depth + 1))
    }
    return question.kind == .column ? columnOrList(results) : heap.makeList(results)
  }

  private func matching(_ value: Value, _ count: Int, _ question: Value) throws(Mistake)
    -> [Value]?
  {
    guard let items = items(of: value) else { return nil }
    guard items.count == count else {
      throw Mistake(
        "different-lengths",
        ["name": words(0, question), "left": "\(count)", "right": "\(items.count)"])
    }
    return items
  }
}
