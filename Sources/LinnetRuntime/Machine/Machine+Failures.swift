import LinnetSyntax

/// Making mistakes that speak in the user's own words, and catching them.
extension Machine {
  /// A mistake with its place: where the failing instruction stands, in the user's own lines.
  @inline(never)
  func located(
    _ mistake: Mistake, at pc: PC, _ entry: EntryPointer, _ frame: FramePointer,
    _ lowest: FramePointer
  ) -> Mistake {
    guard mistake.source == nil else { return mistake }
    var mistake = mistake
    var pc = pc
    var entry = entry
    var frame = frame
    var prototype = entry.pointee.prototype.takeUnretainedValue()
    // A mistake inside a function that comes with the language belongs to the line that called it.
    while prototype.isLibrary, frame - 1 > lowest, (frame - 1).pointee.pc != haltCode {
      frame -= 1
      pc = frame.pointee.pc
      entry = frame.pointee.entry
      prototype = entry.pointee.prototype.takeUnretainedValue()
      mistake.span = nil
    }
    if prototype.isLibrary { return mistake }
    let index = prototype.index(of: pc) - 1
    guard prototype.places.indices.contains(index) else { return mistake }
    if mistake.span == nil { mistake.span = prototype.places[index].span }
    mistake.source = prototype.source
    return mistake
  }

  /// The program's own call that led into a function of the library, as it is written; nil outside of one.
  ///
  /// Where a built-in or a formula about rows calls the function, that is its name and what it asks there.
  func callIntoLibrary(asking function: String) -> String? {
    guard let entry = state.pointee.entry else { return nil }
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    guard prototype.isLibrary else { return nil }
    let place = placed(Mistake("left-out-gaps"))
    if let source = place.source, let span = place.span {
      let text = source.text(span)
      if text.utf8.count <= 60 { return text }
    }
    return prototype.body?.name.map { "\($0): \(function)" }
  }

  /// The expression that the running instruction belongs to.
  var runningNode: (node: Expression, source: Source)? {
    guard let entry = state.pointee.entry else { return nil }
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let index = prototype.index(of: state.pointee.pc) - 1
    guard prototype.places.indices.contains(index), let node = prototype.places[index].node
    else { return nil }
    return (node, prototype.source)
  }

  /// The call that an instruction belongs to.
  func currentCall(_ pc: PC, _ entry: EntryPointer) -> Call? {
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let index = prototype.index(of: pc) - 1
    guard prototype.places.indices.contains(index), let node = prototype.places[index].node
    else { return nil }
    switch node.form {
    case .call(let call): return call
    case .pipe(_, let step):
      if case .call(let call) = step.form { return call }
      return Call(callee: step, arguments: [], style: .command)
    default: return nil
    }
  }

  // MARK: Names without a value

  @inline(never)
  func unknownGlobal(_ slot: Int, at pc: PC, _ entry: EntryPointer) -> Mistake {
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    return unknownName(slotNames[slot], after: prototype.index(of: pc) - 1, prototype)
  }

  /// The outer value of a name that a function stores itself but has not yet.
  @inline(never)
  func outer(_ slot: Int, at pc: PC, _ entry: EntryPointer) throws(Mistake) -> Value {
    let value = globals[slot]
    guard case .absent = value else {
      share(value)
      return value
    }
    throw unknownGlobal(slot, at: pc, entry)
  }

  private func unknownName(_ name: String, after index: Int, _ prototype: Prototype) -> Mistake {
    let span = prototype.places.indices.contains(index) ? prototype.places[index].span : nil
    if name == "it" { return Mistake("nothing-shown-yet", [:], at: span) }
    let start = span?.start ?? 0
    for chunk in chunks where chunk.prototype.source === prototype.source {
      if let made = chunk.prototype.stores.first(where: {
        $0.name == name && $0.span.start >= start
      }) {
        let source = prototype.source
        let line = source.lineNumber(at: made.span.start)
        if line > source.lineNumber(at: start) {
          return Mistake("unknown-name", ["name": name, "line": String(line)], at: span)
        }
      }
    }
    // The name was the loop's own, and ended with it.
    for loop in prototype.ownLoops.reversed() where loop.name == name && loop.span.end <= start {
      let line = prototype.source.lineNumber(at: loop.span.start)
      return Mistake("unknown-name", ["name": name, "loop": String(line)], at: span)
    }
    for (owner, value) in ownGlobals {
      if case .object(let ref) = value, ref.kind == .dataset, columnNames(ref).contains(name) {
        var slots = ["name": name, "dataset": owner]
        if let span { slots["summary"] = summaryMeant(name, span, prototype.source) }
        return Mistake("column-needs-owner", slots, at: span)
      }
    }
    // A step on a line of its own, as in `keep`.
    if Verb.all[name] != nil {
      return Mistake("not-a-dataset", ["verb": name, "alone": name], at: span)
    }
    var slots = ["name": name]
    var suggestion: Mistake.Suggestion?
    if Vocabulary.pythonModules.contains(name) {
      slots["python"] = name
    } else if let digits = Vocabulary.numberWords[name] {
      slots["digits"] = digits
      if let span { suggestion = Mistake.Suggestion(span, digits) }
    } else if loopNames.contains(name) {
      slots["ended"] = name
    } else if let near = nearestKnown(name) {
      slots[Spelling.differsOnlyInCapitals(name, near) ? "capital" : "near"] = near
      if let span { suggestion = Mistake.Suggestion(span, near) }
    }
    if let span {
      let more = around(name, span, prototype.source)
      // A spelling that is near says less than what stands around the name.
      if more["call"] != nil || more["quoted"] != nil || more["label"] != nil
        || more["formula"] != nil && slots["capital"] == nil || suggestion == nil
      {
        if !more.isEmpty { suggestion = nil }
        for (slot, words) in more { slots[slot] = words }
      }
    }
    return Mistake("unknown-name", slots, at: span, suggestion: suggestion)
  }

