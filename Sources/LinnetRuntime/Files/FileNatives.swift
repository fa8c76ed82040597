import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// Writes a small file, so that examples have one to read.
  private static let exampleFile =
    "save dataset(bird: [\"tit\", \"owl\"], mass: [12, -999]), \"linnet-example.csv\"\n"

  /// Values of options of `load` that make sense for that file.
  private static let exampleValues = [
    (option: "missing", value: "-999"), (option: "separator", value: "\",\""),
    (option: "decimal", value: "\".\""), (option: "columns", value: "[\"bird\"]"),
    (option: "rows", value: "1"), (option: "ragged", value: "\"skip\""),
    (option: "encoding", value: "\"latin1\""), (option: "file_column", value: "true"),
    (option: "header", value: "1"), (option: "skip", value: "0"),
    (option: "comment", value: "\"#\""), (option: "dates", value: "\"day/month/year\""),
    (option: "kinds", value: "record(mass: \"text\")"),
  ]

  /// Reading and writing files.
  static let files: [Native] = [
    Native(
      "load",
      [.required("file")]
        + LoadOptions.all.map { option in
          let value = exampleValues.first { $0.option == option.name }?.value
          return .option(
            option.name, option.sentence, values: option.values,
            example: value.map {
              exampleFile + "load \"linnet-example.csv\", \(option.name): \($0)"
            } ?? "")
        },
      family: "files", traits: [.command, .ungrouped],
      usage:
        "name = load \"file.csv\", or load \"runs/*.csv\", or load [\"a.csv\", \"b.csv\"], or load \"school.sqlite\", table: \"marks\"",
      summary: "Reads a table from a file.",
      examples: [
        exampleFile + "birds = load \"linnet-example.csv\"",
        exampleFile + "load \"linnet-example.csv\", missing: -999, rows: 2",
      ]
    ) { context, inputs throws(Mistake) in
      let options = try LoadOptions(inputs, after: 1, context)
      if let items = context.items(of: inputs[0]), !items.isEmpty {
        var paths: [String] = []
        for item in items {
          let path = context.heap.string(try context.textInput("load", 0, item))
          paths += try context.files(path)
        }
        return context.makeDataset(try context.load(all: paths, origin: paths[0], options))
      }
      let path = context.heap.string(try context.textInput("load", 0, inputs[0]))
      return context.makeDataset(try context.load(path, options))
    },
    Native(
      "save", [.required("value"), .required("file")], family: "files",
      traits: [.showing, .ungrouped], usage: "save value, \"file.csv\"",
      summary: "Writes a dataset, a list, a histogram or a picture to a file.",
      examples: [
        ExampleData.with("save birds, \"linnet-example.csv\""),
        ExampleData.with("p = plot histogram(birds.mass)\nsave p, \"linnet-example.svg\""),
      ]
    ) { context, inputs throws(Mistake) in
      let path = context.heap.string(try context.textInput("save", 1, inputs[1]))
      try Saving(context, path).write(inputs[0])
      return .nothing
    },
  ]
}

extension Context {
  /// The table in a file, or in all files that fit a pattern.
  ///
  /// Throws `no-files`, what stands at `Loading.dataset`, and the limits of the machine.
  fileprivate func load(_ path: String, _ options: LoadOptions) throws(Mistake) -> Dataset {
    guard FilePattern.isPattern(path) else {
      // What is put to the table here comes before the steps behind it.
      let loading = Loading(self, path, options.reading, mayBeInPieces: !options.namesFiles)
      loading.given = options.given
      let dataset = try loading.dataset()
      try rowLimit(dataset.count)
      return options.namesFiles ? dataset.naming(file: path) : dataset
    }
    return try load(all: try files(path), origin: path, options)
  }

  /// The files that a name stands for: all that fit, where it is a pattern.
  ///
  /// Throws `no-files`.
  fileprivate func files(_ path: String) throws(Mistake) -> [String] {
    guard FilePattern.isPattern(path) else { return [path] }
    let paths = FilePattern.matches(path, among: host.names(besides: path))
    guard !paths.isEmpty else { throw Mistake("no-files", ["name": path]) }
    return paths
  }

  /// The tables of several files below each other.
  ///
  /// Throws as above.
  fileprivate func load(all paths: [String], origin path: String, _ options: LoadOptions)
    throws(Mistake)
    -> Dataset
  {
    var files = FilesInOne(self)
    lastReading = nil
    for next in paths {
      let loading = Loading(self, next, options.reading)
      loading.isOneOfMany = true
      loading.given = options.given
      let part = try loading.dataset()
      try files.append(part, from: next, isNamed: options.namesFiles)
    }
    let dataset = try files.whole(origin: path)
    try rowLimit(dataset.count)
    account("\(DigitGrouping.grouped(paths.count)) files: \(rows(dataset.count))")
    return dataset
  }
}
