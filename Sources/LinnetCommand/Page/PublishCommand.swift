import ArgumentParser
import LinnetHost
import LinnetLesson

/// `linnet lesson publish z.lesson -o z.html`: one page with everything in it.
struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract:
      "Make a lesson one page that opens in any browser, with nothing to install and no network.")

  @ArgumentParser.Argument(help: "A .lesson file.") var file: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write the page; beside the lesson without it.", valueName: "file"))
  var output: String?
  @Option(help: "The language of the page, from i18n beside the lesson, for example fi.")
  var language: String?

  func run() throws {
    let page = try PageMaker.page { () throws(PageMaker.Problem) in
      try LessonPublisher.document(file, language: language)
    }
    try PageMaker.write(page, to: output ?? LessonPublisher.page(of: file))
  }
}

/// `linnet lesson gallery FOLDER -o index.html`: all lessons of a folder as pages, and a page that leads to them.
struct GalleryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gallery",
    abstract: "Make a page for each lesson of a folder, and one that leads to them.")

  @ArgumentParser.Argument(help: "A folder with .lesson files.") var folder: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where to write the page that leads to the others, which lie beside it.", valueName: "file"))
  var output = "index.html"

  func run() throws {
    let target = FileBytes.folder(of: output)
    var cards: [GalleryPage.Card] = []
    for name in FileBytes.names(in: folder).sorted() where LessonDocument.isLesson(name) {
      let path = FileBytes.join(folder, name)
      let page = try PageMaker.page { () throws(PageMaker.Problem) in
        try LessonPublisher.document(path)
      }
      let file = FileBytes.name(of: LessonPublisher.page(of: name))
      try PageMaker.write(page, to: FileBytes.join(target, file))
      cards.append(GalleryPage.Card(page: file, lesson: try LessonPublisher.lesson(path).lesson))
    }
    let page = try PageMaker.page { () throws(PageMaker.Problem) in
      guard !cards.isEmpty else {
        throw PageMaker.Problem(
          sentence: "There is no lesson in \(folder). Lessons end with .lesson.")
      }
      return GalleryPage.document(cards)
    }
    try PageMaker.write(page, to: output)
  }
}

/// Makes pages of lesson files.
enum LessonPublisher {
  /// A lesson file as read; what makes it no lesson is a problem, with its line.
  static func lesson(_ path: String, language: String? = nil) throws(PageMaker.Problem) -> (
    lesson: Lesson, text: [UInt8]
  ) {
    guard LessonDocument.isLesson(path) else {
      throw PageMaker.Problem(sentence: "\(path) is no lesson: a lesson's name ends with .lesson.")
    }
    let text = try PageMaker.read(path)
    let laid = LessonLanguage.lay(
      String(decoding: text, as: UTF8.self), path: path, name: FileBytes.name(of: path),
      wish: language)
    // A page in another language than asked for is the wrong page.
    if let remark = laid.remark { throw PageMaker.Problem(sentence: remark) }
    let lesson = Lesson(laid.document)
    if let problem = lesson.problems.first(where: { !$0.isWarning }) {
      throw PageMaker.Problem(sentence: "\(path), line \(problem.line): \(problem.text())")
    }
    return (lesson, Array(laid.text.utf8))
  }

  /// The page of a lesson file.
  static func document(_ path: String, language: String? = nil) throws(PageMaker.Problem)
    -> PageDocument
  {
    let (lesson, text) = try lesson(path, language: language)
    return try LessonPage(lesson, folder: FileBytes.folder(of: path)).document(
      text: text, file: FileBytes.name(of: path))
  }

  /// What a lesson's page is called: `z.html` of `z.lesson` and of `z.lesson.md`.
  static func page(of path: String) -> String {
    LessonFile.stem(of: path) + ".html"
  }
}
