import Linnet

/// The world in which answers of strangers are marked: the lesson's data can be read, nothing else.
///
/// The lesson itself, results and logs are hidden, so that no answer reads the solution beside it; nothing is
/// written. What lies behind should be confined to the lesson's folder.
public final class GradingHost: PassingHost {
  /// True for files that answers have no business with.
  private static func isHidden(_ path: String) -> Bool {
    let name = PlainWord.small(path)
    return HandIn.isResult(name)
      || [".progress", ".lesson", ".lesson.md"].contains { name.hasSuffix($0) }
  }

  private static func refuse(_ path: String) -> Mistake {
    Mistake("files-not-allowed", ["path": path])
  }

  /// A file of the host behind.
  ///
  /// Errors: `files-not-allowed` and those of the host behind.
  public override func read(_ path: String) throws(Mistake) -> [UInt8] {
    guard !GradingHost.isHidden(path) else { throw GradingHost.refuse(path) }
    return try super.read(path)
  }

  /// A long file of the host behind.
  public override func source(_ path: String) -> ByteSource? {
    GradingHost.isHidden(path) ? nil : super.source(path)
  }

  /// Nothing is written.
  ///
  /// Errors: `files-not-allowed`.
  public override func write(_ bytes: [UInt8], to path: String) throws(Mistake) {
    throw GradingHost.refuse(path)
  }

  /// The names of the host behind, without what is hidden.
  public override func names(besides path: String) -> [String] {
    super.names(besides: path).filter { !GradingHost.isHidden($0) }
  }
}
