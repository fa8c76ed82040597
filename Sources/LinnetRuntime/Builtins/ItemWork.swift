import LinnetData
import LinnetSyntax
import LinnetText

/// What a calculation that goes item by item keeps count of.
struct ItemWork {
  /// True on single values, where a calculation without an answer is a mistake; among items it is a gap.
  var isAlone = true
  /// Divisions by zero among items.
  var zeroDivisions = 0
  /// Other calculations without an answer among items, such as the root of -1.
  var noAnswers = 0
  /// How deep in lists in lists the work is.
  var depth = 0
}

/// Item-by-item work: a function of single values carried over lists, columns and lists in lists.
extension Context {
  /// A function of one value that may count gaps it makes.
  typealias ItemFunction = (Value, inout ItemWork) throws(Mistake) -> Value
  /// A function of two values that may count gaps it makes.
  typealias PairFunction = (Value, Value, inout ItemWork) throws(Mistake) -> Value

  /// Applies a function to a value, or to each item of a list or column; gaps stay gaps.
  func eachItem(_ value: Value, _ function: ItemFunction) throws(Mistake) -> Value {
    var work = ItemWork()
    let result = try lift(value, &work) { (item, work: inout ItemWork) throws(Mistake) in
      item.isMissing ? .missing : try function(item, &work)
    }
    tell(work)
    return result
  }

  /// Applies a function to two values, or item by item where one or both are lists or columns.
  ///
  /// A gap on either side gives a gap. Throws `different-lengths`.
  func eachPair(_ left: Value, _ right: Value, _ function: PairFunction) throws(Mistake) -> Value {
    var work = ItemWork()
    let result = try lift(left, right, &work) { (a, b, work: inout ItemWork) throws(Mistake) in
      a.isMissing || b.isMissing ? .missing : try function(a, b, &work)
    }
    tell(work)
    return result
  }

  /// Remarks on gaps that item-by-item work has made.
  func tell(_ work: ItemWork) {
    if let pieceRemarks {
      pieceRemarks.work.zeroDivisions += work.zeroDivisions
      pieceRemarks.work.noAnswers += work.noAnswers
      return
    }
    if work.zeroDivisions > 0 {
      note(Note("divided-by-zero-items", ["times": Self.times(work.zeroDivisions)]))
    }
    if work.noAnswers > 0 {
      note(Note("no-answer-items", ["times": Self.times(work.noAnswers)]))
    }
  }

  /// `Once`, `3 times`, `10 583 times`.
  private static func times(_ count: Int) -> String {
    count == 1 ? "Once" : "\(DigitGrouping.grouped(count)) times"
  }

  /// Applies a function to a value, or to each item; the function also sees gaps.
  func lift(_ value: Value, _ work: inout ItemWork, _ function: ItemFunction) throws(Mistake)
    -> Value
  {
    guard case .object(let ref) = value else { return try function(value, &work) }
    switch ref.kind {
    case .list:
      let outer = try enter(&work, ref.list.pointee.count)
      let items = ref.listItems
      let result = try heap.makeList(count: items.count) { (place) throws(Mistake) in
        try look(at: place)
        let item = items[place]
        return item.hasItems ? try lift(item, &work, function) : try function(item, &work)
      }
      leave(&work, outer)
      return result
    case .column:
      if case .text(let codes, let words) = ref.columnObject.storage {
        return try lift(codes: codes, words: words, &work, function)
      }
      let items = items(of: ref.columnObject)
      let outer = try enter(&work, items.count)
      var results: [Value] = []
      results.reserveCapacity(items.count)
      for (place, item) in items.enumerated() {
        try look(at: place)
        results.append(try lift(item, &work, function))
      }
      leave(&work, outer)
      return columnOrList(results)
    default:
      return try function(value, &work)
    }
  }

