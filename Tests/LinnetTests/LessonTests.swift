import LinnetLesson
import Testing

/// The reading of lesson files.
@Suite struct LessonTests {
  private let text = """
    ---
    lesson: weigh-the-z
    title: "Weigh: the Z"
    ---
    ## One
    Some *prose*.

    ```linnet hidden
    a = 1
    ```
    <!-- @exercise weigh points=3 -->
    ~~~linnet start
    b = ____
    ~~~
    ```linnet solution
    b = 2
    ```
    ```python
    print("prose")
    ```
    ## Two
    ```linnet start
    c = 3
    ```
    ```linnet check
    expect c == 3
    ```
    ````linnet
    d = "```"
    ````
    ```csv data=tiny
    x
    1
    ```
    """

  @Test func keepsEverythingInOrder() {
    let document = LessonDocument(reading: text, name: "z.lesson")
    #expect(document.property("lesson") == "weigh-the-z")
    #expect(document.property("title") == "\"Weigh: the Z\"")
    #expect(document.tables.map(\.name) == ["tiny"])
    #expect(document.tables.map(\.text) == ["x\n1\n"])
    #expect(document.program.map(\.code) == ["a = 1\n", "b = 2\n", "c = 3\n", "d = \"```\"\n"])
    #expect(document.program.map(\.firstLine) == [9, 16, 23, 29])
    let names = document.parts.compactMap { part in
      if case .directive(let directive) = part {
        directive.name + ":" + directive.rest
      } else {
        nil
      }
    }
    #expect(names == ["exercise:weigh points=3"])
  }

  @Test func anythingIsALesson() {
    for text in [
      "", "---", "---\n---", "```", "```linnet", "<!-- @", "\u{FEFF}x\r\n```linnet\r\na = 1\r\n```",
    ] {
      _ = LessonDocument(reading: text).program
    }
    let windows = LessonDocument(reading: "x\r\n```linnet\r\na = 1\r\n```\r\n")
    #expect(windows.program.map(\.code) == ["a = 1\n"])
  }
}
