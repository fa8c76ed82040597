/// What one cell is at a glance, before anything is known of its column.
enum CellGlance: Equatable {
  case empty, gap, whole, year, decimal, date, word

  /// Looks at a cell; with `isName` a number with something behind it, such as `2014 [YR2014]`, is a word.
  init(_ bytes: [UInt8], isName: Bool = false) {
    self = bytes.withUnsafeBufferPointer { bytes -> CellGlance in
      guard let start = bytes.baseAddress, bytes.count > 0 else { return .empty }
      if GapWords().isGap(start, bytes.count) { return .gap }
      guard bytes.contains(where: { $0 &- 48 <= 9 }) else { return .word }
      if let number = NumberWord(bytes), !number.isLimit,
        !isName || number.suffix.isEmpty || number.text(number.suffix) == "%"
      {
        let readings = number.readings
        if readings.point || readings.comma {
          if !number.suffix.isEmpty, !number.isApart, !number.hasMarks,
            Signs.isLetter(number.text(number.suffix))
          {
            return .word
          }
          if number.hasMarks || number.hasExponent { return .decimal }
          guard number.digits == 4, !number.isNegative, number.prefix.isEmpty,
            number.suffix.isEmpty,
            case .whole(let value)? = number.number(mark: UInt8(ascii: "."))
          else { return .whole }
          return value >= 1500 && value <= 2100 ? .year : .whole
        }
      }
      if let date = DateWord(bytes) {
        for form in DateForm.allCases where date.date(form) != nil { return .date }
      }
      return .word
    }
  }

  /// True for numbers of all kinds.
  var isNumber: Bool { self == .whole || self == .year || self == .decimal }
  /// True where the cell holds no value.
  var isEmpty: Bool { self == .empty || self == .gap }
}
