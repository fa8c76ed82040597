import LinnetData
import LinnetSyntax

/// Calls from built-in functions back into the program.
extension Machine {
  /// Calls a function; bit i of `owned`: nobody else holds input i, so the function may change it.
  func callFunction(_ function: Value, _ inputs: UnsafeBufferPointer<Value>, owned: UInt32)
    throws(Mistake) -> Value
  {
    guard case .object(let callee) = function, callee.kind == .function || callee.kind == .native
    else {
      throw Mistake("not-a-function")
    }
    let saved = state.pointee.top
    defer { state.pointee.top = saved }
    if saved + inputs.count + 8 >= state.pointee.softEnd {
      try deepen(saved + inputs.count + 8, state.pointee.frame)
    }
    saved.pointee = function
    if let base = inputs.baseAddress { (saved + 1).update(from: base, count: inputs.count) }
    if callee.kind == .native {
      return try callNative(
        natives[callee.native.pointee.index], saved, inputs.count, owned: owned)
    }
    let target = callee.function.pointee.entry
    let expected = target.pointee.inputCount
    if inputs.count != expected {
      let prototype = target.pointee.prototype.takeUnretainedValue()
      let parameters = prototype.body?.parameters ?? []
      guard inputs.count < expected,
        parameters[inputs.count...].allSatisfy({ $0.standard != nil })
      else { throw wrongCount(prototype, inputs.count) }
      (saved + 1 + inputs.count).update(repeating: .absent, count: expected - inputs.count)
    }
    let unclaimed = target.pointee.claims & ~owned
    if unclaimed != 0 { shareInputs(saved + 1, unclaimed) }
    return try start(target, at: saved + 1, owned: owned)
  }

  private func callNative(
    _ native: Native, _ place: Registers, _ count: Int, owned: UInt32
  ) throws(Mistake) -> Value {
    var given = count
    if !native.acceptsAnyLabel {
      if count < native.inputs.count {
        for index in count..<native.inputs.count where !native.inputs[index].isOptional {
          throw wrongCount(native, count)
        }
        given = native.inputs.count
        (place + 1 + count).update(repeating: .absent, count: given - count)
      } else if count > native.inputs.count, !native.isVariadic {
        throw wrongCount(native, count)
      }
    }
    state.pointee.top = place + 1 + given
    let labels = native.acceptsAnyLabel ? [String?](repeating: nil, count: count) : []
    let inputs = Inputs(base: place + 1, count: given, labels: labels, owned: owned)
    let value = try native.body(self, inputs)
    if !native.makesFresh || value.mayBeHandedOn, !inputs.isMoved(value) { share(value) }
    return value
  }

  /// What a function is called and takes, for messages and `? name`.
  func signature(of function: Value) -> (name: String, inputs: [String])? {
    guard case .object(let ref) = function else { return nil }
    if ref.kind == .native {
      let native = natives[ref.native.pointee.index]
      return (native.name, native.inputs.map { $0.name })
    }
    guard ref.kind == .function, let body = body(of: function) else { return nil }
    return (body.name ?? "", body.parameters.map { $0.name })
  }
}
