/// Where the characters of a long text begin: every 64th of them, so that any one is found at once.
///
/// It belongs to the buffer, so that a text that grows goes on with it. The last character never counts
/// as known: what is joined behind it may belong to it.
struct TextIndex {
  /// Characters between two marks.
  static let step = 64
  /// Texts of fewer bytes do without.
  static let smallest = 128

  /// How many bytes at the beginning are characters of their own: ASCII without carriage returns.
  var plain = 0
  /// Where the first character begins that is not known yet.
  var bytes = 0
  /// How many characters are known.
  var count = 0
  /// Where characters 0, 64, 128, … begin.
  var marks: [Int] = []
  /// A character looked for last, and where it begins.
  var near = (character: 0, place: 0)

  /// Takes in the bytes up to `end`, of which more were written meanwhile.
  mutating func extend(_ text: UnsafeBufferPointer<UInt8>) {
    if marks.isEmpty {
      var place = plain
      while place < text.count, text[place] < 0x80, text[place] != 0x0D { place += 1 }
      plain = place
      if place >= text.count {
        bytes = place
        return
      }
      // From here on characters differ from bytes: marks begin.
      bytes = max(0, place - 1)
      count = bytes
      marks = (0...(bytes / Self.step)).map { $0 * Self.step }
      if marks.last == bytes { marks.removeLast() }
    }
    walk(text, from: bytes, keepingLast: false) { place in
      if count % Self.step == 0 { marks.append(place) }
      count += 1
      return true
    } reached: {
      bytes = $0
    }
  }

  /// The index when the bytes from `start` to `end` became longer; nil when it ends before them.
  func moved(_ start: Int, by difference: Int, end: Int) -> TextIndex? {
    guard !marks.isEmpty, bytes > end else { return nil }
    var result = self
    result.plain = min(plain, start)
    result.bytes += difference
    result.near = (0, 0)
    if difference != 0 {
      for place in marks.indices where marks[place] > start { result.marks[place] += difference }
    }
    return result
  }

  /// The number of characters of a text that begins the buffer.
  mutating func count(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    if text.count > bytes || marks.isEmpty { extend(text) }
    if marks.isEmpty || text.count < plain { return text.count }
    var (character, place) = (count, bytes)
    if text.count < bytes {
      // An older, shorter text over the same buffer.
      var low = 0
      var high = marks.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if marks[middle] < text.count { low = middle } else { high = middle }
      }
      (character, place) = (low * Self.step, marks[low])
    }
    walk(text, from: place, keepingLast: true) { _ in
      character += 1
      return true
    } reached: { _ in
    }
    return character
  }

  /// Where a character begins, from 0; the end of the text when it has no more.
  mutating func place(of character: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    if text.count > bytes || marks.isEmpty { extend(text) }
    if marks.isEmpty || character < plain { return min(character, text.count) }
    var (found, place) = (0, 0)
    if character >= near.character, character - near.character < Self.step, near.place < text.count
    {
      (found, place) = near
    } else {
      let mark = min(character / Self.step, marks.count - 1)
      (found, place) = (mark * Self.step, marks[mark])
    }
    if found == character { return place }
    var result = text.count
    walk(text, from: place, keepingLast: true) { start in
      if found == character {
        result = start
        return false
      }
      found += 1
      return true
    } reached: { _ in
    }
    if result < text.count { near = (character, result) }
    return result
  }
}

/// Calls `each` with the place of every character from one on, until it answers false.
///
/// Without `keepingLast` the last character is left out. `reached` gets the place behind the characters
/// that were gone through.
private func walk(
  _ text: UnsafeBufferPointer<UInt8>, from start: Int, keepingLast: Bool, _ each: (Int) -> Bool,
  reached: (Int) -> Void
) {
  var place = start
  var window = 256
  func isPlain(_ place: Int) -> Bool { text[place] < 0x80 && text[place] != 0x0D }
  outer: while place < text.count {
    // A plain byte before another plain one is a character.
    while place + 1 < text.count, isPlain(place), isPlain(place + 1) {
      if !each(place) { return reached(place) }
      place += 1
    }
    if place + 1 >= text.count, isPlain(place) {
      if keepingLast {
        if !each(place) { return reached(place) }
        place += 1
      }
      break
    }
    var end = min(place + window, text.count)
    while end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
    let piece = String(decoding: UnsafeBufferPointer(rebasing: text[place..<end]), as: UTF8.self)
    var index = piece.startIndex
    var isFirst = true
    while index < piece.endIndex {
      let next = piece.index(after: index)
      // The last of a window may go on behind it.
      if next == piece.endIndex, end < text.count || !keepingLast { break }
      if !each(place) { return reached(place) }
      place += piece.utf8.distance(from: index, to: next)
      index = next
      isFirst = false
      if place + 1 < text.count, isPlain(place), isPlain(place + 1) { continue outer }
    }
    if end == text.count { break }
    window = isFirst ? window * 2 : 256
  }
  reached(place)
}
