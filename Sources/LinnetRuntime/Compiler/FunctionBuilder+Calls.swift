import LinnetSyntax

/// Calls, pipelines and verbs.
extension FunctionBuilder {
  /// `a then f b`: a call of `f` with `a` as its first input.
  func pipe(
    _ input: Expression, _ step: Expression, _ node: Expression, into target: Int, moving: Moving?
  ) throws(Mistake) -> Freshness {
    if case .call(let call) = step.form {
      return try self.call(call, first: input, node, into: target, moving: moving)
    }
    return try call(
      Call(callee: step, arguments: [], style: .command), first: input, node, into: target,
      moving: moving)
  }

  /// Whether a name means the built-in: the user has stored nothing under it.
  private func isBuiltIn(_ name: String) throws(Mistake) -> Bool {
    if unit.isLibrary, case .fixed = try home(name) { return true }
    guard case .global(let slot) = try home(name) else { return false }
    if unit.program?.localSet.contains(name) == true { return false }
    return !machine.isOwn(slot)
  }

  /// A call; `first` is the input that a pipeline puts in front.
  func call(
    _ call: Call, first: Expression?, _ node: Expression, into target: Int, moving: Moving?,
    stores: Bool = false
  ) throws(Mistake) -> Freshness {
    guard case .name(let name) = call.callee.form else {
      let place = try temporary()
      _ = try value(call.callee, into: place)
      return try ordinary(
        call, first, name: nil, node, at: place, into: target, moving: moving)
    }
    if let verb = Verb.all[name], try isBuiltIn(name) {
      return try verbCall(verb, call, first, node, into: target, moving: moving)
    }
    if name == "fail", call.arguments.count == 1, first == nil, try isBuiltIn(name) {
      let (register, _) = try temporaryValue(call.arguments[0].value)
      emit(.fail, register)
      return .fresh
    }
    if name == "choose", let inputs = choiceInputs(call, first), try isBuiltIn(name) {
      let freshness = try choice(
        [Choice(question: inputs[0], value: inputs[1])], inputs[2], into: target, stores: stores,
        isCalled: true)
      // What it hands on is marked already, where it has to be.
      return stores ? .fresh : freshness
    }
    if name == "record", first == nil, try isBuiltIn(name), try record(call, into: target) {
      return .fresh
    }
    return try ordinary(
      call, first, name: name, node, at: try temporary(), into: target, moving: moving)
  }

  /// The three inputs of `choose`, when they have no names.
  private func choiceInputs(_ call: Call, _ first: Expression?) -> [Expression]? {
    var inputs = first.map { [$0] } ?? []
    for argument in call.arguments {
      guard case .none = argument.label else { return nil }
      inputs.append(argument.value)
    }
    return inputs.count == 3 && call.groups.isEmpty ? inputs : nil
  }

  /// `record(name: "muon", mass: 0.1)` written down; false when it is not so simple.
  private func record(_ call: Call, into target: Int) throws(Mistake) -> Bool {
    var names: [String] = []
    guard call.arguments.count <= 40, call.groups.isEmpty else { return false }
    for argument in call.arguments {
      switch argument.label {
      case .none: return false
      case .option(let name, _), .newName(let name, _):
        if names.contains(name) { return false }
        names.append(name)
      }
    }
    let start = next
    for argument in call.arguments { _ = try temporaryValue(argument.value, stores: true) }
    emit(.newRecord, target, start, names.count)
    emit(word: machine.heap.shape(names))
    return true
  }

