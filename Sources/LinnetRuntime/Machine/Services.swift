import LinnetSyntax

/// What built-in functions and verbs may ask of the machine.
///
/// (Stand-ins; the machine's own files bring the real work.)
extension Machine {
  /// Calls a function of the language or a built-in with inputs in order.
  public func call(_ function: Value, _ inputs: [Value]) throws(Mistake) -> Value {
    throw Mistake("not-yet")
  }

  /// Keeps a value alive across calls back into the machine until `unprotect`.
  func protect(_ value: Value) {}

  /// Forgets the newest `count` protected values.
  func unprotect(_ count: Int) {}

  /// The words of an operand of the running step as they stand in the source; nil when not known.
  ///
  /// For a call 0 is the first input in the order written, for `base[index]` and `base.part` 0 is the
  /// base and 1 the index, for a calculation or comparison 0 is the left and 1 the right side. Only
  /// asked when a mistake is made, so that it can speak in the user's own words.
  func written(_ operand: Int) -> String? { nil }

  /// Counts work done in a built-in; throws when a limit is reached or the run is interrupted.
  func charge(_ steps: Int) throws(Mistake) {}

  /// Asks for memory before it is used.
  ///
  /// Throws `too-much-memory`.
  func reserve(bytes: Int) throws(Mistake) {}

  /// Hands a remark to the host, with the place of the running step.
  func note(_ note: Note) {}

  /// Says what a pipeline step did, where the host is interactive: *kept 10 227 of 10 583 rows*.
  func account(_ text: String) {}

  /// The value of a global variable or function, the user's own before the built-in; nil if unknown.
  func global(_ name: String) -> Value? { nil }

  /// The names of all global variables and the user's functions, for suggestions and completion.
  var globalNames: [String] { [] }

  /// The tree of a user's function, so that a plain formula can be worked out column by column.
  func body(of function: Value) -> FunctionBody? { nil }

  /// A function of the language made at run time from a row formula, its bare names as inputs.
  func compile(_ formula: Expression, inputs: [String], source: Source) throws(Mistake) -> Value {
    throw Mistake("not-yet")
  }
}
