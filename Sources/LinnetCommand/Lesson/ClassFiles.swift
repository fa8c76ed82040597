import ArgumentParser
import Glibc
import Linnet
import LinnetHost
import LinnetLesson

/// Finds and reads what a class handed in, and writes what comes of it.
struct ClassFiles {
  let output: Output
  let interrupt: Interrupt

  /// Folders inside folders, at most.
  private static let deepest = 32
  /// How many remarks go to the screen.
  private static let mostRemarks = 40

  /// What was found.
  struct Found {
    var handIns: [HandIn] = []
    var remarks: [ClassRemark] = []
    /// How many files were looked at.
    var count = 0
  }

  /// Why the command ends early.
  enum Problem: Error {
    /// Stopped with Ctrl-C.
    case stopped
    /// In a whole sentence.
    case said(String)
  }

  /// Reads all results in folders and below, or the files that are named; with a lesson, logs of progress too.
  func read(_ places: [String], lesson: Lesson? = nil) throws(Problem) -> Found {
    var files: [(path: String, name: String)] = []
    for place in places {
      var information = stat()
      guard stat(place, &information) == 0 else {
        throw .said("There is no folder `\(place)`.")
      }
      if information.st_mode & S_IFMT == S_IFDIR {
        let prefix = places.count > 1 ? place : ""
        collect(place, prefix, withLogs: lesson != nil, depth: 0, into: &files)
      } else {
        files.append((place, place))
      }
    }
    var found = Found()
    for (done, file) in files.enumerated() {
      if interrupt.isTripped { throw .stopped }
      output.progress?.say("reading results", done: done, total: files.count)
      found.count += 1
      take(file, lesson, into: &found)
    }
    guard found.count > 0 else {
      let place = places.first ?? "."
      throw .said("There are no results in `\(place)`. Their names end in `.result`.")
    }
    return found
  }

  private func take(
    _ file: (path: String, name: String), _ lesson: Lesson?, into found: inout Found
  ) {
    var information = stat()
    // A pipe would be waited for.
    if stat(file.path, &information) == 0, information.st_mode & S_IFMT != S_IFREG {
      found.remarks.append(ClassRemark("file-other", ["file": file.name]))
      return
    }
    switch FileBytes.read(file.path, limit: HandIn.largestFile) {
    case .success(let bytes):
      switch HandIn.read(bytes, file: file.name, lesson: lesson) {
      case .handIn(let handIn): found.handIns.append(handIn)
      case .remark(let remark): found.remarks.append(remark)
      }
    case .failure(.tooLarge): found.remarks.append(ClassRemark("file-huge", ["file": file.name]))
    case .failure(let problem):
      found.remarks.append(
        ClassRemark("file-unread", ["file": file.name, "why": problem.reason]))
    }
  }

  /// Hidden names are passed over, and folders behind links, which could lead in a circle.
  private func collect(
    _ folder: String, _ prefix: String, withLogs: Bool, depth: Int,
    into files: inout [(path: String, name: String)]
  ) {
    guard depth < ClassFiles.deepest else { return }
    for name in FileBytes.names(in: folder) where !name.hasPrefix(".") {
      let path = FileBytes.join(folder, name)
      let shown = prefix.isEmpty ? name : FileBytes.join(prefix, name)
      var information = stat()
      if lstat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR {
        collect(path, shown, withLogs: withLogs, depth: depth + 1, into: &files)
      } else if HandIn.isResult(name) || withLogs && HandIn.isLog(name) {
        files.append((path, shown))
      }
    }
  }

  /// Reads a lesson; what is wrong in it ends the command.
  func lesson(_ path: String) throws(Problem) -> Lesson {
    let lesson: Lesson
    do {
      lesson = try LessonFile(path).lesson
    } catch {
      throw .said((error as? ValidationError)?.message ?? "I cannot read `\(path)`.")
    }
    if let problem = lesson.problems.first(where: { !$0.isWarning }) {
      throw .said("`\(path)`, line \(problem.line): \(problem.text())")
    }
    return lesson
  }

  /// Writes a file and says so; what was there before, perhaps with a teacher's own remarks, is kept beside it.
  func write(_ bytes: [UInt8], to path: String, _ what: String) throws(Problem) {
    var before = ""
    var information = stat()
    if lstat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG,
      case .success(let old) = FileBytes.read(path), old != bytes, !old.isEmpty
    {
      let kept = ClassFiles.pathOfOld(path)
      if case .failure(let problem) = FileBytes.write(old, to: kept) {
        throw .said("I cannot write `\(kept)`: \(problem.reason).")
      }
      before = "; the one before is in \(kept)"
    }
    switch FileBytes.write(bytes, to: path) {
    case .success: output.say("\(what) is in \(path)\(before).")
    case .failure(let problem): throw .said("I cannot write `\(path)`: \(problem.reason).")
    }
  }

  /// `grades.csv` gives `grades-before.csv`.
  static func pathOfOld(_ path: String) -> String {
    let name = FileBytes.name(of: path)
    let folder = path.dropLast(name.count)
    guard let point = name.lastIndex(of: "."), point != name.startIndex else {
      return path + "-before"
    }
    return folder + name[..<point] + "-before" + name[point...]
  }

  /// Says the remarks, the first of many.
  func say(_ remarks: [ClassRemark], wherever page: String? = nil) {
    guard !remarks.isEmpty else { return }
    output.say("")
    for remark in remarks.prefix(ClassFiles.mostRemarks) { output.say(line(remark.text())) }
    if remarks.count > ClassFiles.mostRemarks {
      let rest = remarks.count - ClassFiles.mostRemarks
      output.say("… and \(rest) more remarks" + (page.map { "; all are in \($0)." } ?? "."))
    }
  }

  private func line(_ text: String) -> String {
    let terminal = output.terminal
    guard terminal.isErrorTerminal, !terminal.isPlain else { return text }
    return TextWrap.fit(text, columns: terminal.size.columns, indent: 2)
  }

  /// Does the work of a command, with a progress line and Ctrl-C, and answers with the exit status.
  static func run(plain: Bool, _ body: (ClassFiles) throws(Problem) -> Void) -> Int32 {
    let interrupt = Interrupt()
    let output = Output(Terminal(plain: plain))
    let signals = Signals(interrupt: interrupt, progress: output.progress, patience: 1)
    output.isStopped = { interrupt.isTripped }
    output.progress?.start()
    defer {
      output.flush()
      output.progress?.stop()
      withExtendedLifetime(signals) {}
    }
    do throws(Problem) {
      try body(ClassFiles(output: output, interrupt: interrupt))
      return ExitStatus.fine
    } catch {
      output.progress?.stop()
      switch error {
      case .stopped:
        output.say("Stopped. Nothing was written.")
        return ExitStatus.stopped
      case .said(let sentence):
        output.say("linnet: " + sentence)
        return ExitStatus.mistake
      }
    }
  }
}
