import Foundation
import Linnet
import LinnetSyntax
import Testing

@testable import LinnetRuntime

/// What is known about a format of files stands in its row of the table, and nowhere else.
@Suite struct FileFormatTests {
  /// Where endings may stand: the table, the packings, the words behind the fences of a lesson, the tags of pages,
  /// what a file in a phrase is called; the kinds of pictures and of cells that messages name; what lessons leave behind.
  private static let lists = [
    "LinnetRuntime/Files/FileFormat+Rows.swift", "LinnetData/Reading/Codec.swift",
    "LinnetLesson/Document/LessonReader.swift", "LinnetData/Reading/ForeignFile+Text.swift",
    "LinnetSyntax/Phrases/PhraseFilling.swift", "LinnetCommand/Page/PagePicture.swift",
    "LinnetCommand/Lesson/LessonNotebook.swift", "LinnetWeb/PageHost.swift",
    "LinnetWeb/PageConversation.swift", "LinnetCommand/Guide/Guide+Ends.swift",
    "LinnetCommand/Page/PublishCommand.swift", "LinnetLesson/Classroom/HandIn.swift",
  ]

  private static let endings = Set(FileFormat.all.flatMap(\.endings) + Codec.fileEndings)

  // MARK: One table

  @Test func noSecondListOfEndingsExists() throws {
    let files = try SourceTexts.all()
    #expect(files.count > 300)
    for (path, text) in files where !Self.lists.contains(path) {
      for word in text.matches(of: /"(\.?[A-Za-z0-9]+)"/) {
        let ending = String(word.1)
        #expect(
          !Self.endings.contains(ending) && !Self.endings.contains("." + ending),
          "\(path) knows the ending \(word.0) by itself")
      }
    }
  }

  @Test func everyRowIsWhole() {
    var endings: Set<String> = []
    var marks: [[UInt8]] = []
    var names: Set<String> = []
    for format in FileFormat.all {
      #expect(names.insert(format.name).inserted, "\(format.name) has two rows")
      #expect(!format.endings.isEmpty, "\(format.name)")
      for ending in format.endings {
        #expect(endings.insert(ending).inserted, "\(ending) is in two rows")
        #expect(ending.hasPrefix(".") && ending == ending.lowercased(), "\(ending)")
        #expect(!Codec.fileEndings.contains(ending), "\(ending) is one of a packing")
      }
      for mark in format.marks {
        #expect(mark.count > 3)
        #expect(
          !marks.contains { $0.starts(with: mark) || mark.starts(with: $0) }, "\(format.name)")
        #expect(Codec(firstBytesOf: mark) == nil, "\(format.name)")
        marks.append(mark)
      }
      let writing = format.writing
      #expect(
        format.isLoaded || writing.table != nil || writing.picture != nil,
        "\(format.name) is neither read nor written")
      // Where a mark is needed there has to be one, or the format is only written.
      if format.trust == .needsMark, format.reading != nil { #expect(!format.marks.isEmpty) }
    }
  }

  @Test func messagesNameEveryFormat() {
    for format in FileFormat.all {
      let ending = format.endings[0]
      #expect(FileFormat.readNames.contains(format.name) == (format.reading != nil))
      #expect(FileFormat.tableEndings.contains(ending) == (format.writing.table != nil))
      #expect(FileFormat.pictureEndings.contains("`\(ending)`") == (format.writing.picture != nil))
    }
    let failed = Saved()
    #expect(failed.run("save [1], \"z.xyz\"")?.sentences.contains(FileFormat.tableEndings) == true)
    #expect(
      failed.run("save histogram([1]), \"z.xyz\"")?.sentences
        .contains(FileFormat.histogramEndings) == true)
    failed.files["z.root"] = Array("root".utf8)
    #expect(failed.run("d = load \"z.root\"")?.sentences.contains(FileFormat.readNames) == true)
  }

  // MARK: Finding the format

  @Test func endingsCountWithoutRegardToCapitals() {
    #expect(FileFormat.named("A.CSV")?.name == "CSV")
    #expect(FileFormat.named("runs.2/a.Parquet")?.name == "Parquet")
    #expect(FileFormat.named("csv") == nil && FileFormat.named("a.csv.gz") == nil)
    #expect(FileFormat.unpacked("a.Json.GZ")?.name == "JSON")
    #expect(FileFormat.of("a.JSONL", []).name == "JSON lines")
    #expect(FileFormat.of("a", []).name == "CSV")
    #expect(FileFormat.isData("A.ZST") && !FileFormat.isData("a.linnet"))
    #expect(FileFormat.isLoaded(ending: "Csv") && FileFormat.isLoaded(ending: "gz"))
    #expect(!FileFormat.isLoaded(ending: "svg") && !FileFormat.isLoaded(ending: ""))
    #expect(!FileFormat.isData("notes.txt") && !FileFormat.isData("z.svg"))
  }

  @Test func marksCountMoreThanEndings() {
    for format in FileFormat.all {
      for mark in format.marks {
        #expect(FileFormat.of("a.csv", mark + [0, 0]).name == format.name)
      }
    }
    // A text that somebody named after a workbook is still a text.
    #expect(FileFormat.of("marks.xlsx", Array("a,b\n".utf8)).name == "CSV")
  }

  @Test func theReaderKnowsTheNamesOfFilesOfData() {
    for format in FileFormat.all where format.isLoaded {
      for ending in format.endings {
        let mistake = Saved().run("d = load marks\(ending)")
        #expect(mistake?.code.text == "file-in-quotes", "\(ending)")
      }
    }
    #expect(Saved().run("d = load marks.csv.gz")?.code.text == "file-in-quotes")
  }

  // MARK: There and back

  @Test func whatIsWrittenReadsAsTheSameTable() throws {
    let table = """
      d = dataset(x: [1.5, missing, -2e-7], n: [3, 4, missing], w: ["a, b", "c|d \\"e\\"", missing],
      ok: [true, missing, false], day: [date("2026-11-22"), date("1969-07-20"), missing])
      """
    for format in FileFormat.all where format.writing.table != nil && format.reading != nil {
      for ending in format.endings {
        let world = Saved()
        let mistake = world.run(
          """
          \(table)
          save d, "t\(ending)"
          e = load "t\(ending)"
          show d
          show e
          """)
        #expect(mistake == nil, "\(ending): \(mistake?.rendered() ?? "")")
        #expect(world.shown.count == 2 && world.shown.first == world.shown.last, "\(ending)")
      }
    }
  }

  @Test func oneTableLeavesNothingToChoose() {
    for format in FileFormat.all where format.writing.table != nil && format.reading != nil {
      let ending = format.endings[0]
      let program = "save dataset(x: [1]), \"t\(ending)\"\nd = load \"t\(ending)\", table: \"t\""
      #expect(Saved().run(program)?.code.text == "only-table", "\(ending)")
    }
  }

  /// A host that keeps files in memory and what was shown.
  private final class Saved: LinnetRuntime.Host {
    var files: [String: [UInt8]] = [:]
    var shown: [String] = []

    override func read(_ path: String) throws(Mistake) -> [UInt8] {
      guard let bytes = files[path] else { throw Mistake("no-such-file", ["name": path]) }
      return bytes
    }

    override func write(_ bytes: [UInt8], to path: String) throws(Mistake) { files[path] = bytes }

    override func receive(_ event: Event) {
      if case .table(_, let text) = event { shown.append(text) }
    }

    /// Runs a program in this world; gives what was wrong with it.
    func run(_ program: String) -> Mistake? {
      do throws(Mistake) {
        try Engine().session(host: self).run(program)
        return nil
      } catch { return error }
    }
  }
}
