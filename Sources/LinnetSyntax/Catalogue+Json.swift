extension Catalogue {
  /// Mistakes in JSON files.
  static let json: [Entry] = [
    Entry(
      "broken-json",
      [
        "Line {line} of `{path}` has a comma before `{closer}` with nothing between. Take the comma away.",
        "Line {line} of `{path}` has `{quote}` where JSON has double quotes.",
        "Line {line} of `{path}` has a comment, which JSON does not know: `{comment}`.",
        "Line {line} of `{path}` has `{found}`, which JSON writes `{near}`.",
        "Line {line} of `{path}` has `{found}` where {wanted} should be.",
        "Line {line} of `{path}` is not written as JSON.",
      ],
      samples: [
        "line": "3", "path": "cars.json", "closer": "]", "quote": "'", "comment": "/",
        "found": "True", "near": "true", "wanted": "a value",
      ],
      explain:
        "JSON is strict: names and texts in double quotes, commas only between values, no comments. The program that made the file can write it anew."
    ),
    Entry(
      "json-cut-off",
      ["`{path}` ends too early, in line {line}. Perhaps it was not copied whole."],
      samples: ["path": "cars.json", "line": "3"],
      explain: "A bracket or a quote is still open where the file ends."),
    Entry(
      "json-open-text",
      ["A text that begins in line {line} of `{path}` has no closing quote."],
      samples: ["line": "3", "path": "cars.json"],
      explain: "In JSON a text ends in its line. A line break inside it is written `\\n`."),
    Entry(
      "json-letter",
      ["A text in line {line} of `{path}` holds `{found}`, which JSON does not know."],
      samples: ["line": "3", "path": "cars.json", "found": "\\q"],
      explain: "A backslash in a JSON text is written twice: `\\\\`."),
    Entry(
      "json-letters",
      ["Line {line} of `{path}` has letters that are not stored as UTF-8. Save the file as UTF-8."],
      samples: ["line": "3", "path": "cars.json"],
      explain: "JSON files are stored as UTF-8. Most editors can save a file that way."),
    Entry(
      "json-name-twice",
      ["A record in line {line} of `{path}` has `{name}` twice."],
      samples: ["line": "3", "path": "cars.json", "name": "mass"],
      explain: "Each name of a record stands for one value, so I cannot know which one is meant."),
    Entry(
      "json-too-deep",
      ["Line {line} of `{path}` has more than {limit} brackets inside each other."],
      samples: ["line": "3", "path": "cars.json", "limit": "64"],
      explain: "Lists and records may hold others, but not without end."),
    Entry(
      "json-mostly-gaps",
      ["The records of `{path}` share too few names: the table would be nearly all gaps."],
      samples: ["path": "cars.json"],
      explain: "Each name becomes a column, with a gap for each record that lacks it."),
    Entry(
      "json-no-table",
      ["`{path}` holds no table, only a single value."], samples: ["path": "cars.json"],
      explain: "A table in JSON is a list of records or a record of lists."),
    Entry(
      "json-lengths",
      [
        "In `{path}`, `{first}` has {count} values and `{second}` has {other}. Columns of one table are equally long."
      ],
      samples: [
        "path": "cars.json", "first": "mass", "count": "5", "second": "speed", "other": "4",
      ],
      explain: "A record of lists is read as columns, one a name."),
  ]
}
