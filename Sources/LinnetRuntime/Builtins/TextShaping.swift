import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// How values become texts that line up.
  static let shaping: [Native] = [
    Native(
      "text", TextShape.inputs, family: "text", isItemwise: true,
      summary: "A value as text: with so many digits, as wide as you like, thousands set apart.",
      examples: [
        "text(5) + \"!\"  # => 5!", "text(91.2, digits: 2)  # => 91.20",
        "text(91.1876, significant: 3)  # => 91.2",
        "text(7, width: 3) + \"|\" + text(\"GeV\", width: 5) + \"|\"  # =>   7|GeV  |",
        "text(1234567.5, digits: 1, thousands: \" \")  # => 1 234 567.5",
      ]
    ) { context, inputs throws(Mistake) in
      let shape = try TextShape(context, inputs)
      if let column = try context.shaped(column: inputs[0], shape) { return column }
      return try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        if shape.width == 0, item.object(.text) != nil { return item }
        let text = shape.text(item, context)
        if shape.width > 0 { try context.textLength(text.utf8.count) }
        return context.heap.makeText(text)
      }
    },
    Native(
      "repeat_text", [.required("text"), .required("times")], family: "text", isItemwise: true,
      summary: "A text so many times in a row.",
      examples: ["repeat_text(\"ab\", 3)  # => ababab", "repeat_text(\"-\", 10)  # => ----------"]
    ) { context, inputs throws(Mistake) in
      try context.eachPair(inputs[0], inputs[1]) {
        (text, times, _: inout ItemWork) throws(Mistake) in
        let ref = try context.textInput("repeat_text", 0, text)
        return try context.repeated(ref, times)
      }
    },
  ]
}

/// What a number or text is to look like.
struct TextShape {
  /// Digits after the point; nil for as many as it takes.
  var digits: Int?
  /// Digits altogether, from the first that is not 0; nil for as many as it takes.
  var significant: Int?
  /// The least number of places in a terminal.
  var width = 0
  /// What stands between groups of three digits; empty for nothing.
  var thousands = ""

  /// The inputs of `text`.
  static let inputs: [Native.Input] = [
    .required("value"), .option("digits", "how many digits after the point"),
    .option("significant", "how many digits that count, such as 3 for 91.2"),
    .option("width", "how wide it is at least, filled up with spaces"),
    .option("thousands", "the sign between thousands, such as \" \""),
  ]

  /// Reads the options of `text`.
  ///
  /// Throws `digits-outside`, `two-precisions` and `wrong-kind`.
  init(_ context: Context, _ inputs: Inputs) throws(Mistake) {
    guard inputs.hasMore(than: 1) else { return }
    func given(_ name: String) -> Value? {
      let value = inputs.named(name, in: Self.inputs)
      return value.isAbsent ? nil : value
    }
    if let value = given("digits") {
      let given = try context.wholeOption("text", "digits", value)
      guard given >= 0, given <= 100 else {
        throw Mistake("digits-outside", ["value": "\(given)"])
      }
      digits = given
    }
    if let value = given("significant") {
      let given = try context.wholeOption("text", "significant", value)
      guard digits == nil else { throw Mistake("two-precisions", [:]) }
      guard given >= 1, given <= 17 else {
        throw Mistake("digits-outside", ["significant": "\(given)"])
      }
      significant = given
    }
    if let value = given("width") {
      let given = try context.wholeOption("text", "width", value)
      guard given >= 0 else {
        throw Mistake("negative-width", ["value": "\(given)"])
      }
      try context.textLength(given)
      width = given
    }
    if let value = given("thousands") {
      guard let ref = value.object(.text) else {
        throw context.wrongOption("text", "thousands", value, wanted: "text, such as \" \"")
      }
      thousands = context.heap.string(ref)
    }
  }

  /// A value as text of this shape.
  func text(_ value: Value, _ context: Context) -> String {
    guard let number = context.measured(value) else {
      return padded(context.display(value), isNumber: false)
    }
    var text: String
    if let digits {
      if case .whole(let whole) = value {
        text = "\(whole)" + (digits > 0 ? "." + String(repeating: "0", count: digits) : "")
      } else {
        text = NumberText.fixed(number, digits: digits)
      }
    } else if let significant {
      text = NumberText.significant(number, digits: significant)
    } else {
      text = context.display(value)
    }
    if !thousands.isEmpty { text = grouped(text) }
    return padded(text, isNumber: true)
  }

