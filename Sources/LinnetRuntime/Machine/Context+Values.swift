import LinnetData
import LinnetSyntax

/// Looking into functions and datasets.
extension Context {
  /// The tree of a user's function, so that a plain formula can be worked out column by column.
  func body(of function: Value) -> FunctionBody? {
    guard case .object(let ref) = function, ref.kind == .function else { return nil }
    return ref.function.pointee.entry.pointee.prototype.takeUnretainedValue().body
  }

  /// The values that a function carries from where it was made, by name.
  func captures(of function: Value) -> [(name: String, value: Value)] {
    guard case .object(let ref) = function, ref.kind == .function else { return [] }
    let prototype = ref.function.pointee.entry.pointee.prototype.takeUnretainedValue()
    var result: [(name: String, value: Value)] = []
    for (index, capture) in prototype.captures.enumerated() {
      result.append((capture.name, ref.function.pointee.captures[index]))
    }
    return result
  }

  /// The number of rows of a dataset object.
  func rowCount(_ ref: ObjectRef) -> Int {
    unsafeDowncast(ref.host.pointee.payload.takeUnretainedValue(), to: Dataset.self).count
  }

  /// The names of the columns of a dataset object.
  func columnNames(_ ref: ObjectRef) -> [String] {
    unsafeDowncast(ref.host.pointee.payload.takeUnretainedValue(), to: Dataset.self).names
  }

  /// Whether a function comes with the language.
  func isOfLibrary(_ function: Value) -> Bool {
    guard case .object(let ref) = function, ref.kind == .function else { return false }
    return ref.function.pointee.entry.pointee.prototype.takeUnretainedValue().isLibrary
  }
}
