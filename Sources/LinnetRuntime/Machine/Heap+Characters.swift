/// Characters of texts, as people count them.
extension Heap {
  /// The number of characters of a text, remembered in it.
  func characterCount(_ ref: ObjectRef) -> Int {
    let known = ref.text.pointee.characters
    if known >= 0 { return known }
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

  private func index(_ ref: ObjectRef) -> UnsafeMutablePointer<TextIndex> {
    let buffer = ref.text.pointee.buffer
    if let index = buffer.pointee.index { return index }
    let index = UnsafeMutablePointer<TextIndex>.allocate(capacity: 1)
    index.initialize(to: TextIndex())
    buffer.pointee.index = index
    return index
  }
}
