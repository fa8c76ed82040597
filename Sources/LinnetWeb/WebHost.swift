import Linnet

/// The world as the page gives it.
class WebHost: Host {
  /// True to hand pictures over as SVG instead of text.
  let drawsSVG: Bool

  init(drawsSVG: Bool) {
    self.drawsSVG = drawsSVG
    super.init()
  }

  override func read(_ path: String) throws(Mistake) -> [UInt8] {
    switch WebHost.bytes(path, linnetRead) {
    case .success(let bytes): return bytes
    case .failure(let answer):
      switch answer.code {
      case Answer.notThere: throw Mistake("no-such-file", ["name": path, "path": path])
      case Answer.notAllowed: throw Mistake("files-not-allowed", ["path": path])
      default:
        throw Mistake("cannot-read-file", ["name": path, "why": "it is not open to me here"])
      }
    }
  }

  override func write(_ bytes: [UInt8], to path: String) throws(Mistake) {
    let pathBytes = Array(path.utf8)
    let answer = pathBytes.withUnsafeBufferPointer { path in
      bytes.withUnsafeBufferPointer {
        linnetWrite(path.baseAddress, Int32(path.count), $0.baseAddress, Int32($0.count))
      }
    }
    if answer == Answer.notAllowed { throw Mistake("files-not-allowed", ["path": path]) }
    if answer < 0 {
      throw Mistake("cannot-write-file", ["name": path, "why": "files cannot be written here"])
    }
  }

  override func names(besides path: String) -> [String] {
    guard case .success(let bytes) = WebHost.bytes(path, linnetNames) else { return [] }
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  override func unpack(_ bytes: [UInt8], path: String) throws(Mistake) -> [UInt8] {
    let count = bytes.withUnsafeBufferPointer { linnetUnpack($0.baseAddress, Int32($0.count)) }
    guard count >= 0 else {
      throw Mistake(
        "cannot-unpack", ["path": path, "reason": "it is damaged or not packed with gzip"])
    }
    return WebHost.fetch(count)
  }

  override func now() -> Double? { linnetNow() }

  override func wait(seconds: Double) { linnetWait(seconds) }

  override func ask(_ question: String) -> String? {
    guard case .success(let bytes) = WebHost.bytes(question, linnetAsk) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  override func randomSeed() -> UInt64 { UInt64(linnetSeed()) << 32 | UInt64(linnetSeed()) }

  override func receive(_ event: Event) {
    switch event {
    case .text(let text): WebHost.show(Shown.text, text)
    case .table(_, let text): WebHost.show(Shown.table, text)
    case .picture(let picture):
      WebHost.show(Shown.picture, drawsSVG ? WebPicture.svg(picture) : WebPicture.text(picture))
    case .note(let note): WebHost.show(Shown.note, note.rendered())
    case .account(let text), .saved(let text): WebHost.show(Shown.account, text)
    case .progress: break
    }
  }

  /// Hands text to the page.
  static func show(_ kind: Int32, _ text: String) {
    var text = text
    text.withUTF8 { linnetShow(kind, $0.baseAddress, Int32($0.count)) }
  }

  /// A negative answer of the page.
  private struct Refusal: Error { var code: Int32 }

  private static func bytes(
    _ words: String, _ ask: (UnsafePointer<UInt8>?, Int32) -> Int32
  ) -> Result<[UInt8], Refusal> {
    var words = words
    let count = words.withUTF8 { ask($0.baseAddress, Int32($0.count)) }
    return count < 0 ? .failure(Refusal(code: count)) : .success(fetch(count))
  }

  private static func fetch(_ count: Int32) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, used in
      linnetFetch(buffer.baseAddress)
      used = Int(count)
    }
  }
}
