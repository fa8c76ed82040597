/// What may be written after the first input of a command, with a line about each.
///
/// The functions know the names of their options; here is what each one does. Verbs and pictures take
/// theirs from the pipeline as they find them, so their names are here too.
enum CommandWords {
  /// The words and options that may follow in a step of a pipeline, given the step's words so far.
  static func after(verb: String, _ words: [String]) -> [Completion] {
    let by = words.contains("by") ? [] : [word("by")]
    switch verb {
    case "sort":
      // An order belongs behind a column.
      guard let last = words.last, last != "by" else { return by }
      return ["descending", "ascending"].contains(last)
        ? [] : by + [word("descending"), word("ascending")]
    case "count", "summarise", "summarize": return by
    case "join":
      return by + [option("kind", "which rows stay: \"left\", \"inner\", \"full\" or \"anti\"")]
    case "rename": return words.isEmpty || words.last == "to" ? [] : [word("to")]
    case "longer":
      return [
        option("names", "the new column for the old columns' names"),
        option("values", "the new column for their values"),
      ]
    case "wider":
      return [
        option("names", "the column whose words become columns"),
        option("values", "the column whose values go into them"),
      ]
    case "histogram":
      let own = ["bins", "from", "to", "width", "edges", "weight", "scale"]
      let drawn = ["by"] + Library.pictureOptions.filter { !own.contains($0) }
      return (own + drawn).map { named($0, of: verb) }
    case "plot", "scatter", "line", "bar", "box": return picture(verb)
    default: return []
    }
  }

  /// The options of a function that is called outside a pipeline, or works on no dataset.
  static func after(function: String) -> [Completion] {
    switch function {
    case "plot", "scatter", "line", "bar", "box": return picture(function)
    case "vector":
      return [
        ("pt", "momentum across the beam"), ("eta", "pseudorapidity"),
        ("phi", "angle around the beam"), ("mass", "mass"), ("E", "energy"),
        ("px", "momentum along x"), ("py", "momentum along y"), ("pz", "momentum along z"),
      ].map { option($0.0, $0.1) }
    default:
      guard let native = Library.natives.first(where: { $0.name == function }) else { return [] }
      return native.inputs.filter { $0.isOption }.map { named($0.name, of: function) }
    }
  }

  private static func picture(_ word: String) -> [Completion] {
    let own: [String] =
      switch word {
      case "plot": ["data"]
      case "scatter": ["by", "size", "color"]
      case "line", "box": ["by"]
      default: []
      }
    return (own + Library.pictureOptions).map { named($0, of: word) }
  }

  private static func word(_ word: String) -> Completion {
    let description =
      switch word {
      case "by": "the column that sorts or groups follows"
      case "to": "the new name follows"
      case "descending": "the largest first"
      default: "the smallest first"
      }
    return Completion(word: word, description: description)
  }

  private static func named(_ name: String, of command: String) -> Completion {
    option(name, descriptions["\(command) \(name)"] ?? descriptions[name] ?? "option of \(command)")
  }

  private static func option(_ name: String, _ description: String) -> Completion {
    Completion(word: name + ": ", description: description)
  }

  /// What an option does; a command's own meaning is under `command option`.
  private static let descriptions: [String: String] = [
    "bins": "how many bins",
    "histogram from": "where the first bin starts",
    "histogram to": "where the last bin ends",
    "width": "how wide each bin is",
    "edges": "a list of the bins' edges, for bins of different widths",
    "weight": "how much each row counts",
    "histogram scale": "\"log\" for bins that grow by equal factors",
    "counts": "a list of counts, instead of values",
    "errors": "a list of the counts' errors",
    "data": "a histogram to draw as points with error bars",
    "by": "the column whose words become colours",
    "size": "the column that sets how large a point is",
    "color": "the column of numbers that sets a point's colour",
    "title": "the heading",
    "x": "what stands at the lower axis, with its unit: \"mass [GeV]\"",
    "y": "what stands at the side axis",
    "labels": "names for the legend, in the order of what is drawn",
    "scale": "\"log\" for equal factors up the side axis",
    "from": "where the lower axis starts",
    "to": "where the lower axis ends",
    "ratio": "true for data divided by prediction, below the picture",
    "file": "a file to write the picture to as well, such as \"z.svg\"",
    "missing": "what stands for a gap, such as -999",
    "separator": "the sign between the columns, such as \";\"",
    "decimal": "\",\" when the file writes 3,5",
    "columns": "a list of the columns to read",
    "rows": "how many rows to read",
    "table": "which table of the file, when it holds several",
    "file_column": "true adds a column with the name of the file",
    "ragged": "\"skip\" leaves out rows with too many or too few cells",
    "descending": "true for the largest first",
    "count": "how many, for a list of them",
    "boost to": "the vector whose rest frame it is",
    "digits": "how many digits after the point",
    "significant": "how many digits that count, such as 3 for 91.2",
    "thousands": "the sign between thousands, such as \" \"",
    "normal_probability mean": "the middle of the bell curve",
  ]

  /// The options without a line of their own, as `command option`; for the tests.
  static var undescribed: [String] {
    Library.natives.flatMap { native in
      native.inputs.filter {
        $0.isOption && descriptions["\(native.name) \($0.name)"] == nil
          && descriptions[$0.name] == nil
      }.map { "\(native.name) \($0.name)" }
    }
  }
}