  func unknownFunction(_ name: String, _ span: Span, _ entry: EntryPointer) -> Mistake {
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    if call(of: span, prototype)?.isStep == true,
      let mistake = misspeltStep(name, span, prototype)
    {
      return mistake
    }
    let index = prototype.places.firstIndex { $0.span == span } ?? -1
    var mistake = unknownName(name, after: index, prototype)
    if mistake.span == nil { mistake.span = span }
    if mistake.code == "unknown-name", mistake.slots["line"] == nil {
      mistake.code = "unknown-function"
      if let ours = Library.ours(name) {
        mistake.slots["ours"] = ours
        mistake.slots["near"] = nil
        mistake.suggestion = mistake.span.map { Mistake.Suggestion($0, ours) }
        if let call = callInBrackets(ours, span, prototype) { mistake.slots["step"] = call }
      } else if let question = countIf(name, span, prototype) {
        mistake.slots["step"] = question
      }
    }
    return mistake
  }

  /// `mutate(m = x / 1000)` and `summary(d)` as they are written here; nil for calls without brackets.
  private func callInBrackets(_ ours: String, _ span: Span, _ prototype: Prototype) -> String? {
    guard let found = call(of: span, prototype) else { return nil }
    let (call, isStep) = (found.call, found.isStep)
    guard let first = call.arguments.first, let last = call.arguments.last else { return nil }
    var start = first.value.span.start
    switch first.label {
    case .option(_, let name), .newName(_, let name): start = name.start
    case .none: break
    }
    let inside = prototype.source.text(Span(start, last.value.span.end))
    let native = Native.named(ours)
    if isStep, native?.isStatistic == true, Verb.all[ours] == nil {
      return "summarise \(ours)(\(inside))"
    }
    guard call.style == .brackets else { return nil }
    if isStep, Verb.all[ours] != nil { return "\(ours) \(inside)" }
    if let native {
      return native.traits.contains(.command) ? "\(ours) \(inside)" : "\(ours)(\(inside))"
    }
    // `mutate(d, m = x / 2)`: the table is the first input.
    guard case .name(let table) = first.value.form, case .none = first.label,
      call.arguments.count > 1
    else { return nil }
    var second = call.arguments[1].value.span.start
    switch call.arguments[1].label {
    case .option(_, let name), .newName(_, let name): second = name.start
    case .none: break
    }
    return "\(table) then \(ours) \(prototype.source.text(Span(second, last.value.span.end)))"
  }

