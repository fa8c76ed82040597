extension Vocabulary {
  /// What other languages and people call a word of this one.
  public static let elsewhere: [String: String] = [
    "average": "mean", "avg": "mean", "std": "stdev", "sd": "stdev", "sigma": "stdev",
    "print": "show", "println": "show", "echo": "show", "display": "show", "len": "count",
    "size": "count", "shape": "count", "nrow": "count", "rows": "count", "read": "load",
    "open": "load", "read_csv": "load", "import": "load",
    "write": "save", "export": "save", "filter": "keep", "where": "keep", "mutate": "add",
    "group_by": "summarise", "group": "summarise", "groupby": "summarise", "aggregate": "summarise",
    "arrange": "sort", "orderby": "sort", "order_by": "sort", "sortby": "sort", "sort_by": "sort",
    "delete": "remove", "del": "remove", "erase": "remove", "subset": "keep", "exclude": "drop",
    "limit": "first", "take": "first", "scatterplot": "scatter", "barplot": "bar",
    "barchart": "bar", "boxplot": "box", "lineplot": "line", "linechart": "line",
    "order": "sort", "hist": "histogram", "chart": "plot", "draw": "plot", "graph": "plot",
    "function": "define", "def": "define", "func": "define", "loop": "repeat", "foreach": "for",
    "switch": "if", "break": "stop", "continue": "next", "catch": "try", "except": "try",
    "null": "missing", "none": "missing", "na": "missing", "nan": "missing",
    "ceil": "ceiling", "maximum": "max", "minimum": "min", "toupper": "upper", "tolower": "lower",
    "strip": "trim", "ln": "log", "distinct": "unique", "merge": "join", "pivot": "wider",
    "melt": "longer", "int": "number", "float": "number", "str": "text", "string": "text",
    "array": "list", "dict": "record", "table": "dataset", "dataframe": "dataset", "head": "first",
    "tail": "last", "input": "ask", "sleep": "wait", "exit": ":quit", "quit": ":quit",
  ]

  /// Names of Python libraries, which some write out of habit.
  public static let pythonModules: Set<String> = [
    "pd", "np", "plt", "sns", "pandas", "numpy", "matplotlib", "scipy", "math", "os", "sys",
  ]

  /// Number words, as one says them.
  public static let numberWords: [String: String] = [
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "twelve": "12", "twenty": "20",
    "hundred": "100", "thousand": "1000",
  ]
}
