import LinnetData
import LinnetSyntax

/// Turning operands into what is needed: columns, values, steps of the plan; and work row by row.
extension RowEvaluator {
  /// The column of what a whole formula gives: of a rowwise operand, of a value repeated for every row, or
  /// of a list with one item a row.
  func column(_ operand: RowOperand, named name: String) throws(Mistake) -> Column {
    switch operand {
    case .column(let column): return column
    case .node(let node):
      try context.reserve(bytes: count * 8)
      return try data { () throws(DataMistake) in try columns.column(node) }
    case .value(let value):
      if let ref = value.object(.column), ref.columnObject.count == count {
        return ref.columnObject
      }
      if value.isMissing {
        return Column(decimals: [Double](repeating: .nan, count: count))
      }
      if case .object(let ref) = value, ref.kind == .list || ref.kind == .column {
        return try context.column(from: value, count: count, name: name)
      }
      let item = try item(from: value, named: name)
      return Column.repeating(item, count: count)
    }
  }

  /// The column of a part of a formula: a list that is no column is repeated whole in every row.
  func rowwiseColumn(_ operand: RowOperand, named name: String) throws(Mistake) -> Column {
    guard case .value(let value) = operand, value.hasItems else {
      return try column(operand, named: name)
    }
    return Column.repeating(try item(from: value, named: name), count: count)
  }

  /// The operand as one value of the language: rowwise ones become columns.
  func value(_ operand: RowOperand) throws(Mistake) -> Value {
    if case .value(let value) = operand { return value }
    return keep(context.makeColumn(try column(operand, named: "")))
  }

  /// What came back from item-by-item work on `operands`: one value a row if one of them was that.
  ///
  /// A list is never taken for one value a row because of its length.
  func operand(_ result: Value, of operands: RowOperand...) throws(Mistake) -> RowOperand {
    try operand(result, ofAll: operands)
  }

  /// The same for any number of operands.
  func operand(_ result: Value, ofAll operands: [RowOperand]) throws(Mistake) -> RowOperand {
    guard operands.contains(where: { $0.isRowwise }) else { return .value(keep(result)) }
    if let ref = result.object(.column), ref.columnObject.count == count {
      return .column(ref.columnObject)
    }
    guard let ref = result.object(.list), ref.list.pointee.count == count else {
      throw Mistake(.rowByRow)
    }
    return .column(try context.column(from: result, count: count, name: ""))
  }

  /// Refuses to go on item by item where a list that is no column meets one value a row: every row meets
  /// the whole list, which is done row by row.
  func refuseWholeLists(_ operands: RowOperand...) throws(Mistake) {
    try refuseWholeLists(all: operands)
  }

  /// The same for any number of operands.
  func refuseWholeLists(all operands: [RowOperand]) throws(Mistake) {
    if operands.contains(where: { $0.isRowwise }), operands.contains(where: { $0.isWholeList }) {
      throw Mistake(.rowByRow)
    }
  }

  /// The operand as a step of the plan; nil for what plans do not know.
  func node(_ operand: RowOperand) throws(Mistake) -> Node? {
    switch operand {
    case .node(let node): return node
    case .column(let column):
      return try data { () throws(DataMistake) in try plan.input(column) }
    case .value(let value):
      // A column picked from elsewhere is no value of a row.
      guard value.kind != .column else { return nil }
      return try data { () throws(DataMistake) in try columns.node(value) }
    }
  }

  /// What an operand holds in each row; nil for values no column holds.
  func kind(_ operand: RowOperand) -> ColumnKind? {
    switch operand {
    case .column(let column): return column.kind
    case .node(let node): return node.kind
    case .value(let value):
      switch value.kind {
      case .number: return .number
      case .truth: return .truth
      case .text: return .text
      case .date: return .date
      case .vector: return .vector
      case .measurement: return .measurement
      default: return nil
      }
    }
  }

  /// A value of the language as an item of a column.
  ///
  /// Throws `not-for-columns` for functions, datasets and the like.
  func item(from value: Value, named name: String, depth: Int = 0) throws(Mistake) -> Item {
    if depth > Context.deepest { throw Mistake("lists-too-deep") }
    switch value {
    case .missing: return .missing
    case .truth(let answer): return .truth(answer)
    case .whole(let number): return number == .min ? .decimal(Double(number)) : .whole(number)
    case .decimal(let number): return .number(number)
    case .date(let date): return .date(date)
    case .nothing, .absent: break
    case .object(let ref):
      switch ref.kind {
      case .text: return .text(context.heap.string(ref))
      case .vector: return .vector(ref.fourVector)
      case .column: return .list(ref.columnObject)
      case .list: return .list(try context.column(from: value, count: nil, name: name))
      case .measurement:
        let measurement = ref.measurementObject
        return .measurement(
          value: measurement.value, error: measurement.error, shifts: measurement.shifts)
      case .record:
        let names = context.heap.names(of: ref)
        var items: [Item] = []
        for place in names.indices {
          let part = ref.record.pointee.fields[place]
          items.append(try item(from: part, named: name, depth: depth + 1))
        }
        return .record(names: names, items: items)
      default: break
      }
    }
    var slots = ["name": name, "kind": context.kindName(value)]
    if value.object(.native) != nil { slots["call"] = callOnColumn(name) }
    throw Mistake("not-for-columns", slots)
  }

  /// A built-in called on a column of the kind it works on, as an example; nil for any other name.
  func callOnColumn(_ name: String) -> String? {
    guard let native = Native.named(name) else { return nil }
    if native.name == "count" { return "count()" }
    let wanted: ColumnKind =
      switch native.family {
      case "dates": .date
      case "text": .text
      default: .number
      }
    let fitting = dataset.names.first {
      dataset.column($0)?.kind == wanted && RowMistakes.isPlainName($0)
    }
    return "\(native.name)(\(fitting ?? "x"))"
  }

  /// Applies work to the values of each row, one row after another.
  ///
  /// A calculation without an answer gives a gap, as it does in columns.
  func rowByRow(
    _ operands: [RowOperand], _ work: ([Value]) throws(Mistake) -> Value
  ) throws(Mistake) -> RowOperand {
    var sources: [RowOperand] = []
    for operand in operands {
      if case .node = operand {
        sources.append(.column(try column(operand, named: "")))
      } else {
        sources.append(operand)
      }
    }
    var builder = ColumnBuilder()
    var made = ItemWork()
    var values: [Value] = []
    var bytes = 0
    var asked = 0
    let watch = WorkWatch(context, "working out each row")
    for row in 0..<count {
      try context.charge(4)
      if row & 0xFF == 0xFF, !watch.report(row, count), let mistake = watch.mistake {
        throw mistake
      }
      values.removeAll(keepingCapacity: true)
      for source in sources {
        switch source {
        case .value(let value): values.append(value)
        case .column(let column): values.append(context.value(of: column, row: row))
        case .node: break
        }
      }
      var item = Item.missing
      do {
        let made = try work(values)
        bytes += 8 + 8 * (context.itemCount(made) ?? 0)
        item = try self.item(from: made, named: "")
      } catch {
        switch error.code {
        case "divide-by-zero": made.zeroDivisions += 1
        case "no-answer", "not-defined", "no-real-power", "too-large", "past-the-end",
          "nothing-in-it":
          made.noAnswers += 1
        default: throw error
        }
      }
      try data { () throws(DataMistake) in try builder.append(item) }
      if bytes - asked > 1 << 20 {
        try context.reserve(bytes: bytes)
        asked = bytes
      }
    }
    context.tell(made)
    return .column(builder.finish())
  }
}
