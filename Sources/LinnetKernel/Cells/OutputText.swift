import LinnetText

/// The printed text of one cell: all of it up to a bound, then only its end, and a count of what lies between.
///
/// A loop that prints for ever must not fill the notebook, nor the memory of the reader's computer.
struct OutputText {
  /// Bytes shown from the beginning.
  static let head = 1 << 20
  /// Bytes kept from the end.
  static let tail = 1 << 14

  /// What is ready to be sent.
  private(set) var ready: [UInt8] = []
  private var sent = 0
  private var last: [UInt8] = []
  private var lostLines = 0
  private var lostBytes = 0
  private var isOver = false

  /// True when something waits to be sent.
  var hasReady: Bool { !ready.isEmpty }

  /// Adds a line.
  mutating func add(line: String) {
    add(line)
    addByte(0x0A)
  }

  /// Adds text as it is.
  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add($0) }
  }

  private mutating func addByte(_ byte: UInt8) {
    withUnsafeBytes(of: byte) { add($0.assumingMemoryBound(to: UInt8.self)) }
  }

  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    var rest = bytes[...]
    if !isOver {
      let room = OutputText.head - sent - ready.count
      if rest.count <= room {
        ready += rest
        return
      }
      var count = room
      // Letters are not cut apart, nor lines where they are not very long: half a number is a wrong number.
      while count > 0, rest[rest.startIndex + count] & 0xC0 == 0x80 { count -= 1 }
      ready += rest.prefix(count)
      rest = rest.dropFirst(count)
      isOver = true
      if let end = ready.suffix(OutputText.head >> 4).lastIndex(of: 0x0A) {
        last += ready[(end + 1)...]
        ready.removeSubrange((end + 1)...)
      }
      if ready.last != 0x0A { ready.append(0x0A) }
      ready += "… this cell prints much: from here on only its last lines are kept …\n".utf8
    }
    if rest.count > 2 * OutputText.tail {
      lose(last[...])
      last = []
      let kept = rest.suffix(OutputText.tail)
      lose(Array(rest.dropLast(kept.count))[...])
      rest = kept
    }
    last += rest
    if last.count > 4 * OutputText.tail {
      let count = last.count - OutputText.tail
      lose(last[..<count])
      last.removeFirst(count)
    }
  }

  private mutating func lose(_ bytes: ArraySlice<UInt8>) {
    lostBytes += bytes.count
    for byte in bytes where byte == 0x0A { lostLines += 1 }
  }

  /// Hands over what is ready.
  mutating func take() -> String {
    sent += ready.count
    let text = String(decoding: ready, as: UTF8.self)
    ready.removeAll(keepingCapacity: ready.capacity <= 1 << 17)
    return text
  }

  /// Ends the text: the last lines become ready, after what was left out has been counted.
  mutating func finish() {
    guard isOver, !last.isEmpty else { return }
    if last.count > OutputText.tail {
      let count = last.count - OutputText.tail
      lose(last[..<count])
      last.removeFirst(count)
    }
    // The end begins with a whole line, or at least with a whole letter.
    if lostBytes > 0 {
      if let end = last.firstIndex(of: 0x0A), end + 1 < last.count {
        lose(last[...end])
        last.removeFirst(end + 1)
      } else {
        let count = last.prefix { $0 & 0xC0 == 0x80 }.count
        lose(last[..<count])
        last.removeFirst(count)
      }
      let what =
        lostLines > 0
        ? DigitGrouping.counted(lostLines, "line") : DigitGrouping.counted(lostBytes, "letter")
      ready += "… \(what) left out here …\n".utf8
    }
    ready += last
    last = []
    isOver = false
    sent = 0
    lostLines = 0
    lostBytes = 0
  }
}
