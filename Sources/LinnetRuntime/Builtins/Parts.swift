import LinnetData
import LinnetSyntax

/// Reading `base.name`.
extension Context {
  /// Reads `base.name` for any kind.
  ///
  /// The part of a list is the list of the parts. Throws `unknown-part`, `unknown-column`, `no-parts`.
  func part(of base: Value, _ name: String) throws(Mistake) -> Value {
    do {
      return try part(of: base, name, depth: 0)
    } catch {
      throw asFunction(error, base, name)
    }
  }

  /// `d.head()` and `xs.mean()`: the mistake says where a function stands here.
  private func asFunction(_ mistake: Mistake, _ base: Value, _ name: String) -> Mistake {
    switch mistake.code {
    case "no-parts", "unknown-part", "unknown-column": break
    default: return mistake
    }
    guard mistake.slots["capital"] == nil,
      let function = Library.isWord(name) ? name : Library.ours(name), var written = written(0)
    else { return mistake }
    if base.object(.dataset) != nil, let dataset = base.object(.dataset)?.datasetObject,
      Native.named(function)?.isStatistic == true, Verb.all[function] == nil,
      let numbers = dataset.names.first(where: { dataset.column($0)?.kind == .number })
    {
      // A statistic is about a column; perhaps the one that stands in the brackets.
      let column = callInputs(of: name).flatMap { dataset.column($0) == nil ? nil : $0 }
      written += ".\(column ?? numbers)"
    }
    var mistake = mistake
    if let ref = base.object(.dataset), let step = drawn(function, name, written, ref.datasetObject)
    {
      mistake.slots["call"] = step
      mistake.slots["name"] = name
      mistake.slots["part"] = name
      mistake.suggestion = nil
      return mistake
    }
    let needsMore = (Native.named(function)?.inputs.count { !$0.isOptional } ?? 1) > 1
    mistake.slots["call"] = "\(function)(\(written)\(needsMore ? ", …" : ""))"
    mistake.slots["name"] = mistake.code == "unknown-column" ? name : words(0, base)
    mistake.slots["part"] = name
    mistake.suggestion = nil
    return mistake
  }

  /// The words in the brackets behind the part that is being read, as in `birds.mean(mass)`; nil without brackets.
  private func callInputs(of name: String) -> String? {
    guard let (node, source) = currentNode(), case .part(_, _, let place) = node.form else {
      return nil
    }
    let bytes = source.bytes[place.end...]
    guard bytes.first == UInt8(ascii: "("), let close = bytes.firstIndex(of: UInt8(ascii: ")"))
    else {
      return nil
    }
    return source.text(Span(place.end + 1, close))
  }

  /// `birds.plot(mass)`, `birds.length`, `birds.info()`: how that is written here.
  private func drawn(_ function: String, _ name: String, _ table: String, _ dataset: Dataset)
    -> String?
  {
    if function == "length" { return "count(\(table))" }
    let inside = callInputs(of: name) ?? ""
    let columns = inside.split(separator: ",").map { word in String(word.filter { $0 != " " }) }
    let areColumns = !columns.isEmpty && columns.allSatisfy { dataset.column($0) != nil }
    if function == "plot" || PictureKind.named(function) != nil, areColumns {
      let kind = function == "plot" ? (columns.count == 1 ? "histogram" : "scatter") : function
      return "\(table) then \(kind) \(columns.joined(separator: ", "))"
    }
    if function == "describe" { return "describe \(table)" }
    if Verb.all[function] != nil, Native.named(function) == nil || !inside.isEmpty {
      return inside.isEmpty ? "\(table) then \(function)" : "\(table) then \(function) \(inside)"
    }
    return nil
  }

  private func part(of base: Value, _ name: String, depth: Int) throws(Mistake) -> Value {
    switch base {
    case .missing: return .missing
    case .date(let date):
      if let value = datePart(date, name) { return value }
      throw unknownPart(base, name, Self.dateParts)
    case .object(let ref):
      switch ref.kind {
      case .record:
        if let place = heap.place(of: name, in: ref) { return ref.record.pointee.fields[place] }
        throw unknownPart(base, name, heap.names(of: ref))
      case .list:
        if depth > Self.deepest { throw Mistake("lists-too-deep") }
        try charge(1 + ref.list.pointee.count >> 4)
        try reserve(bytes: ref.list.pointee.count * 16)
        var results: [Value] = []
        results.reserveCapacity(ref.list.pointee.count)
        for item in ref.listItems {
          results.append(try part(of: item, name, depth: depth + 1).shared())
        }
        return heap.makeList(results)
      case .column: return try part(ofColumn: ref, base, name)
      case .dataset: return try column(of: ref.datasetObject, base, name)
      case .vector:
        if let number = ref.fourVector.part(name) { return .number(number) }
        throw unknownPart(base, name, FourVector.partNames)
      case .measurement:
        switch name {
        case "value": return .number(ref.measurementObject.value)
        case "error": return .number(ref.measurementObject.error)
        default: throw unknownPart(base, name, ["value", "error"])
        }
      case .histogram:
        let histogram = ref.histogramObject
        if let value = recentParts.find(histogram, name) { return value }
        if let value = histogramPart(histogram, name) {
          recentParts.keep(value, of: histogram, name)
          return value
        }
        throw unknownPart(base, name, Self.histogramParts)
      case .text, .function, .native, .picture, .fit: throw noParts(base, name)
      }
    default: throw noParts(base, name)
    }
  }

  private func noParts(_ base: Value, _ name: String) -> Mistake {
    Mistake(
      "no-parts", ["name": words(0, base), "kind": kindName(base), "part": name])
  }

