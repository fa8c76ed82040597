import Linnet
import Testing

/// What an embedding program does with the tables that a program shows.
@Suite struct TableEventTests {
  private func shown(_ program: String) throws -> [String] {
    var pages: [String] = []
    let session = Engine().session { event in
      if case .table(let dataset, _) = event { pages.append(dataset.html(maximumRows: 4)) }
    }
    try session.run(program)
    return pages
  }

  @Test func aTableBecomesHTML() throws {
    let pages = try shown("d = dataset(x: [1, 2, 3, 4, 5])\nd\ndescribe d")
    #expect(pages.count == 2)
    #expect(pages[0].contains(">first 2 and last 2 of 5 rows, 1 column</caption>"))
    #expect(pages[0].components(of: "<tr><th scope=\"row\"") == 4)
    #expect(pages[1].contains("aria-label=\"counts in 5 equal steps: 1, 1, 1, 1, 1\""))
  }
}

extension String {
  /// How often a piece occurs.
  fileprivate func components(of piece: String) -> Int {
    var count = 0
    for start in indices where self[start...].hasPrefix(piece) { count += 1 }
    return count
  }
}
