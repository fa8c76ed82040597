import LinnetSyntax

/// Items and parts off the fast path: reading, and changing in place or in a copy.
extension Machine {
  typealias PC = UnsafeMutablePointer<Instruction>
  typealias Registers = UnsafeMutablePointer<Value>
  typealias FramePointer = UnsafeMutablePointer<Frame>
  typealias EntryPointer = UnsafeMutablePointer<Entry>

  /// A whole position from a number; nil when it is not whole.
  @inline(__always)
  private func position(_ index: Value) -> Int64? {
    switch index {
    case .whole(let i): return i
    case .decimal(let d):
      guard abs(d) < 0x1p53, d == d.rounded(.towardZero) else { return nil }
      return Int64(d)
    default: return nil
    }
  }

  /// The position in a list as counted by Swift.
  private func checked(_ index: Int64, _ list: ObjectRef) throws(Mistake) -> Int {
    let count = list.list.pointee.count
    if index >= 1, index <= Int64(count) { return Int(index) - 1 }
    var slots = ["index": grouped(Int(clamping: index)), "count": grouped(count)]
    if let name = written(0) { slots["name"] = name }
    if index == 0 { throw Mistake("counting-from-one", slots) }
    if index < 0 { throw Mistake("counting-backwards", slots) }
    throw Mistake(count == 0 ? "nothing-in-it" : "past-the-end", slots)
  }

  @inline(never)
  func slowItem(
    _ base: Value, _ index: Value, at pc: PC, _ registers: Registers, _ frame: FramePointer,
    _ entry: EntryPointer
  ) throws(Mistake) -> Value {
    enter(pc, registers, frame, entry)
    if case .object(let ref) = base, ref.kind == .list, let place = position(index) {
      return ref.list.pointee.items[try checked(place, ref)]
    }
    if case .object(let ref) = base, ref.kind == .record, case .object(let key) = index,
      key.kind == .text
    {
      if let slot = heap.place(of: key, in: ref) { return ref.record.pointee.fields[slot] }
      return try part(of: base, heap.string(key))
    }
    if heap.wantsCollection { try collect(registers, frame, entry) }
    return try item(of: base, at: index)
  }

  /// Fills a field's cache words; nil when the record has no such part.
  private func cache(_ pc: PC, _ record: ObjectRef) -> Int? {
    let name = fieldNames[Int((pc + 1).pointee.raw)]
    let shape = record.record.pointee.shape
    guard let slot = heap.place(of: name, in: record) else { return nil }
    if slot < 256, shape < 1 << 24 - 1 { pc.pointee = Instruction(raw: shape << 8 | UInt32(slot)) }
    return slot
  }

  @inline(never)
  func slowPart(
    _ base: Value, at pc: PC, _ registers: Registers, _ frame: FramePointer, _ entry: EntryPointer
  ) throws(Mistake) -> Value {
    if case .object(let ref) = base, ref.kind == .record, let slot = cache(pc, ref) {
      return ref.record.pointee.fields[slot]
    }
    enter(pc, registers, frame, entry)
    if heap.wantsCollection { try collect(registers, frame, entry) }
    return try part(of: base, fieldNames[Int((pc + 1).pointee.raw)])
  }

  // MARK: Changing

  /// A list or record that only the place it came from holds: itself, or a copy.
  private func unshared(_ ref: ObjectRef) throws(Mistake) -> ObjectRef {
    guard ref.header.pointee.isShared else { return ref }
    let copy: Value
    switch ref.kind {
    case .list:
      let list = ref.list.pointee
      // A long copy takes as long as many turns of a loop.
      if list.count > 1 << 12 { try charge(list.count >> 6) }
      for index in 0..<list.count { share(list.items[index]) }
      copy = heap.makeList(copying: list.items, count: list.count, capacity: list.count)
    case .record:
      let record = ref.record.pointee
      for index in 0..<Int(record.count) { share(record.fields[index]) }
      copy = heap.copy(ref)
    default: return ref
    }
    guard case .object(let result) = copy else { return ref }
    return result
  }

