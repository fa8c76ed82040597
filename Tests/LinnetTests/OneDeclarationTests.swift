import Foundation
import Linnet
import LinnetRuntime
import LinnetSyntax
import Testing

/// A word of the language is declared once; what else there is to know about it stands in its declaration.
@Suite struct OneDeclarationTests {
  /// Files that may list words: the grammar's own, those of other languages, and how the grammar is explained.
  private static let lists = [
    "LinnetSyntax/Vocabulary.swift", "LinnetSyntax/Vocabulary+Elsewhere.swift",
  ]

  @Test func noSecondListOfWordsExists() throws {
    let words = Set(
      Library.natives.map(\.name) + Library.verbs.map(\.name)
        + Vocabulary.standard.commands.map(\.word))
    let files = try SourceTexts.all()
    #expect(files.count > 300)
    for (path, text) in files where !Self.lists.contains(path) {
      for list in Self.literals(in: text) where list.count >= 4 {
        #expect(!list.allSatisfy(words.contains), "\(path) lists \(list)")
      }
    }
  }

  /// Each run of plain words in quotes with only commas between them, as in a list or the cases of a switch.
  private static func literals(in text: String) -> [[String]] {
    let quote = UInt8(ascii: "\"")
    let bytes = Array(text.utf8)
    var lists: [[String]] = []
    var list: [String] = []
    var place = 0
    while let open = bytes[place...].firstIndex(of: quote) {
      if !bytes[place..<open].allSatisfy({ $0 == UInt8(ascii: ",") || $0 <= 0x20 }) {
        lists.append(list)
        list = []
      }
      guard let close = bytes[(open + 1)...].firstIndex(where: { $0 == quote || $0 == 0x0A }) else {
        break
      }
      list.append(String(decoding: bytes[(open + 1)..<close], as: UTF8.self))
      place = close + 1
    }
    return lists + [list]
  }

  @Test func literalsAreFound() {
    #expect(Self.literals(in: "case \"a\", \"b\": x") == [[], ["a", "b"]])
    #expect(Self.literals(in: "[\"a\", \"b\"] + [\"c\"]").contains(["a", "b"]))
  }

  @Test func everyWordOfTheGrammarIsExplained() {
    for word in Vocabulary.reserved + Vocabulary.connectors {
      #expect(Help.of(word) != nil, "\(word)")
    }
  }

  @Test func everyCommandIsAFunctionOrAStep() {
    for command in Vocabulary.standard.commands {
      #expect(Library.isWord(command.meaning), "\(command.word)")
      #expect(Help.of(command.word) != nil, "\(command.word)")
    }
  }
}
