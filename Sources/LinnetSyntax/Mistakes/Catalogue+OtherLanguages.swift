extension Catalogue {
  /// What people bring from other languages.
  static let otherLanguages: [Entry] = [
    Entry(
      "python-import",
      ["That is Python. Here no import is needed: `dimuons = load \"dimuons.csv\"`."],
      explain: "Everything is there from the start. `use` brings in your own files.",
      bad: "import pandas as pd", mended: "use \"helpers.linnet\"",
      files: ["helpers.linnet": "half(x) = x / 2\n"], isFoundByReading: true),
    Entry(
      "file-in-quotes", ["The name of a file is text, so it stands in quotes: `{fixed}`."],
      samples: ["fixed": "\"penguins.csv\""],
      explain: "Without quotes a word is the name of a variable.",
      bad: "d = load penguins.csv", mended: "d = load \"penguins.csv\"",
      files: ["penguins.csv": "species,mass\nAdelie,3750\n"], isFoundByReading: true),
    Entry(
      "keep-not-filter",
      ["To keep some rows of a dataset, write `keep {question}`."],
      samples: ["question": "x > 3", "word": "filter"],
      explain: "`filter` is for lists: `filter(xs, x -> x > 3)`.",
      bad: "d = dataset(x: [1, 5])\nd then filter x > 3",
      mended: "d = dataset(x: [1, 5])\nd then keep x > 3", isFoundByReading: true),
    Entry(
      "python-def",
      ["Here a function starts with `define {head}` and closes with `end`."],
      samples: ["word": "def", "head": "f(x)"],
      explain: "A function of one line is written as in mathematics: `f(x) = x^2`.",
      bad: "def f(x):\n  return x^2\nend", mended: "define f(x)\n  return x^2\nend",
      isFoundByReading: true),
    Entry(
      "python-lambda", ["A small function is written with an arrow: `x -> x^2`."],
      explain: "Left of `->` stands the input, right of it the result.",
      bad: "show map([1, 2], lambda x: x^2)", mended: "show map([1, 2], x -> x^2)",
      isFoundByReading: true),
    Entry(
      "python-range",
      ["Counting is written `{fixed}`.", "Counting is written `for {name} from 1 to 10`."],
      samples: ["name": "i", "fixed": "for i from 1 to 10"],
      explain: "Both ends are included. `1 to 10` is the list of these numbers.",
      bad: "for i in range(10)\n  show i\nend", mended: "for i from 1 to 10\n  show i\nend",
      isFoundByReading: true),
    Entry(
      "c-for", ["Here counting is written `for i from 1 to 10`."],
      explain: "Both ends are included; `by 2` after it counts in steps of two.",
      bad: "for (i = 0; i < 10; i++)\n  show i\nend", mended: "for i from 0 to 9\n  show i\nend",
      isFoundByReading: true),
    Entry(
      "no-classes", ["There are no classes here. Things with several parts are records."],
      explain: "`record(name: \"muon\", mass: 0.1057)` holds parts under names.",
      bad: "class Muon:", mended: "mu = record(name: \"muon\", mass: 0.1057)",
      isFoundByReading: true),
    Entry(
      "brace-block",
      ["Blocks have no `{{` and `}}` here. A block goes on until its `end`."],
      explain: "`if`, loops and functions close with `end`.",
      bad: "if 1 < 2 {\n  show 1\n}", mended: "if 1 < 2\n  show 1\nend", isFoundByReading: true),
    Entry(
      "brace-value",
      ["`{{` belongs only inside text. A list is `[1, 2]`, and names with values are a `record`."],
      explain: "A record: `record(name: \"muon\", mass: 0.1057)`.",
      bad: "x = {1, 2}", mended: "x = [1, 2]", isFoundByReading: true),
    Entry(
      "and-sign", ["Write the word `and` instead of `{sign}`."], samples: ["sign": "&"],
      explain: "`and`, `or` and `not` are words here.",
      bad: "show 1 < 2 & 2 < 3", mended: "show 1 < 2 and 2 < 3", isFoundByReading: true),
    Entry(
      "or-sign", ["Write the word `or` instead of `{sign}`."], samples: ["sign": "||"],
      explain: "`and`, `or` and `not` are words here.",
      bad: "show 1 < 2 || 2 < 3", mended: "show 1 < 2 or 2 < 3", isFoundByReading: true),
    Entry(
      "not-sign", ["Write the word `not` instead of `!`."],
      explain: "`and`, `or` and `not` are words here. `!=` is fine.",
      bad: "show !true", mended: "show not true", isFoundByReading: true),
    Entry(
      "size-bars", ["For the size of a number, write `abs(x)` instead of bars."],
      explain: "`abs(-3)` is 3.",
      bad: "x = -3\nshow |x|", mended: "x = -3\nshow abs(x)", isFoundByReading: true),
    Entry(
      "percent-sign", ["For the remainder of a division, write the word `mod` instead of `%`."],
      explain: "`17 mod 5` is 2, and `17 div 5` is 3.",
      bad: "show 17 % 5", mended: "show 17 mod 5", isFoundByReading: true),
    Entry(
      "percent-here",
      [
        "`%` is understood only after `within`. For {number} percent, write `{fixed}`.",
        "`%` is understood only after `within`. Write {number} percent as a plain number.",
      ],
      samples: ["number": "2", "fixed": "0.02"],
      explain: "`a near b within 2%` asks whether two numbers are close. Elsewhere, 2% is 0.02.",
      bad: "x = 2%", mended: "x = 0.02", isFoundByReading: true),
    Entry(
      "step-sign",
      [
        "To change `{name}`, write the whole step: `{fixed}`.",
        "To change a value, write the whole step, as in `x = x + 1`.",
      ],
      samples: ["name": "x", "fixed": "x = x + 1"],
      explain: "`=` first works out the right side, then stores it.",
      bad: "x = 1\nx += 1", mended: "x = 1\nx = x + 1", isFoundByReading: true),
    Entry(
      "store-plainly",
      [
        "To store a value, write only a name, `=` and the value: `{fixed}`.",
        "To store a value, write only a name, `=` and the value: `x = 5`.",
      ],
      samples: ["fixed": "x = 5"],
      explain: "No other word or sign is needed.",
      bad: "set x to 5", mended: "x = 5", isFoundByReading: true),
    Entry(
      "range-dots", ["A range is written with a word: `1 to 10`."],
      explain: "`1 to 10` is the list from 1 to 10, both included.",
      bad: "show 1..10", mended: "show 1 to 10", isFoundByReading: true),
    Entry(
      "slash-slash",
      [
        "A remark starts with `#`, not with `{remark}`.",
        "A remark starts with `#`. For division to a whole number, write `div`.",
      ],
      samples: ["sign": "//", "remark": "//"],
      explain: "Everything after `#` on a line is for people only.",
      bad: "x = 7 // 2", mended: "x = 7 div 2  # whole number", isFoundByReading: true),
    Entry(
      "pipe-sign", ["Write the word `then` instead of `{sign}`."], samples: ["sign": "|>"],
      explain: "`then` hands the value on its left to the step on its right.",
      bad: "show 9 |> sqrt", mended: "show 9 then sqrt", isFoundByReading: true),
    Entry(
      "arrow-here", ["`{sign}` cannot stand here. Only a small function has an arrow: `x -> x^2`."],
      samples: ["sign": "=>"],
      explain: "The signs for comparing are < <= > >= == !=.",
      bad: "x = 3\nshow x => 2", mended: "x = 3\nshow x >= 2", isFoundByReading: true),
    Entry(
      "write-otherwise", ["Write `otherwise` instead of `{word}`."], samples: ["word": "except"],
      explain: "`try` does its lines; when one fails, it goes on at `otherwise`.",
      bad: "try\n  show 1\nexcept\n  show 2\nend",
      mended: "try\n  show 1\notherwise\n  show 2\nend", isFoundByReading: true),
    Entry(
      "write-end", ["Write `end` instead of `{word}`."], samples: ["word": "endif"],
      explain: "Every block closes with the same word, `end`.",
      bad: "endif", mended: "if 1 < 2\n  show 1\nend", isFoundByReading: true),
  ]
}
