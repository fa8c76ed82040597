import LinnetText

/// Writes datasets, lists and histograms as JSON that reads back as the same values.
///
/// Numbers have all their digits, gaps are `null`, dates are ISO texts, lists and records stay what they
/// are; vectors become records of their parts, measurements records of `value` and `error`.
public struct JsonWriter {
  private var bytes: [UInt8] = []

  /// A dataset as a list of records, one a line; with `isLines` without the list around them.
  ///
  /// A unit goes into the name, as in `mass [GeV]`. Without rows it is a record of empty lists, so that
  /// the names are kept.
  public static func write(_ dataset: Dataset, isLines: Bool = false) -> [UInt8] {
    var writer = JsonWriter()
    var keys: [[UInt8]] = []
    for (place, name) in dataset.names.enumerated() {
      let unit = dataset.columns[place].unit
      var key = JsonWriter()
      key.text(unit.isEmpty ? name : "\(name) [\(unit)]")
      keys.append(key.bytes + Array(": ".utf8))
    }
    if dataset.count == 0, !isLines, !keys.isEmpty {
      writer.add("{")
      for place in keys.indices {
        if place > 0 { writer.add(", ") }
        writer.bytes.append(contentsOf: keys[place])
        writer.add("[]")
      }
      writer.add("}\n")
      return writer.bytes
    }
    if !isLines { writer.add("[") }
    for row in 0..<dataset.count {
      if row > 0 { writer.add(isLines ? "\n" : ",") }
      if !isLines { writer.add("\n") }
      writer.add("{")
      for place in keys.indices {
        if place > 0 { writer.add(", ") }
        writer.bytes.append(contentsOf: keys[place])
        writer.value(dataset.columns[place], row)
      }
      writer.add("}")
    }
    if !isLines { writer.add(dataset.count > 0 ? "\n]" : "]") }
    if !writer.bytes.isEmpty { writer.add("\n") }
    return writer.bytes
  }

  /// The values of a column as a list; with `isLines` one a line.
  public static func write(_ column: Column, isLines: Bool = false) -> [UInt8] {
    var writer = JsonWriter()
    if !isLines { writer.add("[") }
    for row in 0..<column.count {
      if row > 0 { writer.add(isLines ? "\n" : ", ") }
      writer.value(column, row)
    }
    if !isLines { writer.add("]") }
    if !writer.bytes.isEmpty { writer.add("\n") }
    return writer.bytes
  }

  /// The value in a row of a column, for example a record.
  public static func write(_ column: Column, row: Int) -> [UInt8] {
    var writer = JsonWriter()
    if row >= 0, row < column.count { writer.value(column, row) }
    writer.add("\n")
    return writer.bytes
  }

  /// A histogram as a record of `edges` (or `words`), `counts`, `errors` and what fell outside.
  public static func write(_ histogram: Histogram) -> [UInt8] {
    var writer = JsonWriter()
    writer.add("{")
    if !histogram.name.isEmpty { writer.part("name", histogram.name) }
    if !histogram.unit.isEmpty { writer.part("unit", histogram.unit) }
    if histogram.labels.isEmpty {
      writer.part("edges", Column(decimals: histogram.edges))
    } else {
      writer.part("words", Column(texts: histogram.labels.map { Optional($0) }))
    }
    writer.part("counts", Column(decimals: histogram.counts))
    writer.part(
      "errors", Column(decimals: histogram.variances.map { max($0, 0).squareRoot() }))
    if histogram.labels.isEmpty {
      writer.part("below", number: histogram.below)
      writer.part("above", number: histogram.above)
    }
    writer.part("missing", number: Double(histogram.missing))
    writer.add("\n}\n")
    return writer.bytes
  }

  // MARK: Parts

  private mutating func add(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func name(_ name: String) {
    if bytes.count > 1 { add(",") }
    add("\n")
    text(name)
    add(": ")
  }

  private mutating func part(_ name: String, _ text: String) {
    self.name(name)
    self.text(text)
  }

  private mutating func part(_ name: String, number: Double) {
    self.name(name)
    self.number(number)
  }

  private mutating func part(_ name: String, _ column: Column) {
    self.name(name)
    list(column, 0..<column.count)
  }

  private mutating func list(_ column: Column, _ rows: Range<Int>) {
    add("[")
    for row in rows {
      if row > rows.lowerBound { add(", ") }
      value(column, row)
    }
    add("]")
  }

  // MARK: Values

  private mutating func value(_ column: Column, _ row: Int) {
    switch column.storage {
    case .decimal(let values): number(values[row])
    case .whole(let values): whole(values[row])
    case .truth(let values): add(values[row] > 1 ? "null" : values[row] == 1 ? "true" : "false")
    case .text(let codes, let words):
      if codes[row] < 0 { add("null") } else { text(words[Int(codes[row])]) }
    case .date(let values): date(values[row])
    case .list(let offsets, let items, let gaps):
      if gaps.contains(row) { add("null") } else { list(items, offsets[row]..<offsets[row + 1]) }
    case .record(let names, let parts): record(names, parts, row)
    case .vector(let vectors):
      let names =
        switch vectors.coordinates {
        case .cartesian, .sum: ["E", "px", "py", "pz"]
        case .mass: ["pt", "eta", "phi", "mass"]
        case .energy: ["pt", "eta", "phi", "E"]
        }
      if column.isMissing(row) {
        add("null")
      } else {
        record(names, Array(vectors.parts.prefix(4)), row)
      }
    case .measurement(let values, let errors, _):
      if values[row].isNaN {
        add("null")
      } else {
        add("{\"value\": ")
        number(values[row])
        add(", \"error\": ")
        number(errors[row])
        add("}")
      }
    }
  }

  private mutating func record(_ names: [String], _ parts: [Column], _ row: Int) {
    add("{")
    for (place, name) in names.enumerated() where place < parts.count {
      if place > 0 { add(", ") }
      text(name)
      add(": ")
      value(parts[place], row)
    }
    add("}")
  }

  private mutating func number(_ value: Double) {
    // JSON has no word for what is endless.
    if value.isFinite { NumberText.appendExact(value, to: &bytes) } else { add("null") }
  }

  private mutating func whole(_ value: Int64) {
    if value == .min { add("null") } else { bytes.append(contentsOf: "\(value)".utf8) }
  }

  /// A date in ISO 8601, with `T` before the time of day.
  private mutating func date(_ raw: Int64) {
    guard raw != .min else {
      add("null")
      return
    }
    add("\"")
    for byte in DateText.shown(DateValue(raw: raw)).utf8 {
      bytes.append(byte == 0x20 ? UInt8(ascii: "T") : byte)
    }
    add("\"")
  }

  private mutating func text(_ text: String) {
    add("\"")
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): add("\\\"")
      case UInt8(ascii: "\\"): add("\\\\")
      case 0x0A: add("\\n")
      case 0x0D: add("\\r")
      case 0x09: add("\\t")
      case 0..<0x20:
        add("\\u00")
        for digit in [byte >> 4, byte & 15] { bytes.append(digit < 10 ? 48 + digit : 87 + digit) }
      default: bytes.append(byte)
      }
    }
    add("\"")
  }
}
