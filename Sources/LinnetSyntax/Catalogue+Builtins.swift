extension Catalogue {
  /// Mistakes and notes of the built-in functions.
  static let builtins: [Entry] = itemMistakes + containerMistakes + functionMistakes

  /// What can be wrong with positions, parts and kinds.
  private static let itemMistakes: [Entry] = [
    Entry(
      "not-a-position",
      [
        "`{index}` is no position in `{name}`. Positions are whole numbers from 1.",
        "Positions are whole numbers from 1.",
      ],
      samples: ["name": "peaks", "index": "1.5"],
      explain: "A list is asked by position, by a list of positions, or by a question.",
      bad: "peaks = [3, 5]\nshow peaks[1.5]", mended: "peaks = [3, 5]\nshow peaks[2]"),
    Entry(
      "no-items",
      ["`{name}` is {kind}, so it has no items to pick with `[ ]`."],
      samples: ["name": "x", "kind": "a number"],
      explain:
        "Square brackets after a name pick from lists, columns, texts, records and datasets.",
      bad: "x = 3\nshow x[1]", mended: "xs = [3]\nshow xs[1]"),
    Entry(
      "no-parts",
      [
        "`{name}` has no part `{part}`. Functions come before what they work on: `{call}`.",
        "`{name}` is {kind}, so it has no part `{part}`.",
      ],
      samples: ["name": "x", "kind": "a number", "part": "mass", "call": "sqrt(x)"],
      explain: "Records, vectors, datasets, histograms, dates and measurements have parts.",
      bad: "x = 3\nshow x.mass", mended: "x = record(mass: 3)\nshow x.mass"),
    Entry(
      "part-by-name",
      [
        "The parts of `{name}` have names, so write one in quotes, as in `{name}[\"mass\"]`.",
        "Parts have names, so write one in quotes.",
      ],
      samples: ["name": "mu"],
      explain: "`keys(mu)` gives the names of all parts.",
      bad: "mu = record(mass: 0.1057)\nshow mu[1]",
      mended: "mu = record(mass: 0.1057)\nshow mu[\"mass\"]"),
    Entry(
      "fixed-item",
      ["One character of a text can only be replaced by text."],
      explain: "`word[1] = \"m\"` puts another letter in its place.",
      bad: "word = \"tuon\"\nword[1] = 3", mended: "word = \"tuon\"\nword[1] = \"m\""),
    Entry(
      "fixed-row",
      ["A row of `{name}` cannot be changed as a whole. Change a column, for example with `add`."],
      samples: ["name": "muons"],
      explain: "`d.x[2] = 5` changes one value of a column, `then add` makes a new column.",
      bad: "d = dataset(x: [1, 2])\nd[2] = record(x: 5)",
      mended: "d = dataset(x: [1, 2])\nd.x[2] = 5"),
    Entry(
      "fixed-part",
      ["A part of {kind} cannot be changed by itself. Make a new one instead."],
      samples: ["kind": "a vector"],
      explain: "Parts of records and columns of datasets can be changed.",
      bad: "v = vector(E: 5, px: 3, py: 0, pz: 0)\nv.pt = 4",
      mended: "v = vector(E: 5, px: 3, py: 0, pz: 0)\nv = v * 2"),
    Entry(
      "no-minus",
      ["`{name}` is {kind}, and a minus before it means nothing."],
      samples: ["name": "word", "kind": "text"],
      explain: "A minus turns the sign of numbers, lists of numbers and vectors.",
      bad: "word = \"mu\"\nshow -word", mended: "x = 3\nshow -x"),
    Entry(
      "not-in",
      ["`in` looks into lists, columns, texts and records, and `{name}` is {kind}."],
      samples: ["value": "a number", "name": "x", "kind": "a number"],
      explain: "`3 in [1, 2, 3]` is true, and so is `\"mu\" in \"muon\"`.",
      bad: "x = 3\nshow 3 in x", mended: "xs = [3]\nshow 3 in xs"),
    Entry(
      "within-number",
      ["After `within` stands how far apart they may be, as a number. Here it is {kind}."],
      samples: ["kind": "text"],
      explain: "`91.19 near 91.2 within 0.05` and `100 near 101 within 2%` are true.",
      bad: "show 1 near 2 within \"a\"", mended: "show 1 near 2 within 1"),
    Entry(
      "negative-error",
      ["After `±` stands how uncertain a number is, and {value} is below zero."],
      samples: ["value": "-3"],
      explain: "`91.2 ± 0.3` is a number with its uncertainty.",
      bad: "show 10 ± -3", mended: "show 10 ± 3"),
    Entry(
      "lists-too-deep",
      ["These lists lie inside each other more than 200 deep. Take them apart first."],
      explain: "A list may hold lists, but calculating goes only so deep.",
      bad: "x = [1]\nrepeat 300 times\n  x = [x]\nend\nshow x * 2", mended: "x = [[1]]\nshow x * 2"),
    Entry(
      "divided-by-zero-items",
      ["{times} there was a division by zero. I put missing there."], kind: .note,
      samples: ["times": "3 times"],
      explain: "In lists and columns a division by zero gives a gap, and the rest goes on.",
      bad: "show [1, 2] / [0, 2]", mended: "show [1, 2] / [1, 2]"),
    Entry(
      "left-out-gaps",
      ["`{call}` left out {gaps} of {count}."], kind: .note,
      samples: ["call": "mean(d.x)", "gaps": "3 gaps", "count": "120"],
      explain:
        "Statistics work with the values that are there. `gaps(xs)` counts those that are missing.",
      bad: "show mean([1, missing, 3])", mended: "show mean(fill([1, missing, 3], 0))"),
    Entry(
      "no-answer-items",
      ["{times} there was no answer, as for the root of -1. I put missing there."],
      kind: .note, samples: ["times": "3 times"],
      explain: "In lists and columns a calculation without an answer gives a gap.",
      bad: "show sqrt([-1, 4])", mended: "show sqrt([1, 4])"),
  ]

  /// What can be wrong in making and taking apart lists, records and datasets.
  private static let containerMistakes: [Entry] = [
    Entry(
      "mixed-kinds",
      [
        "`{name}` holds both {firstKind}, {first}, and {otherKind}, {other}. Keep one kind.",
        "`{name}` holds both {first} and {second}. Keep one kind.",
        "This holds both {first} and {second}. Keep one kind.",
        "This holds values of different kinds. Keep one kind.",
      ],
      samples: [
        "name": "xs", "firstKind": "a number", "first": "3", "otherKind": "text",
        "other": "\"three\"", "second": "texts",
      ],
      explain: "A column and a sorted list need values of one kind; gaps always fit.",
      bad: "xs = [3, \"three\"]\nshow sort(xs)", mended: "xs = [3, 1]\nshow sort(xs)"),
    Entry(
      "not-for-columns",
      [
        "Column `{name}` would hold {kind}, which a column cannot.", "A column cannot hold {kind}.",
      ],
      samples: ["name": "f", "kind": "a function"],
      explain: "Columns hold numbers, texts, true/false, dates, vectors, lists and records.",
      bad: "d = dataset(f: [x -> x, x -> 2])", mended: "d = dataset(x: [1, 2])"),
    Entry(
      "unequal-columns",
      [
        "Columns have equally many values, but `{first}` has {firstCount} and `{second}` {secondCount}."
      ],
      samples: ["first": "x", "firstCount": "2", "second": "y", "secondCount": "3"],
      explain: "Every row of a dataset has a value in every column; `missing` may fill in.",
      bad: "d = dataset(x: [1, 2], y: [1, 2, 3])", mended: "d = dataset(x: [1, 2], y: [1, 2])"),
    Entry(
      "dataset-names",
      ["Each column needs a name, as in `dataset(x: {value})`.", "Each column needs a name."],
      samples: ["value": "[1, 2]"],
      explain: "The name stands before a colon, the values after it.",
      bad: "d = dataset([1, 2])", mended: "d = dataset(x: [1, 2])"),
    Entry(
      "record-names",
      ["Each part needs a name, as in `record(mass: {value})`.", "Each part needs a name."],
      samples: ["value": "0.1057"],
      explain: "The name stands before a colon, the value after it.",
      bad: "mu = record(0.1057)", mended: "mu = record(mass: 0.1057)"),
    Entry(
      "twice-named",
      ["The name `{name}` is there twice. Choose another for one of them."], samples: ["name": "x"],
      explain: "Each part of a record and each column of a dataset has its own name.",
      bad: "d = dataset(x: [1], x: [2])", mended: "d = dataset(x: [1], y: [2])"),
    Entry(
      "empty-list",
      [
        "`{name}` has no items, so `{function}` has nothing to give.",
        "`{function}` got nothing to work on.",
      ],
      samples: ["name": "peaks", "function": "first"],
      explain: "`count` tells how many items there are.",
      bad: "xs = []\nshow first(xs)", mended: "xs = [3]\nshow first(xs)"),
    Entry(
      "no-order",
      [
        "`{name}` holds {kind}, which has no order to sort by.",
        "Of these none comes first, so there is no order.",
      ],
      samples: ["name": "rows", "kind": "a record"],
      explain: "Numbers, texts, dates and true/false have an order.",
      bad: "show sort([record(a: 2), record(a: 1)])", mended: "show sort([2, 1])"),
    Entry(
      "count-of-text",
      ["To count the characters of a text, write `length({name})`."], samples: ["name": "word"],
      explain: "`count` counts the items of lists, columns and datasets.",
      bad: "word = \"muon\"\nshow count(word)", mended: "word = \"muon\"\nshow length(word)"),
    Entry(
      "not-answers",
      [
        "`{function}` needs yes/no answers, as in `{function}({name} > 5)`.",
        "`{function}` needs yes/no answers.",
      ],
      samples: ["function": "any", "name": "peaks"],
      explain: "`any` asks whether one item answers yes, `all` whether every one does.",
      bad: "peaks = [3, 9]\nshow any(peaks)", mended: "peaks = [3, 9]\nshow any(peaks > 5)"),
  ]

  /// What can be wrong with the inputs of single functions.
  private static let functionMistakes: [Entry] = [
    Entry(
      "rows-only",
      ["`{function}()` without an input works only in the steps of a pipeline."],
      samples: ["function": "count"],
      explain: "In a step it speaks of the rows; elsewhere say of what: `count(d)`.",
      bad: "show count()", mended: "show count([3, 4])"),
    Entry(
      "negative-count",
      [
        "`{function}` cannot give {count} items. The number must be 0 or more.",
        "`{function}` cannot do that {times} times. The number must be 0 or more.",
      ],
      samples: ["function": "first", "count": "-2", "times": "-2"],
      explain: "`first(xs, 3)` gives the first three items.",
      bad: "show first([1, 2], -2)", mended: "show first([1, 2], 2)"),
    Entry(
      "share-outside",
      ["The share goes from 0 to 1, and {value} lies outside."], samples: ["value": "50"],
      explain: "`quantile(xs, 0.5)` is the median, `quantile(xs, 0.9)` lies above nine tenths.",
      bad: "show quantile([1, 2, 3], 50)", mended: "show quantile([1, 2, 3], 0.5)"),
    Entry(
      "digits-outside",
      [
        "A number can be shown with 0 to 100 digits after the point, not {value}.",
        "A number can be shown with 1 to 17 significant digits, not {significant}.",
      ],
      samples: ["value": "-1", "significant": "0"], explain: "`text(91.2, digits: 2)` is 91.20.",
      bad: "show text(91.2, digits: -1)", mended: "show text(91.2, digits: 1)"),
    Entry(
      "insert-outside",
      [
        "`{name}` has {items}, so another can go in at positions 1 to {last}, not at {index}.",
        "There is no such position to put an item in.",
      ],
      samples: ["name": "xs", "items": "2 items", "last": "3", "index": "5"],
      explain:
        "`insert([10, 30], 2, 20)` is [10, 20, 30]; one position behind the last is the end.",
      bad: "xs = [10, 30]\nshow insert(xs, 5, 20)", mended: "xs = [10, 30]\nshow insert(xs, 2, 20)"),
    Entry(
      "two-precisions",
      ["Say either `digits:`, those after the point, or `significant:`, those altogether."],
      explain: "`text(91.1876, digits: 2)` is 91.19, `text(91.1876, significant: 3)` is 91.2.",
      bad: "show text(91.1876, digits: 2, significant: 3)",
      mended: "show text(91.1876, digits: 2)"),
    Entry(
      "negative-width",
      ["A text can be 0 or more characters wide, not {value}."], samples: ["value": "-5"],
      explain: "`text(7, width: 5)` puts spaces before the number.",
      bad: "show text(7, width: -5)", mended: "show text(7, width: 5)"),
    Entry(
      "counts-things",
      ["`{function}` counts things, so it takes whole numbers from 0 up, and {value} is none."],
      samples: ["function": "factorial", "value": "2.5"],
      explain: "`factorial(5)` is 120 and `combinations(5, 2)` is 10.",
      bad: "show factorial(2.5)", mended: "show factorial(2)"),
    Entry(
      "probability-inputs",
      ["Give either one value, or `from:` and `to:` for what lies between."],
      explain:
        "`normal_probability(1)` is for at most 1, `normal_probability(from: -1, to: 1)` between.",
      bad: "show normal_probability(1, from: 0)",
      mended: "show normal_probability(from: 0, to: 1)"),
    Entry(
      "width-above-zero",
      ["A bell curve has a width above 0, and {value} is not."], samples: ["value": "-2"],
      explain: "The width is the standard deviation.",
      bad: "show normal_probability(90, mean: 91, width: -2)",
      mended: "show normal_probability(90, mean: 91, width: 2)"),
    Entry(
      "combine-item",
      [
        "`combine` puts lists together, and `{name}` is {kind}. {adds}, write `{fixed}`.",
        "`combine` puts lists together, and `{name}` is {kind}.",
      ],
      samples: [
        "name": "3", "kind": "a number", "adds": "To add one item", "fixed": "append(xs, 3)",
      ],
      explain: "`combine([1], [2, 3])` is [1, 2, 3]; `append([1, 2], 3)` adds one item.",
      bad: "xs = [1, 2]\nshow combine(xs, 3)", mended: "xs = [1, 2]\nshow append(xs, 3)"),
    Entry(
      "position-in",
      [
        "Say where to look, as in `position({item}, in: xs)`.", "Say where to look.",
      ],
      samples: ["item": "5"],
      explain: "`position(5, in: xs)` tells where 5 first stands in the list xs.",
      bad: "xs = [3, 5]\nshow position(5)", mended: "xs = [3, 5]\nshow position(5, in: xs)"),
    Entry(
      "comma-in-number",
      ["`{text}` has a comma. For a number, write `{point}` with a point."],
      samples: ["text": "3,5", "point": "3.5"],
      explain: "Numbers have a decimal point here; a comma stands between two things.",
      bad: "show number(\"3,5\")", mended: "show number(\"3.5\")"),
    Entry(
      "no-such-date",
      ["There is no day `{text}` in the calendar."], samples: ["text": "2023-02-29"],
      explain: "Dates go from year 1 to 9999, with the days that each month has.",
      bad: "show date(\"2023-02-29\")", mended: "show date(\"2023-02-28\")"),
    Entry(
      "date-outside",
      [
        "{days} days from {date} lies outside the calendar, which goes from year 1 to 9999.",
        "{amount} from {date} lies outside the calendar, which goes from year 1 to 9999.",
      ],
      samples: ["days": "10000000", "date": "2026-11-22", "amount": "12000 years"],
      explain: "Adding a number to a date moves it by so many days.",
      bad: "show date(\"2026-11-22\") + 10000000", mended: "show date(\"2026-11-22\") + 10"),
    Entry(
      "vector-part",
      [
        "A vector has no input `{name}`. Did you mean `{near}`?",
        "A vector has no input `{name}`. It takes E, px, py, pz, or pt, eta, phi with mass or E.",
      ],
      samples: ["name": "Px", "near": "px"],
      explain: "`vector(E:, px:, py:, pz:)`, `vector(pt:, eta:, phi:, mass:)` or `… E:)`.",
      bad: "v = vector(E: 5, Px: 3, py: 0, pz: 0)", mended: "v = vector(E: 5, px: 3, py: 0, pz: 0)"),
    Entry(
      "vector-incomplete",
      ["A vector needs four numbers. Here {parts} is not given.", "A vector needs four numbers."],
      samples: ["parts": "`mass`"],
      explain: "`vector(E:, px:, py:, pz:)`, `vector(pt:, eta:, phi:, mass:)` or `… E:)`.",
      bad: "v = vector(pt: 45, eta: 0.3, phi: 1.2)",
      mended: "v = vector(pt: 45, eta: 0.3, phi: 1.2, mass: 0.1057)"),
    Entry(
      "vector-too-many",
      ["A vector takes four numbers: px, py, pz with E or mass, or pt, eta, phi with mass or E."],
      explain: "More than four would say the same thing twice.",
      bad: "v = vector(E: 5, px: 3, py: 0, pz: 0, mass: 4)",
      mended: "v = vector(E: 5, px: 3, py: 0, pz: 0)"),
    Entry(
      "vector-number",
      ["A vector is made of numbers, and `{part}` is {kind}."],
      samples: ["part": "pt", "kind": "text"],
      explain: "Each of the four may also be a list or column of numbers.",
      bad: "v = vector(pt: \"45\", eta: 0, phi: 0, mass: 0)",
      mended: "v = vector(pt: 45, eta: 0, phi: 0, mass: 0)"),
    Entry(
      "boost-to",
      ["Say whose rest frame it should be, as in `boost(v, to: z)`, or back `boost(v, from: z)`."],
      explain:
        "`boost(v, to: z)` is v as seen by someone who moves along with z, `from: z` the way back.",
      bad: "v = vector(E: 5, px: 3, py: 0, pz: 0)\nshow boost(v)",
      mended: "v = vector(E: 5, px: 3, py: 0, pz: 0)\nshow boost(v, to: v)"),
    Entry(
      "no-rest-frame",
      ["`{name}` has no mass, so nothing can move along with it."], samples: ["name": "photon"],
      explain: "Only something with a mass has a frame in which it rests.",
      bad: "v = vector(E: 5, px: 3, py: 4, pz: 0)\nshow boost(v, to: v)",
      mended: "v = vector(E: 5, px: 3, py: 0, pz: 0)\nshow boost(v, to: v)"),
    Entry(
      "nothing-returned",
      [
        "`{function}` gives no value back. Add a `return` to it.",
        "The function gives no value back.",
      ],
      samples: ["function": "double"],
      explain: "`map` collects what a function gives back for each item.",
      bad: "define double(x)\n  y = 2 * x\nend\nshow map([1, 2], double)",
      mended: "double(x) = 2 * x\nshow map([1, 2], double)"),
    Entry(
      "nobody-to-ask",
      ["Nobody is there to answer `ask`. Store the answer under a name instead."],
      explain: "`ask` waits for a person at the keyboard.",
      bad: "name = ask(\"Name? \")", mended: "name = \"Ada\""),
  ]
}
