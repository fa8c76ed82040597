import Glibc
import LinnetHost

/// The engine as WebAssembly, packed, which pages carry inside.
enum WebModule {
  /// Why there is none.
  enum Problem: Error {
    case notThere
    case damaged(String)

    /// What to say, and what to do.
    var sentence: String {
      switch self {
      case .notThere:
        "A page needs the engine for browsers, `linnet-web.pack`, and I cannot find it. "
          + "`make web` builds it; then put it beside this command, or name it with LINNET_WEB_MODULE."
      case .damaged(let path): "\(path) is not the engine for browsers: `make web` builds it anew."
      }
    }
  }

  /// Where it may lie, in the order in which it is looked for.
  static var places: [String] {
    if let named = getenv("LINNET_WEB_MODULE") { return [String(cString: named)] }
    guard let command = ThisCommand.path else { return [] }
    let folder = FileBytes.folder(of: command)
    var places = ["linnet-web.pack", "../share/linnet/linnet-web.pack"]
    // In a checkout: the command is three folders below, `.build/x86_64-unknown-linux-gnu/release`.
    places += ["../../../.build-web/linnet-web.pack", "../../../.build-web/linnet.wasm"]
    return places.map { FileBytes.join(folder, $0) }
  }

  /// The module as text that may stand in a page: a pack as it is; a module as it was linked, with gzip and in base 64.
  static func load() throws(Problem) -> [UInt8] {
    for path in places {
      guard case .success(let bytes) = FileBytes.read(path) else { continue }
      if bytes.starts(with: "linnet-web ".utf8) { return bytes }
      if bytes.starts(with: [0x00, 0x61, 0x73, 0x6D]) {
        return Array(Base64.encoded(Gzip.pack(bytes)).utf8)
      }
      throw .damaged(path)
    }
    throw .notThere
  }
}
