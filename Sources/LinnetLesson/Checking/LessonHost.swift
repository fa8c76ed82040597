import Linnet

/// The world of a lesson: the small tables inside the lesson, and behind them another host.
public final class LessonHost: PassingHost {
  private let tables: [LessonDocument.Table]

  /// Makes a host for a document.
  public init(_ document: LessonDocument, over host: Host) {
    tables = document.tables
    super.init(over: host)
  }

  /// A table of the lesson, or a file of the host behind.
  public override func read(_ path: String) throws(Mistake) -> [UInt8] {
    if let table = tables.first(where: { $0.name == path }) { return Array(table.text.utf8) }
    return try super.read(path)
  }

  /// The names of the lesson's tables, then those of the host behind.
  public override func names(besides path: String) -> [String] {
    tables.map { $0.name } + super.names(besides: path)
  }
}
