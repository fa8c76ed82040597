import LinnetRuntime
import Testing

@testable import Linnet

/// Help on words and options: everything it shows can be typed.
@Suite struct HelpTests {
  /// A host with files that are kept in memory.
  private final class Shelf: Host {
    private var files: [String: [UInt8]] = [:]
    override func read(_ path: String) throws(Mistake) -> [UInt8] {
      guard let bytes = files[path] else { throw Mistake("no-such-file", ["name": path]) }
      return bytes
    }
    override func write(_ bytes: [UInt8], to path: String) throws(Mistake) { files[path] = bytes }
    override func ask(_ question: String) -> String? { "Ada" }
  }

  private func run(_ example: String, of word: String) {
    let session = Engine().session(host: Shelf())
    do throws(Mistake) {
      let outcome = try session.run(example)
      let parts = example.split(separator: "\n").last?.split(separator: "# => ") ?? []
      if parts.count == 2 {
        #expect(outcome.lastText == String(parts[1]), "? \(word): \(example)")
      }
    } catch {
      Issue.record("? \(word): \(example): \(error.code.text)")
    }
  }

  @Test func examplesOfWordsRun() throws {
    for word in Help.words {
      let help = try #require(Help.of(word.word), "\(word.word)")
      for example in help.examples { run(example, of: word.word) }
    }
  }

  @Test func everyOptionIsExplainedWithAnExample() throws {
    #expect(Help.optionNames.count > 30)
    for name in Help.optionNames {
      let help = try #require(Help.of(name), "\(name)")
      #expect(help.summary.contains(name) || help.usage.contains(name) || !help.uses.isEmpty)
      #expect(!help.examples.isEmpty, "\(name)")
      for example in help.examples { run(example, of: name) }
      let uses = Help.uses(ofOption: name)
      #expect(!uses.isEmpty)
      // Each option of a picture, a histogram or a step is shown in use.
      for use in uses where use.words != ["load"] {
        #expect(use.example.contains("\(name): "), "\(name) of \(use.words)")
        run(use.example, of: name)
      }
    }
  }

  @Test func optionsAreFoundAsTheyAreWritten() {
    #expect(Help.of("scale:")?.family == "options")
    #expect(Help.of("scale")?.uses.count == 2)
    #expect(Help.of("kind")?.summary.hasPrefix("An option of join: which rows stay") == true)
    #expect(Help.of("by")?.summary.contains("Steps that take it: add, ") == true)
    #expect(Help.of("missing")?.uses.first?.hasPrefix("load: ") == true)
    #expect(Help.of("no_such_word") == nil)
  }

  /// Those who ask for a step, a picture or a statistic have a dataset before them.
  @Test func examplesAreAboutDatasets() {
    for verb in Library.verbs {
      #expect(Help.of(verb.name)?.examples.first?.contains("dataset(") == true, "\(verb.name)")
    }
    for word in ["scatter", "line", "area_chart", "bar", "box", "plot", "mean", "stdev", "max"] {
      #expect(Help.of(word)?.examples.contains { $0.contains("dataset(") } == true, "\(word)")
    }
  }

  @Test func everyOptionOfPlotAndLoadIsTold() {
    for word in ["plot", "load"] {
      let told = Help.of(word)?.options.map(\.name) ?? []
      let native = Library.natives.first { $0.name == word }
      let all = native?.inputs.filter(\.isOption).map(\.name) ?? []
      #expect(Set(told).isSuperset(of: all), "\(word)")
      let text = Help.of(word)?.text() ?? ""
      for name in all { #expect(text.contains("  \(name):"), "\(word) \(name)") }
    }
  }

  @Test func declaredValuesAreTaken() {
    // What Tab offers for an option has to be taken by it.
    let call = [
      "load": "save dataset(x: [1, 2]), \"a.csv\"\nload \"a.csv\", ",
      "join": "d = dataset(id: [1])\nd then join d by id, ",
      "histogram": "histogram([1, 10], bins: 2, from: 1, to: 10, ",
    ]
    for native in Library.natives {
      for input in native.inputs {
        for value in input.values {
          if native.name == "load", input.name == "decimal", value == "," { continue }
          let begin =
            call[native.name] ?? (native.name == "plot" ? "plot histogram([1, 2]), " : nil)
          guard let begin else { continue }
          let end = native.name == "histogram" ? ")" : ""
          run("\(begin)\(input.name): \"\(value)\"\(end)", of: native.name)
        }
      }
    }
    for verb in Library.verbs where verb.name == "join" {
      for value in verb.options.flatMap(\.values) {
        run("\(call["join"] ?? "")kind: \"\(value)\"", of: "join")
      }
    }
  }
}