  /// Applies a function to each different word of a column of texts once.
  ///
  /// What came out is spread over the rows, and so is the count of what had no answer.
  private func lift(
    codes: [Int32], words: [String], _ work: inout ItemWork, _ function: ItemFunction
  ) throws(Mistake) -> Value {
    let outer = try enter(&work, codes.count)
    // The place of each word's result; the last one is that of a gap.
    var places = [Int32](repeating: -1, count: words.count + 1)
    var results: [Value] = []
    var withoutAnswer: [(place: Int, work: ItemWork)] = []
    var rows: [Int32] = []
    rows.reserveCapacity(codes.count)
    for code in codes {
      let word = code >= 0 && Int(code) < words.count ? Int(code) : words.count
      if places[word] < 0 {
        places[word] = Int32(truncatingIfNeeded: results.count)
        var own = work
        (own.zeroDivisions, own.noAnswers) = (0, 0)
        let item = word < words.count ? heap.makeText(words[word]) : Value.missing
        results.append(try function(item, &own).shared())
        if own.zeroDivisions + own.noAnswers > 0 { withoutAnswer.append((results.count - 1, own)) }
      }
      rows.append(places[word])
    }
    if !withoutAnswer.isEmpty {
      var times = [Int](repeating: 0, count: results.count)
      for row in rows { times[Int(row)] += 1 }
      for (place, own) in withoutAnswer {
        work.zeroDivisions += own.zeroDivisions * times[place]
        work.noAnswers += own.noAnswers * times[place]
      }
    }
    leave(&work, outer)
    do throws(Mistake) {
      return makeColumn(try column(items: results, name: "").gather(rows))
    } catch {
      return heap.makeList(rows.map { results[Int($0)] })
    }
  }

  /// Applies a function to two values, or item by item; the function also sees gaps.
  func lift(
    _ left: Value, _ right: Value, _ work: inout ItemWork, _ function: PairFunction
  ) throws(Mistake) -> Value {
    guard left.hasItems || right.hasItems else { return try function(left, right, &work) }
    // A column of texts and one value: each different word once.
    if !right.hasItems,
      case .text(let codes, let words)? = left.object(.column)?.columnObject.storage
    {
      return try lift(codes: codes, words: words, &work) {
        (item, work: inout ItemWork) throws(Mistake) in
        try function(item, right, &work)
      }
    }
    if !left.hasItems,
      case .text(let codes, let words)? = right.object(.column)?.columnObject.storage
    {
      return try lift(codes: codes, words: words, &work) {
        (item, work: inout ItemWork) throws(Mistake) in
        try function(left, item, &work)
      }
    }
    let isColumn = left.kind == .column || right.kind == .column
    if let count = itemCount(left), let other = itemCount(right), count != other {
      throw Mistake(
        "different-lengths",
        ["name": words(0, left), "left": "\(count)", "right": "\(other)"])
    }
    let outer = try enter(&work, itemCount(left) ?? itemCount(right) ?? 0)
    let a = Operand(left, self)
    let b = Operand(right, self)
    func pair(_ place: Int) throws(Mistake) -> Value {
      try look(at: place)
      let (x, y) = (a[place], b[place])
      guard x.hasItems || y.hasItems else { return try function(x, y, &work) }
      return try lift(x, y, &work, function)
    }
    let count = a.count ?? b.count ?? 0
    if isColumn {
      var results: [Value] = []
      results.reserveCapacity(count)
      for place in 0..<count { results.append(try pair(place)) }
      leave(&work, outer)
      return columnOrList(results)
    }
    let result = try heap.makeList(count: count, pair)
    leave(&work, outer)
    return result
  }

  /// One side of a calculation item by item: a single value answers for every place.
  private struct Operand {
    let value: Value
    /// The items of a list, where they are; it is not changed meanwhile.
    let list: UnsafeBufferPointer<Value>?
    /// The items of a column.
    let items: [Value]?

    init(_ value: Value, _ context: Context) {
      self.value = value
      list = value.object(.list).map { $0.listItems }
      items = value.kind == .column ? context.items(of: value) : nil
    }

    var count: Int? { list?.count ?? items?.count }

    @inline(__always) subscript(place: Int) -> Value {
      if let list { return list[place] }
      if let items { return items[place] }
      return value
    }
  }

  /// A column of the items, or a list where no column can hold them together.
  func columnOrList(_ items: [Value]) -> Value {
    do throws(Mistake) {
      return makeColumn(try column(items: items, name: ""))
    } catch {
      return heap.makeList(items)
    }
  }

  private func enter(_ work: inout ItemWork, _ count: Int) throws(Mistake) -> Bool {
    work.depth += 1
    if work.depth > Self.deepest { throw Mistake("lists-too-deep") }
    try charge(1 + count >> 4)
    try reserve(bytes: count &* 16)
    let outer = work.isAlone
    work.isAlone = false
    return outer
  }

  private func leave(_ work: inout ItemWork, _ outer: Bool) {
    work.depth -= 1
    work.isAlone = outer
  }
}
