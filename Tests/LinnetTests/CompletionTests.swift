import Testing

@testable import Linnet

/// What Tab offers.
@Suite struct CompletionTests {
  /// A host with one file.
  private final class Shelf: Host {
    override func names(besides path: String) -> [String] { path.hasSuffix("/.") ? [] : ["a.csv"] }
  }

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

  @Test func wordsInQuotes() throws {
    let session = Engine().session()
    try session.run(
      "birds = dataset(species: [\"Adelie\", \"Gentoo\", \"Gentoo\"], x: [1, 2, 3])")
    try session.run(
      "birds[\"wing span\"] = [\"so \\\"so\\\"\", \"{{b}}\", \"c\"]\nkinds = birds.species")
    func words(_ text: String) -> [String] {
      session.complete(text, cursor: text.utf8.count).map(\.word)
    }
    #expect(words("birds then keep species == \"") == ["Gentoo", "Adelie"])
    #expect(words("birds then keep species == \"A") == ["Adelie"])
    #expect(words("birds then keep species == \"a") == ["Adelie"])
    #expect(words("birds then keep x > 1 and species != \"G") == ["Gentoo"])
    #expect(words("birds then keep species is not \"G") == ["Gentoo"])
    #expect(words("birds then keep species in [\"Adelie\", \"") == ["Gentoo", "Adelie"])
    #expect(words("zs = birds\n  then drop row[\"species\"] == \"") == ["Gentoo", "Adelie"])
    #expect(words("birds[birds.species == \"Ge") == ["Gentoo"])
    #expect(words("count(birds[\"species\"] == \"Ge") == ["Gentoo"])
    #expect(words("show kinds == \"Ad") == ["Adelie"])
    #expect(words("birds then keep row[\"w") == ["wing span"])
    #expect(words("birds then keep row[\"wing span\"] == \"") == ["c", "so \\\"so\\\"", "{{b}}"])
    #expect(words("birds then join birds by x, kind: \"") == ["left", "inner", "full", "anti"])
    #expect(words("plot histogram([1]), scale: \"l") == ["log", "linear"])
    #expect(words("load \"a.csv\", ragged: \"") == ["skip", "fill"])
    #expect(words("birds then keep row[\"wing span\"] == \"so \\\"s") == ["so \\\"so\\\""])
    #expect(words("birds then keep x == \"").isEmpty)
    #expect(words("show \"").isEmpty)
    let shelf = Engine().session(host: Shelf())
    for text in [
      "load \"", "d = load [\"a.csv\", \"", "save [1], \"", "use \"", "plot xs, file: \"",
    ] {
      #expect(shelf.complete(text, cursor: text.utf8.count).map(\.word) == ["a.csv"], "\(text)")
    }
    #expect(words("birds then sort by \"w") == ["wing span"])
  }

  @Test func stepsAfterThen() throws {
    #expect(try words("muons then ke").first == "keep")
  }

  @Test func optionsOfTheCommand() throws {
    #expect(try words("histogram(muons.pt1, bi").contains("bins: "))
  }

  @Test func wordsAndOptionsOfVerbs() throws {
    #expect(try words("muons then sort ").prefix(2) == ["by", "pt1"])
    #expect(try words("muons then sort by ").first == "pt1")
    #expect(try words("muons then sort by pt1 ").prefix(2) == ["descending", "ascending"])
    #expect(try words("muons then count ").first == "by")
    #expect(try words("muons then join muons by pt1, k").first == "kind: ")
    #expect(try words("muons then longer pt1, pt2, n").first == "names: ")
    #expect(try words("muons then rename pt1 ").first == "to")
    #expect(try words("muons then histogram ").first == "pt1")
    #expect(try words("muons then histogram pt1, ").first == "bins: ")
    #expect(try words("muons then histogram pt1, b").contains("by: "))
    #expect(try words("muons then histogram pt1, ti").first == "title: ")
    #expect(try words("muons then histogram pt1, fr").filter { $0 == "from: " }.count == 1)
    #expect(try words("muons then scatter pt1, pt2, co").first == "color: ")
  }

  @Test func optionsSayWhatTheyDo() throws {
    let session = Engine().session()
    let text = "load \"x.csv\", "
    let options = session.complete(text, cursor: text.utf8.count).filter { $0.word.hasSuffix(": ") }
    #expect(!options.isEmpty)
    #expect(options.allSatisfy { !$0.description.hasPrefix("option of") })
    for native in Library.natives {
      for input in native.inputs where input.isOption {
        #expect(!input.sentence.isEmpty, "\(native.name) \(input.name)")
      }
    }
    for verb in Library.verbs { #expect(verb.options.allSatisfy { !$0.sentence.isEmpty }) }
    #expect(try words("plot histogram([1]), ti") == ["title: "])
    #expect(try words("vector(p").contains("pt: "))
  }

  @Test func capitalLettersAreForgiven() throws {
    #expect(try words("show MUO") == ["muons"])
  }

  @Test func nothingInACommentOrNumber() throws {
    #expect(try words("x = 1 # mu").isEmpty)
    #expect(try words("x = 1").isEmpty)
  }
}
