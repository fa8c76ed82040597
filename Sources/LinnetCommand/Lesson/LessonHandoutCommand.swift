import ArgumentParser
import LinnetLesson

/// `linnet lesson handout FILE --student`: a lesson on paper.
struct LessonHandoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handout", abstract: "Make a page to print: for students, or for the teacher.",
    discussion: """
      Students get boxes to tick, lines to write on and room for code. The teacher's page has what the code shows, with \
      its pictures, and all hints, solutions and notes. Both print on A4 and on Letter.
      """)

  @ArgumentParser.Argument(help: "A lesson.") var file: String
  @Flag(help: "With room to write.") var student = false
  @Flag(help: "With everything.") var teacher = false
  @Option(help: "The language of the page, from i18n beside the lesson, for example fi.")
  var language: String?
  @OptionGroup var writing: WritingOptions

  func run() throws {
    guard student != teacher else {
      throw ValidationError("Say for whom: --student or --teacher.")
    }
    let file = try LessonFile(file)
    let path = writing.output ?? file.stem + (teacher ? "-teacher.html" : "-student.html")
    let page = LessonHandout(
      file, try file.lesson(in: language), isTeacher: teacher
    ).page()
    try WrittenFile(
      path: path, bytes: Array(page.utf8),
      isOurs: WrittenFile.holds("<meta name=\"generator\" content=\"Linnet ")
    ).write(force: writing.force)
    WrittenFile.say("`\(path)` is ready to print.")
  }
}
