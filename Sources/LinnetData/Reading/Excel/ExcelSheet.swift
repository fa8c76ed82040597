/// What a cell of a sheet holds.
enum ExcelValue {
  case whole(Int64)
  case decimal(Double)
  case truth(Bool)
  case date(DateValue)
  /// The number of a text that cells share.
  case shared(Int)
  /// A text of its own: where its bytes lie in the row's letters.
  case own(Range<Int>)
  /// `#N/A`, which says that there is no value.
  case gap
  /// Something else without a value, such as `#DIV/0!`, as it is written in the row's letters.
  case misfit(Range<Int>)

  /// True for texts.
  var isText: Bool {
    switch self {
    case .shared, .own: true
    default: false
    }
  }
}

/// The cells of a row that hold something, and the letters of their texts.
struct ExcelRow {
  /// The row of the sheet, counted from 1.
  var number = 0
  /// The cells with their columns, counted from 0, in any order.
  var cells: [(column: Int, value: ExcelValue)] = []
  var letters: [UInt8] = []
}

/// Goes through the rows of a sheet one after another.
struct ExcelSheet {
  private var scanner: XmlScanner
  private let book: ExcelBook
  private var isInside = false
  private var lastRow = 0

  /// The most rows and columns a sheet can have.
  static let mostRows = 1_048_576
  static let mostColumns = 16_384

