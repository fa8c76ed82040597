import Linnet

#if canImport(Glibc)
import Glibc
#endif

/// One input: any bytes as a program, under the limits for strangers and in a world that allows nothing.
///
/// Reading, running and writing out of mistakes must end without a crash, whatever the bytes are.
func runAnything(_ bytes: [UInt8]) {
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
/// What libFuzzer calls with every input it thinks of.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  runAnything(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
#else
/// The plain form: `LinnetFuzz SECONDS SEED CURRENT FILE…` mutates the files until the time is up.
///
/// Each input is written to CURRENT before it runs, so that it is there after a crash.
@main struct Fuzz {
  static func main() {
    let words = CommandLine.arguments
    guard words.count > 4, let seconds = Int(words[1]), let seed = UInt64(words[2]) else {
      print("usage: LinnetFuzz SECONDS SEED CURRENT FILE…")
      exit(2)
    }
    let corpus = words[4...].map(contents)
    if seconds == 0 {
      for file in corpus { runAnything(file) }
      return
    }
    var mutator = Mutator(seed: seed, corpus: corpus)
    let end = time(nil) + seconds
    var count = 0
    while time(nil) < end {
      let input = mutator.next()
      write(input, to: words[3])
      runAnything(input)
      count += 1
    }
    print("\(count) inputs")
  }

  private static func contents(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }

  private static func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "wb") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
}
#endif
