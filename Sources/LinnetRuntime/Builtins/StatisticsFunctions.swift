import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// Statistics of lists and columns; gaps are left out.
  static let statistics: [Native] = [
    Native(
      "count", [.optional("values")], family: "statistics",
      traits: [.statistic, .certain],
      plan: .statistic(.count),
      summary:
        "How many items a list has, or rows a dataset, gaps too; of answers, how many say yes.",
      examples: [
        "count([3, 1, missing])  # => 3", "count([3, 8, 9] > 5)  # => 2",
        "count(dataset(x: [1, 2]))  # => 2", ExampleData.with("count(birds.mass > 4000)  # => 2"),
      ]
    ) { context, inputs throws(Mistake) in
      if inputs[0].isAbsent { throw Mistake("rows-only", ["function": "count"]) }
      return try context.count(inputs[0])
    },
    .statistic(
      .gaps, summary: "How many items are missing.",
      examples: ["gaps([1, missing, 3])  # => 1", ExampleData.with("gaps(birds.mass)  # => 0")]),
    .statistic(
      .sum, summary: "All items added up; a yes counts as 1.",
      examples: [
        "sum([1, 2, 3.5])  # => 6.5", "sum([3, 8, 9] > 5)  # => 2",
        ExampleData.with("sum(birds.mass)  # => 18000"),
      ]),
    .statistic(
      .mean, summary: "The mean of the items, missing ones left out.",
      examples: [
        "mean([1, 2, 3, 4])  # => 2.5", "mean([1, missing, 3])  # => 2",
        ExampleData.with("mean(birds.mass)  # => 4500"),
      ]),
    .statistic(
      .median, summary: "The item in the middle once they are sorted.",
      examples: [
        "median([5, 1, 3])  # => 3", "median([4, 1, 3, 2])  # => 2.5",
        ExampleData.with("median(birds.mass)  # => 4450"),
      ]),
    .extreme(
      .min, summary: "The smallest item.",
      examples: [
        "min([3, 1, 2])  # => 1", "min(4, 7)  # => 4",
        ExampleData.with("min(birds.mass)  # => 3700"),
      ]
    ),
    .extreme(
      .max, summary: "The largest item.",
      examples: [
        "max([3, 1, 2])  # => 3", "max(4, 7)  # => 7",
        ExampleData.with("max(birds.mass)  # => 5400"),
      ]),
    .statistic(
      .stdev, summary: "The standard deviation: how far items typically lie from the mean.",
      examples: [
        "stdev([2, 4, 4, 4, 5, 5, 7, 9])  # => 2.138089935",
        ExampleData.with("stdev(birds.mass)  # => 828.6535263"),
      ]),
    .statistic(
      .variance, summary: "The square of the standard deviation.",
      examples: [
        "variance([1, 2, 3, 4])  # => 1.666666667",
        ExampleData.with("variance(birds.mass)  # => 686666.6667"),
      ]),
    .statistic(
      .range, summary: "How far the largest item is from the smallest.",
      examples: ["range([3, 9, 4])  # => 6", ExampleData.with("range(birds.mass)  # => 1700")]),
    Native(
      "quantile", [.required("values"), .required("share")], family: "statistics",
      traits: [.statistic],
      summary: "The value below which a share of the items lies, from 0 to 1.",
      examples: [
        "quantile([1, 2, 3, 4, 5], 0.25)  # => 2",
        ExampleData.with("quantile(birds.mass, 0.25)  # => 3850"),
      ]
    ) { context, inputs throws(Mistake) in
      let numbers = try context.numbers(inputs[0], "quantile")
      context.leaveOut(
        numbers.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }, of: numbers.count, "quantile",
        context.written(0).flatMap { x in context.written(1).map { "\(x), \($0)" } })
      return try context.eachItem(inputs[1]) { (item, _: inout ItemWork) throws(Mistake) in
        let share = try context.numberInput("quantile", 1, item)
        guard share >= 0, share <= 1 else {
          throw Mistake("share-outside", ["value": NumberText.shown(share)])
        }
        return .number(Statistics.quantile(numbers, share))
      }
    },
    Native(
      "correlation", [.required("a"), .required("b")], family: "statistics",
      traits: [.statistic],
      summary: "How closely two lists follow one line: 1 rising, -1 falling, 0 not at all.",
      examples: [
        "correlation([1, 2, 3], [2, 4, 6.1])  # => 0.9999008674",
        ExampleData.with("correlation(birds.mass, birds.bill)"),
      ]
    ) { context, inputs throws(Mistake) in
      let a = try context.numbers(inputs[0], "correlation")
      let b = try context.numbers(inputs[1], "correlation", operand: 1)
      guard a.count == b.count else {
        throw Mistake(
          "different-lengths",
          ["name": context.words(0, inputs[0]), "left": "\(a.count)", "right": "\(b.count)"])
      }
      var gaps = 0
      for place in a.indices where a[place].isNaN || b[place].isNaN { gaps += 1 }
      if gaps > 0 {
        let both = context.written(0).flatMap { x in context.written(1).map { "\(x), \($0)" } }
        context.leaveOut(gaps, of: a.count, "correlation", both)
      }
      return .number(Statistics.correlation(a, b))
    },
    .statistic(
      .any, summary: "True when at least one item is true.",
      examples: [
        "any([1, 9] > 5)  # => true", ExampleData.with("any(birds.mass > 5000)  # => true"),
      ]),
    .statistic(
      .all, summary: "True when every item is true.",
      examples: [
        "all([1, 9] > 5)  # => false", ExampleData.with("all(birds.mass > 3000)  # => true"),
      ]),
    Native(
      "mode", [.required("values")], family: "statistics", makesFresh: false,
      traits: [.statistic],
      summary: "The item that occurs most often; of several, the one that comes first.",
      examples: [
        "mode([3, 1, 4, 1])  # => 1", "mode([\"red\", \"blue\", \"red\"])  # => red",
        ExampleData.with("mode(birds.species)  # => Adelie"),
      ]
    ) { context, inputs throws(Mistake) in
      let items = try context.listInput("mode", 0, inputs[0])
      try context.charge(1 + items.count / 4)
      var table = ValueTable(capacity: min(items.count, 1 << 16))
      var counts: [Int] = []
      for item in items where !item.isMissing {
        let place = try table.place(of: item, context)
        if place == counts.count { counts.append(0) }
        counts[place] += 1
      }
      let gaps = items.count - counts.reduce(0, +)
      context.leaveOut(gaps, of: items.count, "mode", context.written(0))
      guard let most = counts.max(), let place = counts.firstIndex(of: most) else {
        return .missing
      }
      return table.values[place].shared()
    },
    Native(
      "position_of_min", [.required("values")], family: "statistics",
      traits: [.statistic],
      plan: .lists { (plan, list) throws(DataMistake) in
        try plan.position(list, ofGreatest: false)
      }, summary: "Where the smallest item stands, counted from 1.",
      examples: [
        "position_of_min([4, 2, 9])  # => 2",
        ExampleData.with("birds[position_of_min(birds.mass)].species  # => Adelie"),
      ]
    ) { context, inputs throws(Mistake) in
      try context.position(ofGreatest: false, inputs[0], "position_of_min")
    },
    Native(
      "position_of_max", [.required("values")], family: "statistics",
      traits: [.statistic],
      plan: .lists { (plan, list) throws(DataMistake) in
        try plan.position(list, ofGreatest: true)
      }, summary: "Where the largest item stands, counted from 1.",
      examples: [
        "position_of_max([4, 2, 9])  # => 3",
        ExampleData.with("birds[position_of_max(birds.mass)].species  # => Gentoo"),
      ]
    ) { context, inputs throws(Mistake) in
      try context.position(ofGreatest: true, inputs[0], "position_of_max")
    },
  ]

  /// `min` and `max`, of one list or of the inputs.
  private static func extreme(_ statistic: Statistic, summary: String, examples: [String])
    -> Native
  {
    let name = statistic.rawValue
    return Native(
      name, [.required("values")], family: "statistics", isVariadic: true, makesFresh: false,
      traits: [.statistic, .certain], plan: .statistic(statistic), summary: summary,
      examples: examples
    ) { context, inputs throws(Mistake) in
      if inputs.count == 1, inputs[0].hasItems {
        return try context.statistic(statistic, inputs[0], name)
      }
      var best = inputs[0]
      if inputs.count == 1 { return try context.statistic(statistic, best, name) }
      for place in 1..<inputs.count {
        best = try context.eachPair(best, inputs[place]) {
          (a, b, _: inout ItemWork) throws(Mistake) in
          guard case .truth(let isLess) = try context.compare(.less, b, a) else { return .missing }
          return isLess == (statistic == .min) ? b : a
        }
      }
      return best.shared()
    }
  }
}
