import LinnetSyntax

/// The names that a session knows.
extension Machine {
  /// The place of a global name, made when it is new.
  func slot(_ name: String) throws(Mistake) -> Int {
    if let known = globalSlots[name] { return known }
    guard slotNames.count < Self.globalCapacity else {
      throw Mistake("too-many-names", ["count": String(Self.globalCapacity)])
    }
    return newSlot(name)
  }

  func newSlot(_ name: String) -> Int {
    let slot = slotNames.count
    globalSlots[name] = slot
    slotNames.append(name)
    (globals + slot).initialize(to: .absent)
    (originals + slot).initialize(to: .absent)
    return slot
  }

  /// The number of a part's name, as instructions know it.
  func fieldNumber(_ name: String) -> UInt32 {
    if let known = fieldNumbers[name] { return known }
    let new = UInt32(fieldNames.count)
    fieldNames.append(name)
    fieldNumbers[name] = new
    return new
  }

  /// Whether the program, not the language, gave a global its value.
  func isOwn(_ slot: Int) -> Bool {
    if case .absent = globals[slot] { return false }
    return !isSame(globals[slot], originals[slot])
  }

  /// Whether two values are one object, or one number.
  private func isSame(_ value: Value, _ original: Value) -> Bool {
    switch (value, original) {
    case (.object(let value), .object(let original)): value == original
    case (.decimal(let value), .decimal(let original)): value == original
    default: false
    }
  }

  /// The value that the language itself gives a name; nil when it gives none.
  func original(_ name: String) -> Value? {
    guard let slot = globalSlots[name], hasOriginal(slot) else { return nil }
    return originals[slot]
  }

  /// Whether the language itself gives a name a value.
  func hasOriginal(_ slot: Int) -> Bool {
    if case .absent = originals[slot] { return false }
    return true
  }

  /// The value of a global variable or function, the user's own before the built-in; nil if unknown.
  func known(_ name: String) -> Value? {
    for chunk in chunks.reversed() {
      guard let slot = globalSlots[name] else { return nil }
      for (register, global) in chunk.prototype.published where global == slot {
        if case .absent = chunk.base[register] { continue }
        return chunk.base[register]
      }
    }
    guard let slot = globalSlots[name] else { return nil }
    if case .absent = globals[slot] { return nil }
    return globals[slot]
  }

  /// The user's variables and functions with their values, in the order they were first named.
  public var ownGlobals: [(name: String, value: Value)] {
    var result: [(name: String, value: Value)] = []
    for (slot, name) in slotNames.enumerated() {
      var value = globals[slot]
      for chunk in chunks {
        for (register, global) in chunk.prototype.published where global == slot {
          if case .absent = chunk.base[register] { continue }
          value = chunk.base[register]
        }
      }
      if case .absent = value { continue }
      if name == "it" { continue }
      if isSame(value, originals[slot]) { continue }
      result.append((name, value))
    }
    return result
  }

  /// The value of a variable or function of the user's; nil for every other name.
  ///
  /// It is looked up alone: row formulas ask about each name they read.
  func knownOwn(_ name: String) -> Value? {
    guard name != "it", let slot = globalSlots[name], let value = global(name),
      !isSame(value, originals[slot])
    else { return nil }
    return value
  }

  /// Stores a value under a global name, between runs or before one.
  public func setGlobal(_ name: String, _ value: Value) throws(Mistake) {
    if case .object(let ref) = value { ref.header.pointee.isShared = true }
    globals[try slot(name)] = value
  }

  /// The value of a global name, for an embedding; nil when it has none.
  public func getGlobal(_ name: String) -> Value? { known(name) }

  /// Forgets a name; one that was stored over a built-in is the built-in again.
  ///
  /// Returns false when the user had stored nothing under it.
  @discardableResult
  public func remove(_ name: String) -> Bool {
    guard let slot = globalSlots[name], isOwn(slot) else { return false }
    globals[slot] = originals[slot]
    hiddenNoted.remove(name)
    return true
  }
}