  /// A call of a function; its place and its inputs are the topmost temporaries.
  private func ordinary(
    _ call: Call, _ first: Expression?, name: String?, _ node: Expression, at place: Int,
    into target: Int, moving: Moving?, firstThere: Freshness? = nil
  ) throws(Mistake) -> Freshness {
    if let group = call.groups.first {
      if let name, machine.global(name) == nil, let ours = Library.ours(name) {
        throw Mistake(
          "unknown-function", ["name": name, "ours": ours], at: call.callee.span, in: unit.source,
          suggestion: Mistake.Suggestion(call.callee.span, ours))
      }
      if let name, Verb.all[name] != nil, first == nil {
        throw Mistake(
          "not-a-dataset", ["verb": name, "alone": name], at: call.callee.span, in: unit.source)
      }
      throw Mistake(
        "by-needs-a-dataset", ["name": name ?? "this"], at: group.value.span, in: unit.source)
    }
    var globalSlot: Int?
    if let name {
      switch try home(name) {
      case .global(let slot):
        globalSlot = slot
        // A misspelt step is what is wrong with `d then sotr x`, not its inputs.
        if case .absent = machine.globals[slot], !call.arguments.isEmpty,
          first != nil || Library.ours(name) != nil
        {
          let saved = self.place
          self.place = Prototype.Place(span: call.callee.span, node: node)
          emit(.needFunction, 0, wide: slot)
          self.place = saved
        }
      case .register(let register):
        // A variable may hide a built-in and have no value yet: the call itself sorts that out.
        emit(.move, place, register)
      default: try value(call.callee, into: place)
      }
    }
    var owned = 0
    var count = 0
    var labels: [String?] = []
    var spans: [Span?] = []
    var inputs: [(Expression, Argument.Label)] = call.arguments.map { ($0.value, $0.label) }
    if let first { inputs.insert((first, .none), at: 0) }
    let isKnown: Bool
    if let name, globalSlot != nil { isKnown = try isBuiltIn(name) } else { isKnown = false }
    let isAppend = name == "append" && inputs.count == 2 && isKnown
    for (index, (expression, label)) in inputs.enumerated() {
      switch label {
      case .none:
        labels.append(nil)
        spans.append(nil)
      case .option(let label, let span), .newName(let label, let span):
        labels.append(label)
        spans.append(span)
      }
      let isMoved = try moves(expression, moving, among: inputs, isAppend: isAppend && index == 0)
      if index == 0, let firstThere {
        if isMoved || firstThere == .fresh { owned |= 1 }
        if isMoved, let moving { claim(moving.register) }
        count += 1
        continue
      }
      if isMoved, let moving, moving.path != nil {
        // The store statement has made the old value ready in its register.
        emit(.move, try temporary(), moving.register)
        owned |= index < 8 ? 1 << index : 0
      } else {
        let rooted =
          moving != nil && !isMoved && isPath(expression)
          && Resolver.root(expression)?.name == movingName(moving)
        if index == 0 { self.moving = passedOn(moving, to: expression, beside: inputs) }
        let (_, freshness) = try temporaryValue(expression, stores: rooted)
        if index < 8, freshness == .fresh || isMoved { owned |= 1 << index }
        if isMoved, let moving { claim(moving.register) }
      }
      count += 1
    }
    if isKnown { atomicCalls.insert(position) }
    if labels.contains(where: { $0 != nil }) {
      atomicCalls.remove(position)
      if let globalSlot { try loadCallee(globalSlot, into: place, call) }
      guard prototype.callSites.count < 1 << 16 else {
        throw Mistake("too-crowded", [:], at: node.span, in: unit.source)
      }
      prototype.callSites.append(CallSite(labels: labels, spans: spans))
      if isKnown { atomicCalls.insert(position) }
      emit(.callSite, place, count, owned)
      emit(word: UInt32(prototype.callSites.count - 1))
    } else if let globalSlot {
      emit(isAppend ? .callAppend : .callGlobal, place, count, owned)
      emit(word: UInt32(globalSlot))
    } else {
      emit(.call, place, count, owned)
      emit(word: 0)
    }
    // The values that labelled inputs are arranged in lie above them.
    let arranged = next + count + 16
    if arranged < 255 { reserve(upTo: arranged) }
    if place != target { emit(.move, target, place) }
    return .fresh
  }

  /// The callee of a labelled call, whose value may be missing: the call says so.
  private func loadCallee(_ slot: Int, into place: Int, _ call: Call) throws(Mistake) {
    let saved = self.place
    self.place = Prototype.Place(span: call.callee.span, node: call.callee)
    emit(.loadGlobal, place, wide: slot)
    self.place = saved
  }

  private func isPath(_ expression: Expression) -> Bool {
    switch expression.form {
    case .index, .part: true
    default: false
    }
  }

  private func movingName(_ moving: Moving?) -> String? {
    guard let moving else { return nil }
    if let path = moving.path { return Resolver.root(path)?.name }
    return registers.first { $0.value == moving.register }?.key ?? moving.global
  }

  /// Whether an input is the old value of what the running store statement changes, and dies with it.
  private func moves(
    _ expression: Expression, _ moving: Moving?, among inputs: [(Expression, Argument.Label)],
    isAppend: Bool
  ) throws(Mistake) -> Bool {
    guard let moving else { return false }
    guard isAppend || moving.isForCalls else { return false }
    if let path = moving.path {
      guard samePath(expression, path) else { return false }
    } else {
      guard case .name(let name) = expression.form, name == movingName(moving) else { return false }
    }
    if isAppend {
      // What is appended must not be, or hold, the list that grows: that would then hold itself.
      return !inputs.dropFirst().contains { holds($0.0, moving.path ?? expression) }
    }
    // Given twice, one would change under the other.
    var count = 0
    for (input, _) in inputs {
      if case .name(let name) = input.form, name == movingName(moving) { count += 1 }
      if moving.path != nil, samePath(input, expression) { count += 1 }
    }
    return count == 1 || (moving.path != nil && count == 1)
  }

  /// Whether a name or path is another one, or leads to it.
  private func holds(_ outer: Expression, _ path: Expression) -> Bool {
    if samePath(outer, path) { return true }
    switch path.form {
    case .index(let base, _), .part(let base, _, _): return holds(outer, base)
    default: return false
    }
  }

