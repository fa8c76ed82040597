import LinnetData
import LinnetPicture
import LinnetSyntax
import LinnetText

/// Pictures made from columns, for the built-in functions and for the verbs.
enum Pictures {
  /// The most groups that get a colour each.
  static let mostGroups = 10

  // MARK: Scatter

  /// A point a row; `by` splits into coloured groups, `size` and `color` say how each point looks.
  ///
  /// Rows with a gap in either number are left out. Throws `different-lengths`, `needs-numbers`.
  static func scatter(
    x: NamedColumn, y: NamedColumn, by: NamedColumn? = nil, size: NamedColumn? = nil,
    color: NamedColumn? = nil, context: Context, options: PictureOptions
  ) throws(Mistake) -> Picture {
    let xs = try numbers(x, "scatter")
    let ys = try numbers(y, "scatter")
    try pair([x, y, by, size, color])
    try context.charge(1 + xs.count >> 4)
    try context.reserve(bytes: xs.count * 48)
    // Numbers as colours become a scale, words become groups; many different numbers are no groups.
    var split = by
    var shade: NamedColumn?
    if let color {
      if color.numbers != nil { shade = color } else if split == nil { split = color }
    }
    if let group = split, shade == nil, group.numbers != nil,
      Set((0..<group.column.count).compactMap { group.word($0) }).count > mostGroups
    {
      shade = group
      split = nil
    }
    let shares = try shade.map { column throws(Mistake) in scaled(try numbers(column, "scatter")) }
    let areas = try size.map { column throws(Mistake) in
      sized(try numbers(column, "scatter"))
    }
    let groups = split.map { grouped($0) } ?? [("", Array(0..<xs.count))]
    try options.checkLabels(groups.count)
    var layers: [Layer] = []
    for (place, group) in groups.enumerated() {
      func pick(_ values: [Double]) -> [Double] {
        values.isEmpty ? [] : group.rows.map { values[$0] }
      }
      layers.append(
        .points(
          Points(
            x: pick(xs), y: pick(ys), errorsBelow: pick(y.errors), errorsAbove: pick(y.errors),
            sizes: pick(areas ?? []), shades: pick(shares?.shares ?? []),
            label: options.label(place, or: group.name))))
    }
    noteEmpty(xs, ys, "scatter", context)
    var shading: Shading?
    if let shade, let shares {
      shading = Shading(title: shade.axis.title, low: shares.low, high: shares.high)
    }
    return Picture(
      title: options.title, x: options.lowerAxis(x), y: options.sideAxis(y), layers: layers,
      shading: shading)
  }

  // MARK: Line

  /// Lines of columns over the first, or over 1, 2, 3 … when there is only one.
  ///
  /// Throws `different-lengths`, `needs-numbers`.
  static func line(_ inputs: PictureInputs, _ context: Context, isFilled: Bool = false)
    throws(Mistake) -> Picture
  {
    var columns = try inputs.columns(context)
    if columns.count == 1 {
      let places = (0..<columns[0].column.count).map { Int64($0) + 1 }
      columns.insert(NamedColumn("", Column(.whole(places))), at: 0)
    }
    return try line(
      x: columns[0], y: Array(columns.dropFirst()), by: try inputs.column(option: "by", context),
      isFilled: isFilled, context: context, options: inputs.options)
  }

  /// A step that draws columns of a table, as an example; nil when it has no numbers.
  ///
  /// `first` is a column that it is to begin with.
  static func example(_ word: String, of dataset: Dataset, with first: Argument? = nil) -> String? {
    var numbers: [String] = []
    if let name = first.flatMap({ VerbCall.name($0.value) }), dataset.column(name)?.kind == .number
    {
      numbers.append(name)
    }
    for (name, column) in zip(dataset.names, dataset.columns)
    where column.kind == .number && !numbers.contains(name) && !name.utf8.contains(0x20) {
      numbers.append(name)
    }
    guard let first = numbers.first else { return nil }
    switch word {
    case "plot": return "histogram \(first)"
    case "histogram", "box": return "\(word) \(first)"
    case "scatter", "line", "area_chart":
      return numbers.count > 1 ? "\(word) \(first), \(numbers[1])" : nil
    default: return nil
    }
  }

