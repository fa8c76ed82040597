import LinnetData
import LinnetSyntax

/// Statistics of lists and columns of any kind.
extension Context {
  /// How many items, rows, parts or entries a value has; of answers, how many say yes.
  func count(_ value: Value) throws(Mistake) -> Value {
    if case .object(let ref) = value {
      switch ref.kind {
      case .list:
        let items = ref.listItems
        try charge(1 + items.count >> 6)
        return .whole(Int64(Self.yesCount(items) ?? items.count))
      case .column: return .whole(Int64(ref.columnObject.counted))
      case .dataset: return .whole(Int64(ref.datasetObject.count))
      case .record: return .whole(Int64(ref.record.pointee.count))
      case .histogram: return .whole(Int64(ref.histogramObject.entries))
      case .text: throw Mistake("count-of-text", ["name": words(0, value)])
      default: break
      }
    }
    throw wrongInput("count", 0, value, wanted: "a list, column or dataset")
  }

  /// How many of a list's answers say yes; nil where anything but answers and gaps is among the items.
  private static func yesCount(_ items: UnsafeBufferPointer<Value>) -> Int? {
    var yes = 0
    var hasAnswers = false
    for item in items {
      switch item {
      case .truth(let answer):
        hasAnswers = true
        if answer { yes += 1 }
      case .missing: continue
      default: return nil
      }
    }
    return hasAnswers ? yes : nil
  }

  /// The numbers of a list or column, a truth as 0 or 1 and a gap as NaN; nil for other items.
  func plainNumbers(_ value: Value) -> [Double]? {
    guard case .object(let ref) = value else { return nil }
    if ref.kind == .column { return ref.columnObject.decimals }
    guard ref.kind == .list else { return nil }
    let items = ref.listItems
    var numbers: [Double] = []
    numbers.reserveCapacity(items.count)
    for item in items {
      switch item {
      case .decimal(let number): numbers.append(number)
      case .whole(let number): numbers.append(Double(number))
      case .truth(let answer): numbers.append(answer ? 1 : 0)
      case .missing: numbers.append(.nan)
      default: return nil
      }
    }
    return numbers
  }

  /// The numbers of a list or column for a statistic.
  ///
  /// Throws `not-numbers` with an item that is none.
  func numbers(_ value: Value, _ function: String, operand: Int = 0) throws(Mistake) -> [Double] {
    try charge(1 + (itemCount(value) ?? 0) >> 4)
    if let numbers = plainNumbers(value) { return numbers }
    guard let items = items(of: value) else {
      throw wrongInput(function, operand, value, wanted: "a list or column")
    }
    if let numbers = measuredNumbers(items) { return numbers }
    throw notNumbers(value, items, function, operand)
  }

