extension Help {
  /// How verbs and commands are written, for `? word`; everything else is written as a call.
  static let usages: [String: String] = [
    "keep": "data then keep question", "drop": "data then drop question",
    "add": "data then add name = formula, …", "select": "data then select column, …",
    "remove": "data then remove column, …", "rename": "data then rename old to new",
    "sort": "data then sort by column descending, …", "first": "data then first 5",
    "last": "data then last 5", "sample": "data then sample 100",
    "unique": "data then unique column, …",
    "summarise": "data then summarise name = formula, … by column",
    "summarize": "data then summarize name = formula, … by column",
    "count": "count(data), or data then count by column",
    "join": "data then join others by column", "append": "data then append others",
    "longer": "data then longer column, …, names: \"name\", values: \"value\"",
    "wider": "data then wider names: column, values: column",
    "histogram": "histogram(values, bins: 60, from: 60, to: 120)",
    "plot": "plot histogram, …, title: \"…\", x: \"…\", y: \"…\"",
    "stack": "plot stack(histogram, …), data: histogram",
    "scatter": "scatter x, y, by: words", "line": "line x, y", "bar": "bar names, numbers",
    "box": "box numbers, …",
    "load": "name = load \"file.csv\", or load \"school.sqlite\", table: \"marks\"",
    "save": "save value, \"file.csv\"", "show": "show value, …", "describe": "describe data",
    "vector": "vector(pt: 45, eta: 0.3, phi: 1.2, mass: 0.1057)",
    "record": "record(name: value, …)", "dataset": "dataset(name: list, …)",
  ]

  /// Examples of words that a pipeline and a function share, taken from the function.
  static func examples(of name: String, _ own: [String]) -> [String] {
    guard own.isEmpty else { return own }
    return Library.natives.first { $0.name == name }?.examples ?? []
  }
}
