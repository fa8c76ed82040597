import LinnetSyntax

/// The note on two numbers that differ although they are shown alike, such as `0.1 + 0.2` and `0.3`.
extension Machine {
  /// Whether two numbers, known to differ, may be shown with the same digits.
  @inline(__always)
  func areClose(_ p: Double, _ q: Double) -> Bool { abs(p - q) <= abs(p) * 1e-9 }

  func areClose(_ x: Value, _ y: Value) -> Bool {
    switch (x, y) {
    case (.decimal(let p), .decimal(let q)): areClose(p, q)
    case (.decimal(let p), .whole(let q)), (.whole(let q), .decimal(let p)):
      areClose(p, Double(q))
    default: false
    }
  }

  /// Points to `near`, once a program, when two numbers that differ are shown with the same digits.
  @inline(never)
  func noteAlike(
    _ x: Value, _ y: Value, at pc: PC, _ base: Registers, _ frame: FramePointer,
    _ entry: EntryPointer
  ) {
    guard !hasNotedAlike, display(x) == display(y) else { return }
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    if prototype.isLibrary { return }
    hasNotedAlike = true
    enter(pc, base, frame, entry)
    var slots = ["shown": display(x)]
    if case .comparison(let first, let rest)? = currentNode()?.node.form, rest.count == 1 {
      let left = prototype.source.text(first.span)
      let right = prototype.source.text(rest[0].operand.span)
      if left.utf8.count + right.utf8.count < 60 { slots["fixed"] = "\(left) near \(right)" }
    }
    note(Mistake("shown-alike", slots))
  }
}
