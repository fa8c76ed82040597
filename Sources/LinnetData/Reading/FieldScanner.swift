/// Finds the fields of a text table one after another, with quotes and all kinds of line break.
///
/// The text must end with a line break. A quote that is never closed, or that would swallow line breaks
/// and then close in the middle of a field, is taken as an ordinary character, so that one stray mark
/// cannot eat the rest of a file.
struct FieldScanner {
  /// The byte after the last one.
  let end: UnsafePointer<UInt8>
  /// The byte between fields.
  let separator: UInt8
  /// True when a backslash before a quote makes it an ordinary character.
  let escapes: Bool
  /// True once a quote inside quotes stood behind a backslash, where that means nothing.
  private(set) var sawBackslash = false
  /// Holds a quoted field once its doubled quotes are undone; the next field overwrites it.
  private let scratch = ScratchBytes()
  /// True once the end came before a closing quote.
  private(set) var ranOut = false
  /// How many bytes may still be looked at in vain for a closing quote.
  private var patience: Int

  init(
    start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, separator: UInt8, escapes: Bool = false
  ) {
    self.end = end
    self.separator = separator
    self.escapes = escapes
    patience = 4 &* (end - start) &+ 4096
  }

  /// One field: its bytes without quotes and outer spaces, and what follows it.
  struct Field {
    var start: UnsafePointer<UInt8>
    var count: Int
    var isQuoted: Bool
    var endsRow: Bool

    /// True when nothing but spaces stands in it.
    var isBlank: Bool {
      for place in 0..<count where start[place] != 0x20 && start[place] != 0x09 { return false }
      return true
    }

    /// A field with nothing in it.
    static func empty(at place: UnsafePointer<UInt8>) -> Field {
      Field(start: place, count: 0, isQuoted: false, endsRow: false)
    }
  }

  /// Reads the field at `cursor` and moves behind its separator or line break.
  mutating func next(_ cursor: inout UnsafePointer<UInt8>) -> Field {
    var start = cursor
    while start < end, start.pointee == 0x20 || (start.pointee == 0x09 && separator != 0x09) {
      start += 1
    }
    if start < end, start.pointee >= 0xC2 { skipWideSpaces(&start) }
    if start < end, start.pointee == UInt8(ascii: "\""),
      let field = quoted(start, &cursor)
    {
      return field
    }
    var stop = start
    while stop < end {
      let byte = stop.pointee
      if byte == separator || byte == 0x0A || byte == 0x0D || byte == 0x09 && separator == 0x20 {
        break
      }
      stop += 1
    }
    var last = stop
    while last > start, (last - 1).pointee == 0x20 || (last - 1).pointee == 0x09 { last -= 1 }
    if last > start, (last - 1).pointee >= 0x80 { dropWideSpaces(start, &last) }
    cursor = stop
    let endsRow = finish(&cursor)
    return Field(start: start, count: last - start, isQuoted: false, endsRow: endsRow)
  }

  /// Moves over spaces that break no line, and thin ones.
  private func skipWideSpaces(_ start: inout UnsafePointer<UInt8>) {
    let bytes = UnsafeBufferPointer(start: start, count: min(end - start, 64))
    var place = 0
    while place < bytes.count, case let width = ByteSpaces.width(bytes, place, bytes.count),
      width > 0, bytes[place] != separator
    {
      place += width
    }
    start += place
  }

  private func dropWideSpaces(_ start: UnsafePointer<UInt8>, _ last: inout UnsafePointer<UInt8>) {
    var from = 0
    var count = last - start
    ByteSpaces.trim(UnsafeBufferPointer(start: start, count: count), &from, &count)
    last = start + max(count, from)
  }

  /// Moves over a separator or line break; true when the row ends.
  @inline(__always)
  private func finish(_ cursor: inout UnsafePointer<UInt8>) -> Bool {
    guard cursor < end else { return true }
    let byte = cursor.pointee
    cursor += 1
    if byte == 0x0A { return true }
    if byte == 0x0D {
      if cursor < end, cursor.pointee == 0x0A { cursor += 1 }
      return true
    }
    guard separator == 0x20 else { return false }
    // Spaces between columns come in any number; before a line break they separate nothing.
    while cursor < end, cursor.pointee == 0x20 || cursor.pointee == 0x09 { cursor += 1 }
    guard cursor < end, cursor.pointee != 0x0A, cursor.pointee != 0x0D else {
      if cursor < end { _ = finish(&cursor) }
      return true
    }
    return false
  }

  private mutating func quoted(
    _ start: UnsafePointer<UInt8>, _ cursor: inout UnsafePointer<UInt8>
  ) -> Field? {
    guard patience > 0 else {
      ranOut = true
      return nil
    }
    let quote = UInt8(ascii: "\"")
    var place = start + 1
    var hasDoubled = false
    var hasBreak = false
    while true {
      while place < end, place.pointee != quote {
        if place.pointee == 0x0A || place.pointee == 0x0D { hasBreak = true }
        if escapes, place.pointee == UInt8(ascii: "\\"), place + 1 < end {
          hasDoubled = true
          place += 1
          if place.pointee == 0x0A || place.pointee == 0x0D { hasBreak = true }
        }
        place += 1
      }
      guard place < end else {
        ranOut = true
        patience -= place - start
        return nil
      }
      if place + 1 < end, (place + 1).pointee == quote {
        hasDoubled = true
        place += 2
      } else {
        break
      }
    }
    let close = place
    place += 1
    while place < end, place.pointee == 0x20, separator != 0x20 { place += 1 }
    let isClean =
      place >= end || place.pointee == separator || place.pointee == 0x0A || place.pointee == 0x0D
    if !isClean, !escapes, close > start + 1, (close - 1).pointee == UInt8(ascii: "\\") {
      sawBackslash = true
    }
    if !isClean, hasBreak {
      patience -= place - start
      return nil
    }
    var field = Field(start: start + 1, count: close - start - 1, isQuoted: true, endsRow: false)
    if hasDoubled || !isClean {
      scratch.removeAll()
      var from = start + 1
      while from < close {
        if escapes, from.pointee == UInt8(ascii: "\\"), from + 1 < close,
          from[1] == quote || from[1] == UInt8(ascii: "\\")
        {
          from += 1
          scratch.append(from.pointee)
          from += 1
          continue
        }
        scratch.append(from.pointee)
        from += from.pointee == quote ? 2 : 1
      }
      if !isClean {
        from = close + 1
        place = from
        while place < end, place.pointee != separator, place.pointee != 0x0A, place.pointee != 0x0D
        {
          scratch.append(place.pointee)
          place += 1
        }
      }
      field.start = UnsafePointer(scratch.base)
      field.count = scratch.count
    }
    cursor = place
    field.endsRow = finish(&cursor)
    return field
  }
}

/// A growing buffer whose bytes stay where they are until the next change.
final class ScratchBytes {
  private(set) var base = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  private(set) var count = 0
  private var capacity = 256

  init() {}
  deinit { base.deallocate() }

  func removeAll() { count = 0 }

  func append(_ byte: UInt8) {
    if count == capacity {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
      larger.update(from: base, count: count)
      base.deallocate()
      base = larger
      capacity *= 2
    }
    (base + count).initialize(to: byte)
    count += 1
  }
}
