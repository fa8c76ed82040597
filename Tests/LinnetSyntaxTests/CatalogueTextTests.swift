import Foundation
import LinnetEnglish
import LinnetSyntax
import Testing

/// The texts of the catalogue: all of them is read, and another language may take their place.
@Suite struct CatalogueTextTests {
  /// An entry as its text would be written.
  private static func written(_ entry: Catalogue.Entry, samplesInOrderOf text: String) -> String {
    var marks: [String] = []
    if entry.kind == .note { marks.append("note") }
    if entry.isFoundByReading { marks.append("while reading") }
    let tail = marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))"
    var parts = ["# \(entry.code.text)\(tail)"]
    parts.append(entry.wordings.map { "- \($0)" }.joined(separator: "\n"))
    parts.append(entry.explanation)
    let samples = entry.samples.map { "{\($0)} = \($1)" }
      .sorted {
        text.range(of: $0)?.lowerBound ?? text.endIndex < text.range(of: $1)?.lowerBound
          ?? text.endIndex
      }
    if !samples.isEmpty { parts.append(samples.joined(separator: "\n")) }
    func program(_ title: String, _ text: String) {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "    \($0)" }
      parts.append("\(title):\n\n\(lines.joined(separator: "\n"))")
    }
    for (name, text) in entry.files.sorted(by: { $0.key < $1.key }) {
      program("File `\(name)`", String(text.dropLast()))
    }
    if !entry.bad.isEmpty { program("Not like this", entry.bad) }
    if !entry.mended.isEmpty { program("Like this", entry.mended) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  @Test func everyLineOfTheTextsIsRead() {
    for bytes in English.mistakes {
      let text = String(decoding: bytes, as: UTF8.self)
      let sections = text.components(separatedBy: "\n# ").enumerated()
        .map { $0 == 0 ? $1 : "# " + $1 }
      let entries = Catalogue([bytes]).entries
      #expect(entries.count == sections.count)
      for (entry, section) in zip(entries, sections) {
        let end = section.hasSuffix("\n") ? section : section + "\n"
        #expect(Self.written(entry, samplesInOrderOf: section) == end)
      }
    }
  }

  /// The files beside the sources are those that are embedded.
  @Test func everyFileIsEmbedded() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/LinnetEnglish/Mistakes")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let texts = try files.map { try [UInt8](Data(contentsOf: folder.appending(path: $0))) }
    #expect(Set(texts) == Set(English.mistakes))
    #expect(files.count == English.mistakes.count)
  }

  @Test func anotherLanguageStandsBeforeEnglish() {
    let german = """
      # unknown-column

      - Es gibt keine Spalte `{name}`. Meinst du `{near}`?
      - Es gibt keine Spalte `{name}`.

      Spalten heißen so wie in der ersten Zeile der Datei.

      {name} = ptt1

      Not like this:

          d then keep ptt1 > 1

          d then keep ptt2 > 1

      """
    let catalogue = Catalogue([Array(german.utf8)], over: .standard)
    let mistake = Mistake("unknown-column", ["name": "ptt1", "near": "pt1"])
    #expect(
      mistake.sentences(from: catalogue) == "Es gibt keine Spalte `ptt1`. Meinst du `pt1`?")
    #expect(mistake.sentences == "There is no column `ptt1`. Did you mean `pt1`?")
    #expect(
      catalogue.entry("unknown-column")?.bad == "d then keep ptt1 > 1\n\nd then keep ptt2 > 1")
    #expect(catalogue.codes.count == Catalogue.standard.codes.count)
    #expect(
      Mistake("divide-by-zero", ["left": "1"]).sentences(from: catalogue)
        == Mistake("divide-by-zero", ["left": "1"]).sentences)
  }
}
