import Foundation
import LinnetRuntime
import Testing

/// Every conformance program once more, with a collection wherever one may happen.
///
/// What a program shows, and the mistake it ends with, may not depend on when rubbish is taken away.
@Suite struct CollectingConformanceTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Conformance")

  private static let programs: [String] = {
    guard let all = FileManager.default.enumerator(atPath: folder.path) else { return [] }
    return all.compactMap { $0 as? String }.filter { $0.hasSuffix(".linnet") }.sorted()
  }()

  @Test func nothingChanges() throws {
    #expect(Self.programs.count > 400)
    for name in Self.programs {
      let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
      // A collection at each of a million steps would take hours.
      if text.contains("0000") { continue }
      let usual = Trial.output(text)
      let collected = Trial.output(text, collectsAlways: true)
      #expect(usual == collected, "\(name)")
    }
  }
}
