extension Catalogue {
  /// Mistakes and notes of pictures.
  static let pictures: [Entry] = [
    Entry(
      "nothing-to-draw",
      ["Say what to draw after `{function}`.", "Say what to draw."],
      samples: ["function": "plot"],
      explain: "A picture needs something to show: a histogram, a list of numbers or a function.",
      bad: "plot title: \"Z boson\"", mended: "plot histogram([1, 2, 2]), title: \"Z boson\""),
    Entry(
      "two-needed",
      ["`{function}` needs two lists with a comma between, for example `{function} x, y`."],
      samples: ["function": "scatter"],
      explain: "The first list says where along the bottom, the second how high.",
      bad: "scatter [1, 2, 3]", mended: "scatter [1, 2, 3], [1, 4, 9]"),
    Entry(
      "cannot-draw",
      [
        "`{name}` is {kind}, and `{function}` cannot draw that.",
        "This is {kind}, and `{function}` cannot draw that.",
      ],
      samples: ["name": "m", "kind": "a number", "function": "plot"],
      explain: "Pictures are drawn from histograms, lists of numbers and functions.",
      bad: "plot 5", mended: "plot [5, 6, 8]"),
    Entry(
      "draw-dataset",
      [
        "`{name}` is a whole dataset. Say which column to draw, for example `plot histogram({name}.mass)`.",
        "This is a whole dataset. Say which column to draw.",
      ],
      samples: ["name": "muons", "kind": "a dataset", "function": "plot"],
      explain: "A dataset has many columns; a picture shows one or two of them.",
      bad: "d = dataset(M: [1, 2, 2])\nplot d",
      mended: "d = dataset(M: [1, 2, 2])\nplot histogram(d.M)"),
    Entry(
      "draw-words",
      [
        "`{name}` holds no numbers. To count how often each word occurs, write `plot histogram({name})`.",
        "These are no numbers. To count how often each word occurs, use `histogram` first.",
      ],
      samples: ["name": "species", "kind": "a list", "function": "plot"],
      explain: "Words can be counted: `histogram` gives one bar for each word.",
      bad: "plot [\"red\", \"blue\", \"red\"]",
      mended: "plot histogram([\"red\", \"blue\", \"red\"])"),
    Entry(
      "needs-numbers",
      [
        "`{name}` holds {kinds}, and `{function}` needs numbers there.",
        "These are {kinds}, and `{function}` needs numbers there.",
      ],
      samples: ["name": "species", "kinds": "texts", "function": "scatter"],
      explain: "Places in a picture are numbers or dates. Words can go into `by:`.",
      bad: "scatter [\"a\", \"b\"], [1, 2]", mended: "scatter [1, 2], [1, 2], by: [\"a\", \"b\"]"),
    Entry(
      "picture-option",
      ["`{option}:` needs {wanted}, and this is {kind}."],
      samples: ["option": "title", "wanted": "text in quotes", "kind": "a number"],
      explain: "Each option of a picture takes one kind of value.",
      bad: "plot [1, 2], title: 5", mended: "plot [1, 2], title: \"5\""),
    Entry(
      "unknown-scale",
      ["There is no scale \"{scale}\". It can be \"log\" or \"linear\"."],
      samples: ["scale": "lgo"],
      explain: "With `scale: \"log\"` each step up is a factor of ten.",
      bad: "plot [1, 10, 100], scale: \"lgo\"", mended: "plot [1, 10, 100], scale: \"log\""),
    Entry(
      "picture-range",
      ["`from:` is {from} and `to:` is {to}. The second must be the larger one."],
      samples: ["from": "10", "to": "0"],
      explain: "A picture shows the part of its axis between `from:` and `to:`.",
      bad: "plot x -> x ^ 2, from: 10, to: 0", mended: "plot x -> x ^ 2, from: 0, to: 10"),
    Entry(
      "curve-range",
      ["Say over which range to draw `{name}`, for example `plot {name}, from: 0, to: 10`."],
      samples: ["name": "f"],
      explain: "A function goes on for ever; `from:` and `to:` choose the part to draw.",
      bad: "f(x) = x ^ 2\nplot f", mended: "f(x) = x ^ 2\nplot f, from: 0, to: 10"),
    Entry(
      "curve-answer",
      ["To be drawn, `{name}` must answer with a number, and it answered with {kind}."],
      samples: ["name": "f", "kind": "text"],
      explain: "Each answer of the function is a height of the curve.",
      bad: "f(x) = \"high\"\nplot f, from: 0, to: 1", mended: "f(x) = 2 * x\nplot f, from: 0, to: 1"
    ),
    Entry(
      "too-many-labels",
      ["You gave {labels} labels for {things}. Each thing that is drawn takes one."],
      samples: ["labels": "3", "things": "2 things"],
      explain: "`labels:` names what is drawn, in the order it is given, data last.",
      bad: "plot [1, 2], [2, 1], labels: [\"a\", \"b\", \"c\"]",
      mended: "plot [1, 2], [2, 1], labels: [\"a\", \"b\"]"),
    Entry(
      "cannot-stack",
      ["`stack` puts histograms on top of each other, and this is {kind}."],
      samples: ["kind": "a list"],
      explain: "Make a histogram of each list first, all with the same bins.",
      bad: "plot stack(5)", mended: "plot stack(histogram([5], bins: 2, from: 0, to: 10))"),
    Entry(
      "one-stack",
      ["One picture holds one stack. Put all parts into it: `stack(a, b, c)`."],
      explain: "Two stacks over each other could not be told apart.",
      bad: """
        a = histogram([1], bins: 2, from: 0, to: 2)
        plot stack(a), stack(a)
        """,
      mended: """
        a = histogram([1], bins: 2, from: 0, to: 2)
        plot stack(a, a)
        """),
    Entry(
      "different-words",
      ["These histograms count different words, so their bars do not line up."],
      explain: "Histograms of words share a picture when they count the same words.",
      bad: "plot histogram([\"a\", \"b\"]), histogram([\"c\"])",
      mended: "plot histogram([\"a\", \"b\"]), histogram([\"a\", \"b\", \"b\"])"),
    Entry(
      "ratio-needs-two",
      ["`ratio:` divides one histogram by another with the same bins, so it needs two of them."],
      explain:
        "The ratio panel shows data divided by the stack, or the second histogram by the first.",
      bad: "plot histogram([1, 2], bins: 2, from: 0, to: 4), ratio: true",
      mended: """
        a = histogram([1, 2], bins: 2, from: 0, to: 4)
        plot a, a * 2, ratio: true
        """),
    Entry(
      "too-many-bars",
      ["{count} bars do not fit into a picture. For so many numbers use `histogram`."],
      samples: ["count": "10 227"],
      explain: "`bar` draws one bar for each name; `histogram` counts numbers in bins.",
      bad: "bar 1 to 2000, 1 to 2000", mended: "plot histogram(1 to 2000)"),
    Entry(
      "unknown-picture-file",
      [
        "I cannot write a picture as `{ending}`. The name can end in {endings}.",
        "Say how to write the picture: the name can end in {endings}.",
      ],
      samples: ["ending": ".bmp", "endings": "`.svg` or `.txt`", "path": "z.bmp"],
      explain: "The end of the file's name says how the picture is written.",
      bad: "plot [1, 2], file: \"z.bmp\"", mended: "plot [1, 2], file: \"z.svg\""),
    Entry(
      "cannot-save",
      ["I do not know how to save {kind} in a file."],
      samples: ["kind": "a function"],
      explain: "Datasets, histograms and pictures can be saved."),
    Entry(
      "empty-picture", ["There is nothing to see in this picture: no values lie in its range."],
      kind: .note, samples: ["function": "plot"],
      explain: "All values are missing or outside. Look at the data with `describe`.",
      bad: "plot histogram([missing], bins: 2, from: 0, to: 4)",
      mended: "plot histogram([1, 2], bins: 2, from: 0, to: 4)"),
    Entry(
      "plot-in-order",
      [
        "This draws `{name}` in the order of its rows. To count how often each value occurs, write `plot histogram({name})`."
      ],
      kind: .note, samples: ["name": "mass"],
      explain: "`plot` joins the numbers of a list by a line. A histogram counts them in bins.",
      bad: "mass = map(1 to 300, i -> 91 + i mod 2)\nplot mass",
      mended: "mass = map(1 to 300, i -> 91 + i mod 2)\nplot histogram(mass)"),
  ]
}
