extension Catalogue {
  /// What can be wrong in the steps of a pipeline.
  static let datasets: [Entry] = [
    Entry(
      "unknown-column",
      [
        "There is no column `{name}`, but there is `{capital}`. Capital letters matter.",
        "There is no column `{name}`. Functions come before what they work on: `{call}`.",
        "There is no column `{name}`. For the word, use quotes: `{quoted}`.",
        "There is no column `{name}`. Did you mean `{near}`?",
        "There is no column `{name}`. There is only {only}.",
        "There is no column `{name}`. There are {columns}.",
        "There is no column `{name}`.",
      ],
      samples: [
        "name": "ptt1", "near": "pt1", "capital": "M", "columns": "`M`, `pt1`, `pt2`",
        "only": "`M`", "call": "mean(d.M)", "quoted": "\"Adelie\"",
      ],
      explain: "`columns(d)` shows the names of all columns.",
      bad: "d = dataset(pt1: [1, 2])\nd then keep ptt1 > 1",
      mended: "d = dataset(pt1: [1, 2])\nd then keep pt1 > 1"),
    Entry(
      "unknown-order",
      [
        "After a column I know `ascending` and `descending`. Did you mean `{near}`?",
        "After a column I know `ascending` and `descending`.",
      ],
      samples: ["word": "desending", "near": "descending"],
      explain: "`sort by pt1 descending` puts the largest first.",
      bad: "d = dataset(x: [1, 2])\nd then sort by x desending",
      mended: "d = dataset(x: [1, 2])\nd then sort by x descending"),
    Entry(
      "column-and-variable",
      [
        "`{name}` is both your variable and a column, so I cannot tell which you mean. Rename the variable, for example `{fixed}`."
      ],
      samples: ["name": "pt1", "fixed": "cut"],
      explain: "`row.pt1` always means the column.",
      bad: "pt1 = 20\nd = dataset(pt1: [1, 30])\nd then keep pt1 > pt1",
      mended: "cut = 20\nd = dataset(pt1: [1, 30])\nd then keep pt1 > cut"),
    Entry(
      "column-before-variable",
      [
        "`{name}` is a column and also a variable of yours. In a step it means the column. For your variable, use another name."
      ],
      kind: .note,
      samples: ["name": "year"],
      explain: "`row.year` always means the column, so it can be said plainly.",
      bad: "year = 2008\nd = dataset(year: [2007, 2009])\nd then keep year > 2008",
      mended: "start = 2008\nd = dataset(year: [2007, 2009])\nd then keep year > start"),
    Entry(
      "whole-column-in-rows",
      [
        "`{text}` is the whole column, so each row now holds a list. For the value of each row, write `{name}`."
      ],
      kind: .note,
      samples: ["text": "pairs.pt1", "name": "pt1"],
      explain: "In a step a bare name is the value of the row at hand.",
      bad: "d = dataset(x: [1, 2], y: [3, 4])\nd then add z = d.x * y",
      mended: "d = dataset(x: [1, 2], y: [3, 4])\nd then add z = x * y"),
    Entry(
      "column-left-out",
      [
        "`{name}` was left out by `{step}` on line {line}. Move this `{verb}` above line {line}.",
        "`{name}` was left out by `{step}`. Move this `{verb}` before it.",
      ],
      samples: ["name": "pt1", "step": "select M", "line": "3", "verb": "keep"],
      explain: "Each step sees only the columns that the step before left.",
      bad: "d = dataset(M: [1], pt1: [2])\nd then select M then keep pt1 > 1",
      mended: "d = dataset(M: [1], pt1: [2])\nd then keep pt1 > 1 then select M"),
    Entry(
      "nothing-left",
      [
        "No rows left. `{first}` keeps {firstCount} and `{second}` keeps {secondCount}, but no row passes both.",
        "No rows left: no row passes `{question}`. Did you mean \"{near}\", which `{column}` holds?",
        "No rows left: no row passes `{question}`.",
        "No rows left.",
      ],
      kind: .note,
      samples: [
        "first": "M > 60", "firstCount": "61 214", "second": "M < 50", "secondCount": "30 180",
        "question": "M > 60", "near": "Adelie", "column": "species",
      ],
      explain: "Look at the data first: `describe d` shows the smallest and largest values.",
      bad: "d = dataset(M: [55, 56])\nd then keep M > 60 and M < 50",
      mended: "d = dataset(M: [55, 56])\nd then keep 50 < M < 60"),
    Entry(
      "all-outside",
      [
        "All {count} values lie outside. `{name}` runs from {low} to {high} {unit}; is your range in {other}?",
        "All {count} values lie outside. `{name}` runs from {low} to {high}, about {factor}; is your range in another unit?",
        "All {count} values lie outside. `{name}` runs from {low} to {high}.",
        "All {count} values lie outside. They run from {low} to {high}.",
      ],
      kind: .note,
      samples: [
        "count": "100 000", "name": "M", "low": "2.0", "high": "110", "unit": "GeV", "other": "MeV",
        "factor": "1000 times less",
      ],
      explain: "The bins of a histogram lie between `from` and `to`.",
      bad: "h = histogram([90, 91], bins: 5, from: 60000, to: 120000)",
      mended: "h = histogram([90, 91], bins: 5, from: 60, to: 120)"),
    Entry(
      "needs-summary",
      [
        "Each group has many `{name}` values; say which single number you want, for example `mean({name})`."
      ],
      samples: ["name": "pt1"],
      explain: "`summarise` makes one row for each group, so it needs one value for each.",
      bad: "d = dataset(x: [1, 2], q: [1, 1])\nd then summarise x by q",
      mended: "d = dataset(x: [1, 2], q: [1, 1])\nd then summarise mean(x) by q"),
    Entry(
      "not-a-dataset",
      [
        "`{alone}` needs a dataset to work on. Start with its name, as in `d then {alone} …`.",
        "`{verb}` works on a dataset, and this is {given}.",
        "`{verb}` works on a dataset.",
      ],
      samples: ["verb": "keep", "given": "a list", "alone": "keep"],
      explain: "A dataset comes from `load`, or from `dataset(x: [1, 2])`.",
      bad: "[1, 2] then keep x > 1", mended: "dataset(x: [1, 2]) then keep x > 1"),
  ]

