import LinnetData
import LinnetSyntax

/// What built-in functions and verbs may ask of the machine.
extension Machine {
  /// Calls a function of the language or a built-in with inputs in order.
  public func call(_ function: Value, _ inputs: [Value]) throws(Mistake) -> Value {
    try call(function, inputs, owned: 0)
  }

  /// Calls a function; bit i of `owned`: nobody else holds input i, so the function may change it.
  func call(_ function: Value, _ inputs: [Value], owned: UInt32) throws(Mistake) -> Value {
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
    inputs.withUnsafeBufferPointer {
      if let base = $0.baseAddress { (saved + 1).update(from: base, count: $0.count) }
    }
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

  /// Keeps a value alive across calls back into the machine until `unprotect`.
  func protect(_ value: Value) { protected.append(value) }

  /// Forgets the newest `count` protected values.
  func unprotect(_ count: Int) { protected.removeLast(min(count, protected.count)) }

  /// Counts work done in a built-in; throws when a limit is reached or the run is interrupted.
  func charge(_ steps: Int) throws(Mistake) {
    let (total, overflow) = state.pointee.steps.addingReportingOverflow(max(steps, 0))
    state.pointee.steps = overflow ? Int.max : total
    if state.pointee.steps >= limits.steps {
      throw stop("too-many-steps", ["steps": grouped(limits.steps)])
    }
    try look()
  }

  /// Asks for memory before it is used.
  ///
  /// Throws `too-much-memory`.
  func reserve(bytes: Int) throws(Mistake) {
    let (total, overflow) = heap.bytes.addingReportingOverflow(bytes)
    if overflow || total > limits.memory {
      throw tooMuchMemory()
    }
  }

  /// Hands a remark to the host, with the place of the running step.
  func note(_ note: Note) {
    if let pieceRemarks {
      pieceRemarks.hasOthers = true
      return
    }
    var note = note
    if note.source == nil, let entry = state.pointee.entry {
      note = located(
        note, at: state.pointee.pc, entry, state.pointee.frame, state.pointee.frame)
    }
    host.receive(.note(note))
  }

  /// Says what a pipeline step did, where the host is interactive: *kept 10 227 of 10 583 rows*.
  func account(_ text: String) {
    if let pieceRemarks {
      pieceRemarks.hasOthers = true
      return
    }
    host.receive(.account(text))
  }

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

  /// A function of the language made at run time from a row formula, its bare names as inputs.
  func compile(_ formula: Expression, inputs: [String], source: Source) throws(Mistake) -> Value {
    let unit = CompilationUnit(machine: self, source: source, isInteractive: false)
    return try unit.compile(formula, inputs: inputs)
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

  /// The number of rows of a dataset object.
  func rowCount(_ ref: ObjectRef) -> Int {
    unsafeDowncast(ref.host.pointee.payload.takeUnretainedValue(), to: Dataset.self).count
  }

  /// The names of the columns of a dataset object.
  func columnNames(_ ref: ObjectRef) -> [String] {
    unsafeDowncast(ref.host.pointee.payload.takeUnretainedValue(), to: Dataset.self).names
  }
}
