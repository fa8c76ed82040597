extension Engine {
  /// Adds a function without inputs.
  public func define<Output: Exchangeable>(
    _ name: String, help: String = "",
    _ body: @escaping @Sendable () throws(Mistake) -> Output
  ) {
    define(
      Native(name, [], family: "application", summary: help) {
        (context, _) throws(Mistake) -> Value in
        try body().value(in: context)
      })
  }

  /// Adds a function of one input.
  ///
  /// A program that gives another kind of value gets the mistake `wrong-kind`.
  public func define<A: Exchangeable, Output: Exchangeable>(
    _ name: String, help: String = "",
    _ body: @escaping @Sendable (A) throws(Mistake) -> Output
  ) {
    define(
      Native(name, [.required("input")], family: "application", summary: help) {
        (context, inputs) throws(Mistake) -> Value in
        try body(A.taken(from: inputs, 0, of: name, in: context)).value(in: context)
      })
  }

  /// Adds a function of two inputs.
  public func define<A: Exchangeable, B: Exchangeable, Output: Exchangeable>(
    _ name: String, help: String = "",
    _ body: @escaping @Sendable (A, B) throws(Mistake) -> Output
  ) {
    define(
      Native(
        name, [.required("first"), .required("second")], family: "application", summary: help
      ) { (context, inputs) throws(Mistake) -> Value in
        try body(
          A.taken(from: inputs, 0, of: name, in: context),
          B.taken(from: inputs, 1, of: name, in: context)
        ).value(in: context)
      })
  }

  /// Adds a function of three inputs.
  public func define<
    A: Exchangeable, B: Exchangeable, C: Exchangeable, Output: Exchangeable
  >(
    _ name: String, help: String = "",
    _ body: @escaping @Sendable (A, B, C) throws(Mistake) -> Output
  ) {
    define(
      Native(
        name, [.required("first"), .required("second"), .required("third")],
        family: "application", summary: help
      ) { (context, inputs) throws(Mistake) -> Value in
        try body(
          A.taken(from: inputs, 0, of: name, in: context),
          B.taken(from: inputs, 1, of: name, in: context),
          C.taken(from: inputs, 2, of: name, in: context)
        ).value(in: context)
      })
  }

  /// Adds a function of one input that returns nothing.
  public func define<A: Exchangeable>(
    _ name: String, help: String = "",
    _ body: @escaping @Sendable (A) throws(Mistake) -> Void
  ) {
    define(
      Native(name, [.required("input")], family: "application", summary: help) {
        (context, inputs) throws(Mistake) -> Value in
        try body(A.taken(from: inputs, 0, of: name, in: context))
        return .nothing
      })
  }
}
