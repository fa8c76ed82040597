import ArgumentParser
import Glibc
import LinnetHost
import LinnetLesson

/// `linnet lesson new NAME`: a lesson to begin from.
struct LessonNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin a lesson: a small one that works, with remarks about everything in it.")

  @ArgumentParser.Argument(help: "What it is called, for example tides.") var name: String

  func run() throws {
    let path = LessonFile.stem(of: name) + (name.hasSuffix(".lesson.md") ? ".lesson.md" : ".lesson")
    let title = FileBytes.name(of: LessonFile.stem(of: name))
    guard !title.isEmpty, title != ".", title != ".." else {
      throw ValidationError("Give the lesson a name, for example `linnet lesson new tides`.")
    }
    guard access(path, F_OK) != 0 else {
      throw ValidationError("`\(path)` is there already. Choose another name.")
    }
    try WrittenFile(path: path, bytes: Array(LessonTemplate.text(title).utf8)).write()
    WrittenFile.say("`\(path)` is a lesson to begin from. Open it in any editor.")
    WrittenFile.say("Look for mistakes: linnet lesson lint \(path)")
  }
}

/// The lesson that a new one begins as.
enum LessonTemplate {
  static func text(_ name: String) -> String {
    var id = ""
    for letter in name.lowercased() {
      if letter.isLetter || letter.isNumber || letter == "_" {
        id.append(letter)
      } else if !id.isEmpty, id.last != "-" {
        id.append("-")
      }
    }
    while id.last == "-" { id.removeLast() }
    let words = name.map { $0 == "-" || $0 == "_" ? " " : String($0) }.joined()
    let title = words.prefix(1).uppercased() + words.dropFirst()
    return template.split(separator: "TITLE", omittingEmptySubsequences: false)
      .joined(separator: title)
      .split(separator: "LESSON-ID", omittingEmptySubsequences: false)
      .joined(separator: id.isEmpty ? "lesson" : id)
  }

  private static let template = """
    ---
    # Lines that begin with # are remarks for you. Everything between the two --- is about the lesson as a whole.
    # `lesson` is its permanent name: results are kept by it. Count `version` up when you change what is asked.
    lesson: LESSON-ID
    version: 1
    title: TITLE
    authors: [Your name]
    language: en
    level: beginner
    minutes: 10
    licence: CC-BY-4.0
    goals: [read a table, work out a mean, keep some of the rows]
    # Data in files beside the lesson:  data: data/trees.csv sha256=… from="where it comes from"
    # The words that students meet in this lesson:
    words: [load, show, mean, keep, count]
    # Solutions may be seen after three attempts; `after-pass` and `never` are there too.
    solutions: after-3
    ---

    # TITLE

    Say in a few sentences what this is about, and why anybody would want to know. This is ordinary Markdown: *emphasis*,
    **strong**, `code`, lists, tables, pictures, and formulas such as $d = v \\cdot t$.

    <!-- @teacher -->
    What stands between `@teacher` and `@end` is for you alone: how long it takes, what students get wrong, what to ask.
    <!-- @end -->

    ## 1 · Look

    <!-- @step look minutes=4 -->

    A heading with two `#` begins a step. A small table may stand in the lesson itself; `load` knows it by its name.

    ```csv data=trees
    tree,height,age
    oak,21.5,110
    lime,17.0,80
    birch,12.5,35
    pine,24.0,95
    birch,9.0,20
    ```

    ```linnet run
    trees = load "trees"
    trees
    ```

    A number is asked for like this. `within` says how far off an answer may be, and `unit` what it is measured in.

    <!-- @number tallest answer=24 within=0.1 unit=m -->
    How tall is the tallest tree?

    ## 2 · Ask the table

    <!-- @step ask minutes=6 -->

    <!-- @predict guess -->
    Before you work it out: are the birches taller or smaller than the others? A guess is never wrong.

    <!-- @exercise birches points=2 -->
    Keep the rows of the birches, and call them `birches`. Students write over the blank `____`.

    ```linnet start
    birches = trees
      then keep ____
    show mean(birches.height)
    ```

    ```linnet check
    expect count(birches) == 2 else "You kept {count(birches)} rows. There are two birches in the table."
    mistake count(birches) == 3 say "You kept all but the birches: `==` means is equal to."
    ```

    <details><summary>Hint 1</summary>

    The column is called `tree`, and a word stands in quotes.
    </details>
    <details><summary>Hint 2</summary>

    `tree == "birch"`
    </details>

    ```linnet solution
    birches = trees
      then keep tree == "birch"
    show mean(birches.height)
    ```

    <!-- @choice why -->
    Why are the birches smaller?

    - [x] They are younger.
      > Yes. The older of the two is 35 years old, and all the others are at least 80.
    - [ ] Birches never grow taller.
      > The table cannot tell you that: look at their age.

    <!-- @if wrong why -->
    Look at the column `age` once more.
    <!-- @end -->

    <!-- @text more points=1 graded=by-teacher -->
    What would you measure next?

    """
}
