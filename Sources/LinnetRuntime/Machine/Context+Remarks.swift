import LinnetData
import LinnetPicture
import LinnetSyntax

/// What is shown and remarked on, in the words of the program.
extension Context {
  /// Shows one value as a line of its own does: datasets as tables, histograms and pictures drawn.
  public func show(_ value: Value) throws(Mistake) {
    if case .object(let ref) = value, ref.kind == .dataset {
      let dataset = unsafeDowncast(
        ref.host.pointee.payload.takeUnretainedValue(), to: Dataset.self)
      try tell(.table(dataset, text: display(value)))
    } else if case .object(let ref) = value, ref.kind == .picture {
      try tell(.picture(ref.pictureObject))
    } else if case .object(let ref) = value, ref.kind == .histogram {
      try tell(.picture(Picture.histograms([(ref.histogramObject.drawn, "")])))
    } else {
      try tell(.text(try shown(value)))
    }
  }

  /// Remarks that a built-in function was shown instead of being used.
  func tellFunction(_ value: Value, _ name: String) {
    guard value.object(.native) != nil, let native = Native.named(name) else { return }
    var slots = ["name": name, "usage": native.usage]
    // Commands go without brackets.
    if native.traits.contains(.command) {
      var forms: [String] = []
      for line in native.examples.flatMap({ $0.split(separator: "\n") }) {
        let words = line.prefix { $0 != "#" }.split(separator: " ")
        // The lines before only get things ready.
        if words.first.map({ $0 == name }) == true { forms.append(words.joined(separator: " ")) }
      }
      forms += [native.usage, String(native.usage.prefix { $0 != "," })]
      // A slot of a message holds sixty letters.
      slots["example"] = forms.first { $0.utf8.count <= 55 }
    }
    note(Note("function-shown", slots))
  }

  /// Hands something shown to the host, counting what it takes.
  func tell(_ event: Event) throws(Mistake) {
    switch event {
    case .text(let text), .table(_, let text): outputBytes += text.utf8.count + 1
    default: break
    }
    if outputBytes > limits.output { throw tooLong("output", limits.output, "letters") }
    if isAnswering { host.receive(answer: event) } else { host.receive(event) }
    // Writing much takes long, and Ctrl-C may have ended it half-way.
    try look()
  }

  /// Hands a remark to the host, with the place of the running step.
  func note(_ note: Note) {
    if let pieceRemarks {
      pieceRemarks.hasOthers = true
      return
    }
    host.receive(.note(placed(note)))
  }

  /// Says what was written, in every host.
  func confirm(_ text: String) { host.receive(.saved(text)) }

  /// Says what a pipeline step did, where the host is interactive: *kept 10 227 of 10 583 rows*.
  func account(_ text: String) {
    if let pieceRemarks {
      pieceRemarks.hasOthers = true
      return
    }
    host.receive(.account(text))
  }

  /// The words of an operand of the running step as they stand in the source; nil when not known.
  ///
  /// For a call 0 is the first input in the order written, for `base[index]` and `base.part` 0 is the
  /// base and 1 the index, for a calculation or comparison 0 is the left and 1 the right side. Only
  /// asked when a mistake is made, so that it can speak in the user's own words.
  func written(_ operand: Int) -> String? {
    if let rowCall, rowCall.place == runningStep {
      guard rowCall.arguments.indices.contains(operand) else { return nil }
      let text = rowCall.source.text(rowCall.arguments[operand].value.span)
      return text.utf8.count <= 60 ? text : nil
    }
    guard let (node, source) = currentNode(), let span = operandSpan(node, operand) else {
      return nil
    }
    let text = source.text(span)
    return text.utf8.count <= 60 ? text : nil
  }

  /// A call of a built-in inside a row formula, made by the step at `place`.
  struct RowCall {
    var arguments: [Argument]
    var source: Source
    var place: UnsafeMutableRawPointer?
  }

  private func operandSpan(_ node: Expression, _ operand: Int) -> Span? {
    switch node.form {
    case .call(let call):
      return call.arguments.indices.contains(operand) ? call.arguments[operand].value.span : nil
    case .pipe(let input, let step):
      if operand == 0 { return input.span }
      guard case .call(let call) = step.form else { return nil }
      return call.arguments.indices.contains(operand - 1)
        ? call.arguments[operand - 1].value.span : nil
    case .index(let base, let index): return operand == 0 ? base.span : index.span
    case .part(let base, _, let nameSpan): return operand == 0 ? base.span : nameSpan
    case .unary(_, let inner): return operand == 0 ? inner.span : nil
    case .binary(_, let left, let right, _): return operand == 0 ? left.span : right.span
    case .near(let left, let right, _, _): return operand == 0 ? left.span : right.span
    case .isMissing(let inner, _): return operand == 0 ? inner.span : nil
    case .comparison(let first, let rest):
      if operand == 0 { return first.span }
      return rest.indices.contains(operand - 1) ? rest[operand - 1].operand.span : nil
    default: return operand == 0 ? node.span : nil
    }
  }

  /// The sign or word of the running calculation.
  func writtenOperator() -> String? {
    guard let (node, source) = currentNode(), case .binary(_, _, _, let span) = node.form else {
      return nil
    }
    return source.text(span)
  }

  /// The mistake that a row formula calls a function there is not.
  func unknownFunction(_ name: String, at span: Span, in source: Source) -> Mistake {
    var mistake = Mistake("unknown-function", ["name": name], at: span, in: source)
    if let ours = Library.ours(name) {
      mistake.slots["ours"] = ours
      mistake.suggestion = Mistake.Suggestion(span, ours)
    } else if let near = nearestName(name) {
      mistake.slots["near"] = near
      mistake.suggestion = Mistake.Suggestion(span, near)
    }
    return mistake
  }
}
