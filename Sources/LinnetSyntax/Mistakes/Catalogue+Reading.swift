extension Catalogue {
  /// What can be wrong with how a program is written.
  static let reading: [Entry] = [
    Entry(
      "unclosed-bracket",
      ["This `{open}` is never closed. Add `{close}` where the {what} ends."],
      samples: ["open": "(", "close": ")", "what": "calculation"],
      explain: "Brackets come in pairs. The mark shows the one without a partner.",
      bad: "show sqrt(16", mended: "show sqrt(16)", isFoundByReading: true),
    Entry(
      "unclosed-text",
      [
        "This `{alone}` has no partner. A text has a quote at both ends.",
        "This text starts here but has no closing `{quote}`.",
      ],
      samples: ["quote": "\"", "alone": "\""],
      explain: "Text stands between two quotes, and both are on the same line.",
      bad: "show \"Z mass", mended: "show \"Z mass\"", isFoundByReading: true),
    Entry(
      "wrong-bracket",
      ["{what} starts with `{open}` but ends with `{found}`. End with `{close}`."],
      samples: ["what": "This list", "open": "[", "found": ")", "close": "]"],
      explain: "`(` goes with `)`, and `[` goes with `]`.",
      bad: "show [1, 2, 3)", mended: "show [1, 2, 3]", isFoundByReading: true),
    Entry(
      "extra-bracket", ["This `{bracket}` closes nothing. Remove it, or open a bracket before it."],
      samples: ["bracket": ")"],
      explain: "There is a closing bracket without an opening one.",
      bad: "show sqrt(16))", mended: "show sqrt(16)", isFoundByReading: true),
    Entry(
      "missing-end",
      [
        "The `{word}` on line {line} has no `end`. From the spacing, `end` belongs after line {after}.",
        "The `{word}` on line {line} has no `end`. Write `end` on a line of its own where it stops.",
      ],
      samples: ["word": "if", "line": "4", "after": "6"],
      explain: """
        `if`, `repeat`, `for`, `while`, `define` and `try` go on until their `end`. Only `end` counts; \
        the spaces before a line are for the eye.
        """,
      bad: "if 1 < 2\n  show 1\n", mended: "if 1 < 2\n  show 1\nend\n", isFoundByReading: true),
    Entry(
      "extra-end",
      ["This `end` closes nothing. Remove it, or look for an `end` too many above it."],
      explain: "Every `end` belongs to one `if`, loop, `define` or `try`.",
      bad: "show 1\nend", mended: "show 1", isFoundByReading: true),
    Entry(
      "stray-else",
      ["This `else` belongs to no `if`. It stands between the `if` and its `end`."],
      explain:
        "`else` says what is done when the answer to `if` was no. It comes before the `end`.",
      bad: "if 1 < 2\n  show 1\nend\nelse\n  show 2\nend",
      mended: "if 1 < 2\n  show 1\nelse\n  show 2\nend", isFoundByReading: true),
    Entry(
      "stray-otherwise",
      ["This `otherwise` belongs to no `try`. It stands between the `try` and its `end`."],
      explain: "`otherwise` says what is done when something in the `try` failed.",
      bad: "otherwise\n  show 1\nend", mended: "try\n  show 2\notherwise\n  show 1\nend",
      isFoundByReading: true),
    Entry(
      "stray-word", ["`{word}` cannot stand here."], samples: ["word": "in"],
      explain: "Words such as `and`, `in` and `each` join other things and cannot begin a line.",
      bad: "and 3 > 2", mended: "show 5 > 4 and 3 > 2", isFoundByReading: true),
    Entry(
      "word-as-name",
      [
        "`{column}` is a word of the language. For a column of this name, write `row[\"{column}\"]`.",
        "`{word}` is a word of the language, so it cannot be a name. Choose another name.",
      ],
      samples: ["word": "end", "column": "end"],
      explain: """
        Some words have a fixed meaning and cannot name a value: if, else, end, repeat, for, each, \
        while, stop, next, define, return, try, otherwise, expect, use, then, and, or, not, is, in, \
        true, false, missing, nothing. A column with such a name is reached as `row["end"]`.
        """,
      bad: "end = 5", mended: "last_day = 5", isFoundByReading: true),
    Entry(
      "side-by-side",
      [
        "`{left}` is a number, so `{right}` cannot follow directly. To multiply, write `{fixed}`.",
        "`{left}` is a number, so `{right}` cannot follow directly. To multiply, write `*` between.",
        "Two values stand side by side. To multiply them, write `*` between.",
      ],
      samples: ["left": "2", "right": "(", "fixed": "2 * (3 + 4)"],
      explain: "Two things side by side never multiply here. Write the `*`.",
      bad: "show 2(3 + 4)", mended: "show 2 * (3 + 4)", isFoundByReading: true),
    Entry(
      "unit-after-number",
      ["Numbers carry no units here. Leave out `{unit}`, or write it as text in quotes."],
      samples: ["unit": "GeV", "number": "91.2"],
      explain: "Numbers carry no units. Put the unit in a text, or in the title of a picture.",
      bad: "show 91.2 GeV", mended: "show 91.2, \"GeV\"", isFoundByReading: true),
    Entry(
      "two-points", ["`{number}` has two points, and a number has at most one."],
      samples: ["number": "1.2.3"],
      explain:
        "The point separates whole and parts, once. Dates are written `date(\"2026-11-22\")`.",
      bad: "x = 1.2.3", mended: "x = 1.23", isFoundByReading: true),
    Entry(
      "digit-groups",
      ["Write a large number without spaces: `{fixed}`.", "Write a large number without spaces."],
      samples: ["fixed": "10583"],
      explain: "A space ends a number. Digits may be grouped with `_`, as in `10_583`.",
      bad: "x = 10 583", mended: "x = 10583", isFoundByReading: true),
    Entry(
      "number-too-large", ["`{number}` is larger than any number I can hold."],
      samples: ["number": "1e999"],
      explain: "The largest number is about 1.8e308.",
      bad: "x = 1e999", mended: "x = 1e99", isFoundByReading: true),
    Entry(
      "decimal-comma",
      [
        "I see two numbers, `{left}` and `{right}`. Write `{joined}` without a comma, or `{decimals}` for decimals.",
        "I see two numbers, `{left}` and `{right}`. For a number with decimals, write `{fixed}` with a point.",
        "I see two numbers, `{left}` and `{right}`. In a number with decimals, write a point.",
      ],
      samples: ["left": "3", "right": "5", "fixed": "3.5", "joined": "3500", "decimals": "3.500"],
      explain: "A comma separates values. The decimal sign is a point.",
      bad: "cut = 3,5", mended: "cut = 3.5", isFoundByReading: true),
    Entry(
      "thousands-with-a-comma",
      [
        "A comma separates values. Did you mean the number `{fixed}`?",
        "A comma separates values. In a large number, write the digits without commas.",
      ],
      samples: ["fixed": "1000000"],
      explain: "The digits of a large number stand together; `1_000_000` is read too.",
      bad: "show 1,000,000", mended: "show 1000000", isFoundByReading: true),
    Entry(
      "comma-list",
      [
        "Several values under one name are a list. Did you mean `{fixed}`?",
        "Several values under one name are a list and stand in `[` and `]`.",
      ],
      samples: ["fixed": "[3, 5, 7]"],
      explain: "A list is written in square brackets.",
      bad: "peaks = 3, 5, 7", mended: "peaks = [3, 5, 7]", isFoundByReading: true),
    Entry(
      "stray-comma",
      ["This comma has nothing to separate. To show several values, write `show` before them."],
      explain: "Commas separate the inputs of a command and the items of a list.",
      bad: "3, 4", mended: "show 3, 4", isFoundByReading: true),
    Entry(
      "one-name-at-a-time",
      ["`=` stores under one name at a time. Write a line for each name."],
      explain: "Each name gets a line of its own.",
      bad: "a, b = 1", mended: "a = 1\nb = 1", isFoundByReading: true),
    Entry(
      "comma-in-brackets",
      ["Round brackets hold one calculation. A list is written with `[` and `]`."],
      explain: "Several values together are a list: `[1, 2]`.",
      bad: "x = (1, 2)", mended: "x = [1, 2]", isFoundByReading: true),
    Entry(
      "missing-comma", ["Between `{left}` and `{right}` a comma is missing."],
      samples: ["left": "\"a\"", "right": "x"],
      explain: "Commas separate the inputs of a command and the items of a list.",
      bad: "show \"a\" 5", mended: "show \"a\", 5", isFoundByReading: true),
    Entry(
      "missing-between",
      [
        "Between `{left}` and `{right}` the `{sign}` is missing.",
        "Between `{left}` and `{right}` something is missing, such as a comma, `+` or `*`.",
      ],
      samples: ["left": "3", "right": "5", "sign": "="],
      explain: "Two values need a sign or a comma between them.",
      bad: "x = 3 5", mended: "x = 3 + 5", isFoundByReading: true),
    Entry(
      "own-line", ["Each step has a line of its own. Start a new line before `{word}`."],
      samples: ["word": "y"],
      explain: "A line ends a step. Only a block's lines may follow `then` or `:`.",
      bad: "x = 5 y = 6", mended: "x = 5\ny = 6", isFoundByReading: true),
    Entry(
      "missing-colon",
      ["An option needs a colon: `{fixed}`.", "An option needs a colon between name and value."],
      samples: ["fixed": "bins: 5"],
      explain: "Options stand among the inputs as a name, a colon and a value.",
      bad: "h = histogram [1, 2], bins 5", mended: "h = histogram [1, 2], bins: 5",
      isFoundByReading: true),
    Entry(
      "value-missing",
      [
        "After `{question}` a question is missing, such as `x > 3`.",
        "After `{after}` a value is missing.", "A value is missing here.",
      ],
      samples: ["after": "+", "question": "if"],
      explain: "A sign such as `+` stands between two values, and `=` needs something to store.",
      bad: "x = 3 +", mended: "x = 3 + 4", isFoundByReading: true),
    Entry(
      "name-missing", ["After `{after}` a name must follow."], samples: ["after": "define"],
      explain: "A name is a letter, then letters, digits and `_`.",
      bad: "for each 3 in [1, 2]\n  show 1\nend", mended: "for each p in [1, 2]\n  show p\nend",
      isFoundByReading: true),
    Entry(
      "empty-brackets", ["These brackets hold nothing. Put a calculation between them."],
      explain: "Round brackets without a name before them hold a calculation.",
      bad: "x = ()", mended: "x = (1 + 2)", isFoundByReading: true),
    Entry(
      "empty-index", ["Say which item you want, for example `[1]` for the first."],
      explain: "The number of the item stands in the square brackets. Counting starts at 1.",
      bad: "xs = [5, 6]\nshow xs[]", mended: "xs = [5, 6]\nshow xs[1]", isFoundByReading: true),
    Entry(
      "index-comma",
      [
        "Square brackets pick with one value. Did you mean `{fixed}`?",
        "Square brackets pick with one value. To pick several items, put a list in them.",
      ],
      samples: ["fixed": "xs[[1, 2]]"],
      explain: "`xs[[1, 3]]` picks the first and the third item.",
      bad: "xs = [5, 6, 7]\nshow xs[1, 3]", mended: "xs = [5, 6, 7]\nshow xs[[1, 3]]",
      isFoundByReading: true),
    Entry(
      "slice-colon",
      ["For a part of a list, write `{fixed}`.", "For a part of a list, write `slice`."],
      samples: ["fixed": "slice(xs, 1, 3)"],
      explain: "`slice(xs, 2, 4)` gives the items 2, 3 and 4.",
      bad: "xs = [5, 6, 7]\nshow xs[1:2]", mended: "xs = [5, 6, 7]\nshow slice(xs, 1, 2)",
      isFoundByReading: true),
    Entry(
      "store-backwards",
      [
        "`=` stores the right side under the name on the left, and `{left}` is not a name. Did you mean `{fixed}`?",
        "`=` stores the right side under the name on the left, and `{left}` is not a name.",
      ],
      samples: ["left": "60", "fixed": "cut = 60"],
      explain: "The name comes first, then `=`, then its value.",
      bad: "60 = cut", mended: "cut = 60", isFoundByReading: true),
    Entry(
      "store-target",
      ["`=` stores under the name on its left, and `{left}` is a calculation, not a name."],
      samples: ["left": "x + 1"],
      explain: "Left of `=` stands a name, an item such as `xs[2]`, or a part such as `r.mass`.",
      bad: "x = 1\nx + 1 = 5", mended: "x = 1\ny = x + 1", isFoundByReading: true),
    Entry(
      "equals-here",
      ["`=` stores a value and cannot stand here. To ask whether two are equal, write `==`."],
      explain: "One `=` stores under a name at the start of a line. Two ask a question.",
      bad: "x = 2\ny = x = 3", mended: "x = 2\ny = x == 3", isFoundByReading: true),
    Entry(
      "equals-as-question",
      ["I read `=` here as \"is equal to\". The usual sign for that is `==`."], kind: .note,
      explain: "`=` stores, `==` asks. Where only a question fits, `=` is read as a question.",
      bad: "x = 3\nif x = 3\n  show x\nend", mended: "x = 3\nif x == 3\n  show x\nend"),
    Entry(
      "dash-in-name",
      [
        "A name cannot contain `-`, which means minus. Did you mean `{fixed}`?",
        "A name cannot contain `-`, which means minus. Use `_` instead.",
      ],
      samples: ["fixed": "my_cut"],
      explain: "Names are made of letters, digits and `_`.",
      bad: "my-cut = 5", mended: "my_cut = 5", isFoundByReading: true),
    Entry(
      "space-in-name",
      [
        "A name is a single word. Did you mean `{fixed}`?",
        "A name is a single word. Use `_` instead of spaces.",
      ],
      samples: ["fixed": "my_cut"],
      explain: "Names are made of letters, digits and `_`.",
      bad: "my cut = 5", mended: "my_cut = 5", isFoundByReading: true),
    Entry(
      "digit-first", ["A name begins with a letter, so `{name}` cannot be one."],
      samples: ["name": "2nd"],
      explain: "Names are made of letters, digits and `_`, and begin with a letter or `_`.",
      bad: "2nd = 5", mended: "second = 5", isFoundByReading: true),
    Entry(
      "if-behind",
      ["The question comes first. To choose between two values, write `if x > 3 then 1 else 2`."],
      explain: "`if question then a else b` gives `a` when the answer is yes, else `b`.",
      bad: "x = 5\ny = 1 if x > 3 else 2", mended: "x = 5\ny = if x > 3 then 1 else 2",
      isFoundByReading: true),
    Entry(
      "if-needs-else",
      [
        "This `if` chooses a value, so it also needs one for the answer no: `if x > 3 then 1 else 2`."
      ],
      explain: """
        `if question then a else b` gives `a` when the answer is yes and `b` when it is no. Without \
        `else` there would be no value for no.
        """,
      bad: "x = 5\ny = if x > 3 then 1", mended: "x = 5\ny = if x > 3 then 1 else 2",
      isFoundByReading: true),
    Entry(
      "if-needs-then",
      ["After the question of this `if` comes `then`, as in `if x > 3 then 1 else 2`."],
      explain: "`if question then a else b` gives `a` when the answer is yes, else `b`.",
      bad: "x = 5\ny = if x > 3: 1 else 2", mended: "x = 5\ny = if x > 3 then 1 else 2",
      isFoundByReading: true),
    Entry(
      "if-needs-brackets",
      ["Inside a calculation, put brackets around the choice: `1 + (if x > 3 then 1 else 2)`."],
      explain: """
        Everything after `else` belongs to the choice. Brackets show where it begins and ends.
        """,
      bad: "x = 5\ny = 10 * if x > 3 then 1 else 2",
      mended: "x = 5\ny = 10 * (if x > 3 then 1 else 2)", isFoundByReading: true),
    Entry(
      "same-name-twice", ["`{name}` is there twice. Give each input its own name."],
      samples: ["name": "x"],
      explain: "The inputs of a function need different names.",
      bad: "f(x, x) = x + 1", mended: "f(x, y) = x + y", isFoundByReading: true),
    Entry(
      "options-come-last",
      ["`{name}` comes after the option `{option}`. Put inputs without a default first."],
      samples: ["name": "x", "option": "by"],
      explain: "Inputs with a default after a colon are options and stand at the end.",
      bad: "define scale(by: 2, x)\n  return x * by\nend",
      mended: "define scale(x, by: 2)\n  return x * by\nend", isFoundByReading: true),
    Entry(
      "brackets-needed",
      [
        "`{word}` needs brackets around what it works on: `{fixed}`.",
        "`{word}` needs brackets around what it works on.",
      ],
      samples: ["word": "mean", "fixed": "mean(d.pt1)"],
      explain: "Only commands such as `show` and `keep` go without brackets.",
      bad: "show mean [1, 2, 3]", mended: "show mean([1, 2, 3])", isFoundByReading: true),
    Entry(
      "unknown-command",
      [
        "I do not know `{word}` here. Did you mean `{whole}`?",
        "I do not know `{word}`. Did you mean `{near}`?",
        "I do not know what `{word}` does. Lines start with a name and `=`, or a command such as `show`.",
      ],
      samples: ["word": "shwo", "near": "show", "whole": "d then first 5"],
      explain: "Commands are words such as `show`, `plot`, `load` and `keep`.",
      bad: "shwo 5", mended: "show 5", isFoundByReading: true),
    Entry(
      "small-letters", ["Words of the language have small letters: `{small}`."],
      samples: ["word": "Show", "small": "show"],
      explain: "Capital letters matter: `Show` is not `show`.",
      bad: "Show 5", mended: "show 5", isFoundByReading: true),
    Entry(
      "a-sentence",
      ["I read this as a sentence to a person. For a remark, put `#` before it."],
      explain: "A line is a command such as `show 2 + 3`, or a remark that starts with `#`.",
      bad: "please make me a nice plot", mended: "# please make me a nice plot",
      isFoundByReading: true),
    Entry(
      "colon-here",
      ["A colon sets an option, as in `bins: 60`, and cannot stand here."],
      explain: "Options have a name, a colon and a value, and stand among the inputs of a command.",
      bad: "x : 5", mended: "x = 5", isFoundByReading: true),
    Entry(
      "then-step",
      [
        "After `then` comes one step, such as `keep x > 3`. To calculate with the result, put everything before the sign in brackets."
      ],
      explain: "A pipeline in brackets is a value like any other.",
      bad: "show [1, 2] then count + 1", mended: "show ([1, 2] then count) + 1",
      isFoundByReading: true),
    Entry(
      "then-alone", ["`then` hands on a value, and what stands before it here gives none."],
      explain: "`then` stands after a value, on the same line or at the start of the next.",
      bad: "if 1 < 2\n  show 1\nend\nthen sqrt", mended: "show 9 then sqrt",
      isFoundByReading: true),
    Entry(
      "then-reserved", ["After `then` comes a step, and `{word}` is none."],
      samples: ["word": "if"],
      explain: "A step is a command or a function, such as `keep x > 3` or `sqrt`.",
      bad: "show 9 then if", mended: "show 9 then sqrt", isFoundByReading: true),
    Entry(
      "repeat-count", ["Say how many times, for example `repeat 10 times`."],
      explain: "`repeat` does its lines a number of times.",
      bad: "repeat\n  show 1\nend", mended: "repeat 3 times\n  show 1\nend",
      isFoundByReading: true),
    Entry(
      "for-needs-in",
      ["After `for {name}` comes `in` with a list, or `from` with two numbers."],
      samples: ["name": "p"],
      explain: "`for each p in peaks` goes through a list, `for i from 1 to 10` counts.",
      bad: "for p [1, 2]\n  show p\nend", mended: "for p in [1, 2]\n  show p\nend",
      isFoundByReading: true),
    Entry(
      "for-needs-to", ["Say where the counting ends: `for {name} from 1 to 10`."],
      samples: ["name": "i"],
      explain: "Counting needs a start and an end.",
      bad: "for i from 1\n  show i\nend", mended: "for i from 1 to 3\n  show i\nend",
      isFoundByReading: true),
    Entry(
      "define-value", ["`define` makes a function. To store a value, write `{name} = …`."],
      samples: ["name": "x"],
      explain: "A function has brackets after its name; a value has not.",
      bad: "define x = 5", mended: "x = 5", isFoundByReading: true),
    Entry(
      "try-needs-otherwise", ["This `try` needs an `otherwise` that says what to do on failure."],
      explain: "`try` does its lines; when one fails, it goes on at `otherwise`.",
      bad: "try\n  show 1\nend", mended: "try\n  show 1\notherwise\n  show 2\nend",
      isFoundByReading: true),
    Entry(
      "use-needs-text",
      ["After `use` comes a file name in quotes, as in `use \"helpers.linnet\"`."],
      explain: "`use` brings in another file beside this one. Its name is plain text.",
      bad: "use helpers", mended: "use \"helpers.linnet\"",
      files: ["helpers.linnet": "half(x) = x / 2\n"], isFoundByReading: true),
    Entry(
      "outside-loop", ["`{word}` belongs inside a loop, and there is none around it."],
      samples: ["word": "stop"],
      explain: "`stop` leaves a loop, `next` goes to its next turn.",
      bad: "stop", mended: "repeat 3 times\n  stop\nend", isFoundByReading: true),
    Entry(
      "outside-function",
      ["`return` belongs inside a function. To show a value, write `show`."],
      explain: "`return` ends a function and gives its result.",
      bad: "return 5", mended: "define five()\n  return 5\nend", isFoundByReading: true),
    Entry(
      "empty-fill",
      [
        "Between `{{` and `}}` a name is missing. For the signs themselves, write `{{{{` and `}}}}`."
      ],
      explain: "In a text, `{name}` is filled in with a value.",
      bad: "show \"{}\"", mended: "show \"{1 + 2}\"", isFoundByReading: true),
    Entry(
      "unclosed-fill",
      ["This `{{` in the text is never closed. For the sign itself, write `{{{{`."],
      explain: "In a text, `{name}` is filled in with a value.",
      bad: "show \"a { b\"", mended: "show \"a {{ b\"", isFoundByReading: true),
    Entry(
      "format-in-text",
      [
        "To choose the digits, write `{fixed}`.", "To choose the digits, use `text(…, digits: 2)`.",
      ],
      samples: ["fixed": "{text(m, digits: 2)}"],
      explain: "`text(m, digits: 2)` gives a number with two decimals.",
      bad: "m = 91.19\nshow \"{m:.2f}\"", mended: "m = 91.19\nshow \"{text(m, digits: 2)}\"",
      isFoundByReading: true),
    Entry(
      "unknown-sign", ["I do not know the sign `{sign}`."], samples: ["sign": "@"],
      explain: "The signs are + - * / ^ ( ) [ ] , : . = == != < <= > >= -> ± and quotes.",
      bad: "show 3 @ 4", mended: "show 3 * 4", isFoundByReading: true),
    Entry(
      "ask-missing",
      ["To find gaps, write `{fixed}`.", "To find gaps, write `is missing`."],
      samples: ["fixed": "M is missing"],
      explain: "Nothing equals a gap, not even another gap, so ask with `is missing`.",
      bad: "x = 3\nshow x == missing", mended: "x = 3\nshow x is missing", isFoundByReading: true),
    Entry(
      "missing-word", ["`{word}` is a word from elsewhere. Here a gap is called `missing`."],
      samples: ["word": "None"],
      explain: "A gap in data is `missing`.",
      bad: "x = None", mended: "x = missing", isFoundByReading: true),
    Entry(
      "words-for-signs", ["For `{words}`, write the sign `{sign}`."],
      samples: ["words": "is greater than", "sign": ">"],
      explain: "Comparisons have signs: < <= > >= == !=.",
      bad: "x = 3\nshow x is greater than 2", mended: "x = 3\nshow x > 2", isFoundByReading: true),
    Entry(
      "between",
      [
        "To ask whether `{value}` lies between two numbers, write `{fixed}`.",
        "To ask whether `{value}` lies between two numbers, write `60 < {value} < 120`.",
      ],
      samples: ["value": "M", "fixed": "60 < M < 120"],
      explain: "Comparisons make chains, as in mathematics.",
      bad: "M = 91\nshow M between 60 and 120", mended: "M = 91\nshow 60 < M < 120",
      isFoundByReading: true),
    Entry(
      "too-deep",
      ["There are too many brackets or blocks inside each other. Do it in several steps."],
      explain: "A program that is this deep is hard to read for people too.",
      mended: "x = 1 + 2\ny = x * 3"),
  ]
}
