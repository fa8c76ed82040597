import Foundation
import Linnet
import Testing

@testable import LinnetData

/// Archives of tar, whole, cut and spoiled.
@Suite struct TarTests {
  private static let archives: [[UInt8]] = ["one-table.tar"].map { name in
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Conformance/data/packed/\(name)")
    return (try? Array(Data(contentsOf: path))) ?? []
  }

  private func code(_ bytes: [UInt8]) -> String? {
    do throws(Mistake) {
      try Engine().session(host: OneFile(bytes)).run("d = load \"t.csv\"\nshow d.x")
    } catch {
      return error.code.text
    }
    return nil
  }

  @Test func findsItsFiles() throws {
    for archive in Self.archives {
      #expect(TarFolder.isLikely(archive))
      let folder = try TarFolder(archive)
      #expect(folder.names == ["README.txt", "rain/table.csv"])
      #expect(folder.bytes(of: "rain/table.csv")?.starts(with: "x,name\n".utf8) == true)
      #expect(folder.bytes(of: "snow.csv") == nil)
      #expect(code(archive) == nil)
    }
  }

  @Test func endsWhateverTheBytesAre() {
    var numbers = RepeatableNumbers(11)
    for archive in Self.archives {
      for count in stride(from: 0, to: archive.count, by: 37) {
        _ = code(Array(archive.prefix(count)))
      }
      for _ in 0..<500 {
        var bytes = archive
        for _ in 0...numbers.next(4) { bytes[numbers.next(2048)] = UInt8(numbers.next(256)) }
        _ = code(bytes)
      }
    }
  }

  @Test func aTextIsNoArchive() {
    let lines = String(repeating: "a,b,c\n1,2,3\n", count: 100)
    #expect(!TarFolder.isLikely(Array(lines.utf8)))
    #expect(!TarFolder.isLikely([UInt8](repeating: 0, count: 1024)))
  }
}
