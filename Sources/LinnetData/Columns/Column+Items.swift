import CLinnetKernels

extension Column {
  /// A column of decimal numbers; NaN is a gap.
  public convenience init(decimals: [Double], unit: String = "") {
    self.init(.decimal(decimals), unit: unit)
  }

  /// A column of whole numbers.
  public convenience init(wholes: [Int64], unit: String = "") {
    self.init(.whole(wholes), unit: unit)
  }

  /// A column of truths.
  public convenience init(truths: [Bool]) {
    self.init(.truth(truths.map { $0 ? 1 : 0 }))
  }

  /// A column of texts; nil is a gap.
  public convenience init(texts: [String?]) {
    var words = WordTable()
    self.init(.text(codes: texts.map { $0.map { words.code(of: $0) } ?? -1 }, words: words.words))
  }

  /// The value in a row, counted from 0.
  ///
  /// A row outside the column gives `.missing`.
  public func item(_ row: Int) -> Item {
    guard row >= 0, row < count else { return .missing }
    switch storage {
    case .decimal(let values): return .number(values[row])
    case .whole(let values): return values[row] == .min ? .missing : .whole(values[row])
    case .truth(let values): return values[row] == 2 ? .missing : .truth(values[row] == 1)
    case .text(let codes, let words):
      let code = Int(codes[row])
      return code < 0 || code >= words.count ? .missing : .text(words[code])
    case .date(let values):
      return values[row] == .min ? .missing : .date(DateValue(raw: values[row]))
    case .vector(let vectors):
      guard let vector = vectors.vector(row) else { return .missing }
      return .vector(vector)
    case .list(let offsets, let items, let gaps):
      if gaps.contains(row) { return .missing }
      return .list(items.slice(offsets[row]..<offsets[row + 1]))
    case .record(let names, let parts):
      return .record(names: names, items: parts.map { $0.item(row) })
    case .measurement(let values, let errors, let sources):
      return values[row] == values[row]
        ? .measurement(value: values[row], error: errors[row], shifts: sources.shifts(row))
        : .missing
    }
  }

  /// True when a row, counted from 0, holds a gap.
  public func isMissing(_ row: Int) -> Bool {
    guard row >= 0, row < count else { return true }
    switch storage {
    case .decimal(let values), .measurement(let values, _, _): return values[row] != values[row]
    case .whole(let values), .date(let values): return values[row] == .min
    case .truth(let values): return values[row] == 2
    case .text(let codes, _): return codes[row] < 0
    case .vector(let vectors): return vectors.parts.contains { $0.isMissing(row) }
    case .list(_, _, let gaps): return gaps.contains(row)
    case .record(_, let parts): return !parts.isEmpty && parts.allSatisfy { $0.isMissing(row) }
    }
  }

  /// The number of gaps.
  public var gapCount: Int {
    switch storage {
    case .decimal(let values), .measurement(let values, _, _):
      return values.reduce(0) { $0 + ($1 != $1 ? 1 : 0) }
    case .whole(let values), .date(let values):
      return values.reduce(0) { $0 + ($1 == .min ? 1 : 0) }
    case .truth(let values): return values.reduce(0) { $0 + ($1 == 2 ? 1 : 0) }
    case .text(let codes, _): return codes.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
    case .list(_, _, let gaps): return gaps.count
    case .vector, .record:
      var gaps = 0
      for row in 0..<count where isMissing(row) { gaps += 1 }
      return gaps
    }
  }

  /// The values as decimals, a truth as 0 or 1 and a gap as NaN; nil for a column of another kind.
  public var decimals: [Double]? {
    switch storage {
    case .decimal(let values): return values
    case .measurement(let values, _, _): return values
    case .whole(let values):
      return [Double](unsafeUninitializedCapacity: values.count) { place, filled in
        values.withUnsafeBufferPointer {
          if let to = place.baseAddress { linnet_from_whole(to, $0.baseAddress, $0.count) }
        }
        filled = values.count
      }
    case .truth(let values): return values.map { $0 == 2 ? .nan : Double($0) }
    default: return nil
    }
  }

  /// The items of a column of lists one after another, a gap for each row that is one; nil for a column
  /// of another kind.
  public var opened: Column? {
    guard case .list(let offsets, let items, let gaps) = storage else { return nil }
    guard !gaps.isEmpty else { return flattened }
    var rows: [Int32] = []
    for row in 0..<count {
      if gaps.contains(row) {
        rows.append(-1)
      } else {
        for item in offsets[row]..<max(offsets[row], offsets[row + 1]) {
          rows.append(Int32(truncatingIfNeeded: item))
        }
      }
    }
    return items.gather(rows)
  }

  /// The items of a column of lists one after another; nil for a column of another kind.
  public var flattened: Column? {
    guard case .list(let offsets, let items, _) = storage else { return nil }
    guard let first = offsets.first, let last = offsets.last else { return items }
    return items.slice(first..<last)
  }
}

/// Different words and the code of each, in order of first appearance.
struct WordTable {
  private(set) var words: [String]
  private var codes: [String: Int32] = [:]

  init(_ words: [String] = []) {
    self.words = words
    for (code, word) in words.enumerated() where codes[word] == nil { codes[word] = Int32(code) }
  }

  /// The code of a word that is there; nil for any other.
  func known(_ word: String) -> Int32? { codes[word] }

  /// Makes room for so many words, so that the table need not grow again and again.
  mutating func reserve(_ count: Int) {
    words.reserveCapacity(count)
    codes.reserveCapacity(count)
  }

  mutating func code(of word: String) -> Int32 {
    if let known = codes[word] { return known }
    let code = Int32(truncatingIfNeeded: words.count)
    words.append(word)
    codes[word] = code
    return code
  }
}
