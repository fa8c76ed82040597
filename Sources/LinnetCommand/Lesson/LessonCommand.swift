import ArgumentParser

/// `linnet lesson`: what teachers do with lessons.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "Make pages of lessons.",
    subcommands: [PublishCommand.self, GalleryCommand.self])
}
