import LinnetData
import LinnetSyntax
import LinnetText

/// How values are shown.
extension Context {
  /// A value as a person reads it; texts inside lists and records are quoted.
  ///
  /// A text that grows longer than `limit`, and one that Ctrl-C has overtaken, ends in the middle: whoever
  /// hands it on looks at the interrupt first.
  func display(_ value: Value, isNested: Bool = false, limit: Int = .max) -> String {
    var text = ""
    write(value, into: &text, isNested: isNested, depth: 0, limit: limit)
    return text
  }

  /// A value as it is shown to a person, a long list cut to the room that the host has for it.
  ///
  /// `parts` values share the room. Throws `interrupted`.
  func shown(_ value: Value, parts: Int = 1) throws(Mistake) -> String {
    var text: String?
    if let room = host.roomForList, let count = itemCount(value) {
      text = excerpt(value, count, room: room / max(parts, 1))
    }
    let whole = text ?? display(value)
    try look()
    return whole
  }

  /// The first items of a list, and how many more there are; nil where all fit, or not even the first.
  private func excerpt(_ value: Value, _ count: Int, room: Int) -> String? {
    guard case .object(let ref) = value else { return nil }
    var text = "["
    var used = 1
    // Where the text ends if not everything fits, and how many items it then holds.
    var end = text.endIndex
    var kept = 0
    for place in 0..<count {
      let item =
        ref.kind == .list
        ? ref.listItems[place] : self.value(of: ref.columnObject, row: place)
      let piece = display(item, isNested: true, limit: room * 4)
      used += TextWidth.of(piece) + 2
      if used > room || piece.utf8.count > room * 4 {
        guard kept > 0 else { return nil }
        return text[..<end] + "… \(DigitGrouping.grouped(count - kept, fromDigits: 4)) more"
      }
      text += piece + ", "
      if used + 20 <= room {
        end = text.endIndex
        kept = place + 1
      }
    }
    return nil
  }

  private func write(
    _ value: Value, into text: inout String, isNested: Bool, depth: Int, limit: Int
  ) {
    switch value {
    case .nothing: text += "nothing"
    case .missing, .absent: text += "missing"
    case .truth(let answer): text += answer ? "true" : "false"
    case .whole(let number): text += NumberText.shown(number)
    case .decimal(let number): text += NumberText.shown(number)
    case .date(let date): text += DateText.shown(date)
    case .object(let ref):
      write(ref, into: &text, isNested: isNested, depth: depth, limit: limit)
    }
  }

  private func write(
    _ ref: ObjectRef, into text: inout String, isNested: Bool, depth: Int, limit: Int
  ) {
    if depth > Self.deepest {
      text += "…"
      return
    }
    switch ref.kind {
    case .text:
      if isNested {
        Self.quote(heap.string(ref), into: &text)
      } else {
        text += heap.string(ref)
      }
    case .list: write(items: ref.listItems, into: &text, depth: depth, limit: limit)
    case .column:
      items(of: ref.columnObject).withUnsafeBufferPointer {
        write(items: $0, into: &text, depth: depth, limit: limit)
      }
    case .record:
      let record = ref.record.pointee
      let names = heap.names(of: ref)
      text += "record("
      for place in 0..<Int(record.count) {
        if place > 0 { text += ", " }
        text += names[place]
        text += ": "
        write(record.fields[place], into: &text, isNested: true, depth: depth + 1, limit: limit)
      }
      text += ")"
    case .vector:
      let vector = ref.fourVector
      text += "vector(E: " + NumberText.shown(vector.E) + ", px: " + NumberText.shown(vector.px)
      text += ", py: " + NumberText.shown(vector.py) + ", pz: " + NumberText.shown(vector.pz) + ")"
    case .measurement: text += ref.measurementObject.shown
    case .dataset:
      let dataset = ref.datasetObject
      if isNested {
        text += "dataset with \(dataset.count) " + (dataset.count == 1 ? "row" : "rows")
      } else {
        text += TableText.render(dataset)
      }
    case .histogram: text += HistogramText.summary(ref.histogramObject)
    case .function, .native:
      text += "function"
      if let name = body(of: .object(ref))?.name { text += " " + name }
    case .picture: text += "picture"
    case .fit: text += "fit"
    }
  }

  private func write(
    items: UnsafeBufferPointer<Value>, into text: inout String, depth: Int, limit: Int
  ) {
    text += "["
    for place in 0..<items.count {
      // Many items take long, and nobody waits for more than there is room for.
      if place & 1023 == 1023, interrupt.isTripped { return }
      if text.utf8.count > limit { return }
      if place > 0 { text += ", " }
      write(items[place], into: &text, isNested: true, depth: depth + 1, limit: limit)
    }
    text += "]"
  }

  /// A text in quotes, with what cannot stand in quotes escaped.
  static func quote(_ string: String, into text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "{": text += "{{"
      case "}": text += "}}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
