import LinnetData
import LinnetPicture
import LinnetSyntax

/// The inputs of a call that draws: what to draw, own options, and the options of all pictures.
struct PictureInputs {
  /// The inputs without a label, with their name for axes and legends, and as the user wrote them.
  var plain: [(value: Value, name: String, text: String)] = []
  /// The function's own options.
  var own: [(option: String, value: Value, name: String)] = []
  /// The options of all pictures.
  var options = PictureOptions()
  /// What draws.
  let kind: PictureKind

  /// The word that draws, for messages.
  var function: String { kind.name }

  /// Sorts the inputs of a call.
  ///
  /// Throws `unknown-option`, `given-twice`, and what the options throw.
  init(_ kind: PictureKind, _ inputs: Inputs, _ context: Context) throws(Mistake) {
    var given: [(label: String?, text: String, value: Value)] = []
    for place in 0..<inputs.count {
      let label = place < inputs.labels.count ? inputs.labels[place] : nil
      given.append((label, context.written(place) ?? "", inputs[place]))
    }
    try self.init(kind, given, context)
  }

  /// Sorts inputs that come with their labels and as they were written.
  ///
  /// Throws `unknown-option`, `given-twice`, and what the options throw.
  init(
    _ kind: PictureKind, _ given: [(label: String?, text: String, value: Value)],
    _ context: Context
  ) throws(Mistake) {
    self.kind = kind
    let names = kind.options.map { $0.name }
    var seen: [String] = []
    for (label, text, value) in given {
      let name = Self.name(text)
      guard let label else {
        plain.append((value, name, text))
        continue
      }
      if seen.contains(label) { throw Mistake("option-twice", ["option": label]) }
      seen.append(label)
      if names.contains(label) {
        own.append((label, value, name))
      } else if try !options.take(label, value, context) {
        throw Self.unknown(label, kind.name, names + PictureOptions.names)
      }
    }
  }

  /// The mistake that a picture has no such option.
  static func unknown(_ option: String, _ function: String, _ options: [String]) -> Mistake {
    var slots = ["function": function, "option": option, "options": Context.listed(options)]
    if let near = Spelling.nearest(option, among: options) { slots["near"] = near }
    return Mistake("unknown-option", slots)
  }

  /// An own option; nil when it was not given.
  func option(_ name: String) -> (value: Value, name: String)? {
    for given in own where given.option == name && !given.value.isAbsent {
      return (given.value, given.name)
    }
    return nil
  }

  /// What the user calls a value: the variable's name, or the last part of `birds.mass`; empty for a
  /// calculation.
  private static func name(_ written: String) -> String {
    let bytes = Array(written.utf8)
    var start = 0
    for (place, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "."): start = place + 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xff:
        continue
      default: return quotedColumn(bytes)
      }
    }
    // A number written out is no name.
    guard start < bytes.count, bytes[start] > UInt8(ascii: "9") else { return "" }
    return String(decoding: bytes[start...], as: UTF8.self)
  }

  /// A short calculation as it was written, for the title of an axis; empty for a list of numbers.
  private static func calculation(_ written: String) -> String {
    guard let first = written.utf8.first, written.utf8.count <= 40,
      first != UInt8(ascii: "["), first != UInt8(ascii: "\""), first > UInt8(ascii: "9"),
      !written.utf8.contains(0x0A)
    else { return "" }
    return written
  }

  /// The name inside `birds["bill length"]`; empty for anything else.
  private static func quotedColumn(_ bytes: [UInt8]) -> String {
    let end: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "]")]
    guard bytes.suffix(2).elementsEqual(end), let open = bytes.firstIndex(of: UInt8(ascii: "[")),
      open + 1 < bytes.count - 2, bytes[open + 1] == UInt8(ascii: "\"")
    else { return "" }
    let inside = bytes[(open + 2)..<(bytes.count - 2)]
    if inside.contains(UInt8(ascii: "\"")) || inside.contains(UInt8(ascii: "{")) { return "" }
    return String(decoding: inside, as: UTF8.self)
  }

  /// A plain input as a column with its name.
  ///
  /// Throws `nothing-to-draw`, `cannot-draw`.
  func column(_ place: Int, _ context: Context) throws(Mistake) -> NamedColumn {
    guard place < plain.count else { throw Mistake("nothing-to-draw", ["function": function]) }
    return try column(plain[place].value, plain[place].name, plain[place].text, context)
  }

  /// An own option as a column with its name; nil when it was not given.
  func column(option name: String, _ context: Context) throws(Mistake) -> NamedColumn? {
    guard let given = option(name) else { return nil }
    return try column(given.value, given.name, given.name, context)
  }

  private func column(_ value: Value, _ name: String, _ text: String, _ context: Context)
    throws(Mistake) -> NamedColumn
  {
    guard value.hasItems else {
      var slots = ["function": function, "kind": context.kindName(value)]
      if !text.isEmpty { slots["name"] = text }
      throw Mistake(value.kind == .dataset ? "draw-dataset" : "cannot-draw", slots)
    }
    return NamedColumn(
      name.isEmpty ? Self.calculation(text) : name,
      try context.column(from: value, count: nil, name: text))
  }
}
