import Foundation
import Linnet
import LinnetHost
import Testing

/// The folder host and what it refuses.
@Suite struct HostTests {
  private func folder() throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("linnet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("in"), withIntermediateDirectories: true)
    try "inside".write(
      to: folder.appendingPathComponent("in/a.txt"), atomically: true, encoding: .utf8)
    try "outside".write(
      to: folder.appendingPathComponent("b.txt"), atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: folder.appendingPathComponent("in/link.txt").path,
      withDestinationPath: folder.appendingPathComponent("b.txt").path)
    return folder.path
  }

  private func code(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return (error as? Mistake)?.code.text }
    return nil
  }

  @Test func aConfinedHostStaysInside() throws {
    let root = try folder()
    let host = FolderHost(root: root + "/in")
    #expect(try host.read("a.txt") == Array("inside".utf8))
    #expect(code { _ = try host.read("../b.txt") } == "outside-folder")
    #expect(code { _ = try host.read(root + "/b.txt") } == "outside-folder")
    #expect(code { _ = try host.read("/nothing/here") } == "outside-folder")
    #expect(code { _ = try host.read("link.txt") } == "outside-folder")
    #expect(code { _ = try host.read("c.txt") } == "no-such-file")
    #expect(code { _ = try host.read(".") } == "cannot-read-file")
    #expect(code { try host.write([1], to: "c.txt") } == "files-not-allowed")
    #expect(host.names(besides: "x") == ["a.txt", "link.txt"])
    #expect(host.names(besides: "../x").isEmpty)
  }

  @Test func writingReplacesWholeFiles() throws {
    let root = try folder() + "/in"
    let host = FolderHost(root: root, access: .readWrite)
    try host.write(Array("new".utf8), to: "a.txt")
    #expect(try host.read("a.txt") == Array("new".utf8))
    #expect(host.names(besides: "x") == ["a.txt", "link.txt"])
    #expect(code { try host.write([1], to: "../c.txt") } == "outside-folder")
    #expect(code { try host.write([1], to: "nowhere/c.txt") } != nil)
  }

  @Test func unpacksSeveralMembersAndStopsABomb() throws {
    let root = try folder()
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c",
      "cd '\(root)/in' && (printf one | gzip; printf two | gzip) > m.gz && head -c 3000000 /dev/zero | gzip > bomb.gz && head -c 20 m.gz > cut.gz",
    ]
    try shell.run()
    shell.waitUntilExit()
    let host = FolderHost(root: root + "/in")
    host.largestFile = 1_000_000
    #expect(try host.unpack(host.read("m.gz"), path: "m.gz") == Array("onetwo".utf8))
    #expect(code { _ = try host.unpack(host.read("bomb.gz"), path: "bomb.gz") } == "cannot-unpack")
    #expect(code { _ = try host.unpack(host.read("cut.gz"), path: "cut.gz") } == "cannot-unpack")
    #expect(code { _ = try host.unpack([], path: "empty.gz") } == "cannot-unpack")
    #expect(code { _ = try host.unpack(Array("plain text".utf8), path: "p") } == "cannot-unpack")
  }

  /// Asking how a file can be read takes nothing out of a pipe, and does not wait for one.
  @Test func aPipeIsLeftAlone() throws {
    let root = try folder() + "/in"
    #expect(mkfifo(root + "/pipe", 0o600) == 0)
    let host = FolderHost(root: root)
    let writer = open(root + "/pipe", O_RDWR)
    defer { close(writer) }
    #expect(write(writer, "a,b", 3) == 3)
    #expect(host.source("pipe") == nil)
    var waiting: Int32 = 0
    #expect(ioctl(writer, UInt(FIONREAD), &waiting) == 0)
    #expect(waiting == 3)
    #expect(mkfifo(root + "/nobody", 0o600) == 0)
    #expect(host.source("nobody") == nil)
  }
}
