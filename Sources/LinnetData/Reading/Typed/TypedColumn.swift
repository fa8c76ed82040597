import LinnetText

/// Collects the cells of a column from a file that stores each with its kind, such as SQLite or Excel.
///
/// Cells of one kind go straight into an array of that kind. At the first that does not fit, all cells
/// get a mark of their own, and the end decides by the rules of `DelimitedColumn`: a table has the same
/// columns whether it was saved as text or not.
public final class TypedColumn {
  /// What a cell holds.
  enum Tag: UInt8 { case gap, whole, decimal, truth, date, text }

  /// How the cells lie in memory so far.
  enum Lane { case gaps, whole, decimal, truth, date, text, mixed }

  /// How many cells there are.
  public private(set) var count = 0
  /// True when 0 and 1 stand for false and true.
  public var meansTruth = false
  private(set) var lane = Lane.gaps
  /// Whole numbers or dates; when mixed, the bits of each cell.
  private(set) var wholes: [Int64] = []
  private(set) var decimals: [Double] = []
  private(set) var truths: [UInt8] = []
  private(set) var codes: [Int32] = []
  private(set) var tags: [Tag] = []
  private(set) var words = FieldWords()
  /// Cells that hold something for which there is no kind, and the first of them, its row from 0.
  private(set) var misfitCount = 0
  private(set) var firstMisfit: (row: Int, text: String)?

  /// Makes an empty column.
  public init() {}

  /// The bytes that the cells take.
  public var room: Int { count &* 9 &+ words.byteCount }

  // MARK: Cells

  /// Adds a whole number.
  @inline(__always)
  public func append(whole value: Int64) {
    if lane == .whole, value != .min {
      wholes.append(value)
      count &+= 1
    } else if value == .min {
      // This one marks a gap among whole numbers.
      append(.decimal, Int64(bitPattern: Double(value).bitPattern))
    } else {
      append(.whole, value)
    }
  }

  /// Adds a decimal number; what is not finite does not fit.
  @inline(__always)
  public func append(decimal value: Double) {
    if lane == .decimal, value.isFinite {
      decimals.append(value)
      count &+= 1
    } else if value.isFinite {
      append(.decimal, Int64(bitPattern: value.bitPattern))
    } else {
      appendMisfit(NumberText.shown(value))
    }
  }

  /// Adds `true` or `false`.
  public func append(truth value: Bool) { append(.truth, value ? 1 : 0) }

  /// Adds a date.
  public func append(date value: DateValue) { append(.date, value.raw) }

  /// Adds a text in UTF-8; one without letters is a gap.
  public func append(text start: UnsafePointer<UInt8>, _ count: Int) {
    if count == 0 {
      appendGap()
      return
    }
    let code = words.code(start, count)
    if lane == .text {
      codes.append(code)
      self.count &+= 1
    } else {
      append(.text, Int64(code))
    }
  }

  /// Adds a gap.
  public func appendGap() {
    count &+= 1
    switch lane {
    case .gaps: break
    case .whole, .date: wholes.append(.min)
    case .decimal: decimals.append(.nan)
    case .truth: truths.append(2)
    case .text: codes.append(-1)
    case .mixed:
      tags.append(.gap)
      wholes.append(0)
    }
  }

  /// Adds a gap for something that no column can hold; it is counted and the first is shown.
  public func appendMisfit(_ text: @autoclosure () -> String) {
    misfitCount += 1
    if firstMisfit == nil { firstMisfit = (count, text()) }
    appendGap()
  }

  /// Adds gaps up to a number of rows.
  public func fill(upTo rows: Int) {
    let missing = rows - count
    guard missing > 0 else { return }
    count = rows
    switch lane {
    case .gaps: break
    case .whole, .date: wholes.append(contentsOf: repeatElement(.min, count: missing))
    case .decimal: decimals.append(contentsOf: repeatElement(.nan, count: missing))
    case .truth: truths.append(contentsOf: repeatElement(2, count: missing))
    case .text: codes.append(contentsOf: repeatElement(-1, count: missing))
    case .mixed:
      tags.append(contentsOf: repeatElement(.gap, count: missing))
      wholes.append(contentsOf: repeatElement(0, count: missing))
    }
  }

  /// Gives the gaps below a text the same text; how many there were.
  func repeatText(of row: Int, through last: Int) -> Int {
    guard row >= 0, row < last, row < count else { return 0 }
    var filled = 0
    let stop = min(last, count - 1)
    guard row < stop else { return 0 }
    if lane == .text, codes[row] >= 0 {
      for place in (row + 1)...stop where codes[place] < 0 {
        codes[place] = codes[row]
        filled += 1
      }
    } else if lane == .mixed, tags[row] == .text {
      for place in (row + 1)...stop where tags[place] == .gap {
        tags[place] = .text
        wholes[place] = wholes[row]
        filled += 1
      }
    }
    return filled
  }

  // MARK: Lanes

  /// The careful road: the cell may be the first, or of another kind than those before it.
  private func append(_ tag: Tag, _ bits: Int64) {
    if lane == .gaps { enter(tag) }
    switch (lane, tag) {
    case (.whole, .whole), (.date, .date): wholes.append(bits)
    case (.decimal, .decimal): decimals.append(Double(bitPattern: UInt64(bitPattern: bits)))
    case (.decimal, .whole): decimals.append(Double(bits))
    case (.whole, .decimal):
      becomeDecimal()
      decimals.append(Double(bitPattern: UInt64(bitPattern: bits)))
    case (.truth, .truth): truths.append(UInt8(truncatingIfNeeded: bits))
    case (.text, .text): codes.append(Int32(truncatingIfNeeded: bits))
    default:
      becomeMixed()
      tags.append(tag)
      wholes.append(bits)
    }
    count &+= 1
  }

  private func enter(_ tag: Tag) {
    switch tag {
    case .gap: break
    case .whole, .date:
      lane = tag == .whole ? .whole : .date
      wholes = [Int64](repeating: .min, count: count)
    case .decimal:
      lane = .decimal
      decimals = [Double](repeating: .nan, count: count)
    case .truth:
      lane = .truth
      truths = [UInt8](repeating: 2, count: count)
    case .text:
      lane = .text
      codes = [Int32](repeating: -1, count: count)
    }
  }

  private func becomeDecimal() {
    lane = .decimal
    decimals = wholes.map { $0 == .min ? .nan : Double($0) }
    wholes = []
  }

  private func becomeMixed() {
    switch lane {
    case .gaps, .mixed: return
    case .whole, .date:
      let tag: Tag = lane == .whole ? .whole : .date
      tags = wholes.map { $0 == .min ? .gap : tag }
    case .decimal:
      tags = decimals.map { $0.isNaN ? .gap : .decimal }
      wholes = decimals.map { Int64(bitPattern: $0.bitPattern) }
      decimals = []
    case .truth:
      tags = truths.map { $0 == 2 ? .gap : .truth }
      wholes = truths.map { Int64($0) }
      truths = []
    case .text:
      tags = codes.map { $0 < 0 ? .gap : .text }
      wholes = codes.map { Int64($0) }
      codes = []
    }
    lane = .mixed
  }
}
