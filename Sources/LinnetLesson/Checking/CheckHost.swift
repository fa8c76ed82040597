import Linnet

/// The world of a check: files can be read; what is shown and written goes nowhere.
///
/// What an answer writes it can read again, and the last picture is kept for `last_plot`.
final class CheckHost: PassingHost {
  private(set) var lastPicture: Picture?
  private var written: [(path: String, bytes: [UInt8])] = []

  override func read(_ path: String) throws(Mistake) -> [UInt8] {
    if let file = written.last(where: { $0.path == path }) { return file.bytes }
    return try super.read(path)
  }

  override func write(_ bytes: [UInt8], to path: String) throws(Mistake) {
    written.append((path, bytes))
  }

  override func source(_ path: String) -> ByteSource? {
    written.contains { $0.path == path } ? nil : super.source(path)
  }

  override func ask(_ question: String) -> String? { nil }

  override func control(_ control: Control) -> Control.Setting? { nil }

  override func wait(seconds: Double) {}

  override func receive(_ event: Event) {
    if case .picture(let picture) = event { lastPicture = picture }
  }
}
