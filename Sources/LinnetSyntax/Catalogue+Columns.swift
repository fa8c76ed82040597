extension Catalogue {
  /// Mistakes and notes of calculating with columns and counting into histograms.
  static let columns: [Entry] = [
    Entry(
      "different-kinds",
      ["One side holds {first} and the other {second}, which do not go together."],
      samples: ["first": "numbers", "second": "texts"],
      explain:
        "Columns are calculated with row by row, so both sides need values that go together.",
      mended: "d = dataset(x: [1, 2], n: [3, 4])\nshow d then add y = x * n"),
    Entry(
      "needs-kind", ["This works with {wanted}, and here are {given}."],
      samples: ["wanted": "lists", "given": "numbers"],
      explain: "Each function works with certain values: `pairs` with lists, `upper` with texts.",
      mended: "d = dataset(x: [[1, 2], [3]])\nshow d then add p = pairs(x)"),
    Entry(
      "not-countable",
      [
        "`{name}` holds {kind}, which cannot be counted in bins.",
        "A histogram counts numbers, texts or dates, not {kind}.",
      ],
      samples: ["name": "mu", "kind": "vectors"],
      explain:
        "A histogram counts numbers, texts or dates. Of a vector, count a part such as `mass`.",
      bad: "v = vector(E: 50, px: 1, py: 2, pz: 49)\nshow histogram([v, v])",
      mended: "v = vector(E: 50, px: 1, py: 2, pz: 49)\nshow histogram([v.mass, v.mass])"),
    Entry(
      "bins-count",
      ["`bins` is a whole number from 1 to 1 000 000, and {bins} is not one."],
      samples: ["bins": "2.5"],
      explain: "`bins` says how many bars a histogram has.",
      bad: "show histogram([1, 2], bins: 2.5)", mended: "show histogram([1, 2], bins: 2)"),
    Entry(
      "bins-width", ["The width of a bin is a number above 0, and {width} is not."],
      samples: ["width": "-1"],
      explain: "`width` says how wide one bar of a histogram is.",
      bad: "show histogram([1, 2], width: -1)", mended: "show histogram([1, 2], width: 1)"),
    Entry(
      "bins-range",
      ["The bins cannot run from {from} to {to}. `from` is the smaller number, `to` the greater."],
      samples: ["from": "120", "to": "60"],
      explain: "The first bin begins at `from`, the last ends at `to`.",
      bad: "show histogram([70, 80], bins: 10, from: 120, to: 60)",
      mended: "show histogram([70, 80], bins: 10, from: 60, to: 120)"),
    Entry(
      "bins-edges",
      [
        "Each edge must be greater than the one before, and {edge} is not.",
        "`edges` needs at least two numbers, each greater than the one before.",
      ],
      samples: ["edge": "5"],
      explain: "Each bin lies between two neighbouring edges, so three edges make two bins.",
      bad: "show histogram([1, 2], edges: [0, 10, 5])",
      mended: "show histogram([1, 2], edges: [0, 5, 10])"),
    Entry(
      "bins-log",
      ["Bins on a log scale begin above 0, and {from} is not."],
      samples: ["from": "0"],
      explain: "On a log scale each bin is a number of times wider, so none can begin at 0.",
      bad: "show histogram([1, 20], bins: 3, from: 0, to: 100, scale: \"log\")",
      mended: "show histogram([1, 20], bins: 3, from: 1, to: 100, scale: \"log\")"),
    Entry(
      "histogram-lengths",
      [
        "{edges} edges make one bin fewer, but there are {counts} counts and {errors} errors.",
        "There must be one edge more than counts.",
      ],
      samples: ["edges": "3", "counts": "3", "errors": "3"],
      explain: "Each count lies between two edges, so there is one edge more than counts.",
      bad: "show histogram(counts: [1, 2, 3], edges: [0, 1, 2])",
      mended: "show histogram(counts: [1, 2], edges: [0, 1, 2])"),
  ]
}
