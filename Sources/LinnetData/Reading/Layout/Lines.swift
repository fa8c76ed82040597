/// Moving over lines of text.
enum Lines {
  /// Moves behind the next line break.
  static func skip(_ start: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    while start < end, start.pointee != 0x0A, start.pointee != 0x0D { start += 1 }
    if start < end {
      let isReturn = start.pointee == 0x0D
      start += 1
      if isReturn, start < end, start.pointee == 0x0A { start += 1 }
    }
  }

  /// Moves over empty lines.
  static func skipBlank(_ start: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    var place = start
    while place < end {
      if place.pointee == 0x0A || place.pointee == 0x0D {
        place += 1
        start = place
      } else if place.pointee == 0x20 {
        place += 1
      } else {
        return
      }
    }
  }
}
