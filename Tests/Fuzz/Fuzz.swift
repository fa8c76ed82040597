import Glibc
import Linnet
import LinnetHost

/// One input: any bytes as a program, under the limits for strangers and in a world that allows nothing.
///
/// Reading, running and writing out of mistakes must end without a crash, whatever the bytes are.
func runProgram(_ bytes: [UInt8]) {
  let engine = Engine(limits: .untrusted)
  var size = 0
  let session = engine.session { event in
    if case .text(let line) = event { size &+= line.utf8.count }
  }
  let text = String(decoding: bytes, as: UTF8.self)
  do throws(Mistake) { try session.run(text) } catch {
    size &+= error.rendered().utf8.count
  }
}

#if LINNET_LIBFUZZER
/// The file that libFuzzer's inputs are written to, named after the kind in `LINNET_FUZZ_FILES`, such as
/// `csv`; nil where they are programs.
private let fuzzedFile: String? = getenv("LINNET_FUZZ_FILES").map {
  "/tmp/linnet-fuzz-\(getpid()).\(String(cString: $0))"
}

/// What libFuzzer calls with every input it thinks of.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let fuzzedFile {
    Files.write(bytes, to: fuzzedFile)
    FileTrial(path: fuzzedFile).run(bytes)
  } else {
    runProgram(bytes)
  }
  return 0
}
#else
/// The plain form: `LinnetFuzz programs|files SECONDS SEED CURRENT FILE…` mutates the files until the
/// time is up.
///
/// Each input is written to CURRENT, with the file's ending where they are files of data, before it
/// runs, so that it is there after a crash. With no seconds every file is run once as it is.
@main struct Fuzz {
  static func main() {
    let words = CommandLine.arguments
    if words.count == 3, words[1] == "embedded" { return embedded(words[2]) }
    guard words.count > 5, let seconds = Int(words[2]), let seed = UInt64(words[3]) else {
      print("usage: LinnetFuzz programs|files SECONDS SEED CURRENT FILE…")
      exit(2)
    }
    let corpus = Array(words[5...])
    let end = time(nil) + seconds
    switch (words[1], seconds) {
    case ("files", 0):
      for path in corpus where !FileTrial(path: path).run(Files.contents(path, upTo: 1 << 22)) {
        print("not read: \(path)")
      }
    case ("files", _):
      let (count, read) = files(corpus, seed: seed, current: words[4], until: end)
      print("\(count) inputs, \(read) of them read")
    case (_, 0): for path in corpus { runProgram(Files.contents(path)) }
    default:
      var mutator = Mutator(seed: seed, corpus: corpus.map { Files.contents($0) })
      var count = 0
      while time(nil) < end {
        let input = mutator.next()
        Files.write(input, to: words[4])
        runProgram(input)
        count += 1
      }
      print("\(count) inputs")
    }
  }

  /// Runs a program as an application does that follows the settings of its machine, and prints what it shows.
  ///
  /// The first line is how the C library writes one and a half there.
  private static func embedded(_ path: String) {
    setlocale(LC_ALL, "")
    var line = [CChar](repeating: 0, count: 32)
    withVaList([1.5]) { _ = vsnprintf(&line, line.count, "%.1f", $0) }
    print(String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? "."
    let session = Engine().session(host: FolderHost(root: folder, access: .readWrite)) { event in
      switch event {
      case .text(let text), .table(_, let text): print(text)
      default: break
      }
    }
    let program = String(decoding: Files.contents(path), as: UTF8.self)
    do throws(Mistake) { try session.run(program) } catch { print(error.rendered()) }
  }

  private static func files(_ corpus: [String], seed: UInt64, current: String, until end: Int)
    -> (Int, read: Int)
  {
    var mutator = FileMutator(
      seed: seed, corpus: corpus.map { (Files.ending(of: $0), Files.contents($0)) })
    var count = 0
    var read = 0
    var last = ""
    while time(nil) < end {
      let (ending, bytes) = mutator.next()
      let path = current + "." + ending
      if path != last { unlink(last) }
      last = path
      Files.write(bytes, to: path)
      if FileTrial(path: path).run(bytes) { read += 1 }
      count += 1
    }
    unlink(last)
    return (count, read)
  }
}
#endif

/// Files in and out, without ado.
enum Files {
  /// The first bytes of a file; none when it cannot be read.
  static func contents(_ path: String, upTo most: Int = 1 << 16) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: most)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }

  /// Writes a file in its place.
  static func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "wb") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  /// What stands behind the first point of a file's name: `csv.gz`.
  static func ending(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let point = name.firstIndex(of: ".") else { return "txt" }
    return String(name[name.index(after: point)...])
  }
}
