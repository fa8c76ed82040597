import ArgumentParser
import Linnet
import LinnetHost
import LinnetLesson
import LinnetText

/// `linnet lesson lint FILE…`: looks for mistakes in lessons.
struct LessonLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract:
      "Look for mistakes: does every solution pass, does every starter fail, is everything there?",
    discussion: """
      What a class would stumble over is a mistake, and the command ends with status 1. What may be meant is a remark.
      """)

  @ArgumentParser.Argument(help: "Lessons.") var files: [String] = []
  @Flag(help: "The findings as JSON, for editors.") var json = false
  @OptionGroup var screen: ScreenOptions

  func run() throws {
    guard !files.isEmpty else {
      throw ValidationError("Say which lesson: `linnet lesson lint z.lesson`.")
    }
    let output = Output(Terminal(plain: screen.plain))
    defer { output.flush() }
    var isGood = true
    var list: [JSON] = []
    for path in files {
      let file = try LessonFile(path)
      let lint = LessonLint(file)
      isGood = isGood && lint.isGood
      if json {
        list += lint.problems.map { LessonLintCommand.json($0, path) }
      } else {
        for problem in lint.problems {
          output.show(LessonLintCommand.line(problem, path, output.terminal))
        }
        output.show((files.count > 1 ? path + ": " : "") + lint.summary)
      }
    }
    if json { output.show(String(decoding: JSON.list(list).encoded, as: UTF8.self)) }
    output.flush()
    if !isGood { throw ExitCode(ExitStatus.mistake) }
  }

  /// A finding as a line that begins with its file and line, as editors read it.
  private static func line(_ problem: LessonProblem, _ path: String, _ terminal: Terminal) -> String
  {
    let place = "\(path), line \(problem.line)" + (problem.isWarning ? ", remark" : "") + ":"
    let colour: Colour = problem.isWarning ? .note : .mistake
    let text = colour.paint(place, if: terminal.hasColour) + " " + problem.text()
    return terminal.isOutputTerminal
      ? TextWrap.fit(text, columns: terminal.size.columns, indent: 4) : text
  }

  private static func json(_ problem: LessonProblem, _ path: String) -> JSON {
    .object([
      JSON.Member("file", .text(path)), JSON.Member("line", .number(Double(problem.line))),
      JSON.Member("kind", .text(problem.isWarning ? "remark" : "mistake")),
      JSON.Member("code", .text(problem.key)), JSON.Member("text", .text(problem.text())),
    ])
  }
}
