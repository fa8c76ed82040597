import LinnetSyntax

/// What the loop calls when its fast path does not fit: other kinds of value, item-by-item work, mistakes.
///
/// (Stand-ins; each body is replaced by the real work in this folder.)
extension Machine {
  /// Works out `a op b` for any kinds of value, item by item where one is a list or column.
  func binary(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(Mistake) -> Value {
    throw Mistake("not-yet")
  }

  /// Compares two values; the answer is a truth value, missing, or a list or column of them.
  func compare(_ comparison: ComparisonOperator, _ left: Value, _ right: Value) throws(Mistake)
    -> Value
  {
    throw Mistake("not-yet")
  }

  /// `a near b within w`; without `within` relative 1e-6.
  func near(_ left: Value, _ right: Value, within: Value?, isRelative: Bool) throws(Mistake)
    -> Value
  {
    throw Mistake("not-yet")
  }

  /// `-a` and `not a`.
  func unary(_ operation: UnaryOperator, _ operand: Value) throws(Mistake) -> Value {
    throw Mistake("not-yet")
  }

  /// `x is missing`, item by item on lists and columns.
  func isMissing(_ value: Value) throws(Mistake) -> Value {
    throw Mistake("not-yet")
  }

  /// Reads `base[index]` for any kinds: position, list of positions, list of answers, name.
  func item(of base: Value, at index: Value) throws(Mistake) -> Value {
    throw Mistake("not-yet")
  }

  /// Reads `base.name` for any kind but a record that has the part.
  func part(of base: Value, _ name: String) throws(Mistake) -> Value {
    throw Mistake("not-yet")
  }

  /// The value of `base` after `base[index] = value`, for kinds the machine does not change in place.
  func settingItem(of base: Value, at index: Value, to value: Value) throws(Mistake) -> Value {
    throw Mistake("not-yet")
  }

  /// The value of `base` after `base.name = value`, for kinds the machine does not change in place.
  func settingPart(of base: Value, _ name: String, to value: Value) throws(Mistake) -> Value {
    throw Mistake("not-yet")
  }

  /// A value as a person reads it; texts inside lists and records are quoted.
  func display(_ value: Value, isNested: Bool = false) -> String { "" }

  /// What a kind of value is called in messages: `a number`, `text`, `a list`.
  func kindName(_ value: Value) -> String { "" }
}
