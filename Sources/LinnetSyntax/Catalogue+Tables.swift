extension Catalogue {
  /// Mistakes of files that hold several tables: databases, spreadsheets, JSON.
  static let tables: [Entry] = [
    Entry(
      "several-tables",
      [
        "`{path}` holds several {what}: {names}. Say which: `load \"{path}\", table: \"{first}\"`.",
        "`{path}` holds several {what}: {names}.",
      ],
      samples: [
        "path": "school.sqlite", "what": "tables",
        "names": "`pupils` (120 rows) and `marks` (960 rows)", "first": "marks",
      ],
      explain: "A dataset is one table. The option `table:` says which one of the file it is.",
      mended: "d = load \"school.sqlite\", table: \"marks\""),
    Entry(
      "unknown-table",
      [
        "There is no {what} `{name}` in `{path}`. Did you mean `{near}`?",
        "There is no {what} `{name}` in `{path}`. It has {tables}.",
        "There is no {what} `{name}` in `{path}`.",
      ],
      samples: [
        "name": "mark", "path": "school.sqlite", "what": "table", "near": "marks",
        "tables": "`pupils` and `marks`",
      ],
      explain: "The option `table:` takes the name as it stands in the file, capital letters too.",
      mended: "d = load \"school.sqlite\", table: \"marks\""),
    Entry(
      "only-table",
      ["`{path}` is one table, so `table:` has nothing to choose. Leave it out."],
      samples: ["path": "z.csv"],
      explain: "`table:` is for databases, spreadsheets and other files of several tables.",
      bad: "d = load \"z.csv\", table: \"z\"", mended: "d = load \"z.csv\"",
      files: ["z.csv": "m,pt1\n91.2,30\n"]),
    Entry(
      "other-spreadsheet",
      [
        "`{path}` is {kind}, which I cannot read. Open it in a spreadsheet program and save it as `.xlsx` or CSV."
      ],
      samples: ["path": "marks.xls", "kind": "an old Excel file"],
      explain: "Of the files that spreadsheet programs write, I read `.xlsx` and CSV."),
    Entry(
      "locked-file", ["`{path}` is locked with a password. Save a copy without one."],
      samples: ["path": "marks.xlsx"],
      explain: "A file with a password is unreadable for every program that does not know it."),
    Entry(
      "broken-view",
      ["The table in `{path}` cannot be worked out: {why}."],
      samples: ["path": "school.sqlite", "why": "no such table: classes"],
      explain: """
        A table of a database may be a view: a question that is asked anew each time. This one asks for
        something that is not there, or that I do not allow files to do.
        """),
    Entry(
      "changed-file",
      ["Another program wrote into `{path}` while I read it. Try again when it is done."],
      samples: ["path": "school.sqlite"],
      explain: "What I read may be half old and half new, so I do not show it."),
    Entry(
      "unfinished-database",
      [
        "The program that last wrote into `{path}` did not finish. Open the file once with that program."
      ],
      samples: ["path": "school.sqlite"],
      explain: """
        A file that ends in `-journal` lies beside the database: half of a change that must be taken back
        first. I only read files, so I leave that to the program that made it.
        """),
    Entry(
      "no-databases",
      ["I cannot read `{path}` here, for it is an SQLite database. Save the table as CSV first."],
      samples: ["path": "school.sqlite"],
      explain: "The command `linnet` reads databases; where you are now there is no library for it."
    ),
  ]
}
