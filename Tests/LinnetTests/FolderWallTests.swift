import Foundation
import Linnet
import LinnetHost
import Testing

/// No path of a program leads out of a confined host's folder, however it is written.
@Suite struct FolderWallTests {
  /// A folder with a root in it, files inside and outside, and links that lead both ways.
  private final class Place {
    let folder: String
    var root: String { folder + "/lesson" }

    init() throws {
      let made = FileManager.default.temporaryDirectory
        .appendingPathComponent("linnet-wall-\(UUID().uuidString)").path
      folder =
        try #require(FileBytes.real(NSTemporaryDirectory())) + "/"
        + (made as NSString).lastPathComponent
      for path in ["lesson/sub/deep", "lesson2", "outside"] {
        try FileManager.default.createDirectory(
          atPath: folder + "/" + path, withIntermediateDirectories: true)
      }
      for path in ["lesson/a.csv", "lesson/sub/b.csv", "lesson2/c.csv", "outside/secret.csv"] {
        try Data("x\n1\n".utf8).write(to: URL(fileURLWithPath: folder + "/" + path))
      }
      for (link, target) in [
        ("lesson/out", "../outside"), ("lesson/outfile.csv", "../outside/secret.csv"),
        ("lesson/in", "sub"), ("lesson/sub/up", ".."), ("lesson/infile.csv", "sub/b.csv"),
        ("lesson/absolute", folder + "/lesson/sub"), ("lesson/far", folder + "/outside"),
        ("lesson/loop", "loop"), ("lesson/ping", "pong"), ("lesson/pong", "ping"),
        ("lesson/dangling.csv", "sub/new.csv"), ("lesson/lost.csv", "../outside/new.csv"),
        ("lesson/slashed", "sub/"), ("lesson/back", "../lesson/sub"),
      ] {
        #expect(symlink(target, folder + "/" + link) == 0)
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// What lies outside the root, with its contents.
    var outside: [String] {
      (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? [])
        .filter { !$0.hasPrefix("lesson/") }.sorted()
    }
  }

  private func code(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return (error as? Mistake)?.code.text ?? "\(error)" }
    return nil
  }

  /// Marks that melt into the slash before them, as letters are counted.
  private static let marks = ["", "\u{301}", "\u{200D}", "\u{20DD}", "\u{FE0F}", "\u{1F3FD}"]

  @Test(arguments: FolderWallTests.marks) func marksDoNotHideASlash(_ mark: String) throws {
    let place = try Place()
    let host = FolderHost(root: place.root, access: .readWrite)
    let before = place.outside
    for start in ["..", "sub/../..", "out", "far", "in/../..", "sub/up/..", "absolute/../.."] {
      for path in [
        "\(start)/\(mark)evil.csv", "\(start)\(mark)/evil.csv", "\(start)/\(mark)/evil.csv",
      ] {
        let result = code { try host.write([1], to: path) }
        #expect(
          result == "outside-folder" || result == "cannot-write-file", "\(path.debugDescription)")
        _ = code { _ = try host.read(path) }
        #expect(host.names(besides: "\(start)/\(mark)").isEmpty, "\(path.debugDescription)")
      }
    }
    #expect(place.outside == before)
  }

  @Test func everyFunctionOfALanguageStaysInside() throws {
    let place = try Place()
    let host = FolderHost(root: place.root, access: .readWrite)
    let before = place.outside
    let engine = Engine()
    for path in [
      "../\u{301}evil", "out/\u{301}x", "..\u{301}/x", "../x", "\(place.folder)/outside/x",
      "out/secret", "sub/../../outside/secret", "far/secret",
    ] {
      for program in [
        "save dataset(x: [1]), \"\(path).csv\"", "save [1], \"\(path).json\"",
        "save dataset(x: [1]), \"\(path).parquet\"", "save dataset(x: [1]), \"\(path).html\"",
        "save histogram([1, 2]), \"\(path).svg\"", "save \"words\", \"\(path).txt\"",
        "plot histogram([1, 2]), file: \"\(path).svg\"", "load \"\(path).csv\"",
        "load \"\(path)*\"", "use \"\(path).linnet\"", "load \"\(path).sqlite\"",
      ] {
        let session = engine.session(host: host) { _ in }
        #expect(code { _ = try session.run(program) } != nil, "\(program)")
      }
    }
    #expect(code { try host.write([1], to: "lost.csv") } == "outside-folder")
    #expect(code { try host.write([1], to: "outfile.csv") } == "outside-folder")
    #expect(place.outside == before)
  }