  /// Points joined in the order of the rows; `by` makes a line for each group.
  ///
  /// Throws `different-lengths`, `needs-numbers`.
  static func line(
    x: NamedColumn, y: [NamedColumn], by: NamedColumn? = nil, isFilled: Bool = false,
    context: Context, options: PictureOptions
  ) throws(Mistake) -> Picture {
    let word = isFilled ? "area_chart" : "line"
    let xs = try numbers(x, word)
    try pair([x, by] + y.map { Optional($0) })
    try context.charge(1 + xs.count >> 4)
    try context.reserve(bytes: xs.count * 32)
    let groups = by.map { grouped($0) } ?? [("", Array(0..<xs.count))]
    try options.checkLabels(groups.count * y.count)
    var layers: [Layer] = []
    for column in y {
      let ys = try numbers(column, word)
      noteEmpty(xs, ys, word, context)
      for group in groups {
        let own = y.count > 1 ? column.name : ""
        let name = group.name.isEmpty ? own : (own.isEmpty ? group.name : "\(group.name) \(own)")
        layers.append(
          .line(
            Line(
              x: group.rows.map { xs[$0] }, y: group.rows.map { ys[$0] },
              label: options.label(layers.count, or: name), isFilled: isFilled)))
      }
    }
    var side = options.sideAxis(y.first ?? x)
    if y.count > 1 && options.y == nil { side.label = "" }
    return Picture(
      title: options.title, x: options.lowerAxis(x), y: side, layers: layers)
  }

  // MARK: Bars

  /// A bar for each name; several columns of values stand side by side.
  ///
  /// Throws `different-lengths`, `needs-numbers`, `too-many-bars`.
  static func bar(
    names: NamedColumn, values: [NamedColumn], context: Context, options: PictureOptions
  ) throws(Mistake) -> Picture {
    try pair([names] + values.map { Optional($0) })
    let count = names.column.count
    if count > 1000 { throw Mistake("too-many-bars", ["count": DigitGrouping.grouped(count)]) }
    try options.checkLabels(values.count)
    var words: [String] = []
    for row in 0..<count { words.append(names.word(row) ?? "missing") }
    var layers: [Layer] = []
    for (place, column) in values.enumerated() {
      let heights = try numbers(column, "bar")
      layers.append(
        .bins(
          Bins(
            edges: (0...count).map { Double($0) }, counts: heights, errorsBelow: column.errors,
            errorsAbove: column.errors,
            label: options.label(place, or: values.count > 1 ? column.name : ""))))
    }
    var x = names.axis
    if let title = options.x { (x.label, x.unit) = Axis.split(title) }
    x.kind = .words(words)
    var side = options.sideAxis(values.first ?? names)
    side.kind = .number
    if values.count > 1 && options.y == nil { side.label = "" }
    return Picture(title: options.title, x: x, y: side, layers: layers)
  }

  // MARK: Boxes

  /// A box for each column, or for each group of one column.
  ///
  /// The box holds the middle half; whiskers reach to the last value within one and a half box lengths
  /// (J. W. Tukey, "Exploratory Data Analysis", 1977); what lies beyond is drawn as rings.
  static func box(
    _ columns: [NamedColumn], by: NamedColumn? = nil, context: Context, options: PictureOptions
  ) throws(Mistake) -> Picture {
    var boxes: [Box] = []
    var words: [String] = []
    for column in columns {
      let values = try numbers(column, "box")
      try context.charge(1 + values.count)
      try context.reserve(bytes: values.count * 16)
      if let by { try pair([column, by]) }
      for group in by.map({ grouped($0) }) ?? [(column.name, Array(0..<values.count))] {
        guard let box = box(group.rows.map { values[$0] }) else { continue }
        boxes.append(box)
        words.append(options.label(words.count, or: group.name))
      }
    }
    try options.checkLabels(max(boxes.count, 1))
    if boxes.isEmpty { context.note(Note("empty-picture", ["function": "box"])) }
    let first = columns.first ?? NamedColumn("", Column(.decimal([])))
    var side = options.sideAxis(first)
    if columns.count > 1 && options.y == nil { side.label = "" }
    var x = by?.axis ?? Axis()
    if let title = options.x { (x.label, x.unit) = Axis.split(title) }
    x.kind = .words(words)
    return Picture(title: options.title, x: x, y: side, layers: [.boxes(boxes)])
  }

  private static func box(_ values: [Double]) -> Box? {
    let present = values.filter { $0.isFinite }
    if present.isEmpty { return nil }
    let lower = Statistics.quantile(present, 0.25)
    let upper = Statistics.quantile(present, 0.75)
    let reach = 1.5 * (upper - lower)
    var low = lower
    var high = upper
    var outliers: [Double] = []
    for value in present {
      if value < lower - reach || value > upper + reach {
        outliers.append(value)
      } else {
        low = min(low, value)
        high = max(high, value)
      }
    }
    // Rings drawn over each other cannot be told apart.
    if outliers.count > 200 { outliers = thinned(outliers) }
    return Box(
      low: low, lowerQuarter: lower, median: Statistics.quantile(present, 0.5),
      upperQuarter: upper, high: high, outliers: outliers)
  }

  private static func thinned(_ values: [Double]) -> [Double] {
    let sorted = values.sorted()
    let stride = Double(sorted.count - 1) / 199
    return (0..<200).map { sorted[min(Int(Double($0) * stride), sorted.count - 1)] }
  }

  // MARK: Shared work

