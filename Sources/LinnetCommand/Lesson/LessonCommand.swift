import ArgumentParser

/// `linnet lesson`: the tools of those who teach.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "Make lessons, and see what came of them.",
    subcommands: [
      LessonCollectCommand.self,
      LessonGradeCommand.self,
      LessonPoolCommand.self,
    ])
}
