import Foundation

/// The text of every source file of the engine, for tests that look through all of them.
enum SourceTexts {
  /// The files with their paths below `Sources/`.
  static func all() throws -> [(path: String, text: String)] {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var texts: [(path: String, text: String)] = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      texts.append(
        (
          String(file.path.dropFirst(sources.path.count + 1)),
          try String(contentsOf: file, encoding: .utf8)
        ))
    }
    return texts
  }
}
