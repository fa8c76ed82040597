import Foundation
import LinnetSyntax

/// The language's values as written; Foundation has a type of the same name.
typealias Expression = LinnetSyntax.Expression

/// A value of the oracle: plain Swift values, copied whole, so that sharing cannot go wrong.
indirect enum OracleValue {
  case nothing
  case missing
  case truth(Bool)
  case number(Double)
  case text(String)
  case list([OracleValue])
  case record([(name: String, value: OracleValue)])
  case function(OracleFunction)
  case builtin(String)
  /// A whole number beyond 2^53, which nothing is calculated with.
  case big(Int64)
  /// A day, counted from 1970-01-01.
  case date(Int)
  /// A number with what each of its sources adds to its uncertainty.
  case measurement(Double, [Int: Double])
  /// A four-vector: E, px, py, pz.
  case vector([Double])
  case table(OracleTable)

  /// The value as `show` writes it.
  var shown: String { shown(nested: false) }

  private func shown(nested: Bool) -> String {
    switch self {
    case .nothing: return "nothing"
    case .missing: return "missing"
    case .truth(let truth): return truth ? "true" : "false"
    case .number(let number): return Self.digits(number)
    case .text(let text):
      guard nested else { return text }
      return "\""
        + text.replacingOccurrences(of: "\\", with: "\\\\")
        .replacingOccurrences(of: "\"", with: "\\\"") + "\""
    case .list(let items):
      return "[" + items.map { $0.shown(nested: true) }.joined(separator: ", ") + "]"
    case .record(let parts):
      return "record("
        + parts.map { "\($0.name): \($0.value.shown(nested: true))" }.joined(separator: ", ") + ")"
    case .function, .builtin: return "a function"
    case .big(let number): return "\(number)"
    case .date(let day): return OracleDays.text(day)
    case .measurement(let value, let parts):
      return Self.measured(value, OracleBuiltins.length(parts))
    case .vector(let v):
      let names = ["E", "px", "py", "pz"]
      return "vector(" + zip(names, v).map { "\($0): \(Self.digits($1))" }.joined(separator: ", ")
        + ")"
    case .table(let table):
      return zip(table.names, table.columns).map { name, column in
        "\(name): " + OracleValue.list(column).shown
      }.joined(separator: "\n")
    }
  }

  /// A number with up to ten significant digits; whole numbers to 2^53 in full.
  static func digits(_ number: Double) -> String {
    if number == number.rounded(), abs(number) <= 9_007_199_254_740_992 {
      return String(format: "%.0f", number + 0)
    }
    var text = String(format: "%.10g", number)
    guard let e = text.firstIndex(of: "e") else { return text }
    let power = Int(text[text.index(after: e)...]) ?? 0
    text = String(text[..<e])
    return "\(text)e\(power)"
  }

  /// A measurement with two digits of its error, zeros at the end left out.
  private static func measured(_ value: Double, _ error: Double) -> String {
    guard error > 0 else { return digits(value) + " ± 0" }
    // Rounding may bring a digit more: 0.0996 is 0.10.
    let size = Int(floor(log10(Double(String(format: "%.1e", error)) ?? error)))
    let places = 1 - size
    func rounded(_ number: Double) -> String {
      if places < 0 {
        let scale = pow(10, Double(-places))
        return digits((number / scale).rounded() * scale)
      }
      // Halves go away from zero; whether it is one, the exact product says.
      let scale = pow(10, Double(places))
      let product = abs(number) * scale
      let lost = (-product).addingProduct(abs(number), scale)
      var whole = product.rounded(.down)
      let rest = product - whole
      if rest > 0.5 || rest == 0.5 && lost >= 0 { whole += 1 }
      return digits(
        Double(String(format: "%.\(places)f", whole / scale)).map { number < 0 ? -$0 : $0 }
          ?? number)
    }
    return rounded(value) + " ± " + rounded(error)
  }

  /// Its value and what its sources add, if it is a number or a measurement.
  var measured: (Double, [Int: Double])? {
    switch self {
    case .number(let number): return (number, [:])
    case .measurement(let value, let parts): return (value, parts)
    default: return nil
    }
  }

  /// Whether it comes before another of its kind; nil for values that have no order.
  func isLess(than other: OracleValue) -> Bool? {
    switch (self, other) {
    case (.number(let a), .number(let b)): return a < b
    case (.big(let a), .big(let b)): return a < b
    // Exactly, which a conversion to `Double` would not be.
    case (.big(let a), .number(let b)): return Precise.compares(a, isLessThan: b)
    case (.number(let a), .big(let b)):
      guard a < 9.2e18 else { return false }
      return a < -9.2e18 || Int64(a.rounded(.down)) < b
    case (.text(let a), .text(let b)): return Self.isBefore(a, b)
    case (.date(let a), .date(let b)): return a < b
    case (.truth(let a), .truth(let b)): return !a && b
    case (.measurement, .measurement), (.measurement, .number), (.number, .measurement):
      return (measured?.0 ?? 0) < (other.measured?.0 ?? 0)
    default: return nil
    }
  }

  /// The order of a dictionary: letters without case and accents, then with accents, then small ones first.
  private static func isBefore(_ a: String, _ b: String) -> Bool {
    func key(_ text: String, _ options: String.CompareOptions) -> [(kind: Int, value: UInt32)] {
      text.folding(options: options, locale: nil).unicodeScalars.map { scalar in
        if scalar.properties.isAlphabetic { return (2, scalar.value) }
        return (scalar.value >= 48 && scalar.value <= 57 ? 1 : 0, scalar.value)
      }
    }
    for options: String.CompareOptions in [
      [.caseInsensitive, .diacriticInsensitive], [.caseInsensitive], [],
    ] {
      let (one, two) = (key(a, options), key(b, options))
      // Small letters stand behind capitals in the alphabet of the machine.
      let isTurned = options.isEmpty
      for (x, y) in zip(one, two) where x != y { return (x < y) != isTurned }
      if one.count != two.count { return one.count < two.count }
    }
    return false
  }

  /// Whether two values are one and the same; nil when a gap keeps the answer open.
  func equals(_ other: OracleValue) -> Bool? {
    switch (self, other) {
    case (.missing, _), (_, .missing): return nil
    case (.truth(let a), .truth(let b)): return a == b
    case (.number(let a), .number(let b)): return a == b
    case (.big(let a), .big(let b)): return a == b
    case (.date(let a), .date(let b)): return a == b
    case (.text(let a), .text(let b)): return a == b
    case (.record(let a), .record(let b)):
      guard a.count == b.count else { return false }
      for (one, two) in zip(a, b) where one.name != two.name || one.value.equals(two.value) != true
      {
        return false
      }
      return true
    default: return false
    }
  }
}

/// A function with the values it saw when it was made.
final class OracleFunction {
  let body: FunctionBody
  /// The names of the function around it, with the values they had.
  var captured: [String: OracleValue]
  /// Its own options, worked out when it was made.
  let standards: [String: OracleValue]
  /// The row that a small function was made in, whose columns it reads.
  let scope: RowScope?

  init(
    body: FunctionBody, captured: [String: OracleValue], standards: [String: OracleValue],
    scope: RowScope? = nil
  ) {
    self.body = body
    self.captured = captured
    self.standards = standards
    self.scope = scope
  }
}

/// A mistake as the oracle knows it: the code alone.
struct OracleMistake: Error {
  var code: String
  var message = ""
}
