import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// Random numbers, the same on every machine for the same seed.
  static let randoms: [Native] = [
    Native(
      "random", [.option("count", "how many, for a list of them")], family: "random",
      traits: [.chance], summary: "A random number from 0 up to 1, or a list of them.",
      examples: ["seed 1\ncount(random(count: 5))  # => 5"]
    ) { context, inputs throws(Mistake) in
      try context.randoms(inputs[0], "random") { .decimal($0.uniform()) }
    },
    Native(
      "random_normal",
      [.required("mean"), .required("width"), .option("count", "how many, for a list of them")],
      family: "random",
      traits: [.chance],
      summary: "A random number from the bell curve with a mean and a width, or a list of them.",
      examples: ["seed 1\ncount(random_normal(91.2, 2.5, count: 3))  # => 3"]
    ) { context, inputs throws(Mistake) in
      let mean = try context.numberInput("random_normal", 0, inputs[0])
      let width = try context.numberInput("random_normal", 1, inputs[1])
      return try context.randoms(inputs[2], "random_normal") {
        .number(mean + width * $0.normal())
      }
    },
    Native(
      "random_choice", [.required("items"), .option("count", "how many, for a list of them")],
      family: "random",
      makesFresh: false, traits: [.chance],
      summary: "One of the items by chance, or a list of them.",
      examples: ["seed 1\nrandom_choice([\"up\", \"down\"]) in [\"up\", \"down\"]  # => true"]
    ) { context, inputs throws(Mistake) in
      guard let total = context.itemCount(inputs[0]) else {
        throw context.wrongInput("random_choice", 0, inputs[0], wanted: "a list or column")
      }
      guard total > 0 else {
        throw Mistake(
          "empty-list", ["name": context.words(0, inputs[0]), "function": "random_choice"])
      }
      if inputs[1].isAbsent {
        // One draw looks at one item, however long the list is.
        var generator = context.generator
        let place = generator.below(total)
        context.builtins.random = generator
        return try context.item(of: inputs[0], at: .whole(Int64(place) + 1)).shared()
      }
      let items = try context.listInput("random_choice", 0, inputs[0])
      return try context.randoms(inputs[1], "random_choice") {
        items[$0.below(items.count)].shared()
      }
    },
    Native(
      "shuffle", [.required("items")], family: "random",
      traits: [.chance], summary: "The items in an order by chance.",
      examples: ["seed 1\nsort(shuffle([3, 1, 2]))  # => [1, 2, 3]"]
    ) { context, inputs throws(Mistake) in
      var generator = context.generator
      if let ref = inputs[0].object(.column) {
        let column = ref.columnObject
        let rows = Context.shuffled(column.count, &generator)
        context.builtins.random = generator
        return context.makeColumn(column.gather(rows))
      }
      if let ref = inputs[0].object(.dataset) {
        let dataset = ref.datasetObject
        let rows = Context.shuffled(dataset.count, &generator)
        context.builtins.random = generator
        return context.makeDataset(
          Dataset(
            names: dataset.names, columns: dataset.columns.map { $0.gather(rows) },
            count: dataset.count, origin: dataset.origin))
      }
      let items = try context.listInput("shuffle", 0, inputs[0])
      let rows = Context.shuffled(items.count, &generator)
      context.builtins.random = generator
      return context.heap.makeList(rows.map { items[Int($0)].shared() })
    },
    Native(
      "seed", [.required("number")], family: "random",
      traits: [.command, .ungrouped],
      summary: "Starts the random numbers at a fixed place, so that a run can be repeated.",
      examples: ["seed 42\na = random()\nseed 42\na == random()  # => true"]
    ) { context, inputs throws(Mistake) in
      switch inputs[0] {
      case .whole(let whole):
        context.builtins.random = RandomGenerator(seed: UInt64(bitPattern: whole))
      case .decimal(let number):
        let seed =
          number == number.rounded() && number.magnitude < 0x1p63
          ? UInt64(bitPattern: Int64(number)) : number.bitPattern
        context.builtins.random = RandomGenerator(seed: seed)
      default: throw context.wrongInput("seed", 0, inputs[0], wanted: "a number")
      }
      return .nothing
    },
  ]
}

extension Context {
  /// The random numbers in use, started by the host's seed when the program sets none.
  var generator: RandomGenerator {
    builtins.random ?? RandomGenerator(seed: host.randomSeed())
  }

  /// One random value, or a list of `count`.
  func randoms(
    _ count: Value, _ function: String, _ make: (inout RandomGenerator) -> Value
  ) throws(Mistake) -> Value {
    var generator = generator
    if count.isAbsent {
      let value = make(&generator)
      builtins.random = generator
      return value
    }
    guard let wanted = count.number, wanted == wanted.rounded(.towardZero) else {
      throw wrongOption(function, "count", count, wanted: "a whole number")
    }
    guard wanted >= 0 else {
      throw Mistake(
        "negative-count", ["function": function, "count": NumberText.shown(wanted)])
    }
    let length = try listLength(wanted)
    var values: [Value] = []
    values.reserveCapacity(length)
    for _ in 0..<length { values.append(make(&generator)) }
    builtins.random = generator
    return heap.makeList(values)
  }

  /// The rows 0 to `count` - 1 in an order by chance (Fisher and Yates).
  static func shuffled(_ count: Int, _ generator: inout RandomGenerator) -> [Int32] {
    var rows = (0..<max(count, 0)).map { Int32(truncatingIfNeeded: $0) }
    var last = rows.count - 1
    while last > 0 {
      rows.swapAt(last, generator.below(last + 1))
      last -= 1
    }
    return rows
  }
}
