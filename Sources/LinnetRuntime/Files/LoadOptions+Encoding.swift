import LinnetData
import LinnetSyntax

/// The option `encoding:`.
extension LoadOptions {
  /// The encoding that a value names.
  ///
  /// Throws `other-encoding` for one that is known and cannot be read, `wrong-option` for any other value.
  static func encoding(_ value: Value, _ context: Context) throws(Mistake) -> NamedEncoding {
    let examples = "a name such as \"utf-8\", \"latin1\" or \"windows-1251\""
    guard let ref = value.object(.text) else {
      throw HistogramRequest.wrong("encoding", value, examples, context)
    }
    let name = context.heap.string(ref)
    if let encoding = NamedEncoding(name) { return encoding }
    if NamedEncoding.isKnownElsewhere(name) { throw Mistake("other-encoding", ["name": name]) }
    throw HistogramRequest.wrong("encoding", value, examples, context)
  }
}
