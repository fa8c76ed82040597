import LinnetStdlib
import LinnetSyntax
import Testing

@testable import Linnet
@testable import LinnetRuntime

/// The functions that are written in the language.
@Suite struct StandardLibraryTests {
  @Test(arguments: StandardLibrary.entries.map(\.name)) func examplesSayWhatTheyDo(_ name: String)
    throws
  {
    let entry = try #require(StandardLibrary.entry(name))
    #expect(!entry.summary.isEmpty && entry.summary.count <= 84)
    #expect(entry.usage.utf8.starts(with: (name + "(").utf8))
    let example = try #require(entry.examples.first)
    let expected = example.split(separator: "\n").compactMap { line -> String? in
      let parts = line.split(separator: "#", maxSplits: 1)
      guard parts.count == 2, parts[1].starts(with: " => ") else { return nil }
      return String(parts[1].dropFirst(4))
    }
    #expect(!expected.isEmpty)
    var shown: [String] = []
    let session = Engine().session { event in
      if case .text(let text) = event { shown.append(text) }
    }
    try session.run(example)
    #expect(shown == expected)
  }

  @Test func everyFileIsRead() {
    #expect(StdlibTexts.all.count == Set(StandardLibrary.entries.map(\.family)).count)
    // No two functions share a name, nor one with a built-in.
    let names = StandardLibrary.entries.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names { #expect(!Library.isWord(name), "\(name)") }
  }

  @Test func itIsReadWhenNamed() throws {
    let session = Engine().session()
    try session.run("x = 1")
    #expect(session.machine.libraryFilesDefined.isEmpty)
    try session.run("show dice() > 0")
    #expect(session.machine.libraryFilesDefined.count == 1)
    #expect(session.variables.map(\.name) == ["x"])
  }

  @Test func aLaterLineMeetsItsOwnNames() throws {
    let session = Engine().session()
    try session.run("coin = 7")
    #expect(try session.run("show coin, count(coin(count: 3))").lastText == "7 3")
    try session.run("dice(n) = n")
    #expect(try session.run("show dice(4), coin").lastText == "4 7")
  }

  /// In formulas about rows, directly, row by row and within groups, as with the column itself.
  @Test(arguments: 1...12) func wholeColumnsAreSeenOnEveryRoad(seed: Int) throws {
    for call in ["standardise(@.x)", "moving_mean(@.x, 4)", "trend(@.x, @.y).slope + 0 * @.x"] {
      func of(_ table: String) -> String {
        call.split(separator: "@", omittingEmptySubsequences: false)
          .joined(separator: table.isEmpty ? "" : table)
      }
      let inRows = call.split(separator: "@").map { $0.dropFirst($0.hasPrefix(".") ? 1 : 0) }
        .joined()
      let program = """
        seed \(seed)
        d = dataset(g: random_choice(["a", "b", "c"], count: 40), x: random(count: 40), y: random(count: 40))
        d.x[7] = missing
        same(a, b) = all((a is missing) == (b is missing)) and all(fill(a, 0) near fill(b, 0))
        whole = d then add z = \(inRows)
        slow = d then add z = \(inRows) + count([1][[1] > 2 + x])
        expect same(whole.z, \(of("d"))) else "directly"
        expect same(whole.z, slow.z) else "row by row"
        grouped = d then add z = \(inRows) by g
        for each name in ["a", "b", "c"]
          part = d then keep g == name
          made = grouped then keep g == name
          expect same(made.z, \(of("part"))) else "in group {name}"
        end
        """
      #expect(throws: Never.self, "\(program)") { try Engine().session().run(program) }
    }
  }

  @Test func mistakesInsideAreToldAboutTheCall() throws {
    let session = Engine().session()
    do {
      try session.run("x = 1\nshow particle(\"moun\")")
      Issue.record("there is no such line")
    } catch {
      #expect(error.rendered().contains("Line 2:  show particle(\"moun\")"))
    }
  }
}
