/// One axis of a picture: what it measures and which part of it is shown.
public struct Axis: Sendable {
  /// What is measured, for example `dimuon mass`; may be empty.
  public var label: String
  /// The unit, for example `GeV`; may be empty.
  public var unit: String
  /// Equal steps or equal factors.
  public var spacing: Spacing
  /// What the numbers along the axis stand for.
  public var kind: Kind
  /// The lower end; nil to be chosen from what is drawn.
  public var from: Double?
  /// The upper end; nil to be chosen from what is drawn.
  public var to: Double?

  /// Whether equal distances mean equal differences or equal factors.
  public enum Spacing: Sendable {
    /// Equal distances are equal differences.
    case linear
    /// Equal distances are equal factors.
    case logarithmic
  }

  /// What the numbers along an axis stand for.
  public enum Kind: Sendable {
    /// Just numbers.
    case number
    /// Milliseconds since 1970-01-01 00:00, shown as dates.
    case date
    /// Words: the first fills 0 to 1, the second 1 to 2, and so on.
    case words([String])
  }

  /// Makes an axis.
  public init(
    label: String = "", unit: String = "", spacing: Spacing = .linear, kind: Kind = .number,
    from: Double? = nil, to: Double? = nil
  ) {
    self.label = label
    self.unit = unit
    self.spacing = spacing
    self.kind = kind
    self.from = from
    self.to = to
  }

  /// The label with the unit behind it, as it is written at the axis: `dimuon mass [GeV]`.
  public var title: String {
    if unit.isEmpty { return label }
    return label.isEmpty ? "[\(unit)]" : "\(label) [\(unit)]"
  }

  /// Splits `mass [GeV]` or `mass (GeV)` into label and unit; the unit is empty when there is none.
  public static func split(_ title: String) -> (label: String, unit: String) {
    let bytes = Array(title.utf8)
    guard let last = bytes.last, last == UInt8(ascii: "]") || last == UInt8(ascii: ")") else {
      return (title, "")
    }
    let opener = last == UInt8(ascii: "]") ? UInt8(ascii: "[") : UInt8(ascii: "(")
    guard let open = bytes.lastIndex(of: opener), open + 2 <= bytes.count - 1 else {
      return (title, "")
    }
    var end = open
    while end > 0, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    // `f(x)` and `xs[2]` are calculations; a unit stands behind a space.
    if end == 0 || end == open { return (title, "") }
    return (
      String(decoding: bytes[..<end], as: UTF8.self),
      String(decoding: bytes[(open + 1)..<(bytes.count - 1)], as: UTF8.self)
    )
  }

  /// The words of a word axis; nil for other kinds.
  var words: [String]? {
    if case .words(let words) = kind { return words }
    return nil
  }

  var isLogarithmic: Bool { spacing == .logarithmic }
}
