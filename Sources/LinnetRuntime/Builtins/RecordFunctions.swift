import LinnetData
import LinnetSyntax

extension Native {
  /// Functions that make and read records and datasets.
  static let records: [Native] = [
    Native(
      "record", [], family: "records", acceptsAnyLabel: true, usage: "record(name: value, …)",
      summary: "Several values under names of their own.",
      examples: ["record(name: \"muon\", mass: 0.1057).mass  # => 0.1057"]
    ) { context, inputs throws(Mistake) in
      var names: [String] = []
      var values: [Value] = []
      for place in 0..<inputs.count {
        guard place < inputs.labels.count, let label = inputs.labels[place] else {
          throw Mistake("record-names", ["value": context.words(place, inputs[place])])
        }
        guard !names.contains(label) else { throw Mistake("twice-named", ["name": label]) }
        names.append(label)
        values.append(inputs[place].shared())
      }
      return context.heap.makeRecord(names: names, values: values)
    },
    Native(
      "dataset", [], family: "records", acceptsAnyLabel: true, usage: "dataset(name: list, …)",
      summary: "A table from lists of equal length, each with its name, or from a list of records.",
      examples: [
        "dataset(x: [1, 2], y: [3, 4]).y  # => [3, 4]",
        "dataset([record(x: 1), record(x: 2)]).x  # => [1, 2]",
      ]
    ) { context, inputs throws(Mistake) in try context.dataset(inputs) },
    Native(
      "columns", [.required("dataset")], family: "records",
      summary: "The names of a dataset's columns.",
      examples: ["columns(dataset(x: [1], y: [2]))  # => [\"x\", \"y\"]"]
    ) { context, inputs throws(Mistake) in
      guard inputs[0].kind == .dataset else {
        throw context.wrongInput("columns", 0, inputs[0], wanted: "a dataset")
      }
      return context.heap.makeList(
        try context.partNames(inputs[0], "columns").map { context.heap.makeText($0) })
    },
    Native(
      "keys", [.required("record")], family: "records",
      summary: "The names of a record's parts.",
      examples: ["keys(record(a: 1, b: 2))  # => [\"a\", \"b\"]"]
    ) { context, inputs throws(Mistake) in
      context.heap.makeList(
        try context.partNames(inputs[0], "keys").map { context.heap.makeText($0) })
    },
    Native(
      "has", [.required("record"), .required("name")], family: "records",
      summary: "Whether a record has a part, or a dataset a column, of this name.",
      examples: ["has(record(a: 1), \"b\")  # => false"]
    ) { context, inputs throws(Mistake) in
      if inputs[0].hasItems {
        return try context.eachPair(inputs[0], inputs[1]) {
          (owner, item, _: inout ItemWork) throws(Mistake) in
          let name = context.heap.string(try context.textInput("has", 1, item))
          return .truth(try context.partNames(owner, "has").contains(name))
        }
      }
      if let ref = inputs[0].object(.record) {
        return try context.eachItem(inputs[1]) { (item, _: inout ItemWork) throws(Mistake) in
          guard let key = item.object(.text) else {
            return .truth(
              context.heap.place(
                of: context.heap.string(try context.textInput("has", 1, item)), in: ref) != nil)
          }
          return .truth(context.heap.place(of: key, in: ref) != nil)
        }
      }
      let names = Set(try context.partNames(inputs[0], "has"))
      return try context.eachItem(inputs[1]) { (item, _: inout ItemWork) throws(Mistake) in
        let name = context.heap.string(try context.textInput("has", 1, item))
        return .truth(names.contains(name))
      }
    },
  ]
}

extension Context {
  func partNames(_ value: Value, _ function: String) throws(Mistake) -> [String] {
    if let ref = value.object(.record) { return heap.names(of: ref) }
    if let ref = value.object(.dataset) { return ref.datasetObject.names }
    if value.kind == .vector { return FourVector.partNames }
    throw wrongInput(function, 0, value, wanted: "a record or dataset")
  }

  fileprivate func dataset(_ inputs: Inputs) throws(Mistake) -> Value {
    if inputs.count == 1, inputs.labels.first == .some(nil) {
      switch inputs[0].kind {
      case .dataset: return inputs[0]
      case .record: return try dataset(fromRecord: inputs[0])
      case .list:
        let column = try column(from: inputs[0], count: nil, name: words(0, inputs[0]))
        if case .record(let names, let parts) = column.storage {
          return makeDataset(Dataset(names: names, columns: parts, count: column.count))
        }
      default: break
      }
    }
    var names: [String] = []
    var values: [Value] = []
    for place in 0..<inputs.count {
      guard place < inputs.labels.count, let label = inputs.labels[place] else {
        throw Mistake("dataset-names", ["value": words(place, inputs[place])])
      }
      guard !names.contains(label) else { throw Mistake("twice-named", ["name": label]) }
      names.append(label)
      values.append(inputs[place])
    }
    return try dataset(names, values)
  }

  private func dataset(fromRecord value: Value) throws(Mistake) -> Value {
    guard let ref = value.object(.record) else { return value }
    let record = ref.record.pointee
    return try dataset(
      heap.names(of: ref), (0..<Int(record.count)).map { record.fields[$0] })
  }

  private func dataset(_ names: [String], _ values: [Value]) throws(Mistake) -> Value {
    var count: Int?
    var first = ""
    for (place, value) in values.enumerated() {
      guard let own = itemCount(value) else { continue }
      if let count, own != count {
        throw Mistake(
          "unequal-columns",
          [
            "first": first, "firstCount": "\(count)", "second": names[place],
            "secondCount": "\(own)",
          ])
      }
      if count == nil { first = names[place] }
      count = own
    }
    let rows = count ?? (values.isEmpty ? 0 : 1)
    var columns: [Column] = []
    for (place, value) in values.enumerated() {
      columns.append(try column(from: value, count: rows, name: names[place]))
    }
    return makeDataset(Dataset(names: names, columns: columns, count: rows))
  }
}