  /// The old value may go further, into a call that is the first input, when nothing else needs it.
  private func passedOn(
    _ moving: Moving?, to expression: Expression, beside inputs: [(Expression, Argument.Label)]
  ) -> Moving? {
    guard let moving, let name = movingName(moving) else { return nil }
    switch expression.form {
    case .call, .pipe: break
    default: return nil
    }
    let others = inputs.dropFirst().map { Argument(label: $0.1, value: $0.0) }
    let call = Call(callee: expression, arguments: Array(others), style: .brackets)
    return Resolver.names(in: call).contains(name) ? nil : moving
  }

  // MARK: Verbs

  private func verbCall(
    _ verb: Verb, _ call: Call, _ first: Expression?, _ node: Expression, into target: Int,
    moving: Moving?
  ) throws(Mistake) -> Freshness {
    var inner = call
    let input: Expression
    if let first {
      input = first
    } else if let argument = call.arguments.first, case .none = argument.label {
      input = argument.value
      inner.arguments.removeFirst()
      if verb.name == "keep" || verb.name == "drop", input.form.isQuestion {
        throw Mistake(
          "not-a-dataset", ["verb": verb.name, "alone": verb.name], at: call.callee.span,
          in: unit.source)
      }
    } else {
      // Without an input there is nothing to work on; an ordinary function may still be meant.
      return try ordinary(
        call, first, name: verb.name, node, at: try temporary(), into: target, moving: moving)
    }
    let place = try temporary()
    let inputRegister = try temporary()
    var freshness = Freshness.borrowed
    let inputs = inner.arguments.map { ($0.value, $0.label) }
    if let moving, moving.path != nil,
      try moves(input, moving, among: [(input, .none)] + inputs, isAppend: verb.name == "append")
    {
      emit(.move, inputRegister, moving.register)
    } else {
      self.moving = passedOn(moving, to: input, beside: [(input, .none)] + inputs)
      freshness = try value(input, into: inputRegister)
    }
    var locals: [Prototype.Capture] = []
    for name in Resolver.names(in: inner).sorted() {
      switch try home(name) {
      case .register(let register):
        locals.append(Prototype.Capture(name: name, isLocal: true, index: register))
      case .capture(let index):
        locals.append(Prototype.Capture(name: name, isLocal: false, index: index))
      case .itself: locals.append(Prototype.Capture(name: name, isLocal: true, index: -1))
      case .fixed, .global:
        if let variable = loopVariables.last(where: { $0.name == name }) {
          locals.append(Prototype.Capture(name: name, isLocal: true, index: variable.register))
        }
      }
    }
    prototype.verbSites.append(
      VerbSite(
        verb: verb, call: inner, locals: locals, inputSpan: input.span,
        wordSpan: call.callee.span))
    let number = prototype.verbSites.count - 1
    guard number < 1 << 16 else {
      throw Mistake("too-crowded", [:], at: node.span, in: unit.source)
    }
    let done = Label()
    emit(.callVerb, inputRegister, wide: number)
    emitJumpWord(to: done)
    let result: Int
    if isOnlyVerb(inner) || machine.globalSlots[verb.name].map({ machine.hasOriginal($0) }) != true
    {
      emit(.notDataset, inputRegister, wide: number)
      result = inputRegister
    } else {
      _ = try ordinary(
        inner, input, name: verb.name, node, at: place, into: inputRegister, moving: moving,
        firstThere: freshness)
      result = inputRegister
    }
    bind(done)
    emit(.move, target, result)
    return .fresh
  }

  /// Whether a call can only be meant for the rows of a dataset.
  private func isOnlyVerb(_ call: Call) -> Bool {
    if !call.groups.isEmpty { return true }
    return call.arguments.contains { argument in
      if argument.order != nil { return true }
      if case .newName = argument.label { return true }
      return false
    }
  }
}

extension Expression.Form {
  /// True for what can only be answered with yes or no.
  fileprivate var isQuestion: Bool {
    switch self {
    case .comparison, .near, .isMissing, .binary(.and, _, _, _), .binary(.or, _, _, _),
      .unary(.not, _):
      true
    case .chain(_, let rest): rest.last.map { $0.operation == .and || $0.operation == .or } ?? false
    default: false
    }
  }
}

extension Call {
  /// The mistake that `bins = 20` has the sign of a new name where an option's colon was meant.
  func colonMissing(_ options: [String], in source: Source) -> Mistake? {
    for argument in arguments {
      guard case .newName(let name, let span) = argument.label, options.contains(name) else {
        continue
      }
      let value = source.text(argument.value.span)
      let whole = Span(span.start, argument.value.span.end)
      return Mistake(
        "missing-colon", ["fixed": "\(name): \(value)"], at: whole, in: source,
        suggestion: Mistake.Suggestion(whole, "\(name): \(value)"))
    }
    return nil
  }
}
