import LinnetText

/// The bytes that are no UTF-8 in a text that is UTF-8 otherwise.
public struct StrayBytes: Sendable, Equatable {
  /// How many there are.
  public private(set) var count = 0
  /// The line of the first, counted from 1.
  public private(set) var line = 1
  /// The word around the first, as it is shown.
  public private(set) var sample = ""

  /// The remark for the person: `stray-bytes`, without the file.
  public var note: DataMistake {
    var slots = ["line": "\(line)", "sample": sample]
    if count > 1 { slots["count"] = DigitGrouping.grouped(count) }
    return DataMistake("stray-bytes", slots)
  }

  /// How many letters of several bytes are right, and how many bytes are none.
  static func tally(_ raw: UnsafeRawBufferPointer) -> (letters: Int, strays: Int) {
    var letters = 0
    var strays = 0
    var place = 0
    while place < raw.count {
      if place + 8 <= raw.count,
        raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        place += 8
        continue
      }
      let length = length(raw, place)
      if length > 1 { letters += 1 }
      if length == 0 { strays += 1 }
      place += max(length, 1)
    }
    return (letters, strays)
  }

  /// The text with the letters of Windows-1252 for all bytes that are no UTF-8.
  static func mended(_ bytes: [UInt8]) -> ([UInt8], StrayBytes?) {
    var strays = StrayBytes()
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 64)
    var first: Range<Int>?
    bytes.withUnsafeBytes { raw in
      var place = 0
      while place < raw.count {
        if raw[place] < 0x80 {
          text.append(raw[place])
          place += 1
          continue
        }
        let length = length(raw, place)
        if length == 0 {
          let start = text.count
          text.append(contentsOf: TextEncoding.windows([raw[place]]))
          if first == nil { first = start..<text.count }
          strays.count += 1
        } else {
          text.append(contentsOf: raw[place..<(place + length)])
        }
        place += max(length, 1)
      }
    }
    guard let first else { return (text, nil) }
    strays.line = lines(text[..<first.lowerBound]) + 1
    strays.sample = word(around: first, in: text)
    return (text, strays)
  }

  /// The length of the letter that begins at a place; 0 for a byte that begins none.
  private static func length(_ raw: UnsafeRawBufferPointer, _ place: Int) -> Int {
    let byte = raw[place]
    guard byte >= 0x80 else { return 1 }
    guard byte >= 0xC2, byte <= 0xF4 else { return 0 }
    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    guard place + length <= raw.count,
      TextEncoding.isUTF8(UnsafeRawBufferPointer(rebasing: raw[place..<(place + length)]))
    else { return 0 }
    return length
  }

  private static func lines(_ text: ArraySlice<UInt8>) -> Int {
    var count = 0
    var wasReturn = false
    for byte in text {
      if byte == 0x0D || byte == 0x0A && !wasReturn { count += 1 }
      wasReturn = byte == 0x0D
    }
    return count
  }

  /// The letters, digits and other letters around a place, not many of them.
  private static func word(around place: Range<Int>, in text: [UInt8]) -> String {
    func isInWord(_ byte: UInt8) -> Bool {
      byte >= 0x80 || byte | 32 >= 97 && byte | 32 <= 122 || byte &- 48 <= 9
    }
    var start = place.lowerBound
    while start > 0, isInWord(text[start - 1]), place.lowerBound - start < 20 { start -= 1 }
    var end = place.upperBound
    while end < text.count, isInWord(text[end]), end - place.upperBound < 20 { end += 1 }
    // Letters of several bytes stay whole.
    while start < place.lowerBound, text[start] & 0xC0 == 0x80 { start += 1 }
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return String(decoding: text[start..<end], as: UTF8.self)
  }
}
