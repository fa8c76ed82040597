import LinnetData
import LinnetSyntax

/// What a program says about a file that it loads.
struct LoadOptions {
  /// What readers heed.
  var reading = DelimitedOptions()
  /// True when a column says which file a row is from.
  var namesFiles = false

  /// The options that the program gives, with how far they reach.
  private(set) var given: [(name: String, reach: FileFormat.Reach)] = []

  /// One option: its name, a few words about it, and how its value is taken.
  struct Option: Sendable {
    /// The name, as in `rows: 10`.
    let name: String
    /// What it does, for `? load` and completion.
    let sentence: String
    /// The texts it takes, or the commonest of them, for completion.
    let values: [String]
    /// What a format must be for the option to mean something.
    let reach: FileFormat.Reach
    /// Takes a value; throws `wrong-option`.
    let take: @Sendable (inout LoadOptions, Value, Context) throws(Mistake) -> Void

    init(
      _ name: String, _ sentence: String, values: [String] = [],
      for reach: FileFormat.Reach = .anything,
      take: @escaping @Sendable (inout LoadOptions, Value, Context) throws(Mistake) -> Void
    ) {
      self.name = name
      self.sentence = sentence
      self.values = values
      self.reach = reach
      self.take = take
    }
  }

  /// Takes the options of a call; they stand behind its plain inputs, in the order of `all`.
  ///
  /// Throws `wrong-option`.
  init(_ inputs: Inputs, after count: Int, _ context: Context) throws(Mistake) {
    for (place, option) in Self.all.enumerated() {
      let value = inputs[count + place]
      if value.isAbsent { continue }
      try option.take(&self, value, context)
      given.append((option.name, option.reach))
    }
  }

  /// All options of `load`.
  static let all: [Option] = [
    Option(
      "missing", "what stands for a gap, such as -999, or a list; then only that and empty cells do"
    ) {
      options, value, context throws(Mistake) in
      options.reading.missingIsSaid = true
      try options.setMissing(value, context)
    },
    Option(
      "separator", "the sign between the columns, such as \";\"",
      values: ["comma", "semicolon", "tab", "space"], for: .fields
    ) {
      options, value, context throws(Mistake) in
      let text = try text("separator", value, context)
      let names = ["tab": "\t", "comma": ",", "semicolon": ";", "space": " "]
      let mark = Array((names[text] ?? text).utf8)
      guard mark.count == 1, mark[0] != 0x0A, mark[0] != 0x0D, mark[0] != 0x22 else {
        throw HistogramRequest.wrong("separator", value, "one character in quotes", context)
      }
      options.reading.separator = mark[0]
    },
    Option("decimal", "\",\" when the file writes 3,5", values: [",", "."], for: .cells) {
      options, value, context throws(Mistake) in
      let text = try text("decimal", value, context)
      guard text == "." || text == "," else {
        throw HistogramRequest.wrong("decimal", value, "\".\" or \",\"", context)
      }
      options.reading.decimalMark = text == "." ? UInt8(ascii: ".") : UInt8(ascii: ",")
    },
    Option("columns", "a list of the columns to read") {
      options, value, context throws(Mistake) in
      if let ref = value.object(.text) {
        options.reading.columns = [context.heap.string(ref)]
        return
      }
      guard let items = context.items(of: value) else {
        throw HistogramRequest.wrong("columns", value, "a list of names in quotes", context)
      }
      var names: [String] = []
      for item in items { names.append(try text("columns", item, context)) }
      options.reading.columns = names
    },
    Option(
      "header", "the line with the names, such as 3; false when there are none; or a list of names",
      for: .fields
    ) {
      options, value, context throws(Mistake) in
      try options.setHeader(value, context)
    },
    Option("skip", "how many lines above the names to leave out", for: .fields) {
      options, value, context throws(Mistake) in
      options.reading.skip = try count("skip", value, context)
    },
    Option("comment", "the sign that begins lines to leave out, such as \"#\"", for: .fields) {
      options, value, context throws(Mistake) in
      options.reading.comment = try text("comment", value, context)
    },
    Option("widths", "how many letters each column takes, such as [9, 6, 4]", for: .fields) {
      options, value, context throws(Mistake) in
      guard let items = context.items(of: value), !items.isEmpty else {
        throw HistogramRequest.wrong("widths", value, "a list of whole numbers", context)
      }
      var widths: [Int] = []
      for item in items {
        guard let number = item.number, number >= 1, number == number.rounded(.down),
          number < 100_000
        else {
          throw HistogramRequest.wrong("widths", value, "a list of whole numbers", context)
        }
        widths.append(Int(number))
      }
      options.reading.widths = widths
    },
    Option(
      "dates", "how dates are written, such as \"day/month/year\"",
      values: ["day/month/year", "month/day/year"], for: .cells
    ) {
      options, value, context throws(Mistake) in
      options.reading.dates = try context.datePattern(try text("dates", value, context))
    },
    Option("kinds", "what columns hold, such as record(id: \"text\")", for: .cells) {
      options, value, context throws(Mistake) in
      try options.setKinds(value, context)
    },
    Option("rows", "how many rows to read") { options, value, context throws(Mistake) in
      options.reading.rows = try count("rows", value, context)
    },
    Option(
      "ragged", "\"skip\" leaves out rows of another length, \"fill\" gives short rows gaps",
      values: ["skip", "fill"], for: .fields
    ) {
      options, value, context throws(Mistake) in
      switch try text("ragged", value, context) {
      case "skip": options.reading.skipsRagged = true
      case "fill": options.reading.fillsShort = true
      default: throw HistogramRequest.wrong("ragged", value, "\"skip\" or \"fill\"", context)
      }
    },
    Option(
      "encoding", "how letters are stored, such as \"latin1\" or \"windows-1251\"",
      values: [
        "utf-8", "latin1", "latin9", "windows-1250", "windows-1251", "windows-1252", "cp850",
      ]
    ) {
      options, value, context throws(Mistake) in
      options.reading.encoding = try encoding(value, context)
    },
    Option("file_column", "true adds a column with the name of the file") {
      options, value, context throws(Mistake) in
      guard case .truth(let answer) = value else {
        throw HistogramRequest.wrong("file_column", value, "`true` or `false`", context)
      }
      options.namesFiles = answer
    },
    Option("table", "which table of the file, when it holds several") {
      options, value, context throws(Mistake) in
      options.reading.table = try text("table", value, context)
    },
  ]

