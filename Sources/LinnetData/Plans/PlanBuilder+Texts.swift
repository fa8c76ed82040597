import LinnetText

/// Texts: work is done once for each different word, then looked up for each row.
extension PlanBuilder {
  /// A text made from each text, such as `upper`; nil is a gap.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func mapTexts(_ node: Node, _ function: (String) -> String?) throws(DataMistake) -> Node {
    try lift(node) { (item) throws(DataMistake) -> Node in
      if item.isGap { return item }
      let (codes, words) = try self.texts(item)
      var table = WordTable()
      let mapped = words.map { word in function(word).map { Double(table.code(of: $0)) } ?? .nan }
      self.wordTables.append(table.words)
      return Node(
        .flat(
          Node.Flat(
            step: self.lookUp(codes, mapped), content: .text(table: self.wordTables.count - 1))))
    }
  }

  /// A number made from each text, such as its length; NaN is a gap.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func numbers(fromTexts node: Node, _ function: (String) -> Double) throws(DataMistake)
    -> Node
  {
    try lift(node) { (item) throws(DataMistake) -> Node in
      if item.isGap { return item }
      let (codes, words) = try self.texts(item)
      return Node(number: self.lookUp(codes, words.map(function)))
    }
  }

  /// An answer for each text, such as whether it contains another; nil is a gap.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func truths(fromTexts node: Node, _ function: (String) -> Bool?) throws(DataMistake)
    -> Node
  {
    try lift(node) { (item) throws(DataMistake) -> Node in
      if item.isGap { return item }
      let (codes, words) = try self.texts(item)
      return self.truth(codes, words.map { word in function(word).map { $0 ? 1 : 0 } ?? 2 })
    }
  }

  /// A text made from two texts.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func joinTexts(
    _ a: Node, _ b: Node, _ function: (String, String) -> String
  ) throws(DataMistake) -> Node {
    try lift(a, b) { (a, b) throws(DataMistake) -> Node in
      try self.joined(a, b, function)
    }
  }

  /// A text for each number, such as `text(x)`; works on every different number once.
  ///
  /// Throws `not-numbers`.
  public func texts(fromNumbers node: Node, _ function: (Double) -> String) throws(DataMistake)
    -> Node
  {
    try lift(node) { (item) throws(DataMistake) -> Node in
      let step = try self.number(item)
      if self.isConstant(item) {
        guard let value = self.constantValue(item), value == value else {
          return self.constant(.missing)
        }
        return self.constant(.text(function(value)))
      }
      if self.isLong(item) { throw DataMistake("unplanned") }
      let domain = self.steps[Int(step)].domain
      let values = try self.evaluate([item], domain: domain)[0].decimals ?? []
      var table = WordTable()
      var known: [UInt64: Int32] = [:]
      let codes = values.map { value -> Int32 in
        if value != value { return -1 }
        if let code = known[value.bitPattern] { return code }
        let code = table.code(of: function(value))
        known[value.bitPattern] = code
        return code
      }
      return self.node(Column(.text(codes: codes, words: table.words)), domain: domain)
    }
  }

  /// True where the value is one of a column's.
  ///
  /// Throws `different-kinds`.
  public func isIn(_ node: Node, _ column: Column) throws(DataMistake) -> Node {
    try lift(node) { (item) throws(DataMistake) -> Node in
      if item.kind == .text, case .text(let codes, let words) = column.storage {
        var wanted: Set<String> = []
        for code in codes where code >= 0 { wanted.insert(words[Int(code)]) }
        return try self.truths(fromTexts: item) { wanted.contains($0) }
      }
      if item.kind == .number, column.kind == .number,
        self.isLong(item) || column.hasLongWholes
      {
        return try self.isAmong(item, column)
      }
      if case .date(let raw) = column.storage, item.kind == .date {
        // Compared as moments: a plain date is the same as midnight of that day.
        let wanted = Set(raw.filter { $0 != .min }.map { $0 >> 1 })
        let moment = Node(number: self.moment(item))
        let found = try self.map(moment) { value in
          if value != value { return value }
          return value.magnitude < 9e15 && wanted.contains(Int64(value)) ? 1 : 0
        }
        return try self.compare(.equal, found, self.constant(1))
      }
      if item.kind == .number, column.kind == .number, let values = column.decimals {
        let wanted = values.filter { $0 == $0 }.sorted()
        let found = try self.map(item) { value in
          if value != value { return value }
          var low = 0
          var high = wanted.count
          while low < high {
            let middle = (low + high) / 2
            if wanted[middle] < value { low = middle + 1 } else { high = middle }
          }
          return low < wanted.count && wanted[low] == value ? 1 : 0
        }
        return try self.compare(.equal, found, self.constant(1))
      }
      var answer = self.constant(.truth(false))
      let different = column.unique()
      // A long chain of questions is dearer than looking each value up.
      if different.count > 64 { throw DataMistake("unplanned") }
      for row in 0..<different.count where !different.isMissing(row) {
        answer = try self.or(
          answer, try self.compare(.equal, item, self.constant(different.item(row))))
      }
      return answer
    }
  }

  // MARK: Codes and words

  func texts(_ node: Node) throws(DataMistake) -> (codes: Int32, words: [String]) {
    guard case .flat(let flat) = node.shape, case .text(let table) = flat.content else {
      throw DataMistake("needs-kind", ["wanted": "texts", "given": node.kind.plural])
    }
    return (flat.step, wordTables[table])
  }

  private func lookUp(_ codes: Int32, _ table: [Double]) -> Int32 {
    tables.append(table)
    return step(.lookUp, Int32(tables.count - 1), [codes])
  }

  private func truth(_ codes: Int32, _ table: [UInt8]) -> Node {
    truthTables.append(table)
    return Node(truth: step(.lookUpTruth, Int32(truthTables.count - 1), [codes]))
  }

  /// Codes of two texts in one table of words.
  func commonWords(_ a: Node, _ b: Node) -> (Int32, Int32, [String]) {
    guard case .flat(let left) = a.shape, case .text(let table) = left.content,
      case .flat(let right) = b.shape, case .text(let otherTable) = right.content
    else { return (0, 0, []) }
    if wordTables[table] == wordTables[otherTable] {
      return (left.step, right.step, wordTables[table])
    }
    var words = WordTable(wordTables[table])
    let codes = wordTables[otherTable].map { Double(words.code(of: $0)) }
    return (left.step, lookUp(right.step, codes), words.words)
  }

  func comparedTexts(_ comparison: Comparison, _ a: Node, _ b: Node) -> Node {
    for (text, other, turned) in [(a, b, false), (b, a, true)] {
      guard case .flat(let flat) = text.shape, case .text(let table) = flat.content,
        case .flat(let word) = other.shape, case .text(let wordTable) = word.content,
        steps[Int(word.step)].code == .constant
      else { continue }
      // One word against many: each different word is compared once.
      let code = Double(bitPattern: steps[Int(word.step)].payload)
      guard code == code, Int(code) < wordTables[wordTable].count else { continue }
      let single = wordTables[wordTable][Int(code)]
      return truth(
        flat.step,
        wordTables[table].map {
          comparison.holds(turned ? single : $0, text: turned ? $0 : single) ? 1 : 0
        })
    }
    let (codes, others, words) = commonWords(a, b)
    let ranks = Column.ranks(of: words)
    return comparedSteps(comparison, lookUp(codes, ranks), lookUp(others, ranks))
  }

  func joined(_ a: Node, _ b: Node, _ function: (String, String) -> String = { $0 + $1 })
    throws(DataMistake) -> Node
  {
    if a.isGap || b.isGap { return constant(.missing) }
    let (codes, words) = try texts(a)
    let (others, otherWords) = try texts(b)
    // A code for each pair that may occur, where those are few; else the rows are gone through.
    let (pairs, overflow) = words.count.multipliedReportingOverflow(by: max(otherWords.count, 1))
    var table = WordTable()
    if !overflow, pairs <= 4096 {
      var mapped: [Double] = []
      for word in words {
        for other in otherWords { mapped.append(Double(table.code(of: function(word, other)))) }
      }
      let scaled = step(
        .binary, NumberOperation.multiply.kernel,
        [codes, constantStep(Double(max(otherWords.count, 1)))])
      let sum = step(.binary, NumberOperation.add.kernel, [scaled, others])
      wordTables.append(table.words)
      return Node(
        .flat(
          Node.Flat(step: lookUp(sum, mapped), content: .text(table: wordTables.count - 1))))
    }
    let domain = max(steps[Int(codes)].domain, steps[Int(others)].domain)
    let columns = try evaluate([a, b], domain: domain)
    guard case .text(let left, let leftWords) = columns[0].storage,
      case .text(let right, let rightWords) = columns[1].storage
    else { return constant(.missing) }
    // Each pair that occurs is joined once.
    var known: [UInt64: Int32] = [:]
    let result = zip(left, right).map { one, other -> Int32 in
      if one < 0 || other < 0 { return -1 }
      let pair = UInt64(UInt32(one)) << 32 | UInt64(UInt32(other))
      if let code = known[pair] { return code }
      let code = table.code(of: function(leftWords[Int(one)], rightWords[Int(other)]))
      known[pair] = code
      return code
    }
    return node(Column(.text(codes: result, words: table.words)), domain: domain)
  }
}

extension Comparison {
  /// The answer for two texts, in the order of `TextOrder`.
  func holds(_ a: String, text b: String) -> Bool {
    switch self {
    case .less: TextOrder.isBefore(a, b)
    case .lessOrEqual: !TextOrder.isBefore(b, a)
    case .greater: TextOrder.isBefore(b, a)
    case .greaterOrEqual: !TextOrder.isBefore(a, b)
    case .equal: a == b
    case .notEqual: a != b
    }
  }

  /// The answer for two values that have an order.
  func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
    switch self {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .equal: a == b
    case .notEqual: a != b
    }
  }
}