  /// A text made as wide as asked for: numbers stand to the right, everything else to the left.
  private func padded(_ text: String, isNumber: Bool) -> String {
    guard width > 0 else { return text }
    let gap = width - TextWidth.of(text)
    guard gap > 0 else { return text }
    let space = String(repeating: " ", count: gap)
    return isNumber ? space + text : text + space
  }

  /// The digits before the point, and before `±`, in groups of three.
  private func grouped(_ text: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    var place = 0
    var isFraction = false
    while place < bytes.count {
      let byte = bytes[place]
      guard byte >= 0x30, byte <= 0x39 else {
        // What follows a point or an exponent is no whole number of its own.
        if byte == 0x2E || byte == 0x65 { isFraction = true }
        if byte == 0x20 { isFraction = false }
        result.append(byte)
        place += 1
        continue
      }
      var end = place
      while end < bytes.count, bytes[end] >= 0x30, bytes[end] <= 0x39 { end += 1 }
      DigitGrouping.append(
        bytes[place..<end], separator: thousands, fromDigits: isFraction ? .max : 4, to: &result)
      place = end
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension Context {
  /// A whole number that an option needs.
  func wholeOption(_ function: String, _ option: String, _ value: Value) throws(Mistake) -> Int {
    guard let number = value.number, number == number.rounded(.towardZero) else {
      throw wrongOption(function, option, value, wanted: "a whole number")
    }
    return Int(max(-2_000_000_000, min(2_000_000_000, number)))
  }

  /// The mistake that an option has the wrong kind of value.
  func wrongOption(_ function: String, _ option: String, _ value: Value, wanted: String)
    -> Mistake
  {
    Mistake(
      "wrong-option",
      [
        "function": function, "option": option, "value": brief(value), "wanted": wanted,
      ])
  }

  /// A column of plain numbers as texts, each different number written once; nil for other values.
  fileprivate func shaped(column value: Value, _ shape: TextShape) throws(Mistake) -> Value? {
    guard let column = value.object(.column)?.columnObject else { return nil }
    var known: [UInt64: Int32] = [:]
    var places: [String: Int32] = [:]
    var words: [String] = []
    func code(_ key: UInt64, _ value: Value) -> Int32 {
      if let code = known[key] { return code }
      let text = shape.text(value, self)
      let code = places[text] ?? Int32(truncatingIfNeeded: words.count)
      if Int(code) == words.count {
        places[text] = code
        words.append(text)
      }
      known[key] = code
      return code
    }
    try charge(1 + column.count >> 3)
    try reserve(bytes: column.count &* 4)
    var codes: [Int32] = []
    codes.reserveCapacity(column.count)
    switch column.storage {
    case .decimal(let values):
      for value in values {
        codes.append(value.isNaN ? -1 : code((value == 0 ? 0 : value).bitPattern, .decimal(value)))
      }
    case .whole(let values):
      for value in values {
        codes.append(value == .min ? -1 : code(UInt64(bitPattern: value), .whole(value)))
      }
    default: return nil
    }
    return makeColumn(Column(.text(codes: codes, words: words)))
  }

  /// A text so many times in a row.
  fileprivate func repeated(_ text: ObjectRef, _ times: Value) throws(Mistake) -> Value {
    guard let number = times.number, number == number.rounded(.towardZero) else {
      throw wrongInput("repeat_text", 1, times, wanted: "a whole number of times")
    }
    guard number >= 0 else {
      throw Mistake(
        "negative-count", ["function": "repeat_text", "times": NumberText.shown(number)])
    }
    let bytes = text.textBytes
    if bytes.isEmpty || number == 0 { return heap.makeText("") }
    let length = number * Double(bytes.count)
    guard length < 0x1p31 else {
      throw tooLong("text", min(limits.textLength, Int(Int32.max)), "letters")
    }
    try textLength(Int(length))
    try charge(1 + Int(length) >> 6)
    var all: [UInt8] = []
    all.reserveCapacity(Int(length))
    for _ in 0..<Int(number) { all.append(contentsOf: bytes) }
    return all.withUnsafeBufferPointer { heap.makeText($0) }
  }
}
