import Linnet
import LinnetHost
import LinnetLesson

/// The world of a lesson that a tool runs: its files can be read, what it writes stays in memory, nobody is asked.
final class QuietHost: PassingHost {
  /// Gets what is shown.
  var show: (Event) -> Void = { _ in }
  private var written: [(path: String, bytes: [UInt8])] = []

  /// The world of a lesson that lies in a folder.
  init(_ lesson: Lesson, folder: String) {
    super.init(
      over: LessonHost(lesson.document, over: FolderHost(root: folder, access: .read)))
  }

  override func read(_ path: String) throws(Mistake) -> [UInt8] {
    if let file = written.last(where: { $0.path == path }) { return file.bytes }
    return try super.read(path)
  }

  override func write(_ bytes: [UInt8], to path: String) throws(Mistake) {
    written.append((path, bytes))
  }

  override func source(_ path: String) -> ByteSource? {
    written.contains { $0.path == path } ? nil : super.source(path)
  }

  override func ask(_ question: String) -> String? { nil }

  override func control(_ control: Control) -> Control.Setting? { nil }

  override func wait(seconds: Double) {}

  override func receive(_ event: Event) { show(event) }
}

/// Runs the code of a lesson from top to bottom, solutions in place of starters.
struct LessonRun {
  /// What a cell did.
  struct Deed {
    var cell: LessonDocument.Cell
    /// What it showed, in order.
    var events: [Event] = []
    /// What stopped it.
    var mistake: Mistake?
  }

  /// Runs all cells; ends with the first that stops.
  static func deeds(of lesson: Lesson, folder: String) -> [Deed] {
    let host = QuietHost(lesson, folder: folder)
    let session = Engine(limits: .lesson).session(host: host)
    var deeds: [Deed] = []
    if let seed = lesson.seed { _ = try? session.run("seed \(seed)") }
    for cell in lesson.program {
      var events: [Event] = []
      var deed = Deed(cell: cell)
      host.show = { events.append($0) }
      let program = session.read(lesson.document.source(cell))
      deed.mistake = program.mistakes.first
      if deed.mistake == nil {
        do throws(Mistake) { try session.run(program) } catch { deed.mistake = error }
      }
      deed.events = events
      deeds.append(deed)
      if deed.mistake != nil { break }
    }
    return deeds
  }
}