  /// `COUNTIF(birds.species, "Adelie")` of spreadsheets.
  private func countIf(_ name: String, _ span: Span, _ prototype: Prototype) -> String? {
    guard name.lowercased() == "countif", let call = call(of: span, prototype)?.call,
      call.arguments.count == 2
    else { return nil }
    let source = prototype.source
    let (range, wanted) = (call.arguments[0].value.span, call.arguments[1].value.span)
    // `">4000"`: the comparison is a part of the text.
    let inside = Array(source.text(wanted).utf8.dropFirst().dropLast())
    let signs = [(">=", ">="), ("<=", "<="), ("<>", "!="), (">", ">"), ("<", "<"), ("=", "==")]
    if let (written, sign) = signs.first(where: { inside.starts(with: $0.0.utf8) }) {
      let value = String(decoding: inside.dropFirst(written.utf8.count), as: UTF8.self)
      let isNumber = value.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D } ?? false
      return "count(\(source.text(range)) \(sign) \(isNumber ? value : "\"\(value)\""))"
    }
    return "count(\(source.text(range)) == \(source.text(wanted)))"
  }

  /// The call whose function stands at a place, without what a pipeline hands in.
  private func call(of span: Span, _ prototype: Prototype) -> (call: Call, isStep: Bool)? {
    for place in prototype.places {
      guard let node = place.node else { continue }
      switch node.form {
      case .call(let call) where call.callee.span == span: return (call, false)
      case .pipe(_, let step):
        if case .call(let call) = step.form, call.callee.span == span { return (call, true) }
        // A step without anything behind it.
        if case .name = step.form, step.span == span {
          return (Call(callee: step, arguments: [], style: .command), true)
        }
      default: break
      }
    }
    return nil
  }

  /// The mistake that a step is a misspelt word; nil where none is near.
  private func misspeltStep(_ name: String, _ span: Span, _ prototype: Prototype) -> Mistake? {
    guard Library.ours(name) == nil,
      chunks.allSatisfy({ $0.prototype.stores.allSatisfy { $0.name != name } }),
      let near = Vocabulary.standard.step(near: name)
    else { return nil }
    return Mistake(
      "unknown-function", ["name": name, "unknown": name, "near": near], at: span,
      in: prototype.source, suggestion: Mistake.Suggestion(span, near))
  }

  /// The mistake that a step of a pipeline is no word there is; verbs are looked at first.
  @inline(never)
  func unknownFunction(_ name: String, at pc: PC, _ entry: EntryPointer) -> Mistake {
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let span = prototype.places[prototype.index(of: pc) - 1].span
    if Library.ours(name) == "summarise", name.lowercased().hasPrefix("group"),
      let first = currentCall(pc, entry)?.arguments.first
    {
      let groups = prototype.source.text(first.value.span)
      return Mistake(
        "unknown-function", ["name": name, "groups": groups], at: span, in: prototype.source)
    }
    if let mistake = misspeltStep(name, span, prototype) { return mistake }
    var mistake = unknownFunction(name, span, entry)
    if mistake.code == "unknown-function", mistake.slots["ours"] != nil,
      call(of: span, prototype)?.isStep == true
    {
      mistake.slots["unknown"] = name
    }
    return mistake
  }

  /// The nearest name that has a value here; nil when none is near.
  func nearestKnown(_ name: String) -> String? {
    let own = globalNames
    if let found = Spelling.nearest(name, among: own) { return found }
    return Spelling.nearest(
      name,
      among: slotNames.filter { isKnown($0) } + (library.map { Array($0.names) } ?? []).sorted())
  }

  private func isKnown(_ name: String) -> Bool {
    guard let slot = globalSlots[name] else { return false }
    return hasOriginal(slot)
  }

  // MARK: Inputs that do not fit

  func wrongCount(_ native: Native, _ given: Int) -> Mistake {
    if native.isStatistic, native.inputs.count == 1, let mistake = unlisted(native.name) {
      return mistake
    }
    if native.name == "save", given == 1, let value = written(0), value.utf8.count <= 30 {
      let simple = value.utf8.allSatisfy { $0 == 0x5F || $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x80 }
      return Mistake(
        "missing-input",
        [
          "function": "save", "input": "file",
          "fixed": "save \(value), \"\(simple ? value : "results").csv\"",
        ])
    }
    let options = native.inputs.filter { $0.isOption }
    let plain = native.inputs.count - options.count
    if given > plain, let option = options.first {
      return Mistake(
        "wrong-count",
        [
          "function": native.name, "count": plain == 1 ? "1 value" : "\(plain) values",
          "option": option.name, "given": String(given),
        ])
    }
    return wrongCount(
      native.name, given, required: native.inputs.filter { !$0.isOptional }.map { $0.name },
      all: native.inputs.map { $0.name })
  }

  /// The mistake that a statistic was given numbers one by one, as in `mean(3, 4, 5)`; nil for other inputs.
  private func unlisted(_ name: String) -> Mistake? {
    guard let (node, source) = currentNode(), case .call(let call) = node.form,
      let first = call.arguments.first, let last = call.arguments.last, call.arguments.count > 1
    else { return nil }
    for argument in call.arguments {
      guard case .none = argument.label else { return nil }
      switch argument.value.form {
      case .whole, .decimal, .unary(.minus, _): break
      default: return nil
      }
    }
    let span = first.value.span.joined(last.value.span)
    let listed = "[\(source.text(span))]"
    return Mistake(
      "one-list", ["function": name, "fixed": "\(name)(\(listed))"], at: span, in: source,
      suggestion: Mistake.Suggestion(span, listed))
  }

  func wrongCount(_ prototype: Prototype, _ given: Int) -> Mistake {
    let parameters = prototype.body?.parameters ?? []
    return wrongCount(
      prototype.body?.name ?? "this function", given,
      required: parameters.filter { $0.standard == nil }.map { $0.name },
      all: parameters.map { $0.name })
  }

  private func wrongCount(_ name: String, _ given: Int, required: [String], all: [String])
    -> Mistake
  {
    if given < required.count {
      return Mistake("missing-input", ["function": name, "input": required[given]])
    }
    var wanted = all.isEmpty ? "no inputs" : all.count == 1 ? "1 input" : "\(all.count) inputs"
    if required.count < all.count { wanted = "at most " + wanted }
    if !all.isEmpty {
      wanted += " (" + all.map { "`\($0)`" }.joined(separator: ", ") + ")"
    }
    return decimalComma()
      ?? Mistake("wrong-count", ["function": name, "wanted": wanted, "given": String(given)])
  }

  /// The mistake that one of too many inputs is half of a number such as `2,25`.
  private func decimalComma() -> Mistake? {
    guard let (node, source) = currentNode(), case .call(let call) = node.form else { return nil }
    for (first, second) in zip(call.arguments, call.arguments.dropFirst()) {
      guard case .whole = first.value.form, case .whole = second.value.form,
        case .none = first.label, case .none = second.label
      else { continue }
      let span = first.value.span.joined(second.value.span)
      let (left, right) = (source.text(first.value.span), source.text(second.value.span))
      guard source.text(span) == left + "," + right else { continue }
      let fixed = left + "." + right
      return Mistake(
        "decimal-comma", ["left": left, "right": right, "fixed": fixed], at: span, in: source,
        suggestion: Mistake.Suggestion(span, fixed))
    }
    return nil
  }

  func unknownOption(_ label: String, _ name: String, _ known: [String], at span: Span?)
    -> Mistake
  {
    var slots = ["option": label, "function": name]
    if let plot = pictureOption(label, name) { slots["plot"] = plot }
    if !known.isEmpty { slots["options"] = known.map { "`\($0)`" }.joined(separator: ", ") }
    var suggestion: Mistake.Suggestion?
    if let near = Spelling.nearest(label, among: known) {
      slots["near"] = near
      if let span { suggestion = Mistake.Suggestion(span, near) }
    }
    return Mistake(
      "unknown-option", slots, at: span, suggestion: suggestion)
  }

  /// `histogram(x, title: "…")` inside a picture: the option is the picture's.
  private func pictureOption(_ label: String, _ name: String) -> String? {
    guard PictureOptions.names.contains(label), name == "histogram",
      let (node, source) = currentNode(), case .call(let call) = node.form,
      !call.arguments.isEmpty
    else { return nil }
    var inside: [String] = []
    var outside: [String] = []
    for argument in call.arguments {
      let value = source.text(argument.value.span)
      guard case .option(let option, _) = argument.label else {
        inside.append(value)
        continue
      }
      let isPictures =
        PictureOptions.names.contains(option) && !HistogramRequest.options.contains(option)
      if isPictures {
        outside.append("\(option): \(value)")
      } else {
        inside.append("\(option): \(value)")
      }
    }
    return "plot histogram(\(inside.joined(separator: ", "))), \(outside.joined(separator: ", "))"
  }

  // MARK: Failing and catching

  @inline(never)
  func endTry() { handlers.removeLast() }

  /// The mistake of `fail "…"`.
  @inline(never)
  func failure(_ value: Value) -> Mistake {
    if case .object(let ref) = value, ref.kind == .record {
      // Failing again with a problem that was caught keeps its code.
      if let code = heap.place(of: "code", in: ref),
        let message = heap.place(of: "message", in: ref),
        case .object(let codeText) = ref.record.pointee.fields[code], codeText.kind == .text
      {
        let text = display(ref.record.pointee.fields[message])
        if var caught = lastCaught, caught.code.text == heap.string(codeText),
          self.message(of: caught) == text
        {
          caught.span = nil
          caught.source = nil
          caught.suggestion = nil
          return caught
        }
        return Mistake("your-own", ["message": text])
      }
    }
    return Mistake("your-own", ["message": display(value)])
  }

  /// The mistake of an `expect` whose question was answered no.
  @inline(never)
  func unmetExpectation(_ text: Value, at pc: PC, _ entry: EntryPointer) -> Mistake {
    if case .absent = text {
      let prototype = entry.pointee.prototype.takeUnretainedValue()
      let index = prototype.index(of: pc) - 1
      let question = prototype.source.text(prototype.places[index].span)
      return Mistake("expected", ["question": question])
    }
    return Mistake("expected", ["message": display(text)])
  }

  /// The record that `otherwise problem` gives a name to.
  @inline(never)
  func problem(_ mistake: Mistake) -> Value {
    lastCaught = mistake
    return heap.makeRecord(
      names: ["message", "code"],
      values: [heap.makeText(message(of: mistake)), heap.makeText(mistake.code.text)])
  }
}