  @inline(__always)
  func share(_ value: Value) {
    if case .object(let ref) = value { ref.header.pointee.isShared = true }
  }

  /// The value of `base` after `base[index] = value`: the same object when it could be changed in place.
  @inline(never)
  func slowSetItem(
    _ base: Value, _ index: Value, _ value: Value, at pc: PC, _ registers: Registers,
    _ frame: FramePointer, _ entry: EntryPointer
  ) throws(Mistake) -> Value {
    enter(pc, registers, frame, entry)
    if heap.wantsCollection { try collect(registers, frame, entry) }
    if case .object(let ref) = base, ref.kind == .list, let place = position(index) {
      let slot = try checked(place, ref)
      let own = try unshared(ref)
      own.list.pointee.items[slot] = value
      return .object(own)
    }
    if case .object(let ref) = base, ref.kind == .record, case .object(let key) = index,
      key.kind == .text
    {
      let own = try unshared(ref)
      if let slot = heap.place(of: key, in: own) {
        own.record.pointee.fields[slot] = value
      } else {
        heap.extend(own, with: key, value)
      }
      return .object(own)
    }
    if base.object(.dataset) == nil { share(value) }
    return try settingItem(of: base, at: index, to: value)
  }

  private func setPart(_ ref: ObjectRef, _ name: String, _ value: Value) throws(Mistake)
    -> ObjectRef
  {
    let own = try unshared(ref)
    if let slot = heap.place(of: name, in: own) {
      own.record.pointee.fields[slot] = value
    } else {
      heap.extend(own, with: name, value)
    }
    return own
  }

  @inline(never)
  func slowSetPart(
    _ base: Value, _ value: Value, at pc: PC, _ registers: Registers, _ frame: FramePointer,
    _ entry: EntryPointer
  ) throws(Mistake) -> Value {
    enter(pc, registers, frame, entry)
    if heap.wantsCollection { try collect(registers, frame, entry) }
    let name = fieldNames[Int((pc + 1).pointee.raw)]
    guard case .object(let ref) = base, ref.kind == .record else {
      // A table knows the value of its column; see `value(for:)`.
      if base.object(.dataset) == nil { share(value) }
      return try settingPart(of: base, name, to: value)
    }
    if let slot = cache(pc, ref) {
      let own = try unshared(ref)
      own.record.pointee.fields[slot] = value
      return .object(own)
    }
    return .object(try setPart(ref, name, value))
  }

  /// The item of a list in a register, ready to be changed in place; other kinds give a plain part.
  @inline(never)
  func slowOwnItem(
    _ place: Registers, _ index: Value, at pc: PC, _ registers: Registers, _ frame: FramePointer,
    _ entry: EntryPointer
  ) throws(Mistake) -> Value {
    enter(pc, registers, frame, entry)
    if heap.wantsCollection { try collect(registers, frame, entry) }
    if case .object(let ref) = place.pointee, ref.kind == .list, let number = position(index) {
      let slot = try checked(number, ref)
      let own = try unshared(ref)
      place.pointee = .object(own)
      return try ownChild(own.list.pointee.items + slot)
    }
    if case .object(let ref) = place.pointee, ref.kind == .record, case .object(let key) = index,
      key.kind == .text
    {
      guard let slot = heap.place(of: key, in: ref) else {
        return try part(of: place.pointee, heap.string(key))
      }
      return try ownPart(place, ref, slot)
    }
    let child = try item(of: place.pointee, at: index)
    if place.pointee.object(.dataset) == nil { share(child) }
    return child
  }

  private func ownPart(_ place: Registers, _ ref: ObjectRef, _ slot: Int) throws(Mistake) -> Value {
    let own = try unshared(ref)
    place.pointee = .object(own)
    return try ownChild(own.record.pointee.fields + slot)
  }

  private func ownChild(_ slot: UnsafeMutablePointer<Value>) throws(Mistake) -> Value {
    guard case .object(let child) = slot.pointee else { return slot.pointee }
    let own = try unshared(child)
    slot.pointee = .object(own)
    return .object(own)
  }

