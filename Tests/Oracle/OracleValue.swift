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
    }
  }

  /// A number with up to ten significant digits; whole numbers below 1e15 in full.
  static func digits(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(format: "%.0f", number + 0) }
    var text = String(format: "%.10g", number)
    guard let e = text.firstIndex(of: "e") else { return text }
    let power = Int(text[text.index(after: e)...]) ?? 0
    text = String(text[..<e])
    return "\(text)e\(power)"
  }

  /// Whether two values are one and the same; nil when a gap keeps the answer open.
  func equals(_ other: OracleValue) -> Bool? {
    switch (self, other) {
    case (.missing, _), (_, .missing): return nil
    case (.truth(let a), .truth(let b)): return a == b
    case (.number(let a), .number(let b)): return a == b
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

  init(body: FunctionBody, captured: [String: OracleValue], standards: [String: OracleValue]) {
    self.body = body
    self.captured = captured
    self.standards = standards
  }
}

/// A mistake as the oracle knows it: the code alone.
struct OracleMistake: Error {
  var code: String
  var message = ""
}
