/// Setting a row of a column where it is held.
///
/// A table that a program fills cell by cell would else be copied for every cell.
extension Column {
  /// Sets a row, counted from 0, where the column is held; false, and nothing done, when somebody else holds
  /// it too or the values would have to be stored in another way.
  public static func setInPlace(_ row: Int, to item: Item, in column: inout Column) -> Bool {
    isKnownUniquelyReferenced(&column) && column.put(row, item)
  }

  /// What the codes kept for `setInPlace` take, in bytes.
  public var wordCodesBytes: Int { wordCodes.count * 40 }

  /// Sets a row; false, and nothing done, when the item is of another kind than the values.
  ///
  /// The storage lets go of its values while they change: held twice they would be copied.
  private func put(_ row: Int, _ item: Item) -> Bool {
    let nothing = Storage.truth([])
    if case .decimal(var values) = storage {
      guard let number = Self.decimal(item) else { return false }
      storage = nothing
      values[row] = number
      storage = .decimal(values)
    } else if case .whole(var values) = storage {
      guard let number = Self.whole(item) else { return false }
      storage = nothing
      values[row] = number
      storage = .whole(values)
    } else if case .date(var values) = storage {
      guard let moment = Self.moment(item) else { return false }
      storage = nothing
      values[row] = moment
      storage = .date(values)
    } else if case .truth(var values) = storage {
      guard let answer = Self.answer(item) else { return false }
      storage = nothing
      values[row] = answer
      storage = .truth(values)
    } else {
      return putWord(row, item)
    }
    return true
  }

  private static func decimal(_ item: Item) -> Double? {
    switch item {
    case .decimal(let value): value
    case .whole(let value) where value.magnitude < 1 << 53: Double(value)
    case .missing: .nan
    default: nil
    }
  }

  private static func whole(_ item: Item) -> Int64? {
    switch item {
    case .whole(let value) where value != .min: value
    case .missing: .min
    default: nil
    }
  }

  private static func moment(_ item: Item) -> Int64? {
    switch item {
    case .date(let date): date.raw
    case .missing: .min
    default: nil
    }
  }

  private static func answer(_ item: Item) -> UInt8? {
    switch item {
    case .truth(let answer): answer ? 1 : 0
    case .missing: 2
    default: nil
    }
  }

  // MARK: Words

  private func putWord(_ row: Int, _ item: Item) -> Bool {
    guard case .text(var codes, var words) = storage else { return false }
    var code: Int32 = -1
    var isNew = false
    if case .text(let word) = item {
      if wordCodes.isEmpty {
        wordCodes.reserveCapacity(words.count + 1)
        for (place, known) in words.enumerated() { wordCodes[known] = Int32(place) }
      }
      if let known = wordCodes[word] {
        // The same letters may be written with other bytes.
        guard words[Int(known)].utf8.elementsEqual(word.utf8) else { return false }
        code = known
      } else {
        guard words.count < Int(Int32.max) else { return false }
        code = Int32(words.count)
        isNew = true
      }
    } else {
      guard case .missing = item else { return false }
    }
    storage = .truth([])
    codes[row] = code
    if isNew, case .text(let word) = item {
      words.append(word)
      wordCodes[word] = code
    }
    storage = .text(codes: codes, words: words)
    return true
  }
}
