import LinnetText

/// Writes a dataset as comma- or tab-separated text that reads back as the same values.
public struct DelimitedWriter {
  private let separator: UInt8
  private var bytes: [UInt8] = []

  /// The bytes of a dataset; units go into the header as `name [unit]`.
  ///
  /// Gaps become empty fields. Lists, records and vectors have no place in such a file.
  ///
  /// Errors: `cannot-save-column`.
  public static func write(_ dataset: Dataset, separator: UInt8 = UInt8(ascii: ","))
    throws(DataMistake) -> [UInt8]
  {
    var writer = DelimitedWriter(separator: separator)
    for (place, name) in dataset.names.enumerated() {
      let unit = dataset.columns[place].unit
      if place > 0 { writer.bytes.append(separator) }
      writer.text(unit.isEmpty ? name : "\(name) [\(unit)]")
      guard isPlain(dataset.columns[place]) else {
        throw DataMistake("cannot-save-column", ["name": name])
      }
    }
    writer.bytes.append(0x0A)
    for row in 0..<dataset.count {
      for (place, column) in dataset.columns.enumerated() {
        if place > 0 { writer.bytes.append(separator) }
        writer.cell(column, row, isOnly: dataset.columns.count == 1)
      }
      writer.bytes.append(0x0A)
    }
    return writer.bytes
  }

  private init(separator: UInt8) { self.separator = separator }

  private mutating func cell(_ column: Column, _ row: Int, isOnly: Bool) {
    let before = bytes.count
    if case .text(let codes, let words) = column.storage {
      if codes[row] >= 0 { text(words[Int(codes[row])]) }
    } else {
      Self.value(column, row, into: &bytes)
    }
    // A line without anything would be read over; quotes keep the row.
    if isOnly, bytes.count == before { bytes.append(contentsOf: "\"\"".utf8) }
  }

  /// True for a column whose values each fit into one cell of text.
  static func isPlain(_ column: Column) -> Bool {
    switch column.storage {
    case .vector, .list, .record, .measurement: false
    default: true
    }
  }

  /// Adds a number, a date, `true` or `false`; nothing for a gap.
  static func value(_ column: Column, _ row: Int, into bytes: inout [UInt8]) {
    switch column.storage {
    case .decimal(let values):
      if !values[row].isNaN { NumberText.appendExact(values[row], to: &bytes) }
    case .whole(let values):
      if values[row] != .min { bytes.append(contentsOf: "\(values[row])".utf8) }
    case .truth(let values):
      if values[row] < 2 { bytes.append(contentsOf: (values[row] == 1 ? "true" : "false").utf8) }
    case .date(let values):
      if values[row] != .min {
        bytes.append(contentsOf: DateText.shown(DateValue(raw: values[row])).utf8)
      }
    default: break
    }
  }

  /// Text, in quotes where it must be: separators, quotes, line breaks, outer spaces.
  private mutating func text(_ text: String) {
    let quote = UInt8(ascii: "\"")
    let field = Array(text.utf8)
    let needsQuotes =
      field.contains { $0 == separator || $0 == quote || $0 == 0x0A || $0 == 0x0D }
      || field.first == 0x20 || field.last == 0x20 || field.first == UInt8(ascii: "#")
    guard needsQuotes else {
      bytes.append(contentsOf: field)
      return
    }
    bytes.append(quote)
    for byte in field {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
