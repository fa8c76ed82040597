import ArgumentParser
import LinnetHost
import LinnetLesson

/// `linnet lesson strings FILE`: what a translator needs.
struct LessonStringsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strings",
    abstract: "Collect the texts of a lesson for translators, as gettext does.",
    discussion: """
      Translators copy the file to i18n/LANGUAGE.po beside the lesson, with Poedit for example, and fill in what each \
      text is in their language. Code, names and answers stay as they are.
      """)

  @ArgumentParser.Argument(help: "A lesson.") var file: String
  @OptionGroup var writing: WritingOptions

  func run() throws {
    let file = try LessonFile(file)
    let path = writing.output ?? file.stem + ".pot"
    let lesson = file.lesson
    let text = LessonCatalogue.template(
      of: file.text, name: FileBytes.name(of: file.path), lesson: lesson.id, version: lesson.version
    )
    try WrittenFile(
      path: path, bytes: Array(text.utf8),
      // Somebody's translation begins as a copy of this; one with a text in it is theirs.
      isOurs: {
        WrittenFile.holds("\"X-Generator: Linnet ")($0)
          && LessonCatalogue(reading: $0).translations.isEmpty
      }
    ).write(force: writing.force)
    WrittenFile.say("`\(path)` has \(LessonCatalogue.texts(of: file.text).count) texts.")
  }
}