  private func measuredNumbers(_ items: [Value]) -> [Double]? {
    var numbers: [Double] = []
    for item in items {
      guard let number = item.isMissing ? .nan : measured(item) else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private func notNumbers(_ value: Value, _ items: [Value], _ function: String, _ operand: Int)
    -> Mistake
  {
    let other =
      items.first { item in
        if case .truth = item { return false }
        return item.number == nil && !item.isMissing
      } ?? .missing
    var slots = ["name": words(operand, value), "what": function, "kind": kindName(other)]
    if let text = other.object(.text) { slots["sample"] = heap.string(text) }
    if let (column, numbers) = writtenColumn(operand), !numbers.isEmpty {
      slots["name"] = column
      slots["columns"] = Context.listed(numbers)
    }
    return Mistake("not-numbers", slots)
  }

  /// When an operand was written `d.band`, that column and those of `d` that hold numbers.
  private func writtenColumn(_ operand: Int) -> (column: String, numbers: [String])? {
    guard let written = written(operand), let dot = written.firstIndex(of: ".") else { return nil }
    let (owner, column) = (written[..<dot], String(written[written.index(after: dot)...]))
    guard let value = ownGlobal(String(owner)), let dataset = dataset(value),
      dataset.names.contains(column)
    else { return nil }
    return (column, dataset.names.filter { dataset.column($0)?.kind == .number })
  }

  /// A statistic of a list or column.
  ///
  /// Throws `not-numbers`, `not-a-question`, `mixed-kinds`, `wrong-input`.
  func statistic(_ statistic: Statistic, _ value: Value, _ function: String) throws(Mistake)
    -> Value
  {
    let result = try worked(statistic, value, function)
    leaveOut(gapsOf: value, statistic, function)
    return result
  }

  private func worked(_ statistic: Statistic, _ value: Value, _ function: String) throws(Mistake)
    -> Value
  {
    try charge(1 + (itemCount(value) ?? 0) >> 4)
    if let ref = value.object(.column) {
      return try columnStatistic(statistic, ref.columnObject, value, function)
    }
    guard let ref = value.object(.list) else {
      throw wrongInput(function, 0, value, wanted: "a list or column")
    }
    if let fast = listStatistic(statistic, ref.listItems, value) { return fast }
    let items = Array(ref.listItems)
    if statistic == .gaps {
      return .whole(Int64(items.reduce(0) { $0 + ($1.isMissing ? 1 : 0) }))
    }
    if let measured = try measurementStatistic(statistic, items) { return measured }
    if statistic == .sum || statistic == .mean, items.contains(where: { $0.kind == .histogram }) {
      return try added(items)
    }
    let column: Column
    do throws(Mistake) {
      column = try self.column(items: items, name: words(0, value))
    } catch {
      switch statistic {
      case .min, .max, .median: throw error
      default: throw notNumbers(value, items, function, 0)
      }
    }
    return try columnStatistic(statistic, column, value, function)
  }

  /// The statistics of plain numbers and answers; nil where the items need more care.
  private func listStatistic(
    _ statistic: Statistic, _ items: UnsafeBufferPointer<Value>, _ value: Value
  ) -> Value? {
    switch statistic {
    case .any, .all:
      for item in items {
        switch item {
        case .truth(let answer):
          if answer == (statistic == .any) { return .truth(answer) }
        case .missing: continue
        default: return nil
        }
      }
      return .truth(statistic == .all)
    case .min, .max: return extreme(items, isMax: statistic == .max)
    case .sum:
      if let sum = wholeSum(items) { return sum }
    default: break
    }
    guard let numbers = plainNumbers(value) else { return nil }
    switch statistic {
    case .sum: return Self.tidy(Statistics(numbers).sum)
    case .mean: return .number(Statistics(numbers).mean)
    case .median: return .number(Statistics.median(numbers))
    case .stdev: return .number(Statistics.stdev(numbers))
    case .variance: return .number(Statistics.variance(numbers))
    case .range:
      let summary = Statistics(numbers)
      return .number(summary.max - summary.min)
    default: return nil
    }
  }

  /// The sum of whole numbers and answers as long as it is exact.
  private func wholeSum(_ items: UnsafeBufferPointer<Value>) -> Value? {
    var sum: Int64 = 0
    for item in items {
      switch item {
      case .whole(let number):
        let (next, overflow) = sum.addingReportingOverflow(number)
        if overflow { return nil }
        sum = next
      case .truth(let answer): sum += answer ? 1 : 0
      case .missing: continue
      default: return nil
      }
    }
    return .whole(sum)
  }

  private func extreme(_ items: UnsafeBufferPointer<Value>, isMax: Bool) -> Value? {
    var best = Value.missing
    var bestNumber = 0.0
    for item in items {
      guard let number = item.number else {
        if item.isMissing { continue }
        return nil
      }
      // Long whole numbers may be alike as decimals.
      if case .whole(let a) = item, case .whole(let b) = best {
        if isMax ? a > b : a < b {
          best = item
          bestNumber = number
        }
        continue
      }
      if best.isMissing || (isMax ? number > bestNumber : number < bestNumber) {
        best = item
        bestNumber = number
      }
    }
    return best
  }

  private func measurementStatistic(_ statistic: Statistic, _ items: [Value]) throws(Mistake)
    -> Value?
  {
    guard items.contains(where: { $0.kind == .measurement }) else { return nil }
    var all: [Measurement] = []
    for item in items where !item.isMissing {
      guard let measurement = asMeasurement(item) else { return nil }
      all.append(measurement)
    }
    switch statistic {
    case .sum: return makeMeasurement(Measurement.sum(all))
    case .mean:
      if all.isEmpty { return .missing }
      let sum = Measurement.sum(all)
      let share = 1 / Double(all.count)
      return makeMeasurement(sum.mapped(value: sum.value * share, slope: share))
    case .min, .max:
      var best: Measurement?
      for item in all {
        guard let old = best else {
          best = item
          continue
        }
        if statistic == .max ? item.value > old.value : item.value < old.value { best = item }
      }
      return best.map { makeMeasurement($0) } ?? .missing
    default: return nil
    }
  }

  /// All items added with `+`.
  private func added(_ items: [Value]) throws(Mistake) -> Value {
    var sum: Value?
    for item in items where !item.isMissing {
      guard let old = sum else {
        sum = item
        continue
      }
      sum = try binary(.add, old, item)
    }
    return sum?.shared() ?? .whole(0)
  }

  private func columnStatistic(
    _ statistic: Statistic, _ column: Column, _ value: Value, _ function: String
  ) throws(Mistake) -> Value {
    do throws(DataMistake) {
      return self.value(try column.statistic(statistic))
    } catch {
      let items = self.items(of: column)
      if error.code == "not-a-question" {
        throw Mistake("not-answers", ["name": words(0, value), "function": function])
      }
      throw notNumbers(value, items, function, 0)
    }
  }

  /// Where the least or greatest item stands, from 1; missing where there is none.
  func position(ofGreatest isMax: Bool, _ value: Value, _ function: String) throws(Mistake)
    -> Value
  {
    guard let items = items(of: value) else {
      throw wrongInput(function, 0, value, wanted: "a list or column")
    }
    try charge(1 + items.count >> 4)
    var best: Int?
    for (place, item) in items.enumerated() where !item.isMissing {
      guard let old = best else {
        best = place
        continue
      }
      guard
        case .truth(let isLess) = try compare(
          .less, isMax ? items[old] : item, isMax ? item : items[old])
      else { throw notNumbers(value, items, function, 0) }
      if isLess { best = place }
    }
    return best.map { .whole(Int64($0) + 1) } ?? .missing
  }
}
