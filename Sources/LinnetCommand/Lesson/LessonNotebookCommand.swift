import ArgumentParser
import Linnet
import LinnetHost
import LinnetLesson
import LinnetText

/// `linnet lesson notebook FILE`: a lesson as a notebook, or a notebook as a lesson.
struct LessonNotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook", abstract: "Make a notebook of a lesson, or a lesson of a notebook.",
    discussion: """
      The way back needs nothing but the text of the cells. Code cells that are not simply to be run say so in their \
      first line: # @start, # @solution, # @hidden.
      """)

  @ArgumentParser.Argument(help: "A .lesson, or an .ipynb.") var file: String
  @OptionGroup var writing: WritingOptions

  func run() throws {
    if file.hasSuffix(".ipynb") { return try makeLesson() }
    let file = try LessonFile(file)
    let path = writing.output ?? file.stem + ".ipynb"
    guard path.hasSuffix(".ipynb") else {
      throw ValidationError("Notebooks end with .ipynb, and `\(path)` does not.")
    }
    let cells = LessonNotebook.cells(of: file.text)
    let notebook = LessonNotebook.notebook(cells)
    try WrittenFile(path: path, bytes: Array(notebook.utf8), isOurs: LessonNotebook.isOurs)
      .write(force: writing.force)
    WrittenFile.say("`\(path)` is the lesson as a notebook.")
    // Ends of lines of another system are no difference.
    if LessonNotebook.lesson(cells) != LessonLines(file.text).lines.joined(separator: "\n") + "\n" {
      WrittenFile.remark(
        "Coming back from the notebook, the lesson will have one empty line around each block of code, and no other."
      )
    }
    try writeTables(of: file, beside: path)
  }

  /// A notebook knows no tables within its text, so they lie beside it.
  private func writeTables(of file: LessonFile, beside path: String) throws {
    for table in file.lesson.document.tables where !table.name.contains("/") && table.name != ".." {
      let place = FileBytes.join(FileBytes.folder(of: path), table.name)
      try WrittenFile(path: place, bytes: Array(table.text.utf8)).write(force: writing.force)
      WrittenFile.say("Its table `\(table.name)` lies beside it.")
    }
  }

  private func makeLesson() throws {
    let bytes: [UInt8]
    switch FileBytes.read(file, limit: 256 << 20) {
    case .success(let read): bytes = read
    case .failure(let problem): throw ValidationError(Usage.cannotRead(file, problem))
    }
    guard let value = JSON(bytes), let cells = LessonNotebook.cells(in: value) else {
      throw ValidationError("`\(file)` is no notebook that I can read.")
    }
    let metadata = value["metadata"]
    let language =
      metadata?["kernelspec"]?["language"]?.asText ?? metadata?["language_info"]?["name"]?.asText
    if let language, language != "linnet" {
      throw ValidationError(
        "`\(file)` is written in \(language). I make lessons of notebooks in Linnet.")
    }
    let stem = String(file.dropLast(".ipynb".count))
    let path = writing.output ?? stem + ".lesson"
    guard LessonDocument.isLesson(path) else {
      throw ValidationError("Lessons end with .lesson or .lesson.md, and `\(path)` does not.")
    }
    let text = LessonNotebook.lesson(cells)
    try WrittenFile(path: path, bytes: Array(text.utf8)).write(force: writing.force)
    WrittenFile.say("`\(path)` is the notebook as a lesson.")
  }
}
