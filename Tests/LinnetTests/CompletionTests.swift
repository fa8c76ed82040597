import Linnet
import Testing

/// What Tab offers.
@Suite struct CompletionTests {
  private func words(_ text: String) throws -> [String] {
    let session = Engine().session()
    try session.run(
      "muons = dataset(pt1: [1, 2], pt2: [3, 4], eta1: [0, 1])\nsquare(x) = x^2\nmu = 5")
    return session.complete(text, cursor: text.utf8.count).map(\.word)
  }

  @Test func variablesAndWords() throws {
    #expect(try words("show mu").prefix(2) == ["mu", "muons"])
    #expect(try words("show squ") == ["square"])
    #expect(try words("rep").contains("repeat"))
  }

  @Test func columnsInAPipeline() throws {
    #expect(try words("muons then keep pt") == ["pt1", "pt2"])
    #expect(try words("zs = muons\n  then add ptsum = pt1 + pt2\n  then keep pt").first == "ptsum")
    #expect(try words("muons.et") == ["eta1"])
    #expect(try words("muons[\"e") == ["eta1"])
    #expect(try !words("show pt").contains("pt1"))
  }

  @Test func stepsAfterThen() throws {
    #expect(try words("muons then ke").first == "keep")
  }

  @Test func optionsOfTheCommand() throws {
    #expect(try words("histogram(muons.pt1, bi").contains("bins: "))
  }

  @Test func capitalLettersAreForgiven() throws {
    #expect(try words("show MUO") == ["muons"])
  }

  @Test func nothingInACommentOrNumber() throws {
    #expect(try words("x = 1 # mu").isEmpty)
    #expect(try words("x = 1").isEmpty)
  }
}
