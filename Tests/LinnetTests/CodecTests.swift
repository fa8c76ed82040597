import Foundation
import Linnet
import LinnetHost
import Testing

/// What the host unpacks, and how packed tables are read.
@Suite struct CodecTests {
  /// Two frames of Zstandard: a header with one row, and one more row.
  private let frames =
    Data(base64Encoded: "KLUv/SAKUQAAYSxiCjEsMi41Cii1L/0gBjEAADMsNC41Cg==") ?? Data()
  /// Three million zeros in 111 bytes.
  private let zeros =
    Data(
      base64Encoded:
        "KLUv/YBIwMYtAFQAABAAAAEA+/85wAICABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAADNg4A"
    ) ?? Data()

  private func code(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return (error as? Mistake)?.code.text }
    return nil
  }

  @Test func unpacksFramesOfZstandardAndStopsABomb() throws {
    let host = FolderHost(root: ".")
    let whole = try host.decompress(Array(frames)[...], codec: .zstandard, size: nil)
    #expect(whole == Array("a,b\n1,2.5\n3,4.5\n".utf8))
    for count in 0..<frames.count where count != 19 {
      let cut = Array(frames.prefix(count))[...]
      #expect(
        code { _ = try host.decompress(cut, codec: .zstandard, size: nil) } == "cannot-unpack")
    }
    #expect(try host.decompress(Array(zeros)[...], codec: .zstandard, size: nil).count == 3_000_000)
    host.largestFile = 1_000_000
    for size in [nil, 3_000_000, 5, -1] {
      #expect(
        code { _ = try host.decompress(Array(zeros)[...], codec: .zstandard, size: size) }
          == "cannot-unpack")
    }
  }

  @Test func unpacksBlocksOfLz4() throws {
    let host = FolderHost(root: ".")
    let block: [UInt8] = [0x50] + Array("hello".utf8)
    #expect(try host.decompress(block[...], codec: .lz4, size: 5) == Array("hello".utf8))
    let framed: [UInt8] = [0, 0, 0, 5, 0, 0, 0, 6] + block
    #expect(
      try host.decompress((framed + framed)[...], codec: .lz4Hadoop, size: 10)
        == Array("hellohello".utf8))
    #expect(try host.decompress(block[...], codec: .lz4Hadoop, size: 5) == Array("hello".utf8))
    for codec in [Codec.lz4, .lz4Hadoop] {
      for size in [0, 4, 6, nil] {
        #expect(
          code { _ = try host.decompress(block[...], codec: codec, size: size) } == "cannot-unpack")
      }
      for count in 0..<block.count {
        #expect(
          code { _ = try host.decompress(block[..<count], codec: codec, size: 5) }
            == "cannot-unpack")
      }
    }
  }

  @Test func saysWhatItCannot() {
    let mistake = #expect(throws: Mistake.self) {
      try FolderHost(root: ".").decompress([1, 2, 3], codec: .brotli, size: 3)
    }
    #expect(mistake?.slots["reason"] == "this host cannot unpack Brotli")
    #expect(
      code { _ = try Host().decompress([1], codec: .zstandard, size: nil) } == "cannot-unpack")
    #expect(code { _ = try Host().decompress([1], codec: .gzip, size: nil) } == "cannot-unpack")
  }

  @Test func loadsAPackedTableWhateverItsName() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("linnet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try frames.write(to: folder.appendingPathComponent("t.csv.zst"))
    try frames.write(to: folder.appendingPathComponent("t.csv"))
    // A parallel packer's remark in front.
    try (Data([0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 1, 2]) + frames)
      .write(to: folder.appendingPathComponent("u.csv.zst"))
    var lines: [String] = []
    let session = Engine().session(host: FolderHost(root: folder.path)) { event in
      if case .text(let line) = event { lines.append(line) }
    }
    for name in ["t.csv.zst", "t.csv", "u.csv.zst"] {
      try session.run("d = load \"\(name)\"\nshow count(d), sum(d.b)")
    }
    #expect(lines == ["2 7", "2 7", "2 7"])
  }
}
