/// Texts: bytes in buffers that longer texts may share.
extension Heap {
  /// Makes a text.
  func makeText(_ string: String) -> Value {
    var string = string
    return string.withUTF8 { makeText($0) }
  }

  /// Makes a text from UTF-8 bytes, which are copied.
  func makeText(_ bytes: UnsafeBufferPointer<UInt8>) -> Value {
    makeText(bytes, room: bytes.count)
  }

  /// Makes a text from UTF-8 bytes, with room behind for `room` bytes in all.
  func makeText(_ bytes: UnsafeBufferPointer<UInt8>, room: Int) -> Value {
    let buffer = makeBuffer(room)
    if let base = bytes.baseAddress {
      buffer.bytes.update(from: base, count: bytes.count)
    }
    buffer.pointee.used = bytes.count
    return .object(makeText(over: buffer, count: bytes.count))
  }

  /// Makes a text from pieces.
  func makeText(_ pieces: [UnsafeBufferPointer<UInt8>]) -> Value {
    let count = pieces.reduce(0) { $0 + $1.count }
    let buffer = makeBuffer(count)
    var place = buffer.bytes
    for piece in pieces {
      if let base = piece.baseAddress { place.update(from: base, count: piece.count) }
      place += piece.count
    }
    buffer.pointee.used = count
    return .object(makeText(over: buffer, count: count))
  }

  /// The text of an object as a Swift string.
  func string(_ ref: ObjectRef) -> String {
    String(
      decoding: UnsafeBufferPointer(
        start: ref.text.pointee.buffer.bytes, count: ref.text.pointee.count), as: UTF8.self)
  }

  /// Two texts in one.
  ///
  /// When the left text ends where its buffer's use ends, the right one is written behind it, so a loop
  /// that joins costs the length of what it adds.
  func join(_ left: ObjectRef, _ right: ObjectRef) -> ObjectRef {
    let start = left.text.pointee.count
    let added = right.text.pointee.count
    let total = start &+ added
    var buffer = left.text.pointee.buffer
    if buffer.pointee.used == start, total <= buffer.pointee.capacity {
      buffer.pointee.uses &+= 1
    } else {
      let old = buffer.bytes
      // A text that is joined to once is often joined to again.
      buffer = makeBuffer(total <= 32 ? total &+ 32 : room(for: total &* 2, stride: 1))
      buffer.bytes.update(from: old, count: start)
    }
    (buffer.bytes + start).update(
      from: right.text.pointee.buffer.bytes, count: added)
    buffer.pointee.used = total
    return makeText(over: buffer, count: total)
  }

  /// True when two texts are joined without new memory.
  func joinsInPlace(_ left: ObjectRef, _ right: ObjectRef) -> Bool {
    let buffer = left.text.pointee.buffer
    let start = left.text.pointee.count
    return buffer.pointee.used == start
      && start &+ right.text.pointee.count <= buffer.pointee.capacity
  }

  private func makeText(over buffer: UnsafeMutablePointer<TextBuffer>, count: Int) -> ObjectRef {
    let object = TextObject(header: header(.text), buffer: buffer, count: count, characters: -1)
    return place(object, size: MemoryLayout<TextObject>.size)
  }

  private func makeBuffer(_ capacity: Int) -> UnsafeMutablePointer<TextBuffer> {
    let size = MemoryLayout<TextBuffer>.size &+ capacity
    let raw = state.pointee.small.allocate(size)
    let buffer = raw.assumingMemoryBound(to: TextBuffer.self)
    buffer.initialize(to: TextBuffer(uses: 1, used: 0, capacity: capacity, index: nil))
    count(size)
    return buffer
  }

  /// Takes one use of a buffer away; the last frees it.
  func release(_ buffer: UnsafeMutablePointer<TextBuffer>) {
    buffer.pointee.uses &-= 1
    guard buffer.pointee.uses == 0 else { return }
    let size = MemoryLayout<TextBuffer>.size &+ buffer.pointee.capacity
    count(-size)
    if let index = buffer.pointee.index {
      index.deinitialize(count: 1)
      index.deallocate()
    }
    state.pointee.small.deallocate(UnsafeMutableRawPointer(buffer), size: size)
  }
}
