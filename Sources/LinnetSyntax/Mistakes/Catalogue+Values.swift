extension Catalogue {
  /// What can be wrong with a name while a program runs.
  static let names: [Entry] = [
    Entry(
      "unknown-name",
      [
        "`{name}` has no value yet; you make `{name}` on line {line}. Move line {line} above this line.",
        "`{name}` belongs to the loop on line {loop} and ends with it. To keep its value, store it under another name.",
        "`{ended}` belonged to a loop and ended with it. To keep its value, store it under another name there.",
        "`{python}` is a library of Python. Here nothing has to be brought in: `load \"file.csv\"` reads data and `plot` draws.",
        "`{name}` has no value yet. Write a number in digits: `{digits}`.",
        "There is no `{name}`, but there is `{capital}`. Capital letters matter.",
        "`{name}` has no value yet. Did you mean `{near}`?",
        "`{name}` has no value yet. Store one first, with `{name} = …`.",
      ],
      samples: [
        "name": "zs", "line": "9", "loop": "3", "ended": "zs", "capital": "Zs", "near": "z",
        "python": "pd", "digits": "5",
      ],
      explain: "A name has a value from the line on where `=` stores one.",
      bad: "show zs\nzs = 3", mended: "zs = 3\nshow zs"),
    Entry(
      "unknown-function",
      [
        "I do not know a step `{name}`. Groups stand behind `by`, as in `summarise n = count() by {groups}`.",
        "I do not know a function `{name}`. Here it is called `{ours}`.",
        "I do not know a function `{name}`. Did you mean `{near}`?",
        "I do not know a function `{name}`.",
      ],
      samples: ["name": "sqr", "near": "sqrt", "ours": "mean", "groups": "species"],
      explain: "Functions are built in, or made with `f(x) = …` or `define`.",
      bad: "show sqr(16)", mended: "show sqrt(16)"),
    Entry(
      "unknown-part",
      [
        "`{name}` has no part `{part}`. Functions come before what they work on: `{call}`.",
        "`{name}` has no part `{part}`. Did you mean `{near}`?",
        "`{name}` has no part `{part}`. It has {parts}.",
        "There is no part `{part}` here. There are {parts}.",
        "There is no part `{part}` here.",
      ],
      samples: [
        "name": "r", "part": "spin", "near": "spins", "parts": "`name`, `mass`, `charge`",
        "call": "mean(r)",
      ],
      explain: "A point after a value picks one of its parts.",
      bad: "r = record(mass: 0.1057)\nshow r.spin", mended: "r = record(mass: 0.1057)\nshow r.mass"),
    Entry(
      "column-needs-owner",
      ["`{name}` is a column of `{dataset}`. Say whose column: `{dataset}.{name}`."],
      samples: ["name": "M", "dataset": "dimuons"],
      explain: "Outside the steps of a pipeline a column is named with its dataset.",
      bad: "d = dataset(M: [1, 2])\nshow M", mended: "d = dataset(M: [1, 2])\nshow d.M"),
    Entry(
      "stored-over-builtin",
      ["`{name}` was a word of the language; from here on it is your own function."], kind: .note,
      samples: ["name": "mean"],
      explain:
        "A function of your own may have a built-in name, but then that one is out of reach.",
      bad: "mean(x) = x / 2", mended: "half(x) = x / 2"),
  ]

  /// What can be wrong with a value.
  static let values: [Entry] = [
    Entry(
      "text-and-number",
      [
        "`{text}` is text because of the quotes, so I cannot {verb} {number}. Remove the quotes to get the number {plain}.",
        "`{text}` is text because of the quotes, so I cannot {verb} {number}.",
        "`{name}` holds text, so I cannot {verb} {number}. `number({name})` would make it a number.",
        "One side is text and the other a number. `number(…)` turns text into a number, `text(…)` a number into text.",
      ],
      samples: ["text": "\"20\"", "name": "mass", "verb": "add", "number": "5", "plain": "20"],
      explain: "Text in quotes is letters, even when the letters are digits.",
      bad: "show \"20\" + 5", mended: "show 20 + 5"),
    Entry(
      "not-numbers",
      [
        "Column `{name}` holds words such as \"{sample}\", so there is no {what}. Columns with numbers: {columns}.",
        "`{name}` holds words such as \"{sample}\", so there is no {what}.",
        "This needs numbers, and some of these are not.",
      ],
      samples: [
        "name": "band", "sample": "high", "what": "mean", "columns": "`M`, `pt1`, …",
      ],
      explain: "A mean, a sum and a histogram with a range need numbers.",
      bad: "show mean([\"high\", \"low\"])", mended: "show mean([1, 2])"),
    Entry(
      "not-a-question",
      [
        "`{word}` joins two yes/no questions, and `{part}` alone asks nothing. Did you mean `{fixed}`?",
        "`{word}` needs a yes/no question, and `{part}` asks nothing.",
        "Here a yes/no question is needed, such as `x > 3`.",
      ],
      samples: ["word": "and", "part": "pt1", "fixed": "pt1 > 20 and pt2 > 20"],
      explain: "A question compares, and its answer is true or false.",
      bad: "x = 3\ny = 4\nif x and y > 2\n  show 1\nend",
      mended: "x = 3\ny = 4\nif x > 2 and y > 2\n  show 1\nend"),
    Entry(
      "shown-alike",
      [
        "Both sides are shown as {shown}, but they differ in digits too small to show. To ask whether they are close, write `{fixed}`.",
        "Both sides are shown as {shown}, but they differ in digits too small to show. To ask whether numbers are close, write `near`.",
      ],
      kind: .note, samples: ["shown": "0.3", "fixed": "0.1 + 0.2 near 0.3"],
      explain: """
        Most decimals are rounded a little by every calculation, so that two ways to the same number may end \
        side by side. `a near b` asks whether they agree to a millionth, `near b within 0.5` how you like.
        """,
      bad: "show 0.1 + 0.2 == 0.3", mended: "show 0.1 + 0.2 near 0.3"),
    Entry(
      "divide-by-zero",
      ["I cannot divide {number} by zero.", "I cannot divide by zero."], samples: ["number": "1"],
      explain: "In a column, a division by zero gives a gap and a note instead.",
      bad: "show 1 / 0", mended: "show 1 / 2"),
    Entry(
      "counting-from-one",
      [
        "Counting starts at 1, so nothing stands at {negative}. The last item is `last({name})`.",
        "Counting starts at 1: the first item is `{name}[1]`.",
        "Counting starts at 1, so there is no item {index}.",
      ],
      samples: ["name": "peaks", "index": "0", "negative": "-1"],
      explain: "The first item has number 1, the last has the number `count` gives.",
      bad: "peaks = [3, 5]\nshow peaks[0]", mended: "peaks = [3, 5]\nshow peaks[1]"),
    Entry(
      "past-the-end",
      [
        "`{empty}` is empty, so there is no item {index}.",
        "`{name}` has {items}, so the last is `{name}[{count}]`.",
        "`{name}` has {count} items, so the last is `{name}[{count}]`.",
        "There are {count} items, so there is no item {index}.",
        "There is no item {index}.",
      ],
      samples: [
        "name": "peaks", "items": "3 items", "count": "3", "index": "4", "empty": "peaks",
      ],
      explain: "`count` tells how many items there are, `last` gives the last.",
      bad: "peaks = [3, 5]\nshow peaks[4]", mended: "peaks = [3, 5]\nshow last(peaks)"),
    Entry(
      "vector-inputs",
      [
        "Tell me which number is which: `{fixed}`.",
        "Tell me which number is which: `vector(E: 50, px: 1, py: 2, pz: 49)`.",
      ],
      samples: ["fixed": "vector(E: E1, px: px1, py: py1, pz: pz1)"],
      explain: "A four-vector is made of E, px, py, pz, or of pt, eta, phi with mass or E.",
      bad: "v = vector(50, 1, 2, 49)", mended: "v = vector(E: 50, px: 1, py: 2, pz: 49)"),
    Entry(
      "different-bins",
      [
        "The two histograms have different bins: {first}, and {second}.",
        "The two histograms have different bins.",
      ],
      samples: ["first": "2 from 0 to 2", "second": "3 from 0 to 2"],
      explain: "Histograms can be added when they count in the same bins.",
      bad: """
        h = histogram([1], bins: 2, from: 0, to: 2)
        g = histogram([1], bins: 3, from: 0, to: 2)
        show h + g
        """,
      mended: """
        h = histogram([1], bins: 2, from: 0, to: 2)
        g = histogram([2], bins: 2, from: 0, to: 2)
        show h + g
        """),
    Entry(
      "wrong-kind",
      [
        "`{function}` works on {wanted}, and `{what}` is {given}.",
        "`{function}` works on {wanted}, and this is {given}.",
        "This works on {wanted}, and here is {given}.",
        "This does not work with such a value.",
      ],
      samples: ["function": "sqrt", "wanted": "numbers", "what": "name", "given": "text"],
      explain: "Each function works on certain kinds of value. `? sqrt` tells which.",
      bad: "show sqrt(\"sixteen\")", mended: "show sqrt(16)"),
    Entry(
      "wrong-count",
      [
        "`{function}` takes {count}, then options with their names, such as `{option}: 20`.",
        "`{function}` takes {wanted}, and you gave {given}.",
        "`{function}` got too many or too few inputs.",
      ],
      samples: [
        "function": "sqrt", "wanted": "1 input", "given": "2", "count": "1 value",
        "option": "bins",
      ],
      explain: "Inputs stand in the brackets, with commas between.",
      bad: "show sqrt(1, 2)", mended: "show sqrt(2)"),
    Entry(
      "missing-input",
      ["`{function}` also needs `{input}`.", "`{function}` needs one more input."],
      samples: ["function": "slice", "input": "to"],
      explain: "`? slice` shows which inputs a function has.",
      bad: "show round()", mended: "show round(2.5)"),
    Entry(
      "unknown-option",
      [
        "`{function}` has no option `{option}`. Did you mean `{near}`?",
        "`{function}` has no option `{option}`. It has {options}.",
        "`{function}` has no option `{option}`.",
      ],
      samples: [
        "function": "histogram", "option": "bin", "near": "bins", "options": "`bins`, `from`, `to`",
      ],
      explain: "An option is set with a colon, as in `bins: 60`.",
      bad: "h = histogram([1, 2], bin: 2)", mended: "h = histogram([1, 2], bins: 2)"),
    Entry(
      "option-twice", ["The option `{option}` is there twice."], samples: ["option": "bins"],
      explain: "Each option is set at most once.",
      bad: "h = histogram([1, 2], bins: 2, bins: 3)", mended: "h = histogram([1, 2], bins: 2)"),
    Entry(
      "not-a-function",
      [
        "`{name}` holds {kind}, so `(` cannot follow directly. To multiply, write `{fixed}`.",
        "`{name}` holds {kind}, so `(` cannot follow directly. For its item, write `{item}`.",
        "`{name}` holds {kind}, not a function, so `(` cannot follow directly.",
        "This is not a function, so `(` cannot follow directly.",
      ],
      samples: ["name": "x", "kind": "a list", "fixed": "x * (x + 3)", "item": "xs[2]"],
      explain:
        "Round brackets after a name call a function of that name. Square brackets pick an item.",
      bad: "xs = [3, 4]\nshow xs(2)", mended: "xs = [3, 4]\nshow xs[2]"),
    Entry(
      "cannot-compare",
      [
        "`{text}` is text because of the quotes. Without them, `{plain}` is {what}.",
        "I cannot compare {left} with {right}.",
        "I cannot compare these two.",
      ],
      samples: [
        "left": "text", "right": "a number", "text": "\"M\"", "plain": "M", "what": "the column",
      ],
      explain: "Numbers are compared with numbers, texts with texts, dates with dates.",
      bad: "show \"a\" < 3", mended: "show \"a\" < \"b\""),
    Entry(
      "cannot-calculate",
      ["`{sign}` does not work between {left} and {right}.", "`{sign}` does not work here."],
      samples: ["sign": "*", "left": "true or false", "right": "a number"],
      explain: "Calculating works with numbers, lists of numbers, vectors and histograms.",
      bad: "show true * 3", mended: "show 2 * 3"),
    Entry(
      "different-lengths",
      [
        "The two lists have {left} and {right} items, so they do not pair up.",
        "The lists have different lengths, so they do not pair up.",
      ],
      samples: ["left": "3", "right": "2"],
      explain: "Lists are calculated with item by item.",
      bad: "show [1, 2, 3] + [1, 2]", mended: "show [1, 2, 3] + [1, 2, 3]"),
    Entry(
      "not-a-date", ["`{text}` is not a date. Write year-month-day, as in `2026-11-22`."],
      samples: ["text": "22.11.2026"],
      explain: "Dates are written with the year first, then month, then day.",
      bad: "show date(\"22.11.2026\")", mended: "show date(\"2026-11-22\")"),
    Entry(
      "not-a-number-text", ["`{text}` is not a number."], samples: ["text": "twenty"],
      explain: "`number` turns text that holds digits into a number.",
      bad: "show number(\"twenty\")", mended: "show number(\"20\")"),
    Entry(
      "not-defined",
      [
        "`{function}` of {number} does not exist among the numbers here.",
        "This does not exist among the numbers here.",
      ],
      samples: ["function": "sqrt", "number": "-1"],
      explain: "The root of a negative number and the logarithm of zero do not exist.",
      bad: "show sqrt(-1)", mended: "show sqrt(1)"),
  ]
}
