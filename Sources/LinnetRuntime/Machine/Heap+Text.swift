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
    String(decoding: ref.textBytes, as: UTF8.self)
  }

  /// Two texts in one.
  ///
  /// When the left text ends where its buffer's use ends, the right one is written behind it, so a loop
  /// that joins costs the length of what it adds.
  func join(_ left: ObjectRef, _ right: ObjectRef) -> ObjectRef { join(left, right.textBytes) }

  /// A text and the bytes behind it in one; the bytes may be the text's own.
  func join(_ left: ObjectRef, _ right: UnsafeBufferPointer<UInt8>) -> ObjectRef {
    let old = left.text.pointee
    let start = old.count
    let total = start &+ right.count
    var buffer = old.buffer
    var from = old.start
    var characters = -1
    if joinsInPlace(left, right) {
      buffer.pointee.uses &+= 1
      if from > 0 { characters = old.characters }
    } else {
      // A text that is joined to once is often joined to again.
      buffer = makeBuffer(total <= 32 ? total &+ 32 : room(for: total &* 2, stride: 1))
      buffer.bytes.update(from: old.bytes, count: start)
      from = 0
    }
    if let base = right.baseAddress {
      (buffer.bytes + (from &+ start)).update(from: base, count: right.count)
    }
    buffer.pointee.used = from &+ total
    return makeText(over: buffer, count: total, characters: characters)
  }

  /// True when bytes are joined to a text without new memory.
  func joinsInPlace(_ left: ObjectRef, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    let text = left.text.pointee
    let end = text.start &+ text.count
    guard text.buffer.pointee.used == end, end &+ right.count <= text.buffer.pointee.capacity
    else { return false }
    if text.start == 0 { return true }
    // Only a text of single bytes begins later, and a carriage return may be half a character.
    return text.count > 0 && text.bytes[text.count - 1] != 0x0D
      && right.allSatisfy { $0 < 0x80 && $0 != 0x0D }
  }

  /// Characters of a text, from 0, as a text; they must be there.
  ///
  /// What is a good part of its buffer shares it; a small piece doesn't keep a large buffer alive.
  func makePart(_ ref: ObjectRef, from start: Int, count: Int) -> Value {
    guard sharesBuffer(ref, count) else {
      return makeText(characters(ref, from: start, count: count))
    }
    let text = ref.text.pointee
    text.buffer.pointee.uses &+= 1
    let from = text.start &+ start
    let characters = from == 0 ? count : -1 &- from
    return .object(makeText(over: text.buffer, count: count, characters: characters))
  }

  /// Whether a piece of so many bytes of a text is made without copying them.
  func sharesBuffer(_ ref: ObjectRef, _ count: Int) -> Bool {
    count >= 256 && count >= ref.text.pointee.buffer.pointee.capacity / 4
      && characterCount(ref) == ref.text.pointee.count
  }

  private func makeText(
    over buffer: UnsafeMutablePointer<TextBuffer>, count: Int, characters: Int = -1
  ) -> ObjectRef {
    let object = TextObject(
      header: header(.text), buffer: buffer, count: count, characters: characters)
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
