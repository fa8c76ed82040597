import LinnetData
import LinnetSyntax

/// Taking lists apart.
extension Context {
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

  /// The first or last item, or `count` of them.
  ///
  /// Of a list that nobody else holds (`own`) the others are dropped where it is.
  func end(
    _ value: Value, _ count: Value, _ function: String, isFirst: Bool, own: ObjectRef? = nil
  ) throws(Mistake) -> Value {
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
    return try part(value, from: isFirst ? 0 : total - size, count: size, own: own)
  }

  /// The items from one position to another, both included.
  ///
  /// Of a list that nobody else holds (`own`) the others are dropped where it is.
  func slice(_ value: Value, _ from: Value, _ to: Value, own: ObjectRef? = nil) throws(Mistake)
    -> Value
  {
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
    return try part(value, from: start, count: end - start + 1, own: own)
  }

  private func part(_ value: Value, from start: Int, count: Int, own: ObjectRef? = nil)
    throws(Mistake) -> Value
  {
    guard case .object(let ref) = value else { return value }
    if let own {
      try charge(1)
      heap.keep(own, from: start, count: count)
      return value
    }
    let isShared = ref.kind == .text && heap.sharesBuffer(ref, count)
    try charge(isShared ? 1 : 1 + count >> 4)
    switch ref.kind {
    case .text: return heap.makePart(ref, from: start, count: count)
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
