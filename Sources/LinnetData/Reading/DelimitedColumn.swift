import CLinnetKernels

/// Collects the cells of one column while a file is read, and settles at the end what the column is.
///
/// Numbers start as whole and become decimal at the first cell that asks for it. A cell that fits
/// nothing is a gap for now and counted; at the end the column is read again as text if there were too
/// many of them.
final class DelimitedColumn {
  /// What the cells are being read as.
  enum Kind: UInt8 { case whole, decimal, truth, date, text, skipped }

  /// What the cells are being read as; may change while reading.
  @exclusivity(unchecked) private(set) var kind: Kind
  /// The ways its numbers may be written, the first that fits counts.
  @exclusivity(unchecked) private(set) var formats: [NumberFormat]
  /// The cells of the current block, eight bytes each (four in text, one in true/false).
  let block: UnsafeMutableRawPointer
  /// How many cells a block holds.
  let blockRows: Int
  /// How many cells did not fit.
  @exclusivity(unchecked) private(set) var badCount = 0
  /// The first cell that did not fit: its row, counted from 1, and its text.
  @exclusivity(unchecked) private(set) var firstBad: (row: Int, text: String)?
  @exclusivity(unchecked) private(set) var badWords: [String] = []
  @exclusivity(unchecked) private var badInRow = 0
  @exclusivity(unchecked) private var lastBadRow = 0
  @exclusivity(unchecked) private(set) var hasZeros = false
  /// True while nothing is known: the first cell that holds something settles what the column is.
  @exclusivity(unchecked) private var isUndecided: Bool
  private let reader: CellReader

  @exclusivity(unchecked) private var decimals: [Double] = []
  @exclusivity(unchecked) private var wholes: [Int64] = []
  @exclusivity(unchecked) private var truths: [UInt8] = []
  @exclusivity(unchecked) private var codes: [Int32] = []
  @exclusivity(unchecked) private var words = FieldWords()
  /// Whether `-` was taken for the sign of a charge (true) or for a gap; nil where neither sign stood.
  @exclusivity(unchecked) private(set) var isSigned: Bool?

  /// What a column is taken for before its cells are read.
  struct Start {
    /// Nil while nothing is known.
    var kind: Kind?
    var formats: [NumberFormat]
  }

  init(_ start: Start, reader: CellReader, blockRows: Int, expectedRows: Int) {
    let first = start.kind ?? .whole
    kind = first
    isUndecided = start.kind == nil
    formats = start.formats
    self.reader = reader
    self.blockRows = blockRows
    // A column that nobody wants stores nothing.
    block = .allocate(byteCount: first == .skipped ? 8 : 8 * blockRows, alignment: 8)
    switch first {
    case .whole, .date: Self.reserve(&wholes, expectedRows)
    case .decimal: Self.reserve(&decimals, expectedRows)
    case .truth: Self.reserve(&truths, expectedRows)
    case .text: Self.reserve(&codes, expectedRows)
    case .skipped: break
    }
  }

  private static func reserve<T>(_ cells: inout [T], _ count: Int) {
    cells.reserveCapacity(count)
    cells.withUnsafeMutableBytes { bytes in
      linnet_will_fill(bytes.baseAddress, count &* MemoryLayout<T>.stride)
    }
  }

  /// Forgets all cells but keeps the room for them, to read another stretch of the file.
  func restart(_ start: Start) {
    kind = start.kind ?? .whole
    isUndecided = start.kind == nil
    formats = start.formats
    (badCount, firstBad, badWords, badInRow, lastBadRow, hasZeros) = (0, nil, [], 0, 0, false)
    decimals.removeAll(keepingCapacity: true)
    wholes.removeAll(keepingCapacity: true)
    truths.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
    words = FieldWords()
  }

  deinit { block.deallocate() }

  /// The decimal mark for the fast road.
  var mark: UInt8 { formats.first?.mark ?? UInt8(ascii: ".") }

  // MARK: Cells

  /// Stores a cell at a row of the block, whatever it takes; `row` counts all rows from 1.
  func store(_ field: FieldScanner.Field, slot: Int, row: Int) {
    switch kind {
    case .skipped: return
    case .text:
      let code = field.count == 0 ? -1 : words.code(field.start, field.count)
      block.storeBytes(of: code, toByteOffset: slot * 4, as: Int32.self)
    case .whole, .decimal, .date, .truth:
      if reader.isGap(field.start, field.count) {
        storeGap(slot)
      } else {
        storeCell(field, slot: slot, row: row)
      }
    }
  }