  private static func text(_ option: String, _ value: Value, _ context: Context) throws(Mistake)
    -> String
  {
    guard let ref = value.object(.text) else {
      throw HistogramRequest.wrong(option, value, "text in quotes", context)
    }
    return context.heap.string(ref)
  }

  private static func count(_ option: String, _ value: Value, _ context: Context) throws(Mistake)
    -> Int
  {
    guard let number = value.number, number >= 0, number == number.rounded(.down) else {
      throw HistogramRequest.wrong(option, value, "a whole number", context)
    }
    return number < 1e15 ? Int(clamping: Int64(number)) : .max
  }

  private mutating func setHeader(_ value: Value, _ context: Context) throws(Mistake) {
    let wanted = "`false`, the number of a line, or a list of names"
    if case .truth(let answer) = value {
      reading.hasNoHeader = !answer
      return
    }
    if value.number != nil {
      let line = try Self.count("header", value, context)
      guard line > 0 else { throw HistogramRequest.wrong("header", value, wanted, context) }
      reading.headerLine = line
      return
    }
    guard let items = context.items(of: value), !items.isEmpty else {
      throw HistogramRequest.wrong("header", value, wanted, context)
    }
    var names: [String] = []
    for item in items { names.append(try Self.text("header", item, context)) }
    reading.headerNames = names
  }

  private mutating func setKinds(_ value: Value, _ context: Context) throws(Mistake) {
    let wanted = "a record such as `record(id: \"text\")`"
    guard let ref = value.object(.record) else {
      throw HistogramRequest.wrong("kinds", value, wanted, context)
    }
    let fields = UnsafeBufferPointer(
      start: ref.record.pointee.fields, count: Int(ref.record.pointee.count))
    for (name, part) in zip(context.heap.names(of: ref), fields) {
      let kind = try Self.text("kinds", part, context)
      switch kind {
      case "text", "words": reading.kinds[name] = .text
      case "number", "numbers": reading.kinds[name] = .number
      case "date", "dates": reading.kinds[name] = .date
      case "truth", "true/false": reading.kinds[name] = .truth
      default:
        throw HistogramRequest.wrong(
          "kinds", part, "\"number\", \"text\", \"date\" or \"truth\"", context)
      }
    }
  }

  private mutating func setMissing(_ value: Value, _ context: Context) throws(Mistake) {
    if value.isMissing { return }
    if let ref = value.object(.text) {
      reading.missingWords.append(context.heap.string(ref))
    } else if let number = value.number {
      reading.missingNumbers.append(number)
    } else if let items = context.items(of: value) {
      for item in items {
        if item.hasItems {
          throw HistogramRequest.wrong("missing", value, "numbers or texts", context)
        }
        try setMissing(item, context)
      }
    } else {
      throw HistogramRequest.wrong("missing", value, "a number, a text or a list", context)
    }
  }
}
