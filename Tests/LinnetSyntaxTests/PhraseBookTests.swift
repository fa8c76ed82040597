import Testing

@testable import LinnetSyntax

/// The phrase book holds together: what an entry names is there.
struct PhraseBookTests {
  private static let book = PhraseBook.standard

  @Test func everySectionIsThere() {
    #expect(Self.book.lines.count > 500)
    #expect(Self.book.steps.count > 30)
    #expect(Self.book.questions.count > 20)
    #expect(!Self.book.words.isEmpty)
    #expect(Self.book.classes["rows"]?.contains("rows") == true)
  }

  /// A class that is misspelt would match nothing.
  @Test func everyWordHasChoices() {
    func check(_ pieces: [PhrasePattern.Piece], _ entry: PhraseBook.Entry) {
      for piece in pieces {
        switch piece {
        case .word(let choices):
          #expect(!choices.isEmpty, "\(String(decoding: entry.template, as: UTF8.self))")
        case .optional(let inner), .choice(let inner): check(inner, entry)
        case .sign, .slot: break
        }
      }
    }
    for entry in Self.book.lines + Self.book.steps + Self.book.questions + Self.book.words {
      check(entry.pattern.pieces, entry)
    }
  }

  /// What a line holds comes from its pattern, or from the table.
  @Test func everySlotIsFilled() {
    func slots(_ pieces: [PhrasePattern.Piece]) -> Set<String> {
      var names: Set<String> = []
      for piece in pieces {
        switch piece {
        case .slot(let slot): names.insert(slot.name)
        case .optional(let inner), .choice(let inner): names.formUnion(slots(inner))
        case .word, .sign: break
        }
      }
      return names
    }
    for entry in Self.book.lines + Self.book.steps + Self.book.questions {
      let text = String(decoding: entry.template, as: UTF8.self)
      let known = slots(entry.pattern.pieces).union(["X", "numeric", "n+1"])
      for match in text.matches(of: /\{(?:X\.)?([A-Za-z0-9+]+)\}/) {
        #expect(known.contains(String(match.1)), "\(text)")
      }
      if let code = entry.code {
        #expect(Catalogue.standard.entry(code) != nil, "\(code.text)")
      }
    }
  }

  @Test func wordsOfALineAreTakenApart() {
    let units = PhraseUnit.units(of: Array("what's birds$mass %>% head(5) # x".utf8)[...])
    #expect(units.map(\.text) == ["what's", "birds", "$", "mass", "%>%", "head", "(", "5", ")"])
    let open = PhraseUnit.units(of: Array("load \"a.csv".utf8)[...])
    #expect(open.last?.text == "\"a.csv\"")
  }
}
