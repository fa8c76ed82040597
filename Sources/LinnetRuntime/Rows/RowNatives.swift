import LinnetData
import LinnetSyntax

extension Native {
  /// Built-in functions about whole datasets, files and histograms.
  static let rows: [Native] = histograms + files + wholeDatasets

  /// Built-in functions about whole datasets.
  static let wholeDatasets: [Native] = [
    Native(
      "describe", [.required("data")], family: "datasets",
      traits: [.showing], usage: "describe data",
      summary: "A summary of every column: what it holds, its gaps, its smallest and largest.",
      examples: [ExampleData.with("describe birds"), ExampleData.with("describe birds.mass")]
    ) { context, inputs throws(Mistake) in
      try context.describe(inputs[0])
    }
  ]
}

extension Context {
  fileprivate func describe(_ value: Value) throws(Mistake) -> Value {
    let dataset: Dataset
    if let ref = value.object(.dataset) {
      dataset = ref.datasetObject
    } else if value.hasItems {
      dataset = Dataset(
        names: [written(0) ?? "values"],
        columns: [try column(from: value, count: nil, name: "values")])
    } else {
      throw wrongInput("describe", 0, value, wanted: "a dataset or a list")
    }
    try charge(dataset.count * max(dataset.names.count, 1) / 4 + 1)
    do {
      return makeDataset(try dataset.described())
    } catch {
      throw mistake(error)
    }
  }
}
