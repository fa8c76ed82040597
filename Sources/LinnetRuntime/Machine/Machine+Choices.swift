import LinnetSyntax

/// Choices between values whose question has many answers.
///
/// Such a question waits in a list: the answers, then the value for yes, then the answers of the next
/// question where the first said no, and so on; the last value is the one for no everywhere.
extension Machine {
  /// Lets the answers of a question wait for its values; true when there is nothing to wait for.
  ///
  /// Of a gap the result is missing, and none of the values is worked out.
  @inline(never)
  func choiceWait(
    _ pending: Registers, _ answers: Value, _ result: Registers, at pc: PC, _ base: Registers,
    _ frame: FramePointer, _ entry: EntryPointer
  ) throws(Mistake) -> Bool {
    enter(pc, base, frame, entry)
    switch answers {
    case .missing:
      result.pointee = .missing
      return try choiceDone(pending, result, at: pc, base, frame, entry)
    case .object(let ref) where ref.kind == .list || ref.kind == .column:
      share(answers)
      // The value for yes may have taken a variable as its last reader; the one for no reads it again.
      for variable in 0..<Int(pc[-1].raw >> 1) { share(base[variable]) }
      if case .nothing = pending.pointee { pending.pointee = heap.makeList([]) }
      var answers = answers
      extendList(pending.pointee, &answers, 1)
      return false
    default:
      let prototype = entry.pointee.prototype.takeUnretainedValue()
      let asked = prototype.places[prototype.index(of: pc) - 1].span
      throw Mistake(
        "not-a-question",
        ["word": pc[-1].raw & 1 == 1 ? "choose" : "if", "part": prototype.source.text(asked)],
        at: asked
      )
    }
  }

  /// Puts a value to the answers that wait for it; true when it was the last one.
  @inline(never)
  func choiceDone(
    _ pending: Registers, _ result: Registers, at pc: PC, _ base: Registers, _ frame: FramePointer,
    _ entry: EntryPointer
  ) throws(Mistake) -> Bool {
    guard case .object(let list) = pending.pointee else { return true }
    enter(pc, base, frame, entry)
    let count = list.list.pointee.count
    if count % 2 == 1 {
      share(result.pointee)
      extendList(pending.pointee, result, 1)
      return false
    }
    var value = result.pointee
    var place = count - 2
    while place >= 0 {
      let items = list.list.pointee.items
      value = try choose(items[place], items[place + 1], value, depth: 0)
      place -= 2
    }
    result.pointee = value
    pending.pointee = .nothing
    return true
  }
}
