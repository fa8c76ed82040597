import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// Functions of texts.
  static let texts: [Native] = [
    .ofText(
      "length", summary: "How many characters a text has.", examples: ["length(\"muon\")  # => 4"],
      ofItems: "count"
    ) {
      context, text throws(Mistake) in .whole(Int64(context.characterCount(text)))
    },
    .ofText(
      "upper", summary: "The text in capital letters.", examples: ["upper(\"muon\")  # => MUON"]
    ) {
      context, text throws(Mistake) in
      context.changedCase(text, from: 0x61) { $0.uppercased() }
    },
    .ofText("lower", summary: "The text in small letters.", examples: ["lower(\"GeV\")  # => gev"])
    {
      context, text throws(Mistake) in
      context.changedCase(text, from: 0x41) { $0.lowercased() }
    },
    .ofText(
      "trim", summary: "The text without spaces at its ends.",
      examples: ["trim(\"  a b \")  # => a b"]
    ) { context, text throws(Mistake) in
      let bytes = text.textBytes
      if PlainText.isPlain(bytes) {
        var (start, end) = (0, bytes.count)
        while start < end, PlainText.isSpace(bytes[start]) { start += 1 }
        while end > start, PlainText.isSpace(bytes[end - 1]) { end -= 1 }
        return context.heap.makeText(UnsafeBufferPointer(rebasing: bytes[start..<end]))
      }
      let characters = context.heap.string(text)
      let start = characters.firstIndex { !$0.isWhitespace } ?? characters.endIndex
      let end = characters.lastIndex { !$0.isWhitespace }.map { characters.index(after: $0) }
      return context.heap.makeText(String(characters[start..<(end ?? start)]))
    },
    Native(
      "split", [.required("text"), .optional("separator")], family: "text", isItemwise: true,
      summary: "The pieces between separators; without one, between spaces.",
      examples: [
        "split(\"a,b,,c\", \",\")  # => [\"a\", \"b\", \"\", \"c\"]",
        "split(\"two  words\")  # => [\"two\", \"words\"]",
      ]
    ) { context, inputs throws(Mistake) in
      let separator =
        inputs[1].isAbsent ? nil : try context.textInput("split", 1, inputs[1])
      return try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        try context.split(try context.textInput("split", 0, item), separator)
      }
    },
    Native(
      "join", [.required("texts"), .optional("separator")], family: "text",
      summary: "The items of a list as one text, with a separator between them.",
      examples: ["join([\"a\", \"b\"], \"-\")  # => a-b"]
    ) { context, inputs throws(Mistake) in
      var separator: [UInt8] = []
      if !inputs[1].isAbsent {
        separator = Array(try context.textInput("join", 1, inputs[1]).textBytes)
      }
      let items = try context.listInput("join", 0, inputs[0])
      var bytes: [UInt8] = []
      var checked = 0
      for (place, item) in items.enumerated() {
        if place > 0 { bytes += separator }
        if let ref = item.object(.text) {
          bytes.append(contentsOf: ref.textBytes)
        } else {
          bytes += Array(context.display(item).utf8)
        }
        if bytes.count > checked {
          try context.textLength(bytes.count)
          checked = bytes.count + 1 << 16
        }
      }
      try context.textLength(bytes.count)
      return bytes.withUnsafeBufferPointer { context.heap.makeText($0) }
    },
    Native(
      "replace", [.required("text"), .required("old"), .required("new")], family: "text",
      isItemwise: true, summary: "The text with every place of one piece replaced by another.",
      examples: ["replace(\"a-b-c\", \"-\", \"+\")  # => a+b+c"]
    ) { context, inputs throws(Mistake) in
      let old = try context.textInput("replace", 1, inputs[1])
      let new = try context.textInput("replace", 2, inputs[2])
      return try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        try context.replace(try context.textInput("replace", 0, item), old, new)
      }
    },
    Native(
      "contains", [.required("text"), .required("part")], family: "text", isItemwise: true,
      traits: [.certain], summary: "Whether a text holds a piece, or a list an item.",
      examples: [
        "contains(\"dimuon\", \"muon\")  # => true", "contains([1, 2], 2)  # => true",
      ]
    ) { context, inputs throws(Mistake) in
      if inputs[0].hasItems, let items = context.items(of: inputs[0]) {
        let isTexts = items.contains { $0.kind == .text } && inputs[1].kind == .text
        if !isTexts { return try context.compare(.isIn, inputs[1], inputs[0]) }
      }
      return try context.searched(inputs, "contains") {
        TextSearch.first($1, in: $0) != nil
      }
    },
    .search(
      "starts_with", summary: "Whether a text begins with a piece.",
      examples: ["starts_with(\"dimuon\", \"di\")  # => true"]
    ) { text, part in
      text.count >= part.count
        && TextBytes.areEqual(UnsafeBufferPointer(rebasing: text[0..<part.count]), part)
    },
    .search(
      "ends_with", summary: "Whether a text ends with a piece.",
      examples: ["ends_with(\"data.csv\", \".csv\")  # => true"]
    ) { text, part in
      text.count >= part.count
        && TextBytes.areEqual(
          UnsafeBufferPointer(rebasing: text[(text.count - part.count)...]), part)
    },
    Native(
      "number", [.required("value")], family: "text", isItemwise: true,
      summary: "The number a text says, or the value of a measurement.",
      examples: ["number(\"20\") + 5  # => 25", "number(10 ± 3)  # => 10"]
    ) { context, inputs throws(Mistake) in
      try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        if let number = context.measured(item) {
          return item.number == nil ? .number(number) : item
        }
        if case .truth(let answer) = item { return .whole(answer ? 1 : 0) }
        guard let ref = item.object(.text) else {
          throw context.wrongInput("number", 0, item, wanted: "text")
        }
        let text = context.heap.string(ref)
        switch NumberReading.number(text) {
        case .whole(let whole): return .whole(whole)
        case .decimal(let number): return .decimal(number)
        case nil:
          if text.utf8.contains(UInt8(ascii: ",")) {
            let point = String(text.map { $0 == "," ? "." : $0 })
            if NumberReading.number(point) != nil {
              throw Mistake("comma-in-number", ["text": text, "point": point])
            }
          }
          throw Mistake("not-a-number-text", ["text": text])
        }
      }
    },
  ]

  /// A question about a text and a piece, item by item.
  private static func search(
    _ name: String, summary: String, examples: [String],
    _ test: @escaping @Sendable (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Native {
    Native(
      name, [.required("text"), .required("part")], family: "text", isItemwise: true,
      traits: .certain, summary: summary, examples: examples
    ) { context, inputs throws(Mistake) in try context.searched(inputs, name, test) }
  }
}

/// Work on texts.
extension Context {
  func searched(
    _ inputs: Inputs, _ name: String,
    _ test: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
  ) throws(Mistake) -> Value {
    try eachPair(inputs[0], inputs[1]) { (text, part, _: inout ItemWork) throws(Mistake) in
      let text = try textInput(name, 0, text)
      let part = try textInput(name, 1, part)
      return .truth(test(text.textBytes, part.textBytes))
    }
  }

  /// Looks at the limits while a list grows whose length nobody knows before.
  private func grows(_ count: Int) throws(Mistake) {
    if count & 1023 == 0 { _ = try listLength(Double(count)) }
  }

  /// A text in capital or small letters: plain letters from `first` on differ by one bit.
  fileprivate func changedCase(
    _ text: ObjectRef, from first: UInt8, _ other: (String) -> String
  ) -> Value {
    let bytes = text.textBytes
    guard PlainText.isPlain(bytes) else { return heap.makeText(other(heap.string(text))) }
    let result = heap.makeText(bytes)
    guard case .object(let ref) = result else { return result }
    let letters = ref.text.pointee.bytes
    for place in 0..<bytes.count where letters[place] &- first < 26 { letters[place] ^= 0x20 }
    return result
  }

  fileprivate func split(_ text: ObjectRef, _ separator: ObjectRef?) throws(Mistake) -> Value {
    try charge(1 + text.text.pointee.count >> 4)
    var pieces: [Value] = []
    guard let separator else {
      let bytes = text.textBytes
      if PlainText.isPlain(bytes) {
        var place = 0
        while true {
          while place < bytes.count, PlainText.isSpace(bytes[place]) { place += 1 }
          if place == bytes.count { return heap.makeList(pieces) }
          let start = place
          while place < bytes.count, !PlainText.isSpace(bytes[place]) { place += 1 }
          pieces.append(heap.makeText(UnsafeBufferPointer(rebasing: bytes[start..<place])))
        }
      }
      for piece in heap.string(text).split(whereSeparator: { $0.isWhitespace }) {
        pieces.append(heap.makeText(String(piece)))
        try grows(pieces.count)
      }
      return heap.makeList(pieces)
    }
    let mark = separator.textBytes
    if mark.isEmpty { return heap.makeCharacters(text) }
    let bytes = text.textBytes
    var start = 0
    while let place = TextSearch.first(mark, in: bytes, from: start) {
      pieces.append(heap.makeText(UnsafeBufferPointer(rebasing: bytes[start..<place])))
      try grows(pieces.count)
      start = place + mark.count
    }
    pieces.append(heap.makeText(UnsafeBufferPointer(rebasing: bytes[start...])))
    return heap.makeList(pieces)
  }

  fileprivate func replace(_ text: ObjectRef, _ old: ObjectRef, _ new: ObjectRef) throws(Mistake)
    -> Value
  {
    let bytes = text.textBytes
    let mark = old.textBytes
    let replacement = new.textBytes
    try charge(1 + bytes.count >> 4)
    guard !mark.isEmpty, TextSearch.first(mark, in: bytes) != nil else { return .object(text) }
    var result: [UInt8] = []
    var start = 0
    while let place = TextSearch.first(mark, in: bytes, from: start) {
      result.append(contentsOf: bytes[start..<place])
      result.append(contentsOf: replacement)
      start = place + mark.count
      try textLength(result.count)
    }
    result.append(contentsOf: bytes[start...])
    return result.withUnsafeBufferPointer { heap.makeText($0) }
  }
}
