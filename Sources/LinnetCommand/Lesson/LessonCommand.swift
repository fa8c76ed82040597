import ArgumentParser

/// `linnet lesson`: what teachers do with lessons.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Write lessons, give them to a class, and see what came of it.",
    subcommands: [
      LessonNewCommand.self,
      LessonLintCommand.self,
      LessonStudentCommand.self,
      LessonNotebookCommand.self,
      LessonHandoutCommand.self,
      LessonStringsCommand.self,
      PublishCommand.self,
      GalleryCommand.self,
      LessonCollectCommand.self,
      LessonGradeCommand.self,
      LessonPoolCommand.self,
    ])

  /// The subcommand of a name, for `linnet help lesson lint`.
  static func subcommand(_ name: String) -> ParsableCommand.Type? {
    configuration.subcommands.first { $0.configuration.commandName == name }
  }
}
