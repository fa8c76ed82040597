import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// Functions that take lists apart and put them together.
  static let lists: [Native] = [
    Native(
      "reverse", [.required("items")], family: "lists", traits: [.statistic, .reordering],
      plan: .lists { (plan, list) throws(DataMistake) in try plan.reversed(list) },
      summary: "The items from last to first.",
      examples: ["reverse([3, 1, 2])  # => [2, 1, 3]"]
    ) { context, inputs throws(Mistake) in
      if let ref = inputs[0].object(.column) {
        return context.makeColumn(ref.columnObject.reversed())
      }
      if let ref = inputs[0].object(.text) {
        return context.heap.makeText(String(context.heap.string(ref).reversed()))
      }
      if let ref = inputs[0].object(.dataset) {
        let dataset = ref.datasetObject
        return context.makeDataset(
          Dataset(
            names: dataset.names, columns: dataset.columns.map { $0.reversed() },
            count: dataset.count, origin: dataset.origin))
      }
      let items = try context.listInput("reverse", 0, inputs[0])
      return context.heap.makeList(items.reversed().map { $0.shared() })
    },
    Native(
      "unique", [.required("items")], family: "lists", traits: [.statistic, .reordering],
      plan: .lists { (plan, list) throws(DataMistake) in try plan.unique(list) },
      summary: "The different items, each once, in the order they first appear.",
      examples: ["unique([3, 1, 3, 2, 1])  # => [3, 1, 2]"]
    ) { context, inputs throws(Mistake) in
      if let ref = inputs[0].object(.column) {
        return context.makeColumn(ref.columnObject.unique())
      }
      let items = try context.listInput("unique", 0, inputs[0])
      var table = ValueTable(capacity: min(items.count, 1 << 16))
      for item in items { _ = try table.place(of: item, context) }
      return context.heap.makeList(table.values.map { $0.shared() })
    },
    .end(
      "first", summary: "The first item, or the first few.", example: "first([4, 5, 6])  # => 4"),
    .end(
      "last", summary: "The last item, or the last few.", example: "last([4, 5, 6], 2)  # => [5, 6]"
    ),
    Native(
      "append", [.required("items"), .required("item")], family: "lists",
      summary: "The list with one item more at its end.",
      examples: ["append([1, 2], 3)  # => [1, 2, 3]"]
    ) { context, inputs throws(Mistake) in
      if let ref = inputs.ownList(0), inputs[1].object(.list) != ref,
        ref.list.pointee.count < context.limits.listLength
      {
        context.heap.push(ref, inputs.kept(1))
        return inputs[0]
      }
      var items = try context.listInput("append", 0, inputs[0])
      _ = try context.listLength(Double(items.count) + 1)
      for index in items.indices { items[index] = items[index].shared() }
      items.append(inputs[1].shared())
      return context.heap.makeList(items)
    },
    Native(
      "insert", [.required("items"), .required("position"), .required("item")], family: "lists",
      summary: "The list with an item put in at a position.",
      examples: ["insert([1, 3], 2, 20)  # => [1, 20, 3]"]
    ) { context, inputs throws(Mistake) in
      guard let count = context.itemCount(inputs[0]) else {
        throw context.wrongInput("insert", 0, inputs[0], wanted: "a list or column")
      }
      let at = try context.wholeInput("insert", 1, inputs[1])
      guard at >= 1, at <= count + 1 else {
        throw Mistake(
          "insert-outside",
          [
            "name": context.words(0, inputs[0]), "last": DigitGrouping.grouped(count + 1),
            "items": DigitGrouping.counted(count, "item"),
            "index": context.brief(inputs[1]),
          ])
      }
      let place = at - 1
      if let ref = inputs.ownList(0), inputs[2].object(.list) != ref,
        count < context.limits.listLength
      {
        try context.charge(1 + (min(place, count - place) >> 8))
        context.heap.insert(ref, inputs.kept(2), at: place)
        return inputs[0]
      }
      let length = try context.listLength(Double(count) + 1)
      let item = inputs[2].shared()
      if let ref = inputs[0].object(.list) {
        let items = ref.listItems
        return context.heap.makeList(count: length) { spot in
          spot == place ? item : items[spot < place ? spot : spot - 1].shared()
        }
      }
      var items = context.items(of: inputs[0]) ?? []
      items.insert(item, at: place)
      return inputs[0].kind == .column ? context.columnOrList(items) : context.heap.makeList(items)
    },
    Native(
      "slice", [.required("items"), .required("from"), .required("to")], family: "lists",
      summary: "The items from one position to another, both included.",
      examples: [
        "slice([10, 20, 30, 40], 2, 3)  # => [20, 30]", "slice(\"dimuon\", 3, 6)  # => muon",
      ]
    ) { context, inputs throws(Mistake) in
      try context.slice(inputs[0], inputs[1], inputs[2], own: inputs.ownList(0))
    },
    Native(
      "fill", [.required("items"), .required("value")], family: "lists", makesFresh: false,
      isItemwise: true, traits: [.certain],
      plan: .values { (plan, nodes) throws(DataMistake) in
        try plan.fill(nodes[0], with: nodes[1])
      },
      summary: "The items with a value in place of each missing one.",
      examples: ["fill([1, missing, 3], 0)  # => [1, 0, 3]", "fill(missing, 7)  # => 7"]
    ) { context, inputs throws(Mistake) in
      var work = ItemWork()
      return try context.lift(inputs[0], inputs[1], &work) {
        (item, value, _: inout ItemWork) throws(Mistake) in
        (item.isMissing ? value : item).shared()
      }
    },
    Native(
      "pairs", [.required("items")], family: "lists",
      plan: .lists { (plan, list) throws(DataMistake) in try plan.pairs(list) },
      summary: "Every pair of positions `i` and `j`, as records.",
      examples: ["pairs([10, 20, 30]).i  # => [1, 1, 2]", "pairs([10, 20, 30]).j  # => [2, 3, 3]"]
    ) { context, inputs throws(Mistake) in try context.combinations(inputs[0], "pairs", size: 2) },
    Native(
      "triples", [.required("items")], family: "lists",
      plan: .lists { (plan, list) throws(DataMistake) in try plan.triples(list) },
      summary: "Every three positions `i`, `j` and `k`, as records.",
      examples: ["count(triples([1, 2, 3, 4]))  # => 4"]
    ) { context, inputs throws(Mistake) in try context.combinations(inputs[0], "triples", size: 3)
    },
    Native(
      "choose", [.required("question"), .required("yes"), .required("no")], family: "lists",
      makesFresh: false, isItemwise: true,
      traits: [.certain],
      summary: "The second input where the question is answered yes, else the third.",
      examples: [
        "choose(3 > 2, \"high\", \"low\")  # => high", "choose([1, 5] > 2, 1, 0)  # => [0, 1]",
      ]
    ) { context, inputs throws(Mistake) in
      try context.choose(inputs[0], inputs[1], inputs[2], depth: 0)
    },
    Native(
      "row_number", [.optional("items")], family: "lists",
      traits: [.certain], summary: "The positions 1, 2, 3, … of the items or rows.",
      examples: ["row_number([\"a\", \"b\"])  # => [1, 2]"]
    ) { context, inputs throws(Mistake) in
      if inputs[0].isAbsent { throw Mistake("rows-only", ["function": "row_number"]) }
      let count = try context.listInput("row_number", 0, inputs[0]).count
      return context.heap.makeList((0..<count).map { .whole(Int64($0) + 1) })
    },
    Native(
      "previous", [.required("items")], family: "lists",
      traits: [.certain],
      summary: "The items moved down by one, so that each stands beside the one before it.",
      examples: ["previous([5, 6, 9])  # => [missing, 5, 6]"]
    ) { context, inputs throws(Mistake) in
      if let ref = inputs[0].object(.column) {
        return context.makeColumn(ref.columnObject.shifted(by: 1))
      }
      let items = try context.listInput("previous", 0, inputs[0])
      if items.isEmpty { return context.heap.makeList([]) }
      return context.heap.makeList([.missing] + items.dropLast().map { $0.shared() })
    },
    .rows(
      "running_sum", summary: "The sum up to and including each item.",
      example: "running_sum([5, 6, 9])  # => [5, 11, 20]"
    ) { column throws(DataMistake) in try column.runningSum() },
    .rows(
      "rank", summary: "The place of each item when they are sorted; equal items share one.",
      example: "rank([30, 10, 20])  # => [3, 1, 2]"
    ) { column throws(DataMistake) in try column.ranks() },
  ]

  /// A function of a whole column that gives a column of the same length.
  private static func rows(
    _ name: String, summary: String, example: String,
    _ function: @escaping @Sendable (Column) throws(DataMistake) -> Column
  ) -> Native {
    Native(
      name, [.required("items")], family: "lists", traits: .certain, summary: summary,
      examples: [example]
    ) { context, inputs throws(Mistake) in
      let column: Column
      if let ref = inputs[0].object(.column) {
        column = ref.columnObject
      } else {
        column = try context.column(
          items: try context.listInput(name, 0, inputs[0]), name: context.words(0, inputs[0]))
      }
      let result: Column
      do throws(DataMistake) {
        result = try function(column)
      } catch {
        if error.code != "too-much-memory" { _ = try context.numbers(inputs[0], name) }
        throw context.mistake(error)
      }
      if inputs[0].kind == .column { return context.makeColumn(result) }
      return context.heap.makeList(context.items(of: result))
    }
  }

  /// `first` and `last`.
  private static func end(_ name: String, summary: String, example: String) -> Native {
    Native(
      name, [.required("items"), .optional("count")], family: "lists", makesFresh: false,
      traits: .statistic, summary: summary, examples: [example]
    ) { context, inputs throws(Mistake) in
      try context.end(
        inputs[0], inputs[1], name, isFirst: name == "first", own: inputs.ownList(0))
    }
  }
}
