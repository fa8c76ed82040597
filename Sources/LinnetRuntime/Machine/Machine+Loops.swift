import CLinnetKernels
import LinnetData
import LinnetSyntax

/// Getting loops ready.
extension Machine {
  /// A number as a decimal; nil for other values.
  private func decimal(_ value: Value) -> Double? {
    switch value {
    case .whole(let i): Double(i)
    case .decimal(let d): d
    default: nil
    }
  }

  /// A whole number from a number that is whole; nil otherwise.
  private func whole(_ value: Value) -> Int64? {
    switch value {
    case .whole(let i): return i
    case .decimal(let d):
      guard abs(d) < 0x1p53, d == d.rounded(.towardZero) else { return nil }
      return Int64(d)
    default: return nil
    }
  }

  /// Works out the turns of `for i from a to b by c`; false when there is none.
  ///
  /// Registers: 0 from, 1 to, 2 by become 0 number now (one step before the first), 1 turns, 2 step,
  /// 3 the turn's number, 4 the end, the last two only for decimal steps.
  @inline(never)
  func prepareCount(_ loop: Registers, at pc: PC, _ entry: EntryPointer) throws(Mistake) -> Bool {
    for index in 0..<3 where decimal(loop[index]) == nil {
      let word = ["from", "to", "by"][index]
      if case .missing = loop[index] { throw Mistake("loop-is-missing", ["word": word]) }
      throw Mistake(
        "loop-needs-numbers", ["word": word, "given": kindName(loop[index])])
    }
    if let from = whole(loop[0]), let end = decimal(loop[1]), let step = whole(loop[2]) {
      guard step != 0 else { throw Mistake("loop-by-zero") }
      let limit: Int64
      if let exact = whole(loop[1]) {
        limit = exact
      } else {
        let rounded = end.rounded(step > 0 ? .down : .up)
        limit = rounded >= 0x1p62 ? 1 << 62 : rounded <= -0x1p62 ? -(1 << 62) : Int64(rounded)
      }
      if step > 0 ? from > limit : from < limit { return false }
      let distance =
        step > 0 ? UInt64(bitPattern: limit &- from) : UInt64(bitPattern: from &- limit)
      let turns = distance / step.magnitude
      let (first, overflow) = from.subtractingReportingOverflow(step)
      if !overflow, turns < 1 << 62 {
        loop[0] = .whole(first)
        loop[1] = .whole(Int64(turns) + 1)
        loop[2] = .whole(step)
        return true
      }
    }
    guard let from = decimal(loop[0]), let end = decimal(loop[1]), let step = decimal(loop[2])
    else { return false }
    guard step != 0 else { throw Mistake("loop-by-zero") }
    let turns = ((end - from) / step * (1 + 1e-12) + 1e-9).rounded(.down)
    guard turns == turns, turns < 0x1p62 else { throw Mistake("loop-never-ends") }
    guard turns >= 0 else { return false }
    loop[0] = .decimal(from)
    loop[1] = .whole(Int64(turns) + 1)
    loop[2] = .decimal(step)
    loop[3] = .whole(-1)
    loop[4] = .decimal(end)
    return true
  }

  /// Checks how often `repeat` goes round; false for not at all.
  @inline(never)
  func prepareRepeat(_ loop: Registers, at pc: PC, _ entry: EntryPointer) throws(Mistake) -> Bool {
    guard let count = whole(loop.pointee) else {
      throw Mistake("repeat-needs-count", ["count": display(loop.pointee)])
    }
    if count < 0 { throw Mistake("repeat-needs-count", ["count": grouped(Int(clamping: count))]) }
    loop.pointee = .whole(count)
    return count > 0
  }

  /// Gets ready to go through a collection; false when it is empty.
  @inline(never)
  func prepareEach(
    _ loop: Registers, at pc: PC, _ base: Registers, _ frame: FramePointer, _ entry: EntryPointer
  ) throws(Mistake) -> Bool {
    enter(pc, base, frame, entry)
    loop[1] = .whole(0)
    if case .object(let ref) = loop.pointee {
      switch ref.kind {
      case .list: return true
      case .text:
        loop.pointee = heap.makeCharacters(ref)
        return true
      case .column, .dataset: return true
      default: break
      }
    }
    throw Mistake(
      "not-a-collection",
      ["text": written(0) ?? "this", "given": kindName(loop.pointee)])
  }

  /// The next item of a column or row of a dataset; `absent` after the last.
  @inline(never)
  func slowEach(
    _ collection: Value, _ position: Int64, at pc: PC, _ base: Registers, _ frame: FramePointer,
    _ entry: EntryPointer
  ) throws(Mistake) -> Value {
    enter(pc, base, frame, entry)
    if heap.wantsCollection { try collect(base, frame, entry) }
    guard case .object(let ref) = collection else { return .absent }
    let object = ref.host.pointee.payload.takeUnretainedValue()
    let count =
      ref.kind == .column
      ? unsafeDowncast(object, to: Column.self).count
      : unsafeDowncast(object, to: Dataset.self).count
    if position >= Int64(count) { return .absent }
    let value = try item(of: collection, at: .whole(position + 1))
    share(value)
    return value
  }
}
