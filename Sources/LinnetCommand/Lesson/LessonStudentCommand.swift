import ArgumentParser
import LinnetLesson

/// `linnet lesson student FILE`: a copy to give away.
struct LessonStudentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "student",
    abstract: "Make a copy for students, in which no answer is to be read.",
    discussion: """
      Choices are unticked and what is for the teacher is gone. Answers, checks and solutions are sealed in one block at \
      the end, so that the copy works like the lesson. That hides and does not protect: whoever wants to can read them. \
      With --exam they are not in the copy at all; mark what comes back with your own lesson.
      """)

  @ArgumentParser.Argument(help: "A lesson.") var file: String
  @OptionGroup var writing: WritingOptions
  @Flag(help: "Leave answers, checks and solutions out.") var exam = false

  func run() throws {
    let file = try LessonFile(file)
    let path = writing.output ?? file.stem + (exam ? ".exam" : ".student") + file.ending
    guard LessonDocument.isLesson(path) else {
      throw ValidationError(
        "A copy is a lesson too: call it something like `\(file.stem).student.lesson`.")
    }
    let text = StudentCopy.text(of: file.text, isExam: exam)
    try WrittenFile(
      path: path, bytes: Array(text.utf8),
      isOurs: {
        WrittenFile.holds("\n<!-- @sealed of=")($0) || WrittenFile.holds("\n<!-- @exam of=")($0)
      }
    ).write(force: writing.force)
    WrittenFile.say(
      exam
        ? "`\(path)` has no answers in it. Mark what comes back with your own lesson."
        : "`\(path)` is for students. Its answers are sealed: that keeps eyes off them, not hands.")
  }
}
