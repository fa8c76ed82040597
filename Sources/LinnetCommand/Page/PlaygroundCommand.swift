import ArgumentParser
import Linnet
import LinnetHost
import LinnetText

/// `linnet playground -o play.html`: a page to try the language in, with nothing to install.
struct PlaygroundCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "playground",
    abstract: "Make a page to try Linnet in: one file that opens in any browser.")

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the page.", valueName: "file"))
  var output = "play.html"
  @Option(
    name: .long, help: ArgumentHelp("A file that programs in the page can load.", valueName: "file")
  )
  var data: [String] = []

  func run() throws {
    let page = try PageMaker.page { () throws(PageMaker.Problem) in
      try PlaygroundPage.document(data: data)
    }
    try PageMaker.write(page, to: output)
  }
}

/// The playground as a page.
enum PlaygroundPage {
  /// A program to begin with.
  struct Example {
    var title: String
    var code: String
  }

  /// The programs to begin with, from `Code/examples.txt`: a line `== title`, then the program.
  static var examples: [Example] {
    var found: [Example] = []
    for line in PageCode.text(PackageResources.examples_txt).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line.hasPrefix("== ") {
        found.append(Example(title: String(line.dropFirst(3)), code: ""))
      } else if !found.isEmpty {
        found[found.count - 1].code += line + "\n"
      }
    }
    return found.map { example in
      var example = example
      while example.code.hasSuffix("\n") { example.code.removeLast() }
      return example
    }
  }

  /// The page; `data` are paths of files, known in the page by their names.
  static func document(data: [String]) throws(PageMaker.Problem) -> PageDocument {
    let examples = examples
    let buttons = examples.enumerated().map { place, example in
      "<button type=\"button\" data-example=\"\(place)\">\(HTMLText.escaped(example.title))</button>"
    }
    var body = PageCode.text(PackageResources.playground_html)
    body = PageMaker.filled(body, ["examples": buttons.joined(separator: "\n")])
    var page = PageDocument(title: "Linnet", body: body)
    page.settings = [
      JSON.Member("limits", 0),
      JSON.Member("examples", .list(examples.map { .text($0.code) })),
    ]
    page.code = PageCode.playground
    page.files = [("penguins.csv", Gzip.pack(PackageResources.penguins_csv))]
    for path in data {
      page.files.append((FileBytes.name(of: path), Gzip.pack(try PageMaker.read(path))))
    }
    page.module = try PageMaker.module()
    return page
  }
}