  @Test func linksThatStayInsideAreFollowed() throws {
    let place = try Place()
    let host = FolderHost(root: place.root, access: .readWrite)
    for path in [
      "a.csv", "./a.csv", "sub//b.csv", "sub/./b.csv", "in/b.csv", "infile.csv", "absolute/b.csv",
      "sub/up/a.csv", "slashed/b.csv", "sub/deep/../b.csv", "in/../a.csv", "\(place.root)/a.csv",
      "sub/up/sub/up/in/b.csv",
    ] {
      #expect(code { _ = try host.read(path) } == nil, "\(path)")
    }
    // A link is written through, and stays.
    #expect(code { try host.write([2], to: "infile.csv") } == nil)
    #expect(try host.read("sub/b.csv") == [2])
    #expect(code { try host.write([3], to: "dangling.csv") } == nil)
    #expect(try host.read("sub/new.csv") == [3])
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: place.root + "/infile.csv")
        == "sub/b.csv")
    #expect(host.names(besides: "in/") == ["b.csv", "deep", "new.csv", "up"])
  }

  @Test func whatIsNoNameIsSaid() throws {
    let place = try Place()
    let host = FolderHost(root: place.root, access: .readWrite)
    for (path, reading, writing) in [
      ("", "cannot-read-file", "cannot-write-file"), (".", "cannot-read-file", "cannot-write-file"),
      ("..", "outside-folder", "outside-folder"), ("/", "outside-folder", "outside-folder"),
      ("sub/", "cannot-read-file", "cannot-write-file"),
      ("a.csv/", "no-such-file", "cannot-write-file"),
      ("a.csv/.", "no-such-file", "cannot-write-file"),
      ("a.csv/..", "no-such-file", "cannot-write-file"),
      ("sub/deep/..", "cannot-read-file", "cannot-write-file"),
      ("a.csv\0.txt", "no-such-file", "cannot-write-file"),
      ("\0", "no-such-file", "cannot-write-file"),
      ("loop", "cannot-read-file", "cannot-write-file"),
      ("ping", "cannot-read-file", "cannot-write-file"),
      ("loop/x", "cannot-read-file", "cannot-write-file"),
      (String(repeating: "n", count: 256), "cannot-read-file", "cannot-write-file"),
      (String(repeating: "n/", count: 4000), "cannot-read-file", "cannot-write-file"),
      ("nowhere/../../x", "outside-folder", "outside-folder"),
      ("nowhere/../x", "no-such-file", "cannot-write-file"),
      // Other systems' signs are letters like any other here.
      ("~/x", "no-such-file", "cannot-write-file"), ("..\\x.csv", "no-such-file", nil),
      ("．．／x.csv", "no-such-file", nil), ("A.CSV", "no-such-file", nil),
      ("C:\\x", "no-such-file", nil),
      (String(repeating: "n", count: 255), "no-such-file", nil),
    ] as [(String, String?, String?)] {
      #expect(code { _ = try host.read(path) } == reading, "\(path.debugDescription)")
      #expect(host.source(path) == nil)
      #expect(code { try host.write([1], to: path) } == writing, "\(path.debugDescription)")
    }
    #expect(
      place.outside == ["lesson", "lesson2", "lesson2/c.csv", "outside", "outside/secret.csv"])
  }

  /// What the listing shows of a name that is no UTF-8 can be opened, in both kinds of host.
  @Test func namesThatAreNotUTF8() throws {
    let place = try Place()
    let bytes: [CChar] =
      Array((place.root + "/t").utf8CString.dropLast()) + [-1, -2]
      + Array(".csv".utf8CString)
    let file = creat(bytes, 0o600)
    #expect(file >= 0)
    close(file)
    for isConfined in [true, false] {
      let host = FolderHost(root: place.root, isConfined: isConfined)
      let name = try #require(host.names(besides: "").first { $0.hasPrefix("t") })
      #expect(try host.read(name) == [])
    }
  }

  @Test func whatIsNoFileIsLeftAlone() throws {
    let place = try Place()
    #expect(mkfifo(place.root + "/pipe.csv", 0o600) == 0)
    let host = FolderHost(root: place.root, access: .readWrite)
    #expect(code { try host.write([1], to: "pipe.csv") } == "cannot-write-file")
    #expect(code { _ = try host.write([1], to: "sub") } == "cannot-write-file")
    // A device is written to and never replaced, by a person's own programs.
    let own = FolderHost(root: place.root, access: .readWrite, isConfined: false)
    #expect(code { try own.write([1], to: "/dev/null") } == nil)
    #expect(code { try own.write([1], to: "/dev/full") } == "cannot-write-file")
    var information = stat()
    #expect(stat("/dev/full", &information) == 0 && information.st_mode & S_IFMT == S_IFCHR)
  }

  /// Random paths over random trees with links: what the system finds inside is read, what it finds
  /// outside never is.
  @Test func agreesWithTheSystem() throws {
    var random = SystemRandomNumberGenerator()
    func pick(_ items: [String]) -> String { items.randomElement(using: &random) ?? "" }
    var followed = 0
    for _ in 0..<20 {
      let place = try Place()
      let names = ["a", "b", "c", "d"]
      func path(_ length: Int, from words: [String]) -> String {
        (0..<length).map { _ in pick(words) }.joined(separator: pick(["/", "/", "//"]))
      }
      for _ in 0..<30 {
        let at =
          place.folder + "/" + pick(["lesson", "lesson", "lesson", "outside"]) + "/"
          + path(Int.random(in: 1...3, using: &random), from: names)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: _ = mkdir(at, 0o700)
        case 1: _ = FileManager.default.createFile(atPath: at, contents: Data(at.utf8))
        default:
          let start =
            pick(["", "", "", "/"]) == "/"
            ? place.folder + pick(["/lesson/", "/outside/", "/lesson2/"]) : ""
          symlink(
            start + path(Int.random(in: 1...4, using: &random), from: names + ["..", "..", "."]), at
          )
        }
      }
      let host = FolderHost(root: place.root)
      for _ in 0..<400 {
        let path = path(
          Int.random(in: 1...6, using: &random), from: names + ["..", ".", "sub", "in", "out"])
        let real = FileBytes.real(place.root + "/" + path)
        let bytes = try? host.read(path)
        guard let real, case .success(let expected) = FileBytes.read(real) else {
          #expect(bytes == nil, "\(path)")
          continue
        }
        if real.hasPrefix(place.root + "/") {
          // A path that leaves and comes back is refused, for it would tell what lies outside.
          if let bytes {
            followed += 1
            #expect(bytes == expected, "\(path)")
          } else {
            #expect(code { _ = try host.read(path) } == "outside-folder", "\(path)")
          }
        } else {
          #expect(code { _ = try host.read(path) } == "outside-folder", "\(path)")
        }
      }
    }
    #expect(followed > 20)
  }
}
