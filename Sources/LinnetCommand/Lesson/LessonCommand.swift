import ArgumentParser

/// `linnet lesson`: what teachers do with lessons.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Make pages of lessons, and see what came of a class.",
    subcommands: [
      PublishCommand.self,
      GalleryCommand.self,
      LessonCollectCommand.self,
      LessonGradeCommand.self,
      LessonPoolCommand.self,
    ])
}
