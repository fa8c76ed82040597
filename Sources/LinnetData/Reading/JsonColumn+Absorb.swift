/// Putting columns of several stretches of a file behind each other.
extension JsonColumn {
  /// Puts the rows of another column behind its own, of which there are `rows`.
  ///
  /// What comes out is what one pass over both would have collected, in the same room. Throws `mostlyGaps` where
  /// that would have.
  func absorb(_ other: JsonColumn, rows: Int, _ room: inout JsonRoom) throws(JsonProblem) {
    try absorbValues(other, rows: rows, &room)
    guard let theirs = other.record else { return }
    let record = try self.record(from: rows + theirs.firstRow, &room)
    record.cells += theirs.cells
    for (index, part) in theirs.parts.enumerated() {
      let place = try record.place(of: part, near: index, &room)
      try record.parts[place].absorb(part, rows: rows, &room)
    }
  }

  /// Puts the values behind its own that are no records.
  func absorbValues(_ other: JsonColumn, rows: Int, _ room: inout JsonRoom) throws(JsonProblem) {
    if other.isDecimal || !other.wholes.isEmpty { try absorbNumbers(other, rows, &room) }
    if other.endlessCount > 0 {
      endlessCount += other.endlessCount
      if firstEndless == nil { firstEndless = other.firstEndless.map { ($0.row + rows, $0.text) } }
    }
    if !other.truths.isEmpty {
      truthGaps += try room.fill(&truths, with: 2, upTo: rows)
      try room.take(other.truthGaps)
      truths.append(contentsOf: other.truths)
      truthGaps += other.truthGaps
    }
    if !other.codes.isEmpty { try absorbTexts(other, rows, &room) }
    if let theirs = other.list { try self.list(&room).absorb(theirs, rows: rows, &room) }
  }

  /// Makes room for so many rows where there are values of a kind already.
  func reserve(rows: Int) {
    if !wholes.isEmpty { wholes.reserveCapacity(rows) }
    if !decimals.isEmpty { decimals.reserveCapacity(rows) }
    if !truths.isEmpty { truths.reserveCapacity(rows) }
    if !codes.isEmpty { codes.reserveCapacity(rows) }
  }

  private func absorbNumbers(
    _ other: JsonColumn, _ rows: Int, _ room: inout JsonRoom
  ) throws(JsonProblem) {
    if other.isDecimal, !isDecimal { becomeDecimal() }
    if !isDecimal {
      numberGaps += try room.fill(&wholes, with: .min, upTo: rows)
      wholes.append(contentsOf: other.wholes)
    } else {
      numberGaps += try room.fill(&decimals, with: .nan, upTo: rows)
      if other.isDecimal {
        decimals.append(contentsOf: other.decimals)
      } else {
        for value in other.wholes { decimals.append(value == .min ? .nan : Double(value)) }
      }
    }
    for number in other.longNumbers { longNumbers.append((number.row + rows, number.text)) }
    try room.take(other.numberGaps)
    numberGaps += other.numberGaps
  }

  private func absorbTexts(
    _ other: JsonColumn, _ rows: Int, _ room: inout JsonRoom
  ) throws(JsonProblem) {
    textGaps += try room.fill(&codes, with: -1, upTo: rows)
    try room.take(other.textGaps)
    textGaps += other.textGaps
    guard let theirs = other.words else {
      codes.append(contentsOf: other.codes)
      return
    }
    if words == nil { words = FieldWords() }
    let places = words?.absorb(theirs) ?? []
    for code in other.codes { codes.append(code < 0 ? -1 : places[Int(code)]) }
  }
}

extension JsonRecord {
  /// The place of the part that is called as another one, which is made if there is none.
  func place(
    of part: JsonColumn, near index: Int, _ room: inout JsonRoom
  ) throws(JsonProblem) -> Int {
    // Nearly always the names come in the same order.
    if index < parts.count, parts[index].name == part.name { return index }
    // One byte more, so that there is an address for the empty name too.
    let bytes = Array(part.name.utf8) + [0]
    let place = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { self.part($0, buffer.count - 1) } ?? -1
    }
    if place < 0 { throw .mostlyGaps }
    if place == parts.count {
      try room.take(JsonRoom.column)
      let new = JsonColumn(name: part.name, keyStart: part.keyStart, keyCount: part.keyCount)
      new.isSkipped = part.isSkipped
      add(new)
    }
    return place
  }
}

extension JsonList {
  /// Puts the lists of another column behind its own rows.
  func absorb(_ other: JsonList, rows: Int, _ room: inout JsonRoom) throws(JsonProblem) {
    try fill(upTo: rows, &room)
    try room.take(min(other.gaps.count, .max / 4) * 4)
    for gap in other.gaps { gaps.append(gap + rows) }
    for offset in other.offsets.dropFirst() { offsets.append(offset + itemCount) }
    try items.absorb(other.items, rows: itemCount, &room)
    itemCount += other.itemCount
  }
}
