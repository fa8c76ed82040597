extension Catalogue {
  /// Mistakes and notes of the steps of a pipeline.
  static let verbs: [Entry] = steps + pairing + tableFiles

  private static let steps: [Entry] = [
    Entry(
      "question-needed", ["`{verb}` needs a question about the rows, such as `{verb} x > 3`."],
      samples: ["verb": "keep"],
      explain: "`keep` and `drop` ask every row a yes/no question.",
      bad: "d = dataset(x: [1, 2])\nd then keep",
      mended: "d = dataset(x: [1, 2])\nd then keep x > 1"),
    Entry(
      "equals-needs-two",
      ["A question about equality has two equal signs: `{name} == {value}`."],
      samples: ["name": "Q1", "value": "1"],
      explain: "One `=` gives a name to something, two ask whether things are equal."),
    Entry(
      "question-about-lists",
      [
        "`{name}` has a list of answers in each row, so I cannot tell which rows to {verb}. Ask `any({name})` or `all({name})`."
      ],
      samples: ["name": "pt > 20", "verb": "keep"],
      explain: "Where each row holds a list, a question gives a list of answers.",
      bad: "d = dataset(pt: [[1, 30], [2]])\nd then keep pt > 20",
      mended: "d = dataset(pt: [[1, 30], [2]])\nd then keep any(pt > 20)"),
    Entry(
      "new-name-needed",
      [
        "Give the new column a name, for example `{verb} gap = {text}`.",
        "Give the new column a name, for example `{verb} gap = x + 1`.",
      ],
      samples: ["verb": "add", "text": "abs(eta1 - eta2)"],
      explain: "`add` makes a column, and every column has a name.",
      bad: "d = dataset(x: [1, 2])\nd then add x * 2",
      mended: "d = dataset(x: [1, 2])\nd then add y = x * 2"),
    Entry(
      "column-name-needed",
      [
        "`{verb}` works on columns by their names, and `{text}` is a calculation. Make a column of it first, with `add`.",
        "`{verb}` works on columns by their names.",
      ],
      samples: ["verb": "select", "text": "x * 2"],
      explain: "`add` makes a column from a calculation; then it has a name.",
      bad: "d = dataset(x: [1, 2])\nd then select x * 2",
      mended: "d = dataset(x: [1, 2])\nd then add y = x * 2 then select y"),
    Entry(
      "columns-needed", ["Say which columns, for example `{verb} M, pt1`."],
      samples: ["verb": "select"],
      explain: "`columns(d)` shows the names of all columns.",
      bad: "d = dataset(x: [1, 2])\nd then select",
      mended: "d = dataset(x: [1, 2])\nd then select x"),
    Entry(
      "column-needed", ["Say which column, for example `{example}`."],
      samples: ["example": "histogram M"],
      explain: "The step works on one column or formula.",
      bad: "d = dataset(x: [1, 2])\nd then histogram bins: 2",
      mended: "d = dataset(x: [1, 2])\nd then histogram x, bins: 2"),
    Entry(
      "rename-needs-to", ["Write the old name, `to`, and the new name: `rename pt1 to lead_pt`."],
      explain: "`rename` gives a column a new name.",
      bad: "d = dataset(x: [1, 2])\nd then rename x",
      mended: "d = dataset(x: [1, 2])\nd then rename x to y"),
    Entry(
      "rename-turned-round",
      [
        "The new name stands first: `{wanted}` is no column yet. Did you mean `{fixed}`?"
      ],
      samples: ["name": "pt1", "wanted": "lead_pt", "fixed": "rename pt1 to lead_pt"],
      explain:
        "`=` gives a new name to what stands on its right, also in `rename lead_pt = pt1`. With `to` the old name comes first.",
      bad: "d = dataset(x: [1, 2])\nd then rename x = y",
      mended: "d = dataset(x: [1, 2])\nd then rename x to y"),
    Entry(
      "name-taken", ["There would be two columns called `{name}`. Choose another name."],
      samples: ["name": "M"],
      explain: "No two columns of a dataset have the same name.",
      bad: "d = dataset(x: [1], y: [2])\nd then rename x to y",
      mended: "d = dataset(x: [1], y: [2])\nd then rename x to z"),
    Entry(
      "sort-needs-column", ["Say what to sort by, for example `sort by pt1 descending`."],
      explain: "`sort by` puts the rows in the order of a column.",
      bad: "d = dataset(x: [2, 1])\nd then sort", mended: "d = dataset(x: [2, 1])\nd then sort by x"
    ),
    Entry(
      "rows-needed",
      ["`{verb}` needs a number of rows, for example `{verb} 10`."],
      samples: ["verb": "first"],
      explain: "The number of rows is a whole number of 0 or more.",
      bad: "d = dataset(x: [2, 1])\nd then sample -1",
      mended: "d = dataset(x: [2, 1])\nd then sample 1"),
    Entry(
      "too-many-inputs", ["`{function}` takes one input here."], samples: ["function": "first"],
      explain: "The step knows what to do with one input only.",
      bad: "d = dataset(x: [2, 1])\nd then first 1, 2",
      mended: "d = dataset(x: [2, 1])\nd then first 2"),
    Entry(
      "no-groups",
      ["`{verb}` does the same to all rows, so it needs no `by`. Leave out `by {group}`."],
      samples: ["verb": "select", "group": "x"],
      explain:
        "`by` makes groups for `summarise`, `count`, `add`, `keep`, `first`, `sample` and pictures.",
      bad: "d = dataset(x: [2, 1])\nd then select x by x",
      mended: "d = dataset(x: [2, 1])\nd then select x"),
    Entry(
      "order-in-groups",
      ["Groups come in order by themselves. To turn them round, write `then sort by …` after it."],
      explain: "`descending` belongs to `sort by`."),
    Entry(
      "summary-needed", ["Say what to work out, for example `{verb} n = count(), mean(pt1)`."],
      samples: ["verb": "summarise"],
      explain: "`summarise` makes one row for each group.",
      bad: "d = dataset(x: [2, 1])\nd then summarise by x",
      mended: "d = dataset(x: [2, 1])\nd then summarise n = count() by x"),
    Entry(
      "count-needs-by", ["To count rows in groups, write `count by {text}`."],
      samples: ["text": "species"],
      explain: "`count` alone counts all rows.",
      bad: "d = dataset(x: [2, 1])\nd then count x",
      mended: "d = dataset(x: [2, 1])\nd then count by x"),
    Entry(
      "row-needs-name",
      ["After `row` stands the name of a column: `row.pt1` or `row[\"any name\"]`."],
      explain: "`row.x` always means the column `x`.",
      bad: "d = dataset(x: [2, 1])\nd then keep row[1] > 1",
      mended: "d = dataset(x: [2, 1])\nd then keep row[\"x\"] > 1"),
    Entry(
      "text-needed", ["`{option}:` needs a text in quotes."], samples: ["option": "kind"],
      explain: "Words are written in quotes: `kind: \"inner\"`.",
      bad: "a = dataset(x: [1])\na then join a by x, kind: 2",
      mended: "a = dataset(x: [1])\na then join a by x, kind: \"inner\""),
    Entry(
      "wrong-option",
      [
        "`{option}:` needs {wanted}, and `{value}` is {given}.",
        "`{option}:` needs {wanted}, and {value} is none.", "`{option}:` needs {wanted}.",
      ],
      samples: ["option": "bins", "wanted": "a number", "value": "\"ten\"", "given": "text"],
      explain: "Each option takes a certain kind of value.",
      bad: "h = histogram([1, 2], bins: \"ten\")", mended: "h = histogram([1, 2], bins: 10)"),
  ]

  private static let pairing: [Entry] = [
    Entry(
      "other-dataset-needed",
      [
        "`{verb}` needs another dataset, and `{text}` is {kind}.",
        "`{verb}` needs another dataset, for example `{verb} more`.",
      ],
      samples: ["verb": "append", "text": "5", "kind": "a number"],
      explain: "`join` and `append` put two datasets together.",
      bad: "d = dataset(x: [2, 1])\nd then append 5",
      mended: "d = dataset(x: [2, 1])\nd then append dataset(x: [5])"),
    Entry(
      "join-needs-by",
      [
        "Say by which column the rows belong together: `{near}`.",
        "Say by which column the rows belong together, for example `join names by id`.",
      ],
      samples: ["near": "join names by id"],
      explain: "Rows are put beside each other where these columns agree.",
      bad: "a = dataset(id: [1])\nb = dataset(id: [1], x: [2])\na then join b",
      mended: "a = dataset(id: [1])\nb = dataset(id: [1], x: [2])\na then join b by id"),
    Entry(
      "unknown-join",
      [
        "There is no join of kind \"{name}\". Did you mean \"{near}\"?",
        "There is no join of kind \"{name}\". There are {kinds}.",
      ],
      samples: [
        "name": "iner", "near": "inner", "kinds": "\"left\", \"inner\", \"full\", \"anti\"",
      ],
      explain:
        "\"left\" keeps all rows of the first, \"inner\" those with a match, \"full\" all of both, \"anti\" those without a match.",
      bad: "a = dataset(x: [1])\na then join a by x, kind: \"iner\"",
      mended: "a = dataset(x: [1])\na then join a by x, kind: \"inner\""),
    Entry(
      "join-kinds",
      ["`{name}` holds {first} and `{other}` holds {second}, so no row can match."],
      samples: ["name": "id", "other": "code", "first": "numbers", "second": "texts"],
      explain: "`text(id)` or `number(id)` turn one into the other.",
      bad: "a = dataset(id: [1])\nb = dataset(id: [\"1\"])\na then join b by id",
      mended: "a = dataset(id: [1])\nb = dataset(id: [1])\na then join b by id"),
    Entry(
      "append-kinds", ["Column `{name}` holds {first} here and {second} there."],
      samples: ["name": "id", "first": "numbers", "second": "texts"],
      explain: "All values of a column are of one kind.",
      bad: "a = dataset(x: [1])\na then append dataset(x: [\"1\"])",
      mended: "a = dataset(x: [1])\na then append dataset(x: [2])"),
    Entry(
      "longer-kinds",
      ["`{name}` holds {first} and `{other}` holds {second}, so they do not fit in one column."],
      samples: ["name": "a", "other": "b", "first": "numbers", "second": "texts"],
      explain: "`longer` puts the values of several columns into one.",
      bad: "d = dataset(a: [1], b: [\"x\"])\nd then longer a, b",
      mended: "d = dataset(a: [1], b: [2])\nd then longer a, b"),
    Entry(
      "wider-needs",
      ["Say which column holds the names and which the values: `wider what, values: \"v\"`."],
      explain: "`wider` makes a column of each different name.",
      bad: "d = dataset(id: [1], what: [\"a\"], v: [10])\nd then wider what",
      mended: "d = dataset(id: [1], what: [\"a\"], v: [10])\nd then wider what, values: \"v\""),
    Entry(
      "wider-twice",
      [
        "Rows {row} and {other} both have a value for `{name}`, and there is room for one. Use `summarise` first."
      ],
      samples: ["row": "1", "other": "4", "name": "year_1990"],
      explain: "Each place of the wide table takes one value.",
      bad:
        "d = dataset(id: [1, 1], what: [\"a\", \"a\"], v: [1, 2])\nd then wider what, values: \"v\"",
      mended:
        "d = dataset(id: [1, 2], what: [\"a\", \"a\"], v: [1, 2])\nd then wider what, values: \"v\""
    ),
    Entry(
      "wider-many", ["`{name}` has {count} different values, too many to make columns of."],
      samples: ["name": "id", "count": "20 000"],
      explain: "`wider` makes a column of each different value.",
      bad: "d = dataset(id: 1 to 20000, x: 1)\nd then wider names: id, values: x",
      mended: "d = dataset(id: [1, 2], x: [3, 4])\nd then wider names: id, values: x"),
  ]

  private static let tableFiles: [Entry] = [
    Entry(
      "no-files", ["No file fits `{name}`."], samples: ["name": "runs/*.csv"],
      explain: "`*` stands for any letters in a file's name.", bad: "d = load \"nowhere/*.csv\""),
    Entry(
      "format-not-yet",
      [
        "`{name}` is {format} file, which this version cannot read. It reads CSV, TSV, JSON, Parquet, Arrow, Excel and SQLite."
      ],
      samples: ["name": "events.root", "format": "a ROOT"],
      explain: "Save the table as CSV in the program that made it."),
    Entry(
      "not-a-table", ["`{path}` is no table of text. Is it a picture or a program?"],
      samples: ["path": "z.png"],
      explain: "`load` reads tables: lines of fields with a comma, tab or semicolon between."),
    Entry(
      "empty-file", ["There is nothing in `{path}`."], samples: ["path": "z.csv"],
      explain: "A table has at least a first line with the names of its columns."),
    Entry(
      "no-header",
      [
        "The first line of `{file}` holds numbers, so I called the columns `{name}`, `column_2` and so on."
      ],
      kind: .note, samples: ["file": "z.csv", "name": "column_1"],
      explain: "`rename column_1 to x` gives a column a better name."),
    Entry(
      "ragged-skipped",
      [
        "I left out {rows} too many or too few fields; the first comes before row {row}."
      ],
      kind: .note, samples: ["rows": "3 rows that have", "row": "17"],
      explain: "`ragged: \"skip\"` leaves out such rows."),
    Entry(
      "cannot-save-column",
      [
        "Column `{name}` holds lists, records or vectors, which have no place in such a file. Use `remove {name}` first."
      ],
      samples: ["name": "mu1"],
      explain: "A .csv file has one plain value in each field.",
      bad: "d = dataset(x: [[1, 2], [3]])\nsave d, \"z.csv\""),
    Entry(
      "save-format",
      [
        "I cannot write a file called `{name}`. Tables are saved as .csv, .tsv, .json, .parquet or .html."
      ],
      samples: ["name": "z.xyz"],
      explain: "The ending of the name tells the format.", bad: "save [1, 2], \"z.xyz\""),
  ]
}
