import LinnetData
import LinnetSyntax
import LinnetText

/// How values are shown.
extension Context {
  /// A value as a person reads it; texts inside lists and records are quoted.
  func display(_ value: Value, isNested: Bool = false) -> String {
    var text = ""
    write(value, into: &text, isNested: isNested, depth: 0)
    return text
  }

  private func write(_ value: Value, into text: inout String, isNested: Bool, depth: Int) {
    switch value {
    case .nothing: text += "nothing"
    case .missing, .absent: text += "missing"
    case .truth(let answer): text += answer ? "true" : "false"
    case .whole(let number): text += NumberText.shown(number)
    case .decimal(let number): text += NumberText.shown(number)
    case .date(let date): text += DateText.shown(date)
    case .object(let ref): write(ref, into: &text, isNested: isNested, depth: depth)
    }
  }

  private func write(_ ref: ObjectRef, into text: inout String, isNested: Bool, depth: Int) {
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
    case .list: write(items: ref.listItems, into: &text, depth: depth)
    case .column:
      items(of: ref.columnObject).withUnsafeBufferPointer {
        write(items: $0, into: &text, depth: depth)
      }
    case .record:
      let record = ref.record.pointee
      let names = heap.names(of: ref)
      text += "record("
      for place in 0..<Int(record.count) {
        if place > 0 { text += ", " }
        text += names[place]
        text += ": "
        write(record.fields[place], into: &text, isNested: true, depth: depth + 1)
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

  private func write(items: UnsafeBufferPointer<Value>, into text: inout String, depth: Int) {
    text += "["
    for place in 0..<items.count {
      if place > 0 { text += ", " }
      write(items[place], into: &text, isNested: true, depth: depth + 1)
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
