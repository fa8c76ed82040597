extension Catalogue {
  /// Mistakes of files that are not text.
  static let binaryFiles: [Entry] = [
    Entry(
      "damaged-file", ["`{path}` is damaged: {what}.", "`{path}` is damaged."],
      samples: ["path": "events.parquet", "what": "its end is missing"],
      explain: """
        The file begins as it should, but what it holds contradicts itself or cannot be read. It may be
        cut short by a download that did not finish: fetch it again.
        """),
    Entry(
      "too-many-values", ["`{path}` holds more values than fit in the memory I may use."],
      samples: ["path": "events.parquet"],
      explain: """
        Read less of it: `columns:` reads only the columns you name, `rows:` only the first rows.
        """,
      mended: "d = load \"events.parquet\", columns: [\"pt\", \"eta\"]"),
    Entry(
      "old-feather",
      [
        "`{path}` is a Feather file of the first kind, which I cannot read. Save it again with a program of today, for example `to_feather` in pandas."
      ],
      samples: ["path": "events.feather"],
      explain: """
        Feather files of before 2020 have a form of their own; those of today are Arrow files.
        """),
    Entry(
      "arrow-kind",
      ["`{path}` is an Arrow file of a kind I cannot read: {what}."],
      samples: ["path": "events.arrow", "what": "it holds a tensor and no table"],
      explain: "Save the table as CSV or Parquet in the program that made it."),
    Entry(
      "column-kind",
      ["Column `{name}` of `{path}` holds {kind}, which I cannot read."],
      samples: ["name": "wait", "path": "events.arrow", "kind": "spans of months and days"],
      explain: "Without `columns:` such a column is left out and the others are read."),
  ]
}
