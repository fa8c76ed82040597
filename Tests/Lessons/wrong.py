"""Lessons that are wrong on purpose: what `linnet lesson lint` says about each, and on which line."""

HEAD = "---\nlesson: wrong\ntitle: Wrong\n---\n\n"  # five lines

EXERCISE = """## A
<!-- @exercise a -->

```linnet start
x = ____
```

```linnet check
CHECK
```

```linnet solution
SOLUTION
```
"""


def exercise(check='expect x == 2 else "no"', solution="x = 2", start="x = ____", before=""):
    """An exercise; its check stands on line 13 of a lesson that begins with HEAD, its solution on line 17."""
    return HEAD + before + EXERCISE.replace("CHECK", check).replace("SOLUTION", solution).replace("x = ____", start)


def choice(kind="choice", *options):
    return HEAD + f"## A\n<!-- @{kind} a -->\nWhich?\n\n" + "\n".join(options) + "\n"


# (code, line, text of the lesson, {other files})
CASES = [
    ("proof-solution", 17, exercise(solution="x = 3"), {}),
    ("proof-solution-stops", 18, exercise(solution="x = y"), {}),
    ("proof-solution-stops", 18, exercise(solution="x = (2"), {}),
    ("proof-solution-blank", 17, exercise(solution="x = ____"), {}),
    ("proof-starter", 9, exercise(start="x = 2"), {}),
    ("proof-check", 14, exercise(check='expect y == 2 and (x == else "no"'), {}),
    ("proof-no-say", 15, exercise(check='expect x == 2 else "no"\nmistake x == 3'), {}),
    ("proof-mistake", 15, exercise(check='expect x == 2 else "no"\nmistake (x == say "no"'), {}),
    ("proof-mistake-true", 15, exercise(check='expect x == 2 else "no"\nmistake x > 1 say "no"'), {}),
    ("lint-run", 9, HEAD + "## A\n\n```linnet run\ny = z + 1\n```\n", {}),
    ("proof-start", 7, exercise(before="```linnet run\nz = y\n```\n\n"), {}),
    ("problem-no-check", 7, HEAD + "## A\n<!-- @exercise a -->\n\n```linnet start\nx = ____\n```\n", {}),
    ("problem-no-solution", 7,
     HEAD + "## A\n<!-- @exercise a -->\n\n```linnet start\nx = ____\n```\n\n```linnet check\nexpect x == 1\n```\n", {}),
    ("problem-options-none", 7, choice("choice", "- [ ] x", "- [ ] y"), {}),
    ("problem-options-many", 7, choice("choice", "- [x] x", "- [x] y"), {}),
    ("problem-options-missing", 7, choice("choice"), {}),
    ("lint-choices-none", 7, choice("choices", "- [ ] x", "- [ ] y"), {}),
    ("problem-id-twice", 10, HEAD + "## A\n<!-- @predict a -->\nx?\n\n<!-- @predict a -->\ny?\n", {}),
    ("problem-needs", 7, HEAD + "## A\n<!-- @exercise a needs=b -->\n", {}),
    ("problem-answer-missing", 7, HEAD + "## A\n<!-- @number a -->\nHow?\n", {}),
    ("problem-accept-missing", 7, HEAD + "## A\n<!-- @text a -->\nHow?\n", {}),
    ("problem-directive", 7, HEAD + "## A\n<!-- @numbr a answer=1 -->\nHow?\n", {}),
    ("problem-option", 7, HEAD + "## A\n<!-- @number a answer=1 witin=2 -->\nHow?\n", {}),
    ("problem-key", 4, "---\nlesson: a\ntitle: A\ntitel: B\n---\n\n## A\n\nx\n", {}),
    ("problem-end", 7, HEAD + "## A\n<!-- @end -->\n", {}),
    ("problem-if-open", 7, HEAD + "## A\n<!-- @teacher -->\nx\n", {}),
    ("problem-fence-open", 8, HEAD + "## A\n\n```linnet run\nx = 1\n", {}),
    ("problem-comment-open", 8, HEAD + "## A\n\n<!-- @number a\nx\n", {}),
    ("problem-data-path", 4, "---\nlesson: a\ntitle: A\ndata: ../x.csv\n---\n\n## A\n\nx\n", {}),
    ("problem-points-total", 4, "---\nlesson: a\ntitle: A\npoints: 7\n---\n\n## A\n\nx\n", {}),
    ("lint-data-missing", 4, "---\nlesson: a\ntitle: A\ndata: data/x.csv\n---\n\n## A\n\nx\n", {}),
    ("lint-data-digest", 4, "---\nlesson: a\ntitle: A\ndata: x.csv\n---\n\n## A\n\nx\n", {"x.csv": "a\n1\n"}),
    ("lint-data-changed", 4, "---\nlesson: a\ntitle: A\ndata: x.csv sha256=0123456789abcdef\n---\n\n## A\n\nx\n",
     {"x.csv": "a\n1\n"}),
    ("lint-data-unlisted", 9, HEAD + '## A\n\n```linnet run\nd = load "x.csv"\n```\n', {"x.csv": "a\n1\n"}),
    ("lint-data-outside", 9, HEAD + '## A\n\n```linnet run\nd = load "../x.csv"\n```\n', {}),
    ("lint-picture-words", 8, HEAD + "## A\n\n![](x.png)\n", {"x.png": "x"}),
    ("lint-picture-missing", 9, HEAD + "## A\n\nText\n![a curve](x.png)\n", {}),
    ("lint-link-outside", 8, HEAD + "## A\n\n[there](../x.html)\n", {}),
    ("lint-link-outside", 8, HEAD + "## A\n\n[there](javascript:x)\n", {}),
    ("lint-plot-title", 9, HEAD + '## A\n\n```linnet run\nscatter [1, 2], [2, 3], x: "a", y: "b"\n```\n', {}),
    ("lint-plot-axis", 9, HEAD + '## A\n\n```linnet run\nscatter [1, 2], [2, 3], title: "a", x: "b"\n```\n', {}),
    ("lint-words", 9, "---\nlesson: a\ntitle: A\nwords: [show]\n---\n\n## A\n```linnet run\nshow mean([1, 2])\n```\n", {}),
    ("lint-minutes", 4, "---\nlesson: a\ntitle: A\nminutes: 7\n---\n\n## A\n<!-- @step a minutes=5 -->\nx\n", {}),
    ("lint-visible", 8, HEAD + "## A\n\n@number a answer=3\n", {}),
    ("lint-directive-inside", 8, HEAD + "## A\n\nHow? <!-- @number a answer=3 -->\n", {}),
    ("lint-visible-code", 9, HEAD + "## A\n\nHow?\n\n    <!-- @number a answer=3 -->\n".replace("How?\n\n", "\n"), {}),
    ("lint-hint-line", 8, HEAD + "## A\n\n<details><summary>x</summary>\n**y**\n</details>\n", {}),
    ("lint-step-empty", 6, HEAD + "## A\n\n## B\n\nx\n", {}),
    ("lint-needs", 4, "---\nlesson: a\ntitle: A\nneeds: [other]\n---\n\n## A\n\nx\n", {}),
    ("lint-language-missing", 4, "---\nlesson: a\ntitle: A\ntranslations: [fi]\n---\n\n## A\n\nx\n", {}),
    ("lint-language", 4, "---\nlesson: a\ntitle: A\ntranslations: [fi]\n---\n\n## A\n\nx\n",
     {"i18n/fi.po": 'msgid "x"\nmsgstr "y"\n'}),
    ("lint-language-slots", 15, exercise(check='expect x == 2 else "no {x}"').replace(
        "title: Wrong\n", "title: Wrong\ntranslations: [fi]\n"),
     {"i18n/fi.po": 'msgid "no {x}"\nmsgstr "ei {y}"\n'}),
]
