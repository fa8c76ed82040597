import LinnetText

/// Numbers that stand in quotes.
extension JsonColumn {
  /// Makes numbers of texts that are numbers, all of them, as a table of text would.
  ///
  /// Codes stay texts: with zeros in front, a plus, or more digits than a number keeps. Marks of gaps are gaps.
  func takeQuotedNumbers(gaps: [String]) {
    guard let found = words?.words, !found.isEmpty, cells(.list) == 0, cells(.record) == 0,
      cells(.truth) == 0
    else { return }
    var values: [Double] = []
    values.reserveCapacity(found.count)
    var hasNumber = false
    var areWhole = true
    let reader = GapWords()
    for word in found {
      if let number = Self.number(word) {
        values.append(number.value)
        areWhole = areWhole && number.isWhole
        hasNumber = true
        continue
      }
      if gaps.contains(word) {
        values.append(.nan)
        continue
      }
      var copy = word
      let isGap = copy.withUTF8 { bytes in
        bytes.baseAddress.map { reader.isGap($0, bytes.count) && reader.isPlain($0, bytes.count) }
          ?? true
      }
      guard isGap else { return }
      values.append(.nan)
    }
    guard hasNumber else { return }
    if isDecimal || !areWhole {
      var all = isDecimal ? decimals : wholes.map { $0 == .min ? .nan : Double($0) }
      while all.count < codes.count { all.append(.nan) }
      for (row, code) in codes.enumerated() where code >= 0 && all[row].isNaN {
        all[row] = values[Int(code)]
      }
      setNumbers(decimals: all)
    } else {
      var all = wholes
      while all.count < codes.count { all.append(.min) }
      for (row, code) in codes.enumerated() where code >= 0 && all[row] == .min {
        let value = values[Int(code)]
        if !value.isNaN { all[row] = Int64(value) }
      }
      setNumbers(wholes: all)
    }
  }

  /// The number that a text is written as; nil for codes and everything else.
  private static func number(_ word: String) -> (value: Double, isWhole: Bool)? {
    let bytes = Array(word.utf8)
    var place = bytes.first == UInt8(ascii: "-") ? 1 : 0
    let start = place
    while place < bytes.count, bytes[place] >= 0x30, bytes[place] <= 0x39 { place += 1 }
    let digits = place - start
    // `007` and telephone numbers are words.
    guard digits > 0, digits <= 15, digits == 1 || bytes[start] != 0x30 else { return nil }
    if place == bytes.count { return value(of: word).map { ($0, true) } }
    guard bytes[place] == UInt8(ascii: "."), place + 1 < bytes.count else { return nil }
    place += 1
    while place < bytes.count, bytes[place] >= 0x30, bytes[place] <= 0x39 { place += 1 }
    if place < bytes.count {
      guard bytes[place] | 0x20 == UInt8(ascii: "e"), place + 1 < bytes.count else { return nil }
      place +=
        bytes[place + 1] == UInt8(ascii: "-") || bytes[place + 1] == UInt8(ascii: "+") ? 2 : 1
      guard place < bytes.count, bytes[place...].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
        return nil
      }
    }
    return value(of: word).map { ($0, false) }
  }

  private static func value(of word: String) -> Double? {
    switch NumberReading.number(word) {
    case .whole(let value): Double(value)
    case .decimal(let value): value
    case nil: nil
    }
  }
}
