import CLinnetKernels

/// Collects the cells of one column while a file is read, and settles at the end what the column is.
///
/// This is the fast road: numbers with one decimal mark and nothing around them, dates in ISO form, `true` and
/// `false`, and words. Whatever is not plainly one of these makes the column one of words, which is read again
/// as such and then decided by all of them (`ColumnDecision`). Only cells without any digit are weighed here:
/// among numbers and dates they are gaps, if they are few.
final class DelimitedColumn {
  /// What the cells are being read as.
  enum Kind: UInt8 { case whole, decimal, truth, date, text, skipped }

  /// What the cells are being read as; may change while reading.
  @exclusivity(unchecked) private(set) var kind: Kind
  /// The byte before the decimals.
  @exclusivity(unchecked) private(set) var mark: UInt8
  /// True when nothing in the first rows proves that a point is a decimal mark.
  @exclusivity(unchecked) private var leavesPointsOpen: Bool
  /// The cells of the current block, eight bytes each (four in text, one in true/false).
  let block: UnsafeMutableRawPointer
  /// How many cells a block holds.
  let blockRows: Int
  /// How many cells did not fit.
  @exclusivity(unchecked) private(set) var badCount = 0
  /// The first cell that did not fit: its row, counted from 1, and its text.
  @exclusivity(unchecked) private(set) var firstBad: (row: Int, text: String)?
  @exclusivity(unchecked) private var badInRow = 0
  @exclusivity(unchecked) private var lastBadRow = 0
  /// True when a word was taken for a gap; in a column of words it would be one.
  @exclusivity(unchecked) private(set) var hasGapWords = false
  /// The last row that changed what is known of the column beside its cells.
  @exclusivity(unchecked) private var lastChange = 0
  /// True when a cell came that only all words of the column together can tell.
  @exclusivity(unchecked) private(set) var needsWords = false
  /// Gaps by words that should be told, and the first of these in the alphabet.
  @exclusivity(unchecked) private(set) var gapWordCount = 0
  @exclusivity(unchecked) private(set) var gapWord = ""
  /// True while nothing is known: the first cell that holds something settles what the column is.
  @exclusivity(unchecked) private var isUndecided: Bool
  private let gapWords: GapWords

  @exclusivity(unchecked) private var decimals: [Double] = []
  @exclusivity(unchecked) private var wholes: [Int64] = []
  @exclusivity(unchecked) private var truths: [UInt8] = []
  @exclusivity(unchecked) private var codes: [Int32] = []
  @exclusivity(unchecked) private var words = FieldWords()
  /// What a column is taken for before its cells are read.
  struct Start {
    /// Nil while nothing is known.
    var kind: Kind?
    var mark = UInt8(ascii: ".")
    var leavesPointsOpen = false
  }

  init(_ start: Start, gapWords: GapWords, blockRows: Int, expectedRows: Int) {
    let first = start.kind ?? .whole
    kind = first
    isUndecided = start.kind == nil
    mark = start.mark
    leavesPointsOpen = start.leavesPointsOpen
    self.gapWords = gapWords
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
    mark = start.mark
    leavesPointsOpen = start.leavesPointsOpen
    (badCount, firstBad, badInRow, lastBadRow, needsWords) = (0, nil, 0, 0, false)
    (gapWordCount, gapWord, lastChange, hasGapWords) = (0, "", 0, false)
    decimals.removeAll(keepingCapacity: true)
    wholes.removeAll(keepingCapacity: true)
    truths.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
    words = FieldWords()
  }

  deinit { block.deallocate() }

  // MARK: Cells

  /// Stores a cell at a row of the block, whatever it takes; `row` counts all rows from 1.
  func store(_ field: FieldScanner.Field, slot: Int, row: Int) {
    var field = field
    // Quotes with nothing but spaces between them hold nothing.
    if field.isQuoted, field.count > 0, field.start.pointee <= 0x20, field.isBlank {
      field.count = 0
    }
    switch kind {
    case .skipped: return
    case .text:
      let code = field.count == 0 ? -1 : self.code(of: field)
      block.storeBytes(of: code, toByteOffset: slot * 4, as: Int32.self)
    case .whole, .decimal, .date, .truth:
      if gapWords.isGap(field.start, field.count) {
        if field.count > 0 { noteGapWord(field, row) }
        storeGap(slot)
      } else {
        storeCell(field, slot: slot, row: row)
      }
    }
  }