  /// The mistake that there is no such part, with those there are and the nearest spelling.
  func unknownPart(_ base: Value, _ name: String, _ names: [String]) -> Mistake {
    var slots = ["name": words(0, base), "part": name, "parts": Self.listed(names)]
    if let near = Spelling.nearest(name, among: names) { slots["near"] = near }
    return Mistake("unknown-part", slots)
  }

  /// Names for a message: each in backticks, as many as fit in a sentence, and how many more there are.
  static func listed(_ names: [String]) -> String {
    var text = ""
    var shown = 0
    for name in names.prefix(8) {
      let longer = text + (shown == 0 ? "" : ", ") + "`\(name)`"
      // A slot of a message holds sixty letters.
      let room = shown + 1 == names.count ? 60 : 46
      if shown > 0, longer.unicodeScalars.count > room { break }
      text = longer
      shown += 1
    }
    return shown < names.count ? text + " and \(names.count - shown) more" : text
  }

  // MARK: Datasets and columns

  /// A column of a dataset as a value.
  ///
  /// Throws `unknown-column` with the nearest spelling.
  func column(of dataset: Dataset, _ base: Value, _ name: String) throws(Mistake) -> Value {
    if let column = dataset.column(name) { return value(for: column) }
    throw RowMistakes.unknownColumn(
      name, among: dataset.knownNames, owner: written(0), at: nil, in: nil)
  }

  private func part(ofColumn ref: ObjectRef, _ base: Value, _ name: String) throws(Mistake)
    -> Value
  {
    let column = ref.columnObject
    if let value = recentParts.find(column, name) { return value }
    let value = try part(of: column, ref, base, name)
    recentParts.keep(value, of: column, name)
    return value
  }

  private func part(of column: Column, _ ref: ObjectRef, _ base: Value, _ name: String)
    throws(Mistake) -> Value
  {
    switch column.storage {
    case .record(let names, let parts):
      guard let place = names.firstIndex(of: name) else { throw unknownPart(base, name, names) }
      return makeColumn(parts[place])
    case .vector, .measurement:
      let part = try columnwise([.object(ref)]) { (plan, nodes) throws(DataMistake) in
        try plan.part(nodes[0], name)
      }
      if let part { return part }
      throw unknownPart(
        base, name, column.kind == .vector ? FourVector.partNames : ["value", "error"])
    case .list(let offsets, let items, let gaps):
      guard case .object(let itemsRef) = makeColumn(items) else { return .missing }
      let inner = try part(ofColumn: itemsRef, base, name)
      guard let result = inner.object(.column) else { return inner }
      return makeColumn(
        Column(.list(offsets: offsets, items: result.columnObject, gaps: gaps)))
    case .decimal, .whole, .truth, .text, .date:
      let items = items(of: column)
      var results: [Value] = []
      results.reserveCapacity(items.count)
      for item in items { results.append(try part(of: item, name, depth: 1)) }
      return columnOrList(results)
    }
  }

  // MARK: Dates

  static let dateParts = DatePart.allCases.map { $0.rawValue }

  /// A part of a date; nil for an unknown name.
  func datePart(_ date: DateValue, _ name: String) -> Value? {
    let parts = date.parts
    switch DatePart(rawValue: name) {
    case .year: return .whole(Int64(parts.year))
    case .month: return .whole(Int64(parts.month))
    case .day: return .whole(Int64(parts.day))
    case .hour: return .whole(Int64(parts.hour))
    case .minute: return .whole(Int64(parts.minute))
    case .second:
      if parts.millisecond == 0 { return .whole(Int64(parts.second)) }
      return .decimal(Double(parts.second) + Double(parts.millisecond) / 1000)
    case .weekday: return heap.makeText(DateText.weekdays[date.weekday - 1])
    case nil: return nil
    }
  }

  // MARK: Histograms

  private static let histogramParts = Histogram.partNames + ["labels"]

  private func histogramPart(_ histogram: Histogram, _ name: String) -> Value? {
    func list(_ numbers: [Double]) -> Value { heap.makeList(numbers.map { Self.tidy($0) }) }
    func places(_ days: [Double]) -> Value {
      guard histogram.isDate else { return list(days) }
      return heap.makeList(days.map { DateValue(days: $0).map { .date($0) } ?? .missing })
    }
    func words() -> Value { heap.makeList(histogram.labels.map { heap.makeText($0) }) }
    switch name {
    case "counts": return list(histogram.counts)
    case "errors": return list(histogram.errors)
    case "edges": return places(histogram.edges)
    case "centers": return histogram.hasWords ? words() : places(histogram.centers)
    case "labels": return words()
    case "entries": return .whole(Int64(histogram.entries))
    case "below": return Self.tidy(histogram.below)
    case "above": return Self.tidy(histogram.above)
    case "missing": return .whole(Int64(histogram.missing))
    case "sum": return Self.tidy(histogram.sum)
    case "mean":
      if histogram.isDate {
        return DateValue(days: histogram.mean).map { .date($0) } ?? .missing
      }
      return Self.tidy(histogram.mean)
    case "stdev": return .number(histogram.stdev)
    case "peak":
      guard let bin = histogram.peakBin else { return .missing }
      if bin < histogram.labels.count { return heap.makeText(histogram.labels[bin]) }
      if histogram.isDate {
        return DateValue(days: histogram.peak).map { .date($0) } ?? .missing
      }
      return Self.tidy(histogram.peak)
    default: return nil
    }
  }
}

/// A part of a date, which is a function too: `d.year` and `year(d)`.
enum DatePart: String, CaseIterable, Sendable {
  case year, month, day, hour, minute, second, weekday
}