  /// What can be wrong with files.
  static let files: [Entry] = [
    Entry(
      "no-such-file",
      [
        "There is no file `{name}` beside this {place}. Did you mean `{near}`?",
        "There is no file `{name}`. Did you mean `{near}`?",
        "There is no file `{name}` beside this {place}.",
        "There is no file `{name}`.",
      ],
      samples: ["name": "dimuon.cvs", "place": "lesson", "near": "dimuon.csv"],
      explain: "Files are looked for beside the program that names them.",
      bad: "d = load \"dimuon.cvs\"", mended: "d = load \"dimuon.csv\"",
      files: ["dimuon.csv": "M,Q1\n91.2,1\n"]),
    Entry(
      "cannot-read-file",
      ["I cannot read `{name}`: {why}.", "I cannot read `{name}`."],
      samples: ["name": "z.root", "why": "it ends in the middle"],
      explain: "The file is there, but what it holds is damaged or of a kind I do not know.",
      bad: "d = load \".\"", mended: "d = load \"z.csv\"", files: ["z.csv": "m\n91.2\n"]),
    Entry(
      "cannot-write-file",
      ["I cannot write `{name}`: {why}.", "I cannot write `{name}`."],
      samples: ["name": "z.svg", "why": "the disk is full"],
      explain: "Files are written beside the program, where that is allowed.",
      bad: "save [1, 2], \"nowhere/z.csv\"", mended: "save [1, 2], \"z.csv\""),
    Entry(
      "bad-cells",
      [
        "Column `{name}`: {bad} of {count} cells are not {kind} (first: row {row}, \"{sample}\"). I marked them missing."
      ],
      kind: .note,
      samples: [
        "name": "pt1", "bad": "3", "count": "100 000", "kind": "numbers", "row": "17",
        "sample": "--",
      ],
      explain: "The option `missing: \"--\"` tells which mark stands for a gap.",
      bad: "d = load \"z.csv\"", mended: "d = load \"z.csv\", missing: \"??\"",
      files: ["z.csv": "pt1\n10\n20\n30\n40\n50\n60\n70\n80\n90\n100\n110\n120\n??\n"]),
    Entry(
      "ragged-row",
      [
        "Row {row} (line {line} of the file) has {count} fields, but the first line names {columns}. With `ragged: \"skip\"` such rows are left out.",
        "Row {row} has {count} fields, but the first line names {columns}.",
      ],
      samples: ["row": "17", "line": "18", "count": "7", "columns": "6 columns"],
      explain: "Each line of a table has as many fields as there are columns.",
      bad: "d = load \"z.csv\"", mended: "d = load \"z.csv\", ragged: \"skip\"",
      files: ["z.csv": "m,pt1\n91.2,30\n80.4,12\n91.0,31,7\n"]),
  ]
}
