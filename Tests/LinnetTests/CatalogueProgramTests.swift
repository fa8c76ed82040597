import Foundation
import Linnet
import LinnetHost
import Testing

/// Every program of the catalogue is run: the wrong one gives its code, the mended one does not.
@Suite struct CatalogueProgramTests {
  /// What a run said.
  private struct Said {
    var codes: [String] = []
    var mistake: Mistake?
  }

  /// Limits that end what would not end, as a host with limits would.
  private static let limits = Limits(
    steps: 20_000_000, memory: 64 << 20, callDepth: 2000, listLength: 100_000_000)

  /// Hosts with other limits, for the codes of limits.
  private static let otherLimits: [String: Limits] = [
    "out-of-time": Limits(deadline: 0.1), "too-many-steps": Limits(steps: 100_000),
    "too-long": Limits(listLength: 1_000_000),
  ]

  /// Entries that no short program shows, and why.
  ///
  /// Each of them is named in a test of its own room.
  private static let notShown: [String: String] = [
    "equals-needs-two": "the reader takes `=` in a question as `==` before",
    "order-in-groups": "the reader takes an order only after `sort by`",
    "different-kinds": "said by the columns' own room; programs get `cannot-calculate`",
    "needs-kind": "said by the columns' own room; programs get `wrong-kind`",
  ]

  /// A folder with the files of an entry.
  private func folder(_ entry: Catalogue.Entry) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("linnet-catalogue-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in entry.files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    return folder.path
  }

  private func run(_ program: String, _ entry: Catalogue.Entry) throws -> Said {
    let folder = try folder(entry)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var said = Said()
    let engine = Engine(limits: Self.otherLimits[entry.code.text] ?? Self.limits)
    let host = FolderHost(root: folder, access: .readWrite)
    let session = engine.session(host: host) { event in
      if case .note(let note) = event { said.codes.append(note.code.text) }
    }
    session.runsOneProgram = true
    do {
      try session.run(program)
    } catch {
      said.mistake = error
      said.codes.append(error.code.text)
    }
    return said
  }

  @Test(arguments: Catalogue.standard.entries.filter { !$0.bad.isEmpty }.map(\.code.text))
  func theWrongProgramGivesItsCode(_ code: String) throws {
    let entry = try #require(Catalogue.standard.entry(MistakeCode(code)))
    let said = try run(entry.bad, entry)
    #expect(
      said.codes.contains(code),
      "\(code): \(entry.bad) says \(said.codes) \(said.mistake?.rendered() ?? "")")
    switch entry.kind {
    case .mistake: #expect(said.mistake?.code.text == code)
    case .note: #expect(said.mistake == nil, "\(code): \(said.mistake?.rendered() ?? "")")
    }
  }

  @Test(
    arguments: Catalogue.standard.entries.filter { !$0.mended.isEmpty && !$0.bad.isEmpty }.map(
      \.code.text))
  func theMendedProgramRuns(_ code: String) throws {
    let entry = try #require(Catalogue.standard.entry(MistakeCode(code)))
    let said = try run(entry.mended, entry)
    #expect(said.mistake == nil, "\(code): \(said.mistake?.rendered() ?? "")")
    #expect(!said.codes.contains(code), "\(code): \(entry.mended)")
  }

  /// What a mistake proposes to write is written, and then the program runs further.
  @Test(arguments: Catalogue.standard.entries.filter { !$0.bad.isEmpty }.map(\.code.text))
  func suggestionsWorkWhenTyped(_ code: String) throws {
    let entry = try #require(Catalogue.standard.entry(MistakeCode(code)))
    let said = try run(entry.bad, entry)
    guard let mistake = said.mistake, let suggestion = mistake.suggestion else { return }
    let bytes = Array(entry.bad.utf8)
    let (start, end) = (Int(suggestion.span.start), Int(suggestion.span.end))
    guard start <= end, end <= bytes.count else {
      Issue.record("\(code) proposes to change what is not there")
      return
    }
    let text = String(
      decoding: bytes[..<start] + Array(suggestion.replacement.utf8) + bytes[end...],
      as: UTF8.self)
    let again = try run(text, entry)
    if let next = again.mistake {
      // Another mistake may follow, but further down and not the same.
      #expect(next.code != mistake.code, "\(code): \(text)\n\(next.rendered())")
      #expect(!entry.isFoundByReading, "\(code): \(text)\n\(next.rendered())")
    }
  }

  /// An entry without a program is named in a test, or stands in the list with its reason.
  @Test func everyEntryIsShownSomewhere() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    var words = ""
    let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard ["swift", "linnet", "expected"].contains(file.pathExtension),
        file.path != #filePath, let text = try? String(contentsOf: file, encoding: .utf8)
      else { continue }
      words += text + "\n"
    }
    let named = Set(words.matches(of: /[a-z][a-z0-9]*(?:-[a-z0-9]+)+/).map { String($0.output) })
    for entry in Catalogue.standard.entries
    where entry.bad.isEmpty && Self.notShown[entry.code.text] == nil {
      // A word without a hyphen stands in quotes or behind the mark of a mistake.
      let code = entry.code.text
      let isNamed =
        code.contains("-")
        ? named.contains(code)
        : words.contains("\"\(code)\"") || words.contains("!! \(code)")
          || words.contains("(explain \(code))")
      #expect(isNamed || Self.shownBelow.contains(code), "\(code) is named in no test")
    }
  }

  // MARK: What needs a world of its own

  private static let shownBelow: Set = [
    "no-databases", "program-too-long", "too-many-names", "not-a-table", "files-not-allowed",
    "outside-folder",
  ]

  private func code(_ program: String, limits: Limits = limits, host: LinnetRuntime.Host)
    -> String?
  {
    do {
      try Engine(limits: limits).session(host: host).run(program)
      return nil
    } catch {
      return error.code.text
    }
  }

  /// A host with one file.
  private final class OneFile: LinnetRuntime.Host {
    let bytes: [UInt8]
    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      super.init()
    }
    override func read(_ path: String) throws(Mistake) -> [UInt8] { bytes }
  }

  @Test func hostsAndLimitsOfTheirOwn() {
    let database = Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0, count: 100)
    #expect(code("d = load \"z.sqlite\"", host: OneFile(database)) == "no-databases")
    #expect(code("d = load \"z.csv\"", host: OneFile(Array("a\0b\n1\n".utf8))) == "not-a-table")
    #expect(code("d = load \"z.csv\"", host: LinnetRuntime.Host()) == "files-not-allowed")
    #expect(code("save [1], \"z.csv\"", host: LinnetRuntime.Host()) == "files-not-allowed")
    #expect(code("d = load \"../z.csv\"", host: FolderHost(root: "/tmp")) == "outside-folder")
    let short = Limits(sourceSize: 30)
    #expect(
      code(String(repeating: "x = 1\n", count: 9), limits: short, host: OneFile([]))
        == "program-too-long")
    #expect(
      code(
        "use \"a.linnet\"", limits: short, host: OneFile(Array(repeating: 0x23, count: 99)))
        == "program-too-long")
    let many = (0..<20_000).map { "x\($0) = 1\n" }.joined()
    #expect(code(many, host: LinnetRuntime.Host()) == "too-many-names")
  }
}
