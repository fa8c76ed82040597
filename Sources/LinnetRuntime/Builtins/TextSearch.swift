/// Finding one text in another, by bytes; UTF-8 never matches inside a character's code.
enum TextSearch {
  /// The first place at or after `start` where `part` stands in `whole`; nil when it does not.
  static func first(
    _ part: UnsafeBufferPointer<UInt8>, in whole: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) -> Int? {
    if part.isEmpty { return start <= whole.count ? start : nil }
    guard whole.count >= part.count else { return nil }
    let last = whole.count - part.count
    let head = part[0]
    var place = start
    while place <= last {
      if whole[place] == head {
        var matched = 1
        while matched < part.count, whole[place + matched] == part[matched] { matched += 1 }
        if matched == part.count { return place }
      }
      place += 1
    }
    return nil
  }
}
