import LinnetText

/// One cell of a table as people read it.
public enum CellText {
  /// The cell in a row, from 0; nil for a gap.
  ///
  /// Decimals are shown with up to `digits` significant digits.
  public static func shown(_ column: Column, row: Int, digits: Int = 6, depth: Int = 0) -> String? {
    guard row >= 0, row < column.count else { return nil }
    switch column.storage {
    case .decimal(let values):
      return values[row].isNaN ? nil : NumberText.shown(values[row], digits: digits)
    case .whole(let values): return values[row] == .min ? nil : NumberText.shown(values[row])
    case .truth(let values): return values[row] > 1 ? nil : values[row] == 1 ? "true" : "false"
    case .text(let codes, let words):
      let code = Int(codes[row])
      return code >= 0 && code < words.count ? oneLine(words[code]) : nil
    case .date(let values):
      return values[row] == .min ? nil : DateText.shown(DateValue(raw: values[row]))
    case .measurement(let values, let errors, _):
      return values[row].isNaN ? nil : Measurement.shown(value: values[row], error: errors[row])
    case .list(let offsets, let items, let gaps):
      if gaps.contains(row) { return nil }
      if depth > 3 { return "[…]" }
      let range = offsets[row]..<max(offsets[row], offsets[row + 1])
      // A cell is narrow; nobody reads more than the first few.
      var parts = range.prefix(8).map { item in
        shown(items, row: item, digits: 5, depth: depth + 1) ?? "missing"
      }
      if range.count > 8 { parts.append("…") }
      return "[" + parts.joined(separator: ", ") + "]"
    case .record(let names, let parts):
      if depth > 3 { return "record(…)" }
      let inside = names.indices.map { place in
        names[place] + ": "
          + (shown(parts[place], row: row, digits: 5, depth: depth + 1) ?? "missing")
      }
      return "record(" + inside.joined(separator: ", ") + ")"
    case .vector(let vectors):
      let names =
        switch vectors.coordinates {
        case .cartesian, .sum: ["E", "px", "py", "pz"]
        case .mass: ["pt", "eta", "phi", "mass"]
        case .energy: ["pt", "eta", "phi", "E"]
        }
      var inside: [String] = []
      for (place, name) in names.enumerated() where place < vectors.parts.count {
        guard let part = shown(vectors.parts[place], row: row, digits: 4, depth: depth + 1)
        else { return nil }
        inside.append("\(name): \(part)")
      }
      return "vector(" + inside.joined(separator: ", ") + ")"
    }
  }

  /// A text with line breaks and tabs shown as spaces.
  static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
  }
}
