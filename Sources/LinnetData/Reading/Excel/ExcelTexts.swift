/// The texts that cells of an Excel file share, by number.
struct ExcelTexts {
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]

  /// No texts.
  init() {}

  /// Reads the part that holds them.
  ///
  /// Errors: `damaged-file`.
  init(_ part: [UInt8]) throws(DataMistake) {
    try part.withUnsafeBufferPointer { (buffer) throws(DataMistake) in
      var scanner = XmlScanner(buffer)
      while true {
        switch try scanner.next() {
        case .finished: return
        case .start where scanner.isNamed("si"):
          try Self.read(&scanner, into: &bytes)
          starts.append(bytes.count)
        default: break
        }
      }
    }
  }

  /// How many there are.
  var count: Int { starts.count - 1 }

  /// Calls with the bytes of a text; nil when there is none with that number.
  func with<Result>(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
    guard number >= 0, number < count else { return nil }
    return bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[starts[number]..<starts[number + 1]]))
    }
  }

  /// Adds the text of the element just begun, up to its end: all pieces of different looks, without the
  /// marks for how it is read aloud.
  static func read(_ scanner: inout XmlScanner, into bytes: inout [UInt8]) throws(DataMistake) {
    let outside = scanner.depth - 1
    let start = bytes.count
    var isText = false
    while scanner.depth > outside {
      switch try scanner.next() {
      case .start:
        if scanner.isNamed("rPh") {
          try scanner.skipElement()
        } else {
          isText = scanner.isNamed("t")
        }
      case .end: isText = false
      case .text: if isText { scanner.appendText(to: &bytes) }
      case .finished: throw .damaged("a part of it ends too early")
      }
    }
    unescape(&bytes, from: start)
  }

  /// Undoes `_x000D_`, how these files write letters that XML has no room for.
  static func unescape(_ bytes: inout [UInt8], from start: Int) {
    guard bytes.count - start >= 7 else { return }
    var read = start
    var write = start
    while read < bytes.count {
      if bytes[read] == UInt8(ascii: "_"), read + 6 < bytes.count,
        bytes[read + 1] == UInt8(ascii: "x"), bytes[read + 6] == UInt8(ascii: "_"),
        let letter = letter(bytes[(read + 2)..<(read + 6)])
      {
        // What a letter takes in UTF-8 is never longer than its seven signs here.
        for byte in String(Character(letter)).utf8 {
          bytes[write] = byte
          write += 1
        }
        read += 7
      } else {
        bytes[write] = bytes[read]
        write += 1
        read += 1
      }
    }
    bytes.removeLast(bytes.count - write)
  }

  private static func letter(_ digits: ArraySlice<UInt8>) -> Unicode.Scalar? {
    var value: UInt32 = 0
    for byte in digits {
      guard let digit = XmlScanner.digit(byte) else { return nil }
      value = value << 4 | digit
    }
    return Unicode.Scalar(value)
  }
}