  /// Forgets the bad cells of a row that is left out.
  func forgetRow(_ row: Int) {
    guard lastBadRow == row else { return }
    badCount -= badInRow
    lastBadRow = 0
    if badCount == 0 { firstBad = nil }
  }

  private func storeGap(_ slot: Int) {
    switch kind {
    case .whole, .date: block.storeBytes(of: .min, toByteOffset: slot * 8, as: Int64.self)
    case .decimal: block.storeBytes(of: .nan, toByteOffset: slot * 8, as: Double.self)
    case .truth: block.storeBytes(of: 2, toByteOffset: slot, as: UInt8.self)
    case .text: block.storeBytes(of: -1, toByteOffset: slot * 4, as: Int32.self)
    case .skipped: break
    }
  }

  private func storeCell(_ field: FieldScanner.Field, slot: Int, row: Int) {
    let cell = reader.cell(field.start, field.count, formats)
    if isUndecided, isAllGaps(before: slot) {
      settle(cell, slot: slot)
    }
    isUndecided = false
    switch (kind, cell) {
    case (.text, _): store(field, slot: slot, row: row)
    case (.whole, .whole(let value)):
      block.storeBytes(of: value, toByteOffset: slot * 8, as: Int64.self)
    case (.whole, .zeros(let value)):
      hasZeros = true
      block.storeBytes(of: value, toByteOffset: slot * 8, as: Int64.self)
    case (.whole, .decimal(let value)):
      becomeDecimal(slot)
      keepFormat(field)
      block.storeBytes(of: value, toByteOffset: slot * 8, as: Double.self)
    case (.decimal, .whole(let value)), (.decimal, .zeros(let value)):
      block.storeBytes(of: Double(value), toByteOffset: slot * 8, as: Double.self)
    case (.decimal, .decimal(let value)):
      keepFormat(field)
      block.storeBytes(of: value, toByteOffset: slot * 8, as: Double.self)
    case (.date, .date(let value)):
      block.storeBytes(of: value, toByteOffset: slot * 8, as: Int64.self)
    case (.truth, .truth(let value)):
      block.storeBytes(of: value ? 1 : 0, toByteOffset: slot, as: UInt8.self)
    default:
      storeGap(slot)
      badCount += 1
      badInRow = row == lastBadRow ? badInRow + 1 : 1
      lastBadRow = row
      if badCount == 1 || badWords.count < 3 {
        let text = String(
          decoding: UnsafeBufferPointer(start: field.start, count: min(field.count, 60)),
          as: UTF8.self)
        if badCount == 1 { firstBad = (row, text) }
        if badWords.count < 3, !badWords.contains(text) { badWords.append(text) }
      }
    }
  }

  /// Once a number with a decimal mark was seen, only its way of writing counts.
  private func keepFormat(_ field: FieldScanner.Field) {
    guard formats.count > 1 else { return }
    for format in formats where reader.number(field.start, field.count, format) != nil {
      formats = [format]
      return
    }
  }

  /// True when no cell so far held anything; the first that does decides what the column is.
  private func isAllGaps(before slot: Int) -> Bool {
    guard kind == .whole, wholes.allSatisfy({ $0 == .min }) else { return false }
    for place in 0..<slot
    where block.load(fromByteOffset: place * 8, as: Int64.self) != .min { return false }
    return true
  }

  private func settle(_ cell: Cell, slot: Int) {
    let rows = wholes.count
    switch cell {
    case .truth:
      kind = .truth
      truths = [UInt8](repeating: 2, count: rows)
    case .date: kind = .date
    case .word, .zeros:
      kind = .text
      codes = [Int32](repeating: -1, count: rows)
    default: return
    }
    if kind != .date { wholes = [] }
    for place in 0..<slot { storeGap(place) }
  }

  private func becomeDecimal(_ slot: Int) {
    kind = .decimal
    decimals = wholes.map { $0 == .min ? .nan : Double($0) }
    decimals.reserveCapacity(wholes.capacity)
    wholes = []
    for place in 0..<slot {
      let value = block.load(fromByteOffset: place * 8, as: Int64.self)
      block.storeBytes(
        of: value == .min ? .nan : Double(value), toByteOffset: place * 8, as: Double.self)
    }
  }

  /// Takes the first `count` cells of the block over into the column.
  func flush(_ count: Int) {
    guard count > 0 else { return }
    switch kind {
    case .whole, .date:
      wholes.append(
        contentsOf: UnsafeBufferPointer(
          start: block.assumingMemoryBound(to: Int64.self), count: count))
    case .decimal:
      decimals.append(
        contentsOf: UnsafeBufferPointer(
          start: block.assumingMemoryBound(to: Double.self), count: count))
    case .truth:
      truths.append(
        contentsOf: UnsafeBufferPointer(
          start: block.assumingMemoryBound(to: UInt8.self), count: count))
    case .text:
      codes.append(
        contentsOf: UnsafeBufferPointer(
          start: block.assumingMemoryBound(to: Int32.self), count: count))
    case .skipped: break
    }
  }