  /// The numbers of a column.
  ///
  /// Throws `needs-numbers` for words and the like.
  static func numbers(_ column: NamedColumn, _ function: String) throws(Mistake) -> [Double] {
    if let numbers = column.numbers { return numbers }
    var slots = ["function": function, "kinds": column.column.kind.plural]
    if !column.name.isEmpty { slots["name"] = column.name }
    if case .text(_, let words) = column.column.storage,
      let pattern = DatePattern.guess(Array(words.prefix(200)))
    {
      slots["fixed"] = "date(\(column.name.isEmpty ? "t" : column.name), \"\(pattern)\")"
    }
    throw Mistake("needs-numbers", slots)
  }

  /// Throws `different-lengths` unless all columns have equally many rows.
  private static func pair(_ columns: [NamedColumn?]) throws(Mistake) {
    var first: Int?
    for case .some(let column) in columns {
      if let first, first != column.column.count {
        throw Mistake(
          "different-lengths", ["left": "\(first)", "right": "\(column.column.count)"])
      }
      first = column.column.count
    }
  }

  /// The rows of each group in the order of the keys; all but the largest share one group when many.
  static func grouped(_ column: NamedColumn) -> [(name: String, rows: [Int])] {
    let grouping = Grouping([column.column], count: column.column.count)
    let (rows, starts) = grouping.members()
    var groups: [(name: String, rows: [Int])] = []
    for group in 0..<grouping.count where grouping.sizes[group] > 0 {
      let own = rows[starts[group]..<starts[group + 1]].map { Int($0) }
      let name = own.first.flatMap { column.word($0) } ?? "missing"
      groups.append((name, own))
    }
    guard groups.count > mostGroups else { return groups }
    let bySize = groups.indices.sorted {
      (groups[$1].rows.count, $0) < (groups[$0].rows.count, $1)
    }
    let kept = Set(bySize.prefix(mostGroups - 1))
    var result: [(name: String, rows: [Int])] = []
    var others: [Int] = []
    for index in groups.indices {
      if kept.contains(index) { result.append(groups[index]) } else { others += groups[index].rows }
    }
    return result + [("\(groups.count - kept.count) others", others)]
  }

  /// Numbers as shares of their range, for colours.
  private static func scaled(_ values: [Double]) -> (shares: [Double], low: Double, high: Double) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    if low > high { (low, high) = (0, 1) }
    let scale = Scale(low: low, high: high)
    return (values.map { scale.share($0) }, low, high)
  }

  /// Numbers as shares of the largest, for areas; below zero counts as zero.
  private static func sized(_ values: [Double]) -> [Double] {
    let high = values.filter { $0.isFinite }.max() ?? 1
    return values.map { $0.isFinite ? (high > 0 ? max($0, 0) / high : 0) : .nan }
  }

  /// A range whose shares stay finite for any numbers.
  private struct Scale {
    var low: Double
    var high: Double
    func share(_ value: Double) -> Double {
      guard value.isFinite else { return .nan }
      return high == low ? 0.5 : (value / 2 - low / 2) / (high / 2 - low / 2)
    }
  }

  /// Tells when no row has both numbers.
  private static func noteEmpty(
    _ xs: [Double], _ ys: [Double], _ function: String, _ context: Context
  ) {
    for (x, y) in zip(xs, ys) where x.isFinite && y.isFinite { return }
    context.note(Note("empty-picture", ["function": function]))
  }
}

extension Context {
  /// Hands a picture to the host and writes it to the file the options name.
  ///
  /// The result is the picture, to be stored or saved; a line that draws shows it once all the same.
  func show(_ picture: Picture, _ options: PictureOptions) throws(Mistake) -> Value {
    if let file = options.file {
      try Saving(self, file).write(picture)
      confirm("saved a picture to \(file)")
    }
    host.receive(.picture(picture))
    let value = makePicture(picture)
    remember(shown: value)
    lastDrawn = value.object(.picture)
    return value
  }

  /// A picture as a value, its bytes charged to the heap.
  func makePicture(_ picture: Picture) -> Value {
    heap.makeHost(.picture, picture, bytes: picture.size)
  }
}

extension Picture {
  /// About how many bytes its numbers take.
  var size: Int {
    layers.reduce(512) { sum, layer in
      switch layer {
      case .bins(let bins): sum + bins.counts.count * 32
      case .stack(let parts): sum + parts.reduce(0) { $0 + $1.counts.count * 32 }
      case .points(let points): sum + points.x.count * 48
      case .line(let line): sum + line.x.count * 16
      case .boxes(let boxes): sum + boxes.count * 2048
      case .cells(let cells): sum + cells.counts.count * 8
      }
    }
  }
}

extension ObjectRef {
  /// The picture in an object of that kind.
  var pictureObject: Picture {
    // The kind of the heap object says which class it holds.
    unsafeDowncast(host.pointee.payload.takeUnretainedValue(), to: Picture.self)
  }
}
