import LinnetSyntax

/// Finding what is still alive, between two instructions.
extension Machine {
  /// Notes where the loop stands, before it calls out.
  @inline(__always)
  func enter(
    _ pc: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
    _ frame: UnsafeMutablePointer<Frame>, _ entry: UnsafeMutablePointer<Entry>
  ) {
    state.pointee.pc = pc
    state.pointee.entry = entry
    state.pointee.base = base
    state.pointee.frame = frame
    state.pointee.top = base + entry.pointee.registerCount
  }

  /// Collects while a frame runs, then checks the memory limit.
  @inline(never)
  func collect(
    _ base: UnsafeMutablePointer<Value>, _ frame: UnsafeMutablePointer<Frame>,
    _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) {
    state.pointee.frame = frame
    state.pointee.top = base + entry.pointee.registerCount
    collectGarbage()
    if heap.bytes > limits.memory, snapshots.count > 1 {
      keepSnapshots(1)
      collectGarbage()
    }
    if heap.bytes > limits.memory { throw tooMuchMemory() }
    // Near the limit little is left lying about: what a built-in asks for counts from there.
    let room = limits.memory - heap.bytes
    let usual = heap.state.pointee.threshold
    if room < heap.bytes || limits.memory < usual, !heap.collectsAlways {
      let step = max(room / 4, heap.bytes / 64, 1 << 20)
      heap.state.pointee.threshold = heap.bytes + min(step, room)
    }
  }

  /// Frees whatever no register, global, protected value or running function can reach.
  func collectGarbage() {
    let top = state.pointee.top
    // What lies above the running functions is left over from earlier calls. It is still valid memory
    // now, but would not be after this collection.
    let end = state.pointee.softEnd + Self.margin
    if top < end { top.update(repeating: .nothing, count: end - top) }
    state.pointee.softEnd = min(
      state.pointee.softEnd, max(stack + (4096 - Self.margin), top + 4096))
    state.pointee.oddValue = .missing
    recentParts = RecentParts()
    columnValues.removeAll(keepingCapacity: columnValues.count < 64)

    var pending: [ObjectRef] = []
    for prototype in prototypes { prototype.entry.pointee.isMarked = false }
    mark(UnsafeBufferPointer(start: stack, count: top - stack), &pending)
    mark(UnsafeBufferPointer(start: globals, count: slotNames.count), &pending)
    mark(UnsafeBufferPointer(start: originals, count: slotNames.count), &pending)
    heap.letters.withUnsafeBufferPointer { mark($0, &pending) }
    protected.withUnsafeBufferPointer { mark($0, &pending) }
    if let lastShown { mark(lastShown, &pending) }
    for chunk in chunks { mark(chunk.prototype.entry, &pending) }
    while let ref = pending.popLast() { markInside(ref, &pending) }
    markSnapshots()
    heap.weighSources()
    heap.sweep()
    if prototypes.contains(where: { !$0.entry.pointee.isMarked }) {
      prototypes.removeAll { !$0.entry.pointee.isMarked }
    }
  }

  /// Marks what a snapshot keeps alive; the result is about how many bytes nothing marked before needs.
  func markHeld(by snapshot: Snapshot) -> Int {
    var bytes = 0
    var pending: [ObjectRef] = []
    func hold(_ value: Value) {
      guard case .object(let ref) = value, !ref.header.pointee.isMarked else { return }
      ref.header.pointee.isMarked = true
      bytes += heap.weight(ref)
      if ref.kind == .measurement, heap.sharesSources(ref) { heap.measured.append(ref) }
      pending.append(ref)
    }
    for value in snapshot.values { hold(value) }
    if let shown = snapshot.lastShown { hold(shown) }
    while let ref = pending.popLast() {
      for value in ref.values { hold(value) }
      markBeside(ref, &pending)
    }
    return bytes
  }

  private func markInside(_ ref: ObjectRef, _ pending: inout [ObjectRef]) {
    mark(ref.values, &pending)
    markBeside(ref, &pending)
  }

  /// Marks what an object needs besides the values that it holds.
  private func markBeside(_ ref: ObjectRef, _ pending: inout [ObjectRef]) {
    switch ref.kind {
    case .record where ref.record.pointee.isTable:
      let table = RecordTable.of(ref.record.pointee.fields).pointee
      for place in 0..<Int(ref.record.pointee.count) {
        table.keys[place].header.pointee.isMarked = true
      }
    case .function: mark(ref.function.pointee.entry, &pending)
    default: break
    }
  }

  private func mark(_ entry: UnsafeMutablePointer<Entry>, _ pending: inout [ObjectRef]) {
    var functions = [entry]
    while let entry = functions.popLast() {
      guard !entry.pointee.isMarked else { continue }
      entry.pointee.isMarked = true
      let prototype = entry.pointee.prototype.takeUnretainedValue()
      mark(
        UnsafeBufferPointer(start: entry.pointee.constants, count: prototype.constantCount),
        &pending)
      for nested in prototype.nested { functions.append(nested.entry) }
    }
  }

  @inline(__always)
  private func mark(_ value: Value, _ pending: inout [ObjectRef]) {
    guard case .object(let ref) = value, !ref.header.pointee.isMarked else { return }
    ref.header.pointee.isMarked = true
    switch ref.kind {
    case .list, .record, .function: pending.append(ref)
    case .measurement where heap.sharesSources(ref): heap.measured.append(ref)
    default: break
    }
  }

  private func mark(_ values: UnsafeBufferPointer<Value>, _ pending: inout [ObjectRef]) {
    for value in values { mark(value, &pending) }
  }
}
