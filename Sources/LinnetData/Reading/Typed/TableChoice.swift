import LinnetText

/// Which of a file's tables is meant.
public enum TableChoice {
  /// A table of a file.
  public struct Entry: Sendable {
    /// Its name in the file.
    public var name: String
    /// How many rows it has; nil when that takes long to find out.
    public var rows: Int?

    /// Makes an entry.
    public init(_ name: String, rows: Int? = nil) {
      self.name = name
      self.rows = rows
    }
  }

  /// The table that was asked for.
  ///
  /// Errors: `unknown-table` with all names, one a line.
  public static func named(
    _ asked: String, among all: [String], what: String = "table", path: String
  ) throws(DataMistake) -> String {
    if all.contains(asked) { return asked }
    throw DataMistake(
      "unknown-table",
      ["name": asked, "what": what, "path": path, "tables": all.joined(separator: "\n")])
  }

  /// The mistake that shows several tables and how to say which.
  public static func several(_ entries: [Entry], what: String = "tables", path: String)
    -> DataMistake
  {
    var names = ""
    var shown = 0
    for entry in entries {
      var text = "`\(entry.name)`"
      if let rows = entry.rows {
        text += " (\(DigitGrouping.counted(rows, "row")))"
      }
      let isLast = shown + 1 == entries.count
      let longer = names + (shown == 0 ? "" : isLast ? " and " : ", ") + text
      // A slot of a message holds sixty letters.
      if shown > 0, longer.unicodeScalars.count > (isLast ? 60 : 48) { break }
      names = longer
      shown += 1
    }
    if shown < entries.count { names += " and \(entries.count - shown) more" }
    // The fullest table is the likeliest to be meant.
    let first = entries.max { ($0.rows ?? 0) < ($1.rows ?? 0) }?.name ?? ""
    return DataMistake(
      "several-tables", ["path": path, "what": what, "names": names, "first": first])
  }
}