  // MARK: Joining

  /// Takes over the cells of a column read further down in the file; `rows` are those before it.
  ///
  /// False, and nothing is changed, when one of the two changed its mind about what it holds: reading
  /// all cells in one go might then end differently.
  func absorb(_ other: DelimitedColumn, rows: Int) -> Bool {
    guard kind == other.kind, isUndecided == other.isUndecided, formats == other.formats else {
      return false
    }
    switch kind {
    case .whole, .date: wholes.append(contentsOf: other.wholes)
    case .decimal: decimals.append(contentsOf: other.decimals)
    case .truth: truths.append(contentsOf: other.truths)
    case .text:
      let places = words.absorb(other.words)
      codes.append(contentsOf: other.codes.lazy.map { $0 < 0 ? $0 : places[Int($0)] })
    case .skipped: break
    }
    hasZeros = hasZeros || other.hasZeros
    if firstBad == nil, let bad = other.firstBad { firstBad = (rows + bad.row, bad.text) }
    badCount += other.badCount
    for word in other.badWords where badWords.count < 3 && !badWords.contains(word) {
      badWords.append(word)
    }
    return true
  }

  // MARK: The end

  /// How many cells there are.
  var count: Int {
    switch kind {
    case .whole, .date: wholes.count
    case .decimal: decimals.count
    case .truth: truths.count
    case .text: codes.count
    case .skipped: 0
    }
  }

  /// How many cells are gaps, those that did not fit included.
  var gaps: Int {
    var found = 0
    switch kind {
    case .whole, .date: found = Self.count(wholes) { $0 == .min }
    case .decimal: found = Self.count(decimals) { $0.isNaN }
    case .truth: found = Self.count(truths) { $0 == 2 }
    case .text: found = Self.count(codes) { $0 < 0 }
    case .skipped: break
    }
    return found
  }

  /// How many values are gaps; without a branch, so that several are looked at at a time.
  @inline(__always)
  private static func count<T>(_ values: [T], _ isGap: (T) -> Bool) -> Int {
    values.withUnsafeBufferPointer { values in
      var found = 0
      for value in values { found &+= isGap(value) ? 1 : 0 }
      return found
    }
  }

  /// Marks the values a person named as gaps.
  private func markMissing(_ numbers: [Double]) {
    for number in numbers {
      switch kind {
      case .whole:
        guard let whole = Int64(exactly: number) else { continue }
        for place in wholes.indices where wholes[place] == whole { wholes[place] = .min }
      case .decimal:
        for place in decimals.indices where decimals[place] == number { decimals[place] = .nan }
      default: break
      }
    }
  }

  /// The finished column.
  func column(unit: String, missing: [Double]) -> Column {
    if !missing.isEmpty { markMissing(missing) }
    switch kind {
    case .whole: return Column(.whole(wholes), unit: unit)
    case .decimal: return Column(.decimal(decimals), unit: unit)
    case .truth: return Column(.truth(truths), unit: unit)
    case .date: return Column(.date(wholes), unit: unit)
    case .text, .skipped:
      let words = settledWords()
      return Column(.text(codes: codes, words: words), unit: unit)
    }
  }

  /// The words of a text column without the marks of gaps and without words that no row uses.
  ///
  /// Where `+` is a word, `-` is one too: the sign of a charge.
  private func settledWords() -> [String] {
    let words = self.words.words
    isSigned = nil
    var uses = [Bool](repeating: false, count: words.count)
    for code in codes where code >= 0 { uses[Int(code)] = true }
    let hasPlus = words.contains("+")
    if hasPlus { isSigned = true }
    var places = [Int32](repeating: -1, count: words.count)
    var kept: [String] = []
    for (code, word) in words.enumerated() where uses[code] {
      var copy = word
      let isGap = copy.withUTF8 { bytes in
        guard let base = bytes.baseAddress else { return true }
        return reader.isGap(base, bytes.count)
      }
      if word == "-" || word == "–" {
        isSigned = hasPlus
        if !hasPlus { continue }
      } else if isGap {
        continue
      }
      places[code] = Int32(kept.count)
      kept.append(word)
    }
    if kept.count < words.count {
      for place in codes.indices where codes[place] >= 0 {
        codes[place] = places[Int(codes[place])]
      }
    }
    return kept
  }
}
