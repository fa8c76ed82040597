/// Characters of texts, as people count them.
extension Heap {
  /// The number of characters of a text, remembered in it.
  func characterCount(_ ref: ObjectRef) -> Int {
    let known = ref.text.pointee.characters
    if known >= 0 { return known }
    if known < -1 { return ref.text.pointee.count }
    let bytes = ref.textBytes
    let count: Int
    if bytes.count >= TextIndex.smallest {
      count = index(ref).pointee.count(bytes)
    } else {
      // A carriage return and a line feed are one character, so plain text must be free of them.
      let isPlain = bytes.allSatisfy { $0 < 0x80 && $0 != 0x0D }
      count = isPlain ? bytes.count : string(ref).count
    }
    ref.text.pointee.characters = count
    return count
  }

  /// The bytes of characters of a text, from 0; they must be there.
  func characters(_ ref: ObjectRef, from start: Int, count: Int) -> UnsafeBufferPointer<UInt8> {
    let bytes = ref.textBytes
    if characterCount(ref) == bytes.count {
      return UnsafeBufferPointer(rebasing: bytes[start..<start + count])
    }
    let (from, to): (Int, Int)
    if bytes.count >= TextIndex.smallest {
      let index = index(ref)
      from = index.pointee.place(of: start, in: bytes)
      to = count == 0 ? from : index.pointee.place(of: start + count, in: bytes)
    } else {
      let text = string(ref)
      let first = text.index(text.startIndex, offsetBy: start)
      let end = text.index(first, offsetBy: count)
      from = text.utf8.distance(from: text.startIndex, to: first)
      to = text.utf8.distance(from: text.startIndex, to: end)
    }
    return UnsafeBufferPointer(rebasing: bytes[from..<max(from, to)])
  }

  /// A text of some bytes; texts of one plain letter are the same object.
  func makeLetters(_ bytes: UnsafeBufferPointer<UInt8>) -> Value {
    guard bytes.count == 1, bytes[0] < 0x80 else { return makeText(bytes) }
    if letters.isEmpty { letters = [Value](repeating: .nothing, count: 128) }
    if case .object = letters[Int(bytes[0])] { return letters[Int(bytes[0])] }
    let letter = makeText(bytes)
    letters[Int(bytes[0])] = letter
    return letter
  }

  /// Every character of a text as a text of its own; equal ones are one object.
  func makeCharacters(_ ref: ObjectRef) -> Value {
    let bytes = ref.textBytes
    let count = characterCount(ref)
    if count == bytes.count {
      return makeList(count: count) {
        makeLetters(UnsafeBufferPointer(rebasing: bytes[$0..<$0 + 1]))
      }
    }
    var known: [Character: Value] = [:]
    var values: [Value] = []
    values.reserveCapacity(count)
    for character in string(ref) {
      if let value = known[character], isSpelled(value, character) {
        values.append(value)
        continue
      }
      let value = makeText(String(character))
      if known.count < 1 << 12 { known[character] = value }
      values.append(value)
    }
    return makeList(values)
  }

  /// Characters that mean the same may be written with other bytes.
  private func isSpelled(_ value: Value, _ character: Character) -> Bool {
    guard case .object(let ref) = value else { return false }
    return ref.textBytes.elementsEqual(character.utf8)
  }

  /// Gives a text the index of another one that differs in one character; only where that is still one.
  ///
  /// `start` and `length` say where the other's character lies.
  func takeIndex(
    _ ref: ObjectRef, from other: ObjectRef, character: Int, start: Int, length: Int
  ) {
    let bytes = ref.textBytes
    let old = other.textBytes
    let count = characterCount(other)
    let size = bytes.count - old.count + length
    if count == old.count {
      if size == 1, bytes[start] < 0x80, bytes[start] != 0x0D {
        ref.text.pointee.characters = count
      }
      return
    }
    guard bytes.count >= TextIndex.smallest, let known = other.text.pointee.buffer.pointee.index
    else { return }
    // The characters around it must begin and end where they did.
    let first = max(0, character - 1)
    var expected: [Int] = []
    for place in first...min(character + 2, count) {
      expected.append(known.pointee.place(of: place, in: old))
    }
    guard let from = expected.first, let to = expected.last,
      known.pointee.bytes <= old.count,
      let index = known.pointee.moved(start, by: size - length, end: start + length)
    else { return }
    let piece = String(
      decoding: UnsafeBufferPointer(rebasing: bytes[from..<to + size - length]), as: UTF8.self)
    var place = from
    for (step, character) in piece.enumerated() {
      place += character.utf8.count
      guard step + 1 < expected.count else { return }
      let before = expected[step + 1]
      if place != (before > start ? before + size - length : before) { return }
    }
    self.index(ref).pointee = index
    ref.text.pointee.characters = count
  }

  private func index(_ ref: ObjectRef) -> UnsafeMutablePointer<TextIndex> {
    let buffer = ref.text.pointee.buffer
    if let index = buffer.pointee.index { return index }
    let index = UnsafeMutablePointer<TextIndex>.allocate(capacity: 1)
    index.initialize(to: TextIndex())
    buffer.pointee.index = index
    return index
  }
}
