import Glibc
import Linnet
import LinnetHost
import LinnetLesson

/// How a guided lesson is begun.
struct GuideOptions {
  /// The screen.
  var run = RunOptions()
  /// Keep the progress beside the lesson, on a memory stick say.
  var isHere = false
  /// Put times into what is handed in.
  var keepsTimes = false
  /// What the student is called; nil to be asked.
  var nickname: String?
  /// The language of the lesson; nil for that of this computer, where the lesson has it.
  var language: String?
}

extension Guide {
  /// Gives a lesson to the person at this process's terminal; answers with the exit status.
  static func start(_ path: String, _ text: [UInt8], _ options: GuideOptions) -> Int32 {
    let laid = LessonLanguage.lay(
      String(decoding: text, as: UTF8.self), path: path, name: path, wish: options.language)
    let lesson = Lesson(laid.document)
    let folder = FileBytes.folder(of: path)
    let repl = Repl(options.run)
    repl.display.main = path
    repl.host.begin(lesson, in: folder)
    if let remark = laid.remark { repl.say(remark) }
    guard !lesson.steps.isEmpty else {
      repl.say("`\(path)` has no steps yet.")
      return ExitStatus.mistake
    }
    let place = ProgressFile.path(of: lesson, beside: options.isHere ? folder : nil)
    var file: ProgressFile?
    do throws(ProgressFile.Trouble) {
      file = try ProgressFile(place)
    } catch {
      switch error {
      case .busy:
        repl.say(LessonWords.english.say("guide-busy"))
        return ExitStatus.mistake
      case .closed(let path, let why):
        repl.say(LessonWords.english.say("guide-no-progress", ["path": path, "why": why]))
      }
    }
    let world = FolderHost(root: folder, access: .read, isConfined: false, interrupt: repl.stop)
    var isLost = file == nil
    let desk = LessonDesk(
      lesson, world: world, log: file?.log ?? LessonLog(), interrupt: repl.stop
    ) { line in
      guard !isLost, let why = file?.add(line) else { return }
      isLost = true
      repl.say(LessonWords.english.say("guide-lost", ["path": place, "why": why]))
    }
    desk.clock = { Clock.stamp() }
    desk.limits.deadline = 20
    let guide = Guide(repl, desk, path: path)
    guide.keepsTimes = options.keepsTimes
    repl.guide = guide
    repl.host.mayReplace = { path, there in desk.hasWritten(path, there) }
    repl.host.wrote = { path, bytes in desk.wrote(path, bytes) }
    return guide.give(nickname: options.nickname)
  }

  /// Gives the lesson from where the student was.
  private func give(nickname: String?) -> Int32 {
    if desk.log.events.isEmpty {
      var name = nickname
      if name == nil {
        show(words.say("guide-nickname-why"))
        if case .line(let line) = repl.editor.line(
          prompt: words.say("guide-nickname") + " ", start: "")
        {
          name = line.trimmedSpaces
        }
      }
      desk.begin(nickname: String((name ?? "").prefix(40)))
      if let seed = lesson.seed { _ = try? repl.session.run("seed \(seed)") }
    }
    begin()
    if case .begin = stop { showStatus() }
    let status = repl.run()
    if !desk.state.isFinished {
      show(words.say("guide-bye", ["path": path]))
      repl.output.flush()
    }
    return status
  }
}

extension Clock {
  /// The time as `2026-11-29T21:40:12Z`.
  static func stamp() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T"
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
