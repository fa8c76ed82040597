import ArgumentParser
import Linnet
import LinnetHost
import LinnetLesson

/// `linnet lesson grade`: marks what was handed in again, with the teacher's copy.
struct LessonGradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Mark what was handed in again, with the checks of your own copy.",
    discussion: """
      Every answer is marked in a fresh engine with limits of time and memory; it sees the lesson's data and \
      nothing else, and writes nothing. What differs from what a result says is told. Logs of progress \
      (.progress, .jsonl) count too.

      linnet lesson grade z-boson.lesson handed-in -o grades.csv
      """)

  @ArgumentParser.Argument(help: "Your own copy of the lesson, with all its checks.") var lesson:
    String
  @ArgumentParser.Argument(help: "The folder with the results, or result files.") var folder:
    [String]
  @OptionGroup var gradebook: GradebookOptions

  func run() throws {
    let status = ClassFiles.run(plain: gradebook.plain) { files throws(ClassFiles.Problem) in
      try grade(files)
    }
    throw ExitCode(status)
  }

  private func grade(_ files: ClassFiles) throws(ClassFiles.Problem) {
    let lesson = try files.lesson(lesson)
    let found = try files.read(folder, lesson: lesson)
    var roll = ClassRoll(found.handIns, lesson: lesson.id, remarks: found.remarks)
    guard !roll.students.isEmpty else {
      files.say(roll.remarks)
      throw .said("None of the \(found.count) files is a result of `\(lesson.id)`.")
    }
    let host = FolderHost(
      root: FileBytes.folder(of: self.lesson), access: .read, isConfined: true,
      interrupt: files.interrupt)
    let regrader = Regrader(
      lesson, world: GradingHost(over: host), interrupt: files.interrupt)
    var remarks = roll.remarks
    for place in roll.students.indices {
      let student = roll.students[place]
      files.output.progress?.say("marking \(student.name)", done: place, total: roll.students.count)
      guard let graded = regrader.grade(student.result, name: student.name) else { throw .stopped }
      roll.students[place].result = graded.result
      roll.students[place].remarks += graded.short
      remarks += graded.remarks
    }
    for line in ClassTable.lines(roll, ClassStatistics(roll)) { files.output.show(line) }
    files.say(ClassRemark.together(remarks))
    if let path = gradebook.output {
      try files.write(gradebook.csv(roll), to: path, "The gradebook")
    }
  }
}