  @inline(never)
  func slowOwnPart(
    _ place: Registers, at pc: PC, _ registers: Registers, _ frame: FramePointer,
    _ entry: EntryPointer
  ) throws(Mistake) -> Value {
    enter(pc, registers, frame, entry)
    if heap.wantsCollection { try collect(registers, frame, entry) }
    let name = fieldNames[Int((pc + 1).pointee.raw)]
    if case .object(let ref) = place.pointee, ref.kind == .record {
      guard let slot = cache(pc, ref) else { return try part(of: place.pointee, name) }
      return try ownPart(place, ref, slot)
    }
    // A column of a table stays unmarked: the table holds it too, so nothing changes it where it is.
    if case .object(let ref) = place.pointee, ref.kind == .dataset {
      return try part(of: place.pointee, name)
    }
    let child = try part(of: place.pointee, name)
    share(child)
    return child
  }

  // MARK: Growing

  /// Adds an item to an owned list; false when that needs the built-in function.
  ///
  /// `place` holds the callee, the list and the item; the result takes the callee's place.
  @inline(never)
  func appendInPlace(_ place: Registers, owned: UInt32) -> Bool {
    guard case .object(let callee) = place.pointee, callee.kind == .native,
      callee.native.pointee.index == appendIndex, owned & 1 != 0,
      case .object(let ref) = place[1], ref.kind == .list, !ref.header.pointee.isShared
    else { return false }
    let list = ref.list
    let count = list.pointee.count
    guard count < limits.listLength else { return false }
    if case .object(let item) = place[2] {
      switch item.kind {
      case .list, .record:
        if item == ref { return false }
        if owned & 2 == 0 { item.header.pointee.isShared = true }
      case .column, .dataset: return false
      case .text: if owned & 2 == 0 { item.header.pointee.isShared = true }
      default: break
      }
    }
    heap.push(ref, place[2])
    place.pointee = place[1]
    return true
  }

  /// Adds values to a list that is being written down.
  @inline(never)
  func extendList(_ list: Value, _ values: Registers, _ count: Int) {
    guard case .object(let ref) = list else { return }
    let old = ref.list.pointee.count
    if old + count > ref.list.pointee.capacity { heap.grow(ref, to: (old + count) * 2) }
    (ref.list.pointee.items + old).initialize(from: values, count: count)
    ref.list.pointee.count = old + count
  }

  /// The texts of `"a {b} c"` in one.
  @inline(never)
  func buildText(
    _ parts: Registers, _ count: Int, at pc: PC, _ registers: Registers, _ frame: FramePointer,
    _ entry: EntryPointer
  ) throws(Mistake) -> Value {
    enter(pc, registers, frame, entry)
    // A text that grows by `t = "{t}…"` grows where it is, as by `t = t + …`.
    var growing: ObjectRef?
    var bytes: [UInt8] = []
    for index in 0..<count {
      if case .object(let ref) = parts[index], ref.kind == .text {
        if index == 0, ref.text.pointee.count >= 128 {
          growing = ref
        } else {
          bytes.append(contentsOf: ref.textBytes)
        }
      } else {
        bytes.append(contentsOf: display(parts[index]).utf8)
      }
    }
    let start = growing?.text.pointee.count ?? 0
    let length = start &+ bytes.count
    if length > limits.textLength {
      throw tooLong("text", limits.textLength, "letters")
    }
    if let growing, start > bytes.count {
      let isInPlace = bytes.withUnsafeBufferPointer { heap.joinsInPlace(growing, $0) }
      if length > 1 << 20, !isInPlace { try reserve(bytes: length) }
      return .object(bytes.withUnsafeBufferPointer { heap.join(growing, $0) })
    }
    if let growing { bytes.insert(contentsOf: growing.textBytes, at: 0) }
    if length > 1 << 20 { try reserve(bytes: length) }
    return bytes.withUnsafeBufferPointer { heap.makeText($0) }
  }
}
