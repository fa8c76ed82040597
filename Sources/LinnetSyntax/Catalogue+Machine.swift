extension Catalogue {
  /// Mistakes and notes of the compiler and the machine.
  static let machine: [Entry] = [
    Entry(
      "many-answers",
      ["`{question}` has an answer for each item. Use `any(…)` or `all(…)` for one answer."],
      samples: ["question": "xs > 5"],
      explain:
        "A question about a list is answered for every item, so there is no single yes or no.",
      bad: "xs = [1, 9]\nif xs > 5\n  show \"big\"\nend",
      mended: "xs = [1, 9]\nif any(xs > 5)\n  show \"big\"\nend"),
    Entry(
      "loop-needs-numbers",
      ["`{word}` needs a number here, and this is {given}."],
      samples: ["word": "from", "given": "text"],
      explain: "`for i from 1 to 10` counts, so it needs numbers to start and end with.",
      bad: "for i from \"a\" to 3\n  show i\nend", mended: "for i from 1 to 3\n  show i\nend"),
    Entry(
      "loop-is-missing", ["The number after `{word}` is missing, so I cannot count."],
      samples: ["word": "to"],
      explain: "A gap in data stands where a loop needs a number.",
      bad: "n = missing\nfor i from 1 to n\n  show i\nend",
      mended: "n = 3\nfor i from 1 to n\n  show i\nend"),
    Entry(
      "loop-by-zero", ["Counting by 0 never gets anywhere. Give another number after `by`."],
      explain: "The number after `by` is added at each turn.",
      bad: "for i from 1 to 3 by 0\n  show i\nend", mended: "for i from 1 to 3 by 1\n  show i\nend"),
    Entry(
      "loop-never-ends",
      ["This loop would never come to its end. Choose a nearer end or larger steps."],
      explain: "The steps are so small, or the end so far away, that it cannot be reached.",
      bad: "for i from 1 to 10 by 1e-300\n  show i\nend",
      mended: "for i from 1 to 10 by 1\n  show i\nend"),
    Entry(
      "repeat-needs-count",
      ["`repeat` needs a whole number from 0 up, and this is {count}."], samples: ["count": "2.5"],
      explain: "A block can be done 0, 1, 2, … times.",
      bad: "repeat 2.5 times\n  show 1\nend", mended: "repeat 2 times\n  show 1\nend"),
    Entry(
      "not-a-collection",
      ["`for each` goes through a list, a text or a dataset, and `{text}` is {given}."],
      samples: ["text": "n", "given": "a number"],
      explain: "To do something a number of times, write `repeat n times` or `for i from 1 to n`.",
      bad: "for each i in 5\n  show i\nend", mended: "for i from 1 to 5\n  show i\nend"),
    Entry(
      "counting-backwards",
      [
        "There is no item {index}: counting starts at 1. The last item is `last({name})`.",
        "There is no item {index}: counting starts at 1.",
      ],
      samples: ["name": "peaks", "index": "-1"],
      explain: "Items are counted from 1. `last(xs)` is the last one.",
      bad: "peaks = [1, 2]\nshow peaks[-1]", mended: "peaks = [1, 2]\nshow last(peaks)"),
    Entry(
      "nothing-in-it",
      [
        "`{name}` is empty, so it has no item {index}.",
        "It is empty, so there is no item {index}.",
      ],
      samples: ["name": "peaks", "index": "1"],
      explain: "A list without items has no first item.",
      bad: "peaks = []\nshow peaks[1]", mended: "peaks = [91.2]\nshow peaks[1]"),
    Entry(
      "nothing-shown-yet", ["`it` is the last value shown, and nothing has been shown yet."],
      explain: "A line that is just a value shows it; after that `it` stands for that value.",
      bad: "show it", mended: "3 + 4\nshow it"),
    Entry(
      "carried-on", ["`{name}` now holds {value}."], kind: .note,
      samples: ["name": "zs", "value": "9 000 rows"],
      explain:
        "A line that starts with `then` carries on from the line before, and updates its name."),
    Entry(
      "use-circle",
      ["`{path}` is being brought in already; files cannot `use` each other in a circle."],
      samples: ["path": "helpers.linnet"],
      explain: "One of the files has to do without the other."),
    Entry(
      "by-needs-a-dataset", ["`by` groups the rows of a dataset, and `{name}` has none here."],
      samples: ["name": "mean"],
      explain: "Words such as `summarise` and `sort` take `by` when they work on a dataset.",
      bad: "f(x) = x\nshow f(1) by 2", mended: "f(x) = x\nshow f(1)"),
    Entry(
      "too-crowded",
      ["This part has too many names and values at once. Split it into smaller functions."],
      explain: "A function can have up to 200 names of its own."),
    Entry(
      "too-many-names", ["There are more than {count} different names here."],
      samples: ["count": "16 384"],
      explain: "Put values that belong together into a list or a record."),
    Entry(
      "too-large", ["The numbers here have become too large to calculate with."],
      explain: "Numbers reach up to about 1e308; beyond that they have no size any more.",
      bad: "x = 1e300 * 1e300\nshow x - x", mended: "x = 1e100 * 1e100\nshow x - x"),
    Entry(
      "no-real-power",
      ["`{base}` to the power of {exponent} has no answer among the real numbers."],
      samples: ["base": "-8", "exponent": "0.5"],
      explain: "Roots of negative numbers are left out.",
      bad: "show (-8)^0.5", mended: "show 8^0.5"),
  ]
}
