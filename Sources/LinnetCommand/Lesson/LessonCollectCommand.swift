import ArgumentParser
import Linnet
import LinnetLesson

/// How the gradebook is written.
struct GradebookOptions: ParsableArguments {
  @Option(
    name: .customShort("o"),
    help: ArgumentHelp("Where the gradebook goes, as CSV.", valueName: "grades.csv"))
  var output: String?
  @Flag(
    help: "Semicolons and decimal commas, for spreadsheets in countries that write 0,5.")
  var excel = false
  @Flag(help: "No colour and no tricks with the cursor.") var plain = false

  /// The bytes of a gradebook.
  func csv(_ roll: ClassRoll) -> [UInt8] {
    Gradebook(roll).csv(excel ? .decimalComma : .plain)
  }

  /// `--excel` is about a file.
  func validate() throws {
    if excel, output == nil {
      throw ValidationError("Say where the gradebook goes: `--excel -o grades.csv`.")
    }
  }
}

/// `linnet lesson collect`: results of a class as a gradebook and a page.
struct LessonCollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Put the results of a class together: a gradebook, and a page for the teacher.",
    discussion: """
      Reads every file whose name ends in .result in the folder and below. Nothing is dropped in silence: \
      damaged files, other lessons and versions, results handed in twice or changed are named.

      linnet lesson collect handed-in -o grades.csv --page class.html
      """)

  @ArgumentParser.Argument(help: "The folder with the results, or result files.") var folder:
    [String]
  @OptionGroup var gradebook: GradebookOptions
  @Option(
    help: ArgumentHelp("Where the page about the class goes, as HTML.", valueName: "class.html"))
  var page: String?
  @Option(
    help: ArgumentHelp(
      "The lesson, for its headings and options, and where results of several lie together.",
      valueName: "file"))
  var lesson: String?

  func run() throws {
    let status = ClassFiles.run(plain: gradebook.plain) { files throws(ClassFiles.Problem) in
      try collect(files)
    }
    throw ExitCode(status)
  }

  private func collect(_ files: ClassFiles) throws(ClassFiles.Problem) {
    var asked: Lesson?
    if let lesson { asked = try files.lesson(lesson) }
    let found = try files.read(folder, lesson: asked)
    let roll = ClassRoll(found.handIns, lesson: asked?.id, remarks: found.remarks)
    let statistics = ClassStatistics(roll)
    if !roll.students.isEmpty {
      for line in ClassTable.lines(roll, statistics) { files.output.show(line) }
    }
    files.say(roll.remarks, wherever: page)
    guard !roll.students.isEmpty else {
      throw .said("None of the \(found.count) files is a result I can use.")
    }
    if let path = gradebook.output {
      try files.write(gradebook.csv(roll), to: path, "The gradebook")
    }
    if let page {
      let html = ClassPage(roll, statistics, labels: ClassLabels(asked)).html()
      try files.write(html, to: page, "The class page")
    }
  }
}
