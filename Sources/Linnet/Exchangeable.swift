/// A Swift type whose values go in and out of the language: `Double`, `Int`, `String`, `Bool`,
/// `[Double]`, `[String]`.
public protocol Exchangeable: SendableMetatype {
  /// What the language calls such a value: `a number`.
  static var kindName: String { get }
  /// The Swift value of a value of the language; nil when it is of another kind.
  static func exchanged(_ value: Value, in context: Context) -> Self?
  /// The value of the language for this Swift value.
  func value(in context: Context) -> Value
}

extension Exchangeable {
  /// The input at a place of a call.
  ///
  /// Errors: `wrong-kind`.
  static func taken(
    from inputs: Inputs, _ index: Int, of name: String, in context: Context
  ) throws(Mistake) -> Self {
    if let taken = exchanged(inputs[index], in: context) { return taken }
    throw Mistake(
      "wrong-kind",
      [
        "function": name, "wanted": kindName, "given": context.kindName(of: inputs[index]),
        "what": context.text(of: inputs[index]),
      ])
  }
}

extension Double: Exchangeable {
  /// `a number`.
  public static var kindName: String { "a number" }
  /// The number; nil for anything else.
  public static func exchanged(_ value: Value, in context: Context) -> Double? {
    switch value {
    case .whole(let whole): Double(whole)
    case .decimal(let decimal): decimal
    default: nil
    }
  }
  /// A number; NaN becomes missing.
  public func value(in context: Context) -> Value {
    if isNaN { return .missing }
    // Whole numbers up to 2^53 stay exact and are shown without a point.
    if let whole = Int64(exactly: self), abs(self) <= 9_007_199_254_740_992 { return .whole(whole) }
    return .decimal(self)
  }
}

extension Int: Exchangeable {
  /// `a whole number`.
  public static var kindName: String { "a whole number" }
  /// The number when it is whole and fits.
  public static func exchanged(_ value: Value, in context: Context) -> Int? {
    switch value {
    case .whole(let whole): Int(exactly: whole)
    case .decimal(let decimal): Int(exactly: decimal)
    default: nil
    }
  }
  /// A whole number.
  public func value(in context: Context) -> Value { .whole(Int64(self)) }
}

extension Bool: Exchangeable {
  /// `true or false`.
  public static var kindName: String { "true or false" }
  /// True or false; nil for anything else.
  public static func exchanged(_ value: Value, in context: Context) -> Bool? {
    if case .truth(let truth) = value { truth } else { nil }
  }
  /// True or false.
  public func value(in context: Context) -> Value { .truth(self) }
}

extension String: Exchangeable {
  /// `text`.
  public static var kindName: String { "text" }
  /// The text; nil for anything else.
  public static func exchanged(_ value: Value, in context: Context) -> String? {
    context.string(value)
  }
  /// A text.
  public func value(in context: Context) -> Value { context.makeText(self) }
}

extension Array: Exchangeable where Element: Exchangeable {
  /// `a list`.
  public static var kindName: String { "a list" }
  /// The items of a list or column; nil for anything else, or when an item is of another kind.
  public static func exchanged(_ value: Value, in context: Context) -> [Element]? {
    guard let items = context.items(of: value) else { return nil }
    var result: [Element] = []
    result.reserveCapacity(items.count)
    for item in items {
      guard let element = Element.exchanged(item, in: context) else { return nil }
      result.append(element)
    }
    return result
  }
  /// A list.
  public func value(in context: Context) -> Value {
    context.makeList(map { $0.value(in: context) })
  }
}
