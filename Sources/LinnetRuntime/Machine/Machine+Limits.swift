import LinnetSyntax
import LinnetText

/// Stopping programs that use up too much.
extension Machine {
  /// Hands out the next slice of steps, after looking at the limits, the clock and the interrupt.
  @inline(never)
  func beginSlice(
    _ pc: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
    _ frame: UnsafeMutablePointer<Frame>, _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) -> Int {
    #if arch(wasm32)
    // A number of 32 bits is soon at its end; where steps have no limit, they are counted from the start again.
    if limits.steps == .max, stepsTaken.pointee > .max / 2 { stepsTaken.pointee = 0 }
    #endif
    if stepsTaken.pointee >= limits.steps { throw tooManySteps(pc, frame, entry) }
    if heap.wantsCollection { try collect(base, frame, entry) }
    try look()
    let slice = min(Self.sliceLength, limits.steps - stepsTaken.pointee)
    stepsTaken.pointee += slice
    #if arch(wasm32)
    try leaveNowAndThen(slice, pc, base, frame, entry)
    #endif
    return slice
  }

  /// Looks at the interrupt after a built-in, and at the clock now and then.
  ///
  /// A turn of a loop may be the work of a second when it calls one, so turns alone are no measure of time.
  @inline(__always)
  func glance() throws(Mistake) {
    glances &+= 1
    if interrupt.isTripped || deadline != nil && glances & 15 == 0 { try look() }
  }

  private func tooManySteps(
    _ pc: UnsafeMutablePointer<Instruction>, _ frame: UnsafeMutablePointer<Frame>,
    _ entry: UnsafeMutablePointer<Entry>
  ) -> Mistake {
    var slots = ["steps": grouped(limits.steps)]
    var pc = pc
    var entry = entry
    var frame = frame
    while true {
      let prototype = entry.pointee.prototype.takeUnretainedValue()
      let index = prototype.index(of: pc) - 1
      if let loop = prototype.loops.last(where: { $0.start <= index && index <= $0.end }) {
        slots["word"] = loop.word
        slots["line"] = String(prototype.source.lineNumber(at: loop.span.start))
        // Only a `while` can go on for ever; other loops are merely long.
        if loop.word != "while" { slots["word"] = nil }
        var mistake = stop("too-many-steps", slots)
        mistake.span = loop.span
        mistake.source = prototype.source
        return mistake
      }
      frame -= 1
      guard frame >= frames, frame.pointee.pc != haltCode else { break }
      pc = frame.pointee.pc
      entry = frame.pointee.entry
    }
    return stop("too-many-steps", slots)
  }

  /// Makes the registers of a call ready, or says that calls go too deep.
  @inline(never)
  func deepen(_ base: UnsafeMutablePointer<Value>, _ frame: UnsafeMutablePointer<Frame>)
    throws(Mistake)
  {
    if frame >= state.pointee.lastFrame { throw tooDeep(frame) }
    while base >= state.pointee.softEnd {
      let end = state.pointee.softEnd + Self.margin
      let room = stack + Self.stackSize - end
      guard room > Self.margin else { throw tooDeep(frame) }
      let more = min(1 << 14, room)
      end.initialize(repeating: .nothing, count: more)
      state.pointee.softEnd += more
    }
  }

  /// The mistake for calls inside calls without end.
  func tooDeep(_ frame: UnsafeMutablePointer<Frame>? = nil) -> Mistake {
    var slots = limitSlots(frame.map { $0 - frames } ?? Self.nestingOfRuns)
    if let frame, frame > frames + 1 {
      let prototype = (frame - 1).pointee.entry.pointee.prototype.takeUnretainedValue()
      if let name = prototype.body?.name { slots["function"] = name }
    }
    return stop("too-many-calls", slots)
  }
}
