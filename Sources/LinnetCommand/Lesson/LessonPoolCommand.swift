import ArgumentParser
import Linnet
import LinnetLesson

/// `linnet lesson pool`: everyone's number in one histogram.
struct LessonPoolCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pool",
    abstract: "Draw everyone's number for one question: the histogram of the class.",
    discussion: """
      Nobody is named. Numbers that lie far away are counted, and left out of the picture.

      linnet lesson pool mz handed-in -o pool.svg
      """)

  @ArgumentParser.Argument(help: "The name of the question in the lesson.") var id: String
  @ArgumentParser.Argument(help: "The folder with the results, or result files.") var folder:
    [String]
  @Option(
    name: .customShort("o"),
    help: ArgumentHelp("Where the picture goes, as SVG.", valueName: "pool.svg"))
  var output: String?
  @Option(help: ArgumentHelp("How many bins there are.", valueName: "count")) var bins: Int?
  @Flag(help: "No colour and no tricks with the cursor.") var plain = false

  func validate() throws {
    if let bins, bins < 1 || bins > 1000 {
      throw ValidationError("--bins takes a count from 1 to 1000.")
    }
  }

  func run() throws {
    let status = ClassFiles.run(plain: plain) { files throws(ClassFiles.Problem) in
      try pool(files)
    }
    throw ExitCode(status)
  }

  private func pool(_ files: ClassFiles) throws(ClassFiles.Problem) {
    let found = try files.read(folder)
    let roll = ClassRoll(found.handIns, remarks: found.remarks)
    files.say(roll.remarks)
    guard roll.tasks.contains(id) else {
      throw .said(ClassRemark("pool-unknown", ["id": id, "ids": roll.shownTasks()]).text())
    }
    let kinds = roll.students.compactMap { $0.task(id)?.kind }
    guard kinds.contains(where: { ClassPool.isPooled($0) }) else {
      throw .said(ClassRemark("pool-kind", ["id": id]).text())
    }
    let pool = ClassPool(id, roll)
    let picture: Picture?
    do throws(Mistake) { picture = try pool.picture(bins: bins) } catch {
      throw .said(error.sentences)
    }
    if let picture {
      let display = Display(terminal: files.output.terminal, isInteractive: false)
      files.output.show(display.picture(picture))
    }
    files.output.show(pool.sentences().joined(separator: " "))
    guard let output else { return }
    guard let picture else { throw .said("So there is no picture to write.") }
    try files.write(Array(SVG.render(picture).utf8), to: output, "The picture")
  }
}