  /// The code of a word; one that would be a gap without its quotes is kept apart.
  private func code(of field: FieldScanner.Field) -> Int32 {
    guard field.isQuoted, field.count == 2, GapWords.isNA(field.start, field.count) else {
      return words.code(field.start, field.count)
    }
    let marked = [QuotedWord.mark, field.start[0], field.start[1]]
    return marked.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { words.code($0, 3) } ?? -1
    }
  }

  private func noteGapWord(_ field: FieldScanner.Field, _ row: Int) {
    hasGapWords = true
    if gapWords.isPlain(field.start, field.count) { return }
    lastChange = row
    gapWordCount += 1
    // Only ever the same few words: looked at once each.
    let bytes = UnsafeBufferPointer(start: field.start, count: field.count)
    if !gapWord.isEmpty, !bytes.lexicographicallyPrecedes(gapWord.utf8) { return }
    gapWord = String(decoding: bytes, as: UTF8.self)
  }

  /// Forgets the bad cells of a row that is left out.
  func forgetRow(_ row: Int) {
    // What the row made of the column, only a reading without it can undo.
    if lastChange == row { needsWords = true }
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
    let bytes = UnsafeBufferPointer(start: field.start, count: field.count)
    let cell = plainCell(bytes)
    if isUndecided, isAllGaps(before: slot) {
      settle(cell, slot: slot)
    }
    if isUndecided { lastChange = row }
    isUndecided = false
    switch (kind, cell) {
    case (.text, _): store(field, slot: slot, row: row)
    case (.whole, .whole(let value)):
      block.storeBytes(of: value, toByteOffset: slot * 8, as: Int64.self)
    case (.whole, .decimal(let value)):
      if leavesPointsOpen { needsWords = true }
      lastChange = row
      becomeDecimal(slot)
      block.storeBytes(of: value, toByteOffset: slot * 8, as: Double.self)
    case (.decimal, .whole(let value)):
      block.storeBytes(of: Double(value), toByteOffset: slot * 8, as: Double.self)
    case (.decimal, .decimal(let value)):
      block.storeBytes(of: value, toByteOffset: slot * 8, as: Double.self)
    case (.date, .date(let value)):
      block.storeBytes(of: value, toByteOffset: slot * 8, as: Int64.self)
    case (.truth, .truth(let value)):
      block.storeBytes(of: value ? 1 : 0, toByteOffset: slot, as: UInt8.self)
    default:
      storeGap(slot)
      noteMisfit(bytes, row)
    }
  }

  private func noteMisfit(_ bytes: UnsafeBufferPointer<UInt8>, _ row: Int) {
    if kind == .truth || bytes.contains(where: { $0 &- 48 <= 9 }) { needsWords = true }
    badCount += 1
    badInRow = row == lastBadRow ? badInRow + 1 : 1
    lastBadRow = row
    if badCount == 1 {
      firstBad = (row, String(decoding: bytes.prefix(60), as: UTF8.self))
    }
  }

  /// What a cell plainly holds; a word where it takes a closer look.
  private func plainCell(_ bytes: UnsafeBufferPointer<UInt8>) -> Cell {
    if let number = NumberWord(bytes) {
      guard number.isPlain(mark: mark), let cell = number.number(mark: mark) else { return .word }
      switch cell {
      case .decimal(let value) where !value.isFinite: return .word
      default: break
      }
      // Too long for a whole number: among decimals it is one of them.
      if kind != .decimal, number.isTooLong { return .word }
      return cell
    }
    if bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), let date = DateWord(bytes), !date.hasZone,
      let value = date.date(.iso)
    {
      return .date(value.date.raw)
    }
    if let start = bytes.baseAddress, let truth = CellReader.truth(start, bytes.count) {
      return .truth(truth)
    }
    return .word
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
    case .word:
      kind = .text
      if hasGapWords { needsWords = true }
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
    guard kind == other.kind, isUndecided == other.isUndecided else {
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
    needsWords = needsWords || other.needsWords
    hasGapWords = hasGapWords || other.hasGapWords
    if other.gapWordCount > 0 {
      if gapWordCount == 0 || other.gapWord.utf8.lexicographicallyPrecedes(gapWord.utf8) {
        gapWord = other.gapWord
      }
      gapWordCount += other.gapWordCount
    }
    if firstBad == nil, let bad = other.firstBad { firstBad = (rows + bad.row, bad.text) }
    badCount += other.badCount
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

  /// The finished column, where its cells were no words.
  func column(unit: String, missing: [Double]) -> Column {
    if !missing.isEmpty { markMissing(missing) }
    switch kind {
    case .whole: return Column(.whole(wholes), unit: unit)
    case .decimal: return Column(.decimal(decimals), unit: unit)
    case .truth: return Column(.truth(truths), unit: unit)
    case .date: return Column(.date(wholes), unit: unit)
    case .text, .skipped: return Column(.text(codes: codes, words: words.words), unit: unit)
    }
  }

  // MARK: Words

  /// The different words of a column of words, the code of each cell, and how often each is used.
  var content: (words: FieldWords, codes: [Int32], uses: [Int]) {
    var uses = [Int](repeating: 0, count: words.count)
    for code in codes where code >= 0 { uses[Int(code)] += 1 }
    return (words, codes, uses)
  }
}
