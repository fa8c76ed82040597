import Testing

@testable import Linnet

/// What programs read, and which cells depend on a slider.
@Suite struct CellGraphTests {
  private func reads(_ text: String) -> [String] { Program(Source(text)).readNames.sorted() }

  @Test func namesThatAreRead() {
    #expect(reads("x = a + b * 2") == ["a", "b"])
    #expect(reads("x = 5\ny = x") == ["x"])
    #expect(
      reads("show mean(xs), \"{cut} and {f(k)}\"") == ["cut", "f", "k", "mean", "show", "xs"])
    #expect(
      reads("few = birds then keep mass > cut and sex is missing")
        == ["birds", "cut", "keep", "mass", "sex"])
    #expect(reads("xs[i] = 5\nr.mass = m") == ["i", "m", "r", "xs"])
    #expect(reads("then keep m > 1") == ["it", "keep", "m"])
    #expect(
      reads("d then sort by a descending, b\nd then summarise n = mean(z) by c")
        == ["a", "b", "c", "d", "mean", "sort", "summarise", "z"])
    #expect(
      reads("join_it = left then join right by id, kind: how")
        == ["how", "id", "join", "left", "right"])
  }

  @Test func functionsAndLoops() {
    #expect(reads("f(x) = x * scale") == ["scale"])
    #expect(
      reads("define f(x, by: standard)\n  y = x * by + c\n  return y\nend") == [
        "c", "standard", "y",
      ])
    #expect(reads("map(xs, m -> m + (k -> k + m + c)(2))") == ["c", "map", "xs"])
    #expect(reads("m -> m\nshow m") == ["m", "show"])
    #expect(
      reads("for i from a to b by c\n  if q > i\n    s = s + i\n  else\n    t = u\n  end\nend")
        == ["a", "b", "c", "i", "q", "s", "u"])
    #expect(reads("repeat n times\n  while w\n    stop\n  end\nend") == ["n", "w"])
    #expect(reads("for each p in ps\n  show p.x\nend") == ["p", "ps", "show"])
    #expect(
      reads("try\n  a()\notherwise problem\n  fail problem.code + b\nend\nexpect c else d")
        == ["a", "b", "c", "d", "problem"])
    #expect(reads("if a then b else c near d within e") == ["a", "b", "c", "d", "e"])
    #expect(
      reads("x = a < b <= c\ny = [d, e][f]\nz = -g to h by 2") == [
        "a", "b", "c", "d", "e", "f", "g", "h",
      ])
  }

  @Test func namesOfControls() {
    let program = Program(
      Source("a = slider(\"cut\", 0, 1)\nif a > 0\n  b = choice(\"kind {a}\", xs)\nend"))
    #expect(program.controlNames == ["cut"])
    #expect(Program(Source("d then keep x > slider(\"c\", 0, 1)")).controlNames == ["c"])
  }

  /// The cells to run again for the control `cut`, by their places from 0.
  private func dependents(_ cells: [String]) -> [Int] {
    var graph = CellGraph()
    for (place, text) in cells.enumerated() { graph.ran("\(place)", Program(Source(text))) }
    return graph.dependents(ofControl: "cut").compactMap { Int($0) }
  }

  private let slider = "cut = slider(\"cut\", 0, 100)"

  @Test func thoseThatReadWhatComesOfIt() {
    #expect(dependents([slider]) == [0])
    #expect(dependents(["x = 1"]) == [])
    #expect(
      dependents([slider, "few = birds then keep m > cut", "x = 5", "plot few.m"]) == [0, 1, 3])
    // What ran before the slider does not need it.
    #expect(dependents(["y = 1", "show cut", slider, "show y"]) == [2])
    #expect(dependents([slider, "show \"{cut}\"", "show \"cut\""]) == [0, 1])
    #expect(
      dependents([slider, "birds.heavy = birds.m > cut", "count(birds.heavy)"]) == [0, 1, 2])
  }

  @Test func aNameStoredAnew() {
    // Cell 2 stores `x` itself.
    #expect(dependents([slider, "x = cut", "x = 5\nshow x"]) == [0, 1, 2])
    #expect(dependents([slider, "x = cut", "x = 5", "show x"]) == [0, 1, 2])
    #expect(
      dependents([slider, "for i from 1 to cut\nshow i\nend", "for i from 1 to 3\nshow i\nend"])
        == [0, 1])
    // Sometimes it stays what it was.
    #expect(dependents([slider, "x = cut", "if rain\n  x = 5\nend", "show x"]) == [0, 1, 2, 3])
  }

  @Test func valuesThatHaveChangedSince() {
    // Rows that are gone come back only with the file.
    let load = "zs = load \"z.csv\""
    #expect(dependents([load, slider, "zs = zs then keep m > cut", "count(zs)"]) == [0, 1, 2, 3])
    #expect(dependents([load, slider, "few = zs then keep m > cut"]) == [1, 2])
    #expect(dependents(["n = 1", slider, "show n + cut", "n = 2"]) == [0, 1, 2, 3])
  }

  @Test func linesThatCarryOn() {
    #expect(dependents(["birds", slider, "birds", "then keep m > cut", "show 1"]) == [1, 2, 3])
    #expect(dependents([slider, "zs = birds", "then keep m > cut", "count(zs)"]) == [0, 1, 2, 3])
    #expect(dependents([slider, "birds", "then keep m > 3"]) == [0])
    #expect(dependents([slider, "show it"]) == [0, 1])
  }

  @Test func functionsReadWhenTheyAreCalled() {
    #expect(dependents(["heavy(m) = m > cut", slider, "show heavy(3)", "show 4"]) == [1, 2])
    #expect(
      dependents(["f = m -> m > cut", "g = f", slider, "h(x) = g(x)", "h(2)"]) == [2, 3, 4])
  }

  @Test func cellsThatRunAgain() {
    var graph = CellGraph()
    func program(_ text: String) -> Program { Program(Source(text)) }
    graph.ran("a", program("show cut"))
    graph.ran("b", program(slider))
    #expect(graph.dependents(ofControl: "cut") == ["b"])
    graph.ran("a", program("show cut"))
    #expect(graph.cells.map(\.id) == ["b", "a"])
    #expect(graph.dependents(ofControl: "cut") == ["b", "a"])
    graph.ranAgain("b", program(slider), controls: ["other"])
    #expect(graph.cells.map(\.id) == ["b", "a"])
    #expect(graph.dependents(ofControl: "other") == ["b", "a"])
    graph.ran("a", program("x = 5"))
    #expect(graph.dependents(ofControl: "cut") == ["b"])
    graph.ranAgain("c", program("show cut"))
    #expect(graph.dependents(ofControl: "cut") == ["b", "c"])
    graph.forget("b")
    #expect(graph.dependents(ofControl: "cut") == [])
  }

  /// Many cells take no time worth mentioning.
  @Test func aLongNotebook() {
    var graph = CellGraph()
    graph.ran("0", Program(Source(slider)))
    for place in 1...400 {
      graph.ran("\(place)", Program(Source("x\(place) = x\(place - 1) + cut")))
    }
    #expect(graph.dependents(ofControl: "cut").count == 401)
  }
}
