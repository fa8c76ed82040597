extension Help {
  /// A word of the grammar, which no table of functions knows.
  struct Entry: Sendable {
    var word: String
    var others: [String] = []
    var family = "sentences"
    var usage: String
    var summary: String
    var examples: [String]

    var help: Help {
      Help(word: word, summary: summary, usage: usage, examples: examples, family: family)
    }
  }

  /// The words of the grammar, in the order in which a lesson would meet them.
  static let grammar: [Entry] = [
    Entry(
      word: "then", usage: "value then step", summary: "Hands a value on to the next step.",
      examples: ["[3, 1, 2] then sort then first 2"]),
    Entry(
      word: "if", others: ["else", "else if"], usage: "if question … else … end",
      summary: "Does the lines up to `else` or `end` only when the answer is yes.",
      examples: ["x = 7\nif x > 5\n  show \"large\"\nelse\n  show \"small\"\nend"]),
    Entry(
      word: "end", usage: "end",
      summary: "Closes `if`, `repeat`, `for`, `while`, `define` or `try`.",
      examples: ["repeat 2 times\n  show \"hello\"\nend"]),
    Entry(
      word: "repeat", others: ["times"], usage: "repeat number times … end",
      summary: "Does the lines up to `end` that many times.",
      examples: ["repeat 3 times\n  show random()\nend"]),
    Entry(
      word: "for", others: ["each", "from"], usage: "for each name in list … end",
      summary: "Does the lines up to `end` once for each item, or for each number.",
      examples: [
        "for each p in [91, 125]\n  show p\nend",
        "for i from 1 to 10 by 3\n  show i, i^2\nend",
      ]),
    Entry(
      word: "while", usage: "while question … end",
      summary: "Does the lines up to `end` again and again as long as the answer is yes.",
      examples: ["n = 100\nwhile n > 10\n  n = n / 2\nend\nshow n"]),
    Entry(
      word: "stop", usage: "stop", summary: "Leaves the loop.",
      examples: ["for i from 1 to 10\n  if i^2 > 20\n    stop\n  end\n  show i\nend"]),
    Entry(
      word: "next", usage: "next", summary: "Goes on with the next turn of the loop.",
      examples: ["for i from 1 to 4\n  if i is 2\n    next\n  end\n  show i\nend"]),
    Entry(
      word: "define", others: ["return"], usage: "define name(inputs) … return value … end",
      summary: "Makes a function of several lines; short ones are written as in mathematics.",
      examples: [
        "square(x) = x^2\nshow square(5)",
        "define speed(p, E)\n  return p / E\nend\nshow speed(3, 5)",
      ]),
    Entry(
      word: "try", others: ["otherwise"], usage: "try … otherwise problem … end",
      summary: "Does the second part when something goes wrong in the first.",
      examples: ["try\n  show 1 / 0\notherwise problem\n  show problem.message\nend"]),
    Entry(
      word: "expect", usage: "expect question else message",
      summary: "Ends the program with your message unless the answer is yes.",
      examples: ["n = 10\nexpect n == 10 else \"n is {n}.\""]),
    Entry(
      word: "use", usage: "use \"file.linnet\"",
      summary: "Brings in the variables and functions of another file beside this one.",
      examples: []),
    Entry(
      word: "and", others: ["or", "not"], usage: "question and question",
      summary: "`and` asks that both are so, `or` that at least one is, `not` that it is not.",
      examples: ["x = 5\nshow x > 1 and x < 9, not (x == 5)"]),
    Entry(
      word: "is", others: ["is not"], usage: "value is value",
      summary: "Asks whether two values are equal, as `==` does; `is missing` asks for a gap.",
      examples: ["show [1, missing, 3] is missing"]),
    Entry(
      word: "in", usage: "value in list", summary: "Asks whether a value is among others.",
      examples: ["show 3 in [1, 2, 3]"]),
    Entry(
      word: "near", others: ["within"], usage: "value near value within distance",
      summary: "Asks whether two numbers are close; `within 2%` is relative.",
      examples: ["show 91.3 near 91.2 within 0.5"]),
    Entry(
      word: "to", usage: "first to last", summary: "All whole numbers from one to another.",
      examples: ["show 1 to 5"]),
    Entry(
      word: "mod", usage: "a mod b", summary: "What is left over when `a` is divided by `b`.",
      examples: ["show 17 mod 5"]),
    Entry(
      word: "div", usage: "a div b", summary: "How many whole times `b` goes into `a`.",
      examples: ["show 17 div 5"]),
    Entry(
      word: "true", others: ["false"], family: "values", usage: "true, false",
      summary: "The two answers to a question.", examples: ["show 2 > 1"]),
    Entry(
      word: "missing", family: "values", usage: "missing",
      summary: "A gap in data; statistics leave it out.",
      examples: ["show mean([1, missing, 3])"]),
    Entry(
      word: "nothing", family: "values", usage: "nothing",
      summary: "What a function gives that returns no value.", examples: []),
    Entry(
      word: "it", family: "values", usage: "it", summary: "The last value that was shown.",
      examples: ["2 + 3\nit * 10"]),
    Entry(
      word: "row", family: "pipelines", usage: "row.name",
      summary: "The row at hand: `row.x` always means the column, `row[\"any name\"]` too.",
      examples: ["d = dataset(x: [1, 2, 3])\nd then keep row.x > 1"]),
    Entry(
      word: "by", family: "pipelines", usage: "step by column",
      summary: "Groups or sorts the rows of a step by a column.",
      examples: [
        "d = dataset(kind: [\"a\", \"b\", \"a\"], x: [1, 2, 3])\nd then summarise n = count() by kind"
      ]),
    Entry(
      word: "descending", others: ["ascending"], family: "pipelines",
      usage: "data then sort by column descending",
      summary: "The largest first; without it, or with `ascending`, the smallest.",
      examples: ["d = dataset(x: [1, 3, 2])\nd then sort by x descending"]),
  ]
}
