extension Catalogue {
  /// What can stop any program while it runs.
  static let running: [Entry] = [
    Entry(
      "your-own", ["{message}"], samples: ["message": "no muons left"],
      explain: "This message was written with `fail` or `expect` in the program itself.",
      bad: "fail \"no muons left\"", mended: "show \"all is well\""),
    Entry(
      "expected",
      [
        "{message}", "I expected `{question}`, and that is not so.",
        "Something that was expected is not so.",
      ],
      samples: ["question": "count(zs) == 10"],
      explain: "`expect` checks that something is so. With `else` it has its own message.",
      bad: "expect 1 == 2", mended: "expect 1 == 1"),
    Entry(
      "too-many-steps",
      [
        "This has run {steps} steps without finishing. Does the `{word}` on line {line} ever become false?",
        "This has run {steps} steps without finishing.",
      ],
      samples: ["steps": "10 000 000", "word": "while", "line": "3"],
      explain: "A loop goes on as long as its question is true, so something in it must change.",
      bad: "x = 1\nwhile x > 0\n  x = x + 1\nend", mended: "x = 5\nwhile x > 0\n  x = x - 1\nend"),
    Entry(
      "too-much-memory",
      [
        "This needs more than {limit} of memory. Make the lists or datasets smaller.",
        "This needs too much memory. Make the lists or datasets smaller.",
      ],
      samples: ["limit": "512 MB"],
      explain: """
        Lists, texts and datasets take memory. The limit is what this computer can give, or what the place
        that runs the program allows.
        """,
      bad: "xs = []\nwhile true\n  xs = append(xs, 1 to 100000)\nend", mended: "xs = 1 to 1000"),
    Entry(
      "too-many-calls",
      [
        "`{function}` calls itself more than {limit} times and does not come to an end.",
        "Functions call each other too many times without coming to an end.",
      ],
      samples: ["function": "fact", "limit": "10 000"],
      explain: "A function that calls itself needs a case in which it does not.",
      bad: "f(n) = n * f(n - 1)\nshow f(3)",
      mended: "define f(n)\n  if n <= 1\n    return 1\n  end\n  return n * f(n - 1)\nend\nshow f(3)"
    ),
    Entry(
      "too-long",
      ["This {what} would be longer than {limit}.", "This would be too long."],
      samples: ["what": "list", "limit": "10 000 000 items"],
      explain: "There is a limit to how long lists, texts and outputs may be.",
      bad: "xs = 1 to 1e12", mended: "xs = 1 to 1000"),
    Entry(
      "out-of-time",
      ["This took longer than {limit} and was stopped.", "This took too long and was stopped."],
      samples: ["limit": "10 seconds"],
      explain: "There is a limit to how long a program may run here.",
      bad: "while true\n  x = 1\nend", mended: "repeat 10 times\n  x = 1\nend"),
    Entry(
      "interrupted", ["Stopped, as you asked."],
      explain: "The run was stopped from outside, for example with Ctrl-C."),
    Entry(
      "missing-question",
      [
        "The answer to `{question}` is missing, so I cannot decide. Ask `{asked} is missing` first.",
        "The answer to `{question}` is missing, so I cannot decide. Ask about the gap first, with `is missing`.",
        "The answer to this question is missing, so I cannot decide.",
      ],
      samples: ["question": "x > 1", "asked": "x"],
      explain: "A comparison with a gap has no answer. `is missing` tells whether there is a gap.",
      bad: "x = missing\nif x > 1\n  show x\nend",
      mended: "x = missing\nif x is not missing and x > 1\n  show x\nend"),
  ]
}
