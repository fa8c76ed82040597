import LinnetSyntax

#if arch(wasm32)
/// Where a run of the machine was left, to go on there.
///
/// Browsers compile a module fast and badly first, and again well while it runs; but a function that is running is
/// never exchanged, only one that is called anew. The loop of the machine is one function that runs as long as the
/// program does, so it is left and called again now and then.
struct Turn {
  var pc: UnsafeMutablePointer<Instruction>
  var base: UnsafeMutablePointer<Value>
  var entry: UnsafeMutablePointer<Entry>
  var frame: UnsafeMutablePointer<Frame>
  var lowest: UnsafeMutablePointer<Frame>
  var handlerCount: Int

  /// The beginning of a run.
  init(
    _ first: UnsafeMutablePointer<Entry>, at start: UnsafeMutablePointer<Value>,
    _ lowest: UnsafeMutablePointer<Frame>, _ handlerCount: Int
  ) {
    pc = first.pointee.code
    base = start
    entry = first
    frame = lowest + 1
    self.lowest = lowest
    self.handlerCount = handlerCount
  }
}

extension Machine {
  /// Runs a function until it returns, in as many turns as it takes.
  func runInTurns(
    _ first: UnsafeMutablePointer<Entry>, at start: UnsafeMutablePointer<Value>, owned: UInt32
  ) throws(Mistake) -> Value {
    while true {
      do throws(Mistake) {
        return try run(first, at: start, owned: owned)
      } catch {
        guard nextTurn != nil else { throw error }
      }
    }
  }

  /// Leaves the loop every sixteen slices, by a mistake that `runInTurns` takes back.
  func leaveNowAndThen(
    _ slice: Int, _ pc: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
    _ frame: UnsafeMutablePointer<Frame>, _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) {
    slicesBegun &+= 1
    guard slicesBegun & 15 == 0 else { return }
    var turn = Turn(entry, at: base, frame, 0)
    turn.pc = pc
    turn.frame = frame
    nextTurn = turn
    state.pointee.slice = slice
    throw Mistake(.anotherTurn)
  }
}

extension MistakeCode {
  /// Nobody ever reads it: the loop is left for a moment.
  fileprivate static let anotherTurn: MistakeCode = "another-turn"
}
#endif