  /// Makes one for the bytes of a sheet.
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ book: ExcelBook) {
    scanner = XmlScanner(bytes)
    self.book = book
  }

  /// How many bytes lie behind.
  var done: Int { scanner.done }

  /// Goes to the next row that holds anything; false at the end.
  ///
  /// Errors: `damaged-file`.
  mutating func next(_ row: inout ExcelRow) throws(DataMistake) -> Bool {
    while true {
      switch try scanner.next() {
      case .finished: return false
      case .start where !isInside && scanner.isNamed("sheetData"): isInside = true
      case .end where isInside && scanner.isNamed("sheetData"): isInside = false
      case .start where isInside && scanner.isNamed("row"):
        row.cells.removeAll(keepingCapacity: true)
        row.letters.removeAll(keepingCapacity: true)
        row.number = scanner.attribute("r").flatMap { Int($0) } ?? lastRow + 1
        guard row.number > lastRow, row.number <= Self.mostRows else {
          throw .damaged("its rows are out of order")
        }
        lastRow = row.number
        try readCells(&row)
        if !row.cells.isEmpty { return true }
      default: break
      }
    }
  }

  /// Reads the cells of the row just begun, up to its end.
  private mutating func readCells(_ row: inout ExcelRow) throws(DataMistake) {
    let outside = scanner.depth - 1
    var column = -1
    while scanner.depth > outside {
      switch try scanner.next() {
      case .finished: throw .damaged("a part of it ends too early")
      case .start where scanner.isNamed("c"):
        let start = Start(scanner)
        column = start.column ?? column + 1
        guard column >= 0, column < Self.mostColumns else {
          throw .damaged("a cell lies outside its sheet")
        }
        if let value = try readCell(start, &row.letters) { row.cells.append((column, value)) }
      case .start: try scanner.skipElement()
      default: break
      }
    }
  }

  /// What the tag of a cell says.
  private struct Start {
    /// How the value is to be understood, by the letters of `t`.
    enum Kind { case number, shared, text, truth, error, date }

    var column: Int?
    var kind = Kind.number
    var style = 0

    init(_ scanner: XmlScanner) {
      var column: Int?
      var kind = Kind.number
      var style = 0
      scanner.eachAttribute { name, value in
        guard name.count == 1 else { return }
        switch name[0] {
        case UInt8(ascii: "r"):
          // `BC12`: letters count columns, and the row is known.
          var place = 0
          var sum = 0
          while place < value.count, case let letter = value[place] | 32, letter >= 97,
            letter <= 122, sum <= ExcelSheet.mostColumns
          {
            sum = sum * 26 + Int(letter) - 96
            place += 1
          }
          if place > 0 { column = sum - 1 }
        case UInt8(ascii: "s"):
          var sum = 0
          for digit in value where digit &- 48 <= 9 && sum < 1 << 20 {
            sum = sum * 10 + Int(digit &- 48)
          }
          style = sum
        case UInt8(ascii: "t"):
          switch value.first {
          case UInt8(ascii: "s"): kind = value.count == 1 ? .shared : .text
          case UInt8(ascii: "i"): kind = .text
          case UInt8(ascii: "b"): kind = .truth
          case UInt8(ascii: "e"): kind = .error
          case UInt8(ascii: "d"): kind = .date
          default: break
          }
        default: break
        }
      }
      (self.column, self.kind, self.style) = (column, kind, style)
    }
  }

  /// Reads the cell just begun, up to its end; nil when it is empty.
  private mutating func readCell(_ start: Start, _ letters: inout [UInt8]) throws(DataMistake)
    -> ExcelValue?
  {
    let outside = scanner.depth - 1
    let first = letters.count
    var value: ExcelValue?
    while scanner.depth > outside {
      switch try scanner.next() {
      case .finished: throw .damaged("a part of it ends too early")
      case .start where scanner.isNamed("is"): try ExcelTexts.read(&scanner, into: &letters)
      case .start where scanner.isNamed("v"):
        let within = scanner.depth - 1
        var hasText = false
        while scanner.depth > within {
          switch try scanner.next() {
          case .finished: throw .damaged("a part of it ends too early")
          case .text:
            hasText = true
            // Numbers stand in one piece and need no letters of their own.
            if start.kind == .number, letters.count == first, value == nil {
              value = number(scanner.writtenText, start.style, &letters)
            } else {
              scanner.appendText(to: &letters)
            }
          default: break
          }
        }
        if start.kind == .text, hasText { ExcelTexts.unescape(&letters, from: first) }
      case .start: try scanner.skipElement()
      default: break
      }
    }
    if let value { return value }
    guard letters.count > first else { return nil }
    return self.value(first..<letters.count, start.kind, letters)
  }

  /// What letters mean in a cell that is no number.
  private func value(_ range: Range<Int>, _ kind: Start.Kind, _ letters: [UInt8]) -> ExcelValue? {
    switch kind {
    case .number, .text: return .own(range)
    case .shared:
      guard let number = Int(String(decoding: letters[range], as: UTF8.self)),
        let count = book.texts.with(number, { $0.count })
      else { return .misfit(range) }
      return count == 0 ? nil : .shared(number)
    case .truth: return .truth(letters[range].contains { $0 == 0x31 || $0 | 32 == 0x74 })
    case .error: return letters[range].elementsEqual("#N/A".utf8) ? .gap : .misfit(range)
    case .date:
      return letters.withUnsafeBufferPointer {
        DateText.date(UnsafeBufferPointer(rebasing: $0[range])).map { .date($0) }
      } ?? .own(range)
    }
  }

  /// What a number means in a style.
  private func number(
    _ text: UnsafeBufferPointer<UInt8>, _ style: Int, _ letters: inout [UInt8]
  ) -> ExcelValue? {
    guard var start = text.baseAddress else { return nil }
    var count = text.count
    while count > 0, start.pointee <= 0x20 {
      start += 1
      count -= 1
    }
    while count > 0, start[count - 1] <= 0x20 { count -= 1 }
    guard count > 0 else { return nil }
    func own(_ bytes: some Sequence<UInt8>) -> Range<Int> {
      let first = letters.count
      letters.append(contentsOf: bytes)
      return first..<letters.count
    }
    let value: Double
    let cell = NumberWord(UnsafeBufferPointer(start: start, count: count))?.number(
      mark: UInt8(ascii: "."))
    switch cell {
    case .whole(let number): value = Double(number)
    case .decimal(let number): value = number
    default: return .misfit(own(text))
    }
    let format = style < book.formats.count ? book.formats[style] : .number
    switch format {
    case .number:
      if case .decimal = cell { return .decimal(value) }
      return Int64(exactly: value).map { .whole($0) } ?? .decimal(value)
    case .day, .moment,
      .time where value >= 1:
      let date = book.calendar.date(value, hasTime: format != .day)
      return date.map { .date($0) } ?? .misfit(own(text))
    case .time, .span:
      return book.calendar.clock(value).map { .own(own($0.utf8)) } ?? .misfit(own(text))
    }
  }
}
