import ArgumentParser
import LinnetHost

/// What all commands that make pages do alike.
enum PageMaker {
  /// Why there is no page, in a sentence.
  struct Problem: Error {
    var sentence: String
  }

  /// Makes a page, or ends the command with the reason.
  static func page(_ make: () throws(Problem) -> PageDocument) throws -> PageDocument {
    do throws(Problem) { return try make() } catch {
      Output.write(Array("linnet: \(error.sentence)\n".utf8), to: 2)
      throw ExitCode(ExitStatus.mistake)
    }
  }

  /// Writes a page and says so.
  static func write(_ page: PageDocument, to path: String) throws {
    let bytes = page.bytes
    if case .failure(let problem) = FileBytes.write(bytes, to: path) {
      let words = "linnet: I cannot write \(path), because \(problem.reason).\n"
      Output.write(Array(words.utf8), to: 2)
      throw ExitCode(ExitStatus.mistake)
    }
    Output.write(
      Array("\(path), \(size(bytes.count)): open it in a browser, mail it, or print it.\n".utf8),
      to: 1)
  }

  /// A number of bytes as people say it: `1.4 MB`.
  static func size(_ bytes: Int) -> String {
    if bytes < 1_000_000 { return "\((bytes + 500) / 1000) kB" }
    let tenths = (bytes + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10) MB"
  }

  /// The packed module.
  static func module() throws(Problem) -> [UInt8] {
    do throws(WebModule.Problem) { return try WebModule.load() } catch {
      throw Problem(sentence: error.sentence)
    }
  }

  /// A file that the page is made from.
  static func read(_ path: String) throws(Problem) -> [UInt8] {
    switch FileBytes.read(path) {
    case .success(let bytes): return bytes
    case .failure(let problem): throw Problem(sentence: Usage.cannotRead(path, problem))
    }
  }

  /// A text with its `{{names}}` filled in.
  static func filled(_ template: String, _ values: [String: String]) -> String {
    var text = ""
    var rest = template[...]
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      text += rest[..<open.lowerBound]
      text += values[String(rest[open.upperBound..<close.lowerBound])] ?? ""
      rest = rest[close.upperBound...]
    }
    return text + rest
  }
}
