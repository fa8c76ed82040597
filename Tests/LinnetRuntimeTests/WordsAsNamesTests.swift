import LinnetRuntime
import LinnetSyntax
import Testing

/// Every word of the language that is not reserved may be a name, wherever a name may stand.
@Suite struct WordsAsNamesTests {
  /// The words, but for those that the programs below need themselves.
  static let words =
    (Vocabulary.standard.commands.map(\.word) + Vocabulary.connectors).filter { $0 != "show" } + [
      "above", "below", "fail", "elif", "def", "lambda", "let", "between", "None",
      "problem", "row_number", "mean",
    ]

  private func expect(
    _ word: String, _ program: String, _ lines: [String],
    place: SourceLocation = SourceLocation(
      fileID: #fileID, filePath: #filePath, line: #line, column: #column)
  ) {
    let written = program.split(separator: "\n").map {
      $0.split(separator: "@", omittingEmptySubsequences: false).joined(separator: word)
    }.joined(separator: "\n")
    let expected = lines.map {
      $0.split(separator: "@", omittingEmptySubsequences: false).joined(separator: word)
    }
    let shown = Trial.output(written).filter { !$0.hasPrefix("~~") }
    #expect(shown == expected, "\(word): \(written)", sourceLocation: place)
  }

  @Test(arguments: words) func variable(_ word: String) {
    expect(
      word,
      """
      @ = 5
      show @ + 1, @, [@, 2], -@, (@) * 2
      if @ > 2
        show @ - 1
      end
      @ = @ + 1
      show @ / 2, "{@}", 2 * @, 1 + @, abs(@), @ == 6, 1 to @
      show @ to 7
      """, ["6 5 [5, 2] -5 10", "4", "3 6 12 7 6 true [1, 2, 3, 4, 5, 6]", "[6, 7]"])
  }

  @Test(arguments: words) func list(_ word: String) {
    expect(
      word,
      """
      @ = [3, 4]
      show @[1]
      @[2] = 9
      show @, sum(@), 3 in @
      for each q in @
        show q
      end
      """, ["3", "[3, 9] 12 true", "3", "9"])
  }

  @Test(arguments: words.filter { !["mean"].contains($0) }) func function(_ word: String) {
    expect(
      word,
      """
      @(x) = x * 2
      show @(4), map([1, 2], @)
      """, ["8 [2, 4]"])
    expect(
      word,
      """
      define @(x, k: 2)
        return x * k
      end
      show @(4), @(4, k: 3)
      """, ["8 12"])
  }

  @Test(arguments: words) func input(_ word: String) {
    expect(
      word,
      """
      f(@) = @ * 2
      g(x, @) = @ + x
      define h(x, @: 2)
        return x + @
      end
      k = @ -> @ * 3
      show f(4), g(1, 2), h(1), h(1, @: 5), k(2)
      """, ["8 3 3 6 6"])
  }

  @Test(arguments: words) func loop(_ word: String) {
    expect(
      word,
      """
      for each @ in [1, 2]
        show @
      end
      for @ from 1 to 2
        show @ * 2
      end
      """, ["1", "2", "2", "4"])
  }

  @Test(arguments: words) func part(_ word: String) {
    expect(
      word,
      """
      r = record(@: 3, b: 4)
      r.@ = r.@ + 2
      show r.@, r["@"]
      """, ["5 5"])
  }

  @Test(arguments: words) func column(_ word: String) {
    expect(
      word,
      """
      d = dataset(@: [1, 2, 3], other: [4, 5, 6])
      show d.@, (d then keep @ > 1).@
      show (d then add two = @ * 2).two, (d then add @ = 0).@
      show (d then sort by @ descending).@, (d then select @).@, columns(d then remove @)
      show (d then rename @ to zz).zz
      show (d then summarise m = sum(other) by @).m, (d then count by @).@
      """,
      [
        "[1, 2, 3] [2, 3]", "[2, 4, 6] [0, 0, 0]", "[3, 2, 1] [1, 2, 3] [\"other\"]", "[1, 2, 3]",
        "[4, 5, 6] [1, 2, 3]",
      ])
  }
}
