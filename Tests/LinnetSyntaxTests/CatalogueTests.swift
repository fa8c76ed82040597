import Foundation
import LinnetEnglish
import LinnetRuntime
import LinnetSyntax
import Testing

/// The rules for every message, over the whole catalogue.
@Suite struct CatalogueTests {
  private static let forbidden = [
    "token", "parse", "parser", "syntax", "expression", "argument", "arguments", "identifier",
    "type",
    "boolean", "null", "nan", "invalid", "illegal", "exception",
  ]

  /// Each wording with its slots filled with samples.
  private static func filled(_ entry: Catalogue.Entry) -> [String] {
    entry.wordings.map { wording in
      var slots: [String: String] = [:]
      for (name, value) in entry.samples where wording.contains("{\(name)}") { slots[name] = value }
      return Mistake(entry.code, slots).sentences
    }
  }

  /// Text without what is quoted from programs.
  private static func prose(_ text: String) -> String {
    text.replacing(/`[^`]*`/, with: "").replacing(/"[^"]*"/, with: "")
  }

  private static func words(_ text: String) -> [Substring] {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" })
  }

  @Test(arguments: Catalogue.standard.entries.map(\.code.text))
  func entryFollowsTheRules(_ code: String) throws {
    let entry = try #require(Catalogue.standard.entry(MistakeCode(code)))
    #expect(code.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil)
    #expect(!entry.wordings.isEmpty)
    #expect(!entry.explanation.isEmpty)
    for text in Self.filled(entry) {
      let plain = Self.prose(text)
      let ends = plain.matches(of: /[.?!](\s|$)/).count
      #expect(ends <= 3, "\(code): \(text)")
      #expect(Self.words(text).count <= 35, "\(code): \(text)")
      #expect(
        !text.contains("…") || entry.wordings.contains { $0.contains("…") }
          || entry.samples.values.contains { $0.contains("…") }, "\(code) lacks a sample: \(text)")
      #expect(plain.matches(of: /Did you mean/).count <= 1)
    }
    for text in Self.filled(entry) + [entry.explanation] {
      for word in Self.prose(text).lowercased().split(whereSeparator: { !$0.isLetter }) {
        #expect(!Self.forbidden.contains(String(word)), "\(code) says \(word)")
      }
    }
  }

  @Test(arguments: Catalogue.standard.entries.map(\.code.text))
  func examplesReadAsTheyClaim(_ code: String) throws {
    let entry = try #require(Catalogue.standard.entry(MistakeCode(code)))
    if !entry.mended.isEmpty {
      let reading = Parser.read(Source(entry.mended))
      #expect(reading.state == .complete, "\(code): \(reading.mistakes.first?.rendered() ?? "")")
      #expect(reading.notes.isEmpty)
    }
    guard !entry.bad.isEmpty else { return }
    let reading = Parser.read(Source(entry.bad))
    if entry.isFoundByReading {
      #expect(reading.mistakes.first?.code == entry.code)
      #expect(reading.mistakes.count == 1)
    } else {
      #expect(reading.mistakes.isEmpty, "\(code): \(reading.mistakes.first?.rendered() ?? "")")
    }
  }

  @Test func codesAreUnique() {
    var seen: Set<String> = []
    for entry in Catalogue.standard.entries {
      #expect(seen.insert(entry.code.text).inserted, "\(entry.code.text) twice")
    }
  }

  /// The text of every source file but the catalogue's own, by its name.
  private static func sources() -> [String: String] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let files = FileManager.default.enumerator(
      at: root.appending(path: "Sources"), includingPropertiesForKeys: nil)
    var texts: [String: String] = [:]
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift", !file.lastPathComponent.hasPrefix("Catalogue"),
        let text = try? String(contentsOf: file, encoding: .utf8)
      else { continue }
      texts[file.lastPathComponent] = text
    }
    return texts
  }

  /// Words with hyphens in the sources that are no codes.
  private static let noCodes: Set = [
    "utf-8", "needs-the-whole-text", "needs-escapes", "pb-1", "fb-1", "color-scheme", "no-answer",
    "four-vectors", "z-boson", "after-pass", "by-teacher",
    // Words of the notebook's messages, which name what went wrong in their own way.
    "hmac-sha256", "hmac-sha512", "socket-type", "drag-tap", "bad-request", "no-subshells",
    "windows-1250", "windows-1251", "windows-1252",
  ]

  /// Codes that send work down another road and never reach anybody.
  private static let inside: Set = [
    "row-by-row", "group-by-group", "unplanned", "stopped", "another-turn",
  ]

  /// Every code that the sources make is in the catalogue, however it is thrown.
  @Test func everyCodeHasAnEntry() throws {
    var missing: Set<String> = []
    // The sentences of lessons have keys, and a test of their own.
    let sentences = String(decoding: English.lesson + English.classroom, as: UTF8.self)
      .split(separator: "\n").compactMap { $0.split(separator: ":").first.map(String.init) }
    for (file, text) in Self.sources() {
      let thrown = text.matches(
        of: /\b(?:Mistake|Note|DataMistake|stop|mistake)\(\s*"([a-z0-9-]+)"/
      ).map { String($0.1) }
      // Also those chosen between, or kept in a constant first.
      let written = text.matches(of: /"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)"/).map { String($0.1) }
        .filter { !Self.noCodes.contains($0) && !sentences.contains($0) }
      for code in thrown + written
      where !Self.inside.contains(code) && Catalogue.standard.entry(MistakeCode(code)) == nil {
        missing.insert("\(code) in \(file)")
      }
    }
    #expect(missing.isEmpty, "\(missing.sorted().joined(separator: "\n"))")
  }

  /// Every entry of the catalogue can be met: the sources name its code.
  @Test func everyEntryIsThrown() {
    let all = Self.sources().values.joined(separator: "\n")
    for entry in Catalogue.standard.entries {
      #expect(all.contains("\"\(entry.code.text)\""), "nothing throws \(entry.code.text)")
    }
  }

  @Test func aSlotWithoutValueChoosesAShorterWording() {
    #expect(
      Mistake("unknown-column", ["name": "ptt1", "near": "pt1"]).sentences
        == "There is no column `ptt1`. Did you mean `pt1`?")
    #expect(
      Mistake("unknown-column", ["name": "m", "capital": "M"]).sentences
        == "There is no column `m`, but there is `M`. Capital letters matter.")
    #expect(Mistake("unknown-column", ["name": "x"]).sentences == "There is no column `x`.")
    #expect(Mistake("your-own", ["message": "no {muons} left"]).sentences == "no {muons} left")
    #expect(Mistake("made-up-by-a-host", ["message": "Not today."]).sentences == "Not today.")
    #expect(Mistake("made-up-by-a-host").sentences == "Something went wrong here.")
  }

  @Test func slotsCannotSteerATerminal() {
    let name = "a\u{1B}[31m\nb" + String(repeating: "x", count: 500)
    let text = Mistake("unknown-name", ["name": name]).sentences
    #expect(!text.contains("\u{1B}"))
    #expect(!text.contains("\n"))
    #expect(text.count < 250)
  }
}
