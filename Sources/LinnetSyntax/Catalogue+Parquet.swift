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
  ]
}
