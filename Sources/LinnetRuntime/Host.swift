import LinnetData
import LinnetPicture
import LinnetSyntax

/// The world as a program may see it.
///
/// Every part answers "not allowed" unless an embedding overrides it.
///
/// A class, so that it also works where existential values do not exist.
open class Host {
  /// Makes a host that allows nothing.
  public init() {}

  /// The bytes of a file.
  ///
  /// Errors: `no-such-file`, `files-not-allowed`, `unreadable-file`.
  open func read(_ path: String) throws(Mistake) -> [UInt8] {
    throw Mistake("files-not-allowed", ["path": path])
  }

  /// A long file to be read piece by piece; nil for files that are better read whole with `read`.
  open func source(_ path: String) -> ByteSource? { nil }

  /// Writes a whole file, beside first and then renamed.
  ///
  /// Errors: `files-not-allowed`, `unwritable-file`.
  open func write(_ bytes: [UInt8], to path: String) throws(Mistake) {
    throw Mistake("files-not-allowed", ["path": path])
  }

  /// Names in the folder of a path, for suggestions and patterns; empty when not allowed.
  open func names(besides path: String) -> [String] { [] }

  /// Unpacks gzip data.
  ///
  /// Errors: `cannot-unpack`.
  open func unpack(_ bytes: [UInt8], path: String) throws(Mistake) -> [UInt8] {
    throw Mistake("cannot-unpack", ["path": path])
  }

  /// Unpacks data that fills a whole file or, with a known `size`, a piece of one.
  ///
  /// The workers of this host may call it at the same time. By default gzip is left to `unpack`, and
  /// nothing else can be unpacked. Errors: `cannot-unpack`, without a path.
  open func decompress(_ bytes: ArraySlice<UInt8>, codec: Codec, size: Int?) throws(Mistake)
    -> [UInt8]
  {
    guard codec == .gzip else {
      throw Mistake("cannot-unpack", ["reason": "this host cannot unpack \(codec.name)"])
    }
    let unpacked = try unpack(Array(bytes), path: "")
    if let size, unpacked.count != size {
      throw Mistake("cannot-unpack", ["reason": "it is damaged or cut short"])
    }
    return unpacked
  }

  /// Reads a table of an SQLite database; nil when this host has no library for that.
  ///
  /// Errors: those of reading a file, `several-tables`, `unknown-table`, `unknown-column`,
  /// `damaged-file`, `broken-view`, `changed-file`, `unfinished-database`, `too-many-values`,
  /// `empty-file`, `stopped`.
  open func database(_ request: DatabaseRequest) throws(DataMistake) -> LoadedTable? { nil }

  /// Seconds on a clock that never goes back; nil when there is none.
  open func now() -> Double? { nil }

  /// Waits; the machine's interrupt ends it early.
  open func wait(seconds: Double) {}

  /// Threads that share the work on large data; by default the one thread that asks.
  open var workers: Workers { Workers.serial }

  /// A line typed by the person; nil when there is no person.
  ///
  /// `ask` calls it.
  open func ask(_ question: String) -> String? { nil }

  /// Where the person has put a slider or a choice; nil for a host that has none of them.
  ///
  /// Called whenever a program comes to `slider` or `choice`: the host draws it, or finds by its name the one it
  /// has drawn already. With nil it stays where it starts, and the program remarks so once a session.
  open func control(_ control: Control) -> Control.Setting? { nil }

  /// A seed for random numbers when the program sets none.
  open func randomSeed() -> UInt64 { 42 }

  /// How many letters of a long list there is room for where it is shown; nil for a host that takes them all.
  ///
  /// What is left out is counted at the end of what is shown.
  open var roomForList: Int? { nil }

  /// Takes what a running program shows.
  open func receive(_ event: Event) {}

  /// Takes the value of a line that is only a value; by default it is shown like anything else.
  ///
  /// Notebooks tell the two apart: a value becomes the result of its cell.
  open func receive(answer event: Event) { receive(event) }
}

/// Something a running program hands to its host.
public enum Event {
  /// A line of text from `show`; without the line break.
  case text(String)
  /// A dataset that was shown; `text` is how a plain script prints it.
  case table(Dataset, text: String)
  /// A picture from `plot`.
  case picture(Picture)
  /// A remark; the run goes on.
  case note(Note)
  /// What a pipeline step did: *kept 10 227 of 10 583 rows*.
  case account(String)
  /// What was written to which file, which every host says: *saved a picture to z.svg*.
  case saved(String)
  /// Long work: what, how much of how much.
  case progress(String, done: Int, total: Int)
}
