import LinnetSyntax

/// Calls off the fast path: built-ins, options, names of inputs, and callees that are no functions.
extension Machine {
  /// Marks the inputs that a function makes its own although the caller keeps them.
  @inline(never)
  func shareInputs(_ inputs: Registers, _ mask: UInt32) {
    var mask = mask
    var index = 0
    while mask != 0 {
      if mask & 1 != 0 { share(inputs[index]) }
      mask >>= 1
      index += 1
    }
  }

  /// The inputs that a callee owns, with those that the running function may give on.
  @inline(never)
  func passOn(
    _ number: UInt32, _ owned: UInt32, _ callee: Value, _ frame: FramePointer,
    _ entry: EntryPointer
  ) -> UInt32 {
    let pass = entry.pointee.passes[Int(number) - 1]
    let held = (frame - 1).pointee.owned
    var isAtomic = false
    // Inputs that must not hold the same as an owned one.
    var loud: UInt32 = .max
    if case .object(let ref) = callee {
      if ref.kind == .native {
        isAtomic = true
      } else if ref.kind == .function {
        let target = ref.function.pointee.entry
        isAtomic = target.pointee.isAtomic
        loud = target.pointee.loud | target.pointee.claims
      }
    }
    var result = owned
    for input in 0..<8 {
      let bit: UInt32 = 1 << UInt32(input)
      guard pass.inputs & bit != 0 else { continue }
      let parameter = pass.parameters[input]
      if parameter != Pass.own, held & (1 << UInt32(parameter)) == 0 { continue }
      if pass.tentative & bit != 0, !isAtomic { continue }
      if UInt32(pass.twins[input]) & loud != 0 { continue }
      result |= bit
    }
    return result
  }

  /// Calls that need more than their inputs in a row; answers true when a function is to run now.
  ///
  /// They append in place, pass on what the running function owns, or have names for inputs.
  @inline(never)
  func callWithCare(
    _ instruction: Instruction, at pc: PC, _ base: Registers, _ frame: FramePointer,
    _ entry: EntryPointer
  ) throws(Mistake) -> Bool {
    let word = (pc - 1).pointee.raw
    if instruction.opcode == .callSite {
      return try callNamed(instruction, word, at: pc, base, frame, entry)
    }
    let place = base + instruction.a
    if instruction.opcode != .callPassing {
      place.pointee = globals[Int(word & Instruction.slotMask)]
    }
    var owned = UInt32(instruction.c)
    if word > Instruction.slotMask {
      owned = passOn(word >> 14, owned, place.pointee, frame, entry)
    }
    if instruction.opcode == .callAppend, appendInPlace(place, owned: owned) { return false }
    if case .object(let callee) = place.pointee, callee.kind == .function,
      case let target = callee.function.pointee.entry, target.pointee.inputCount == instruction.b
    {
      let unclaimed = target.pointee.claims & ~owned
      if unclaimed != 0 { shareInputs(place + 1, unclaimed) }
      state.pointee.owned = owned
      return true
    }
    return try callOther(instruction, owned, at: pc, base, frame, entry)
  }

  /// Calls a built-in, or arranges the inputs of a function and answers true.
  @inline(never)
  func callOther(
    _ instruction: Instruction, _ owned: UInt32, at pc: PC, _ base: Registers,
    _ frame: FramePointer,
    _ entry: EntryPointer
  ) throws(Mistake) -> Bool {
    enter(pc, base, frame, entry)
    let place = base + instruction.a
    let count = instruction.b
    let callee = try callable(place, at: pc, entry)
    if callee.kind == .native {
      let native = natives[callee.native.pointee.index]
      if native.acceptsAnyLabel {
        let labels = [String?](repeating: nil, count: count)
        place.pointee = try result(
          native, Inputs(base: place + 1, count: count, labels: labels, owned: owned),
          upTo: place + 1 + count)
        return false
      }
      let expected = native.inputs.count
      var given = count
      if count < expected {
        for index in count..<expected where !native.inputs[index].isOptional {
          throw wrongCount(native, count)
        }
        (place + 1 + count).update(repeating: .absent, count: expected - count)
        given = expected
      } else if count > expected, !native.isVariadic {
        throw wrongCount(native, count)
      }
      if count > 0, !native.isVariadic {
        for index in 0..<min(count, expected) where native.inputs[index].isOption {
          throw wrongCount(native, count)
        }
      }
      place.pointee = try result(
        native, Inputs(base: place + 1, count: given, owned: owned), upTo: place + 1 + given)
      return false
    }
    // A function whose number of inputs differs: the rest may be options.
    let target = callee.function.pointee.entry
    let prototype = target.pointee.prototype.takeUnretainedValue()
    let parameters = prototype.body?.parameters ?? []
    if count > parameters.count { throw wrongCount(prototype, count) }
    for index in count..<parameters.count where parameters[index].standard == nil {
      throw wrongCount(prototype, count)
    }
    (place + 1 + count).update(repeating: .absent, count: parameters.count - count)
    shareInputs(place + 1, target.pointee.claims & ~owned)
    state.pointee.owned = owned
    return true
  }

  /// The function to call; a variable that hides a built-in does not keep it from being called.
  private func callable(_ place: Registers, at pc: PC, _ entry: EntryPointer) throws(Mistake)
    -> ObjectRef
  {
    if case .object(let ref) = place.pointee, ref.kind == .function || ref.kind == .native {
      return ref
    }
    let call = currentCall(pc, entry)
    if let call, case .name(let name) = call.callee.form {
      if let slot = globalSlots[name], case .object(let original) = originals[slot] {
        place.pointee = originals[slot]
        return original
      }
      if case .absent = place.pointee { throw unknownFunction(name, call.callee.span, entry) }
      var slots = ["name": name, "kind": kindName(place.pointee)]
      if call.arguments.count == 1, let input = written(0) {
        let isOneValue = call.arguments[0].value.isSimple
        let product = isOneValue ? "\(name) * \(input)" : "\(name) * (\(input))"
        switch place.pointee {
        case .object(let ref)
        where ref.kind == .list || ref.kind == .column || ref.kind == .dataset:
          slots["item"] = "\(name)[\(input)]"
        case .object(let ref) where ref.kind == .vector || ref.kind == .measurement:
          slots["fixed"] = product
        case .whole, .decimal:
          slots["fixed"] = product
          // As it is read where the number itself is written: `2(3 + 4)`.
          slots["left"] = name
          slots["right"] = "("
          throw Mistake("side-by-side", slots, at: call.callee.span)
        default: break
        }
      }
      switch place.pointee {
      case .whole, .decimal:
        // The same mistake as `2(3 + 4)`, only seen when it runs.
        slots["left"] = name
        slots["right"] = "("
        throw Mistake("side-by-side", slots, at: call.callee.span)
      default: throw Mistake("not-a-function", slots, at: call.callee.span)
      }
    }
    throw Mistake("not-a-function")
  }

  private func result(_ native: Native, _ inputs: Inputs, upTo top: Registers) throws(Mistake)
    -> Value
  {
    if top > state.pointee.top { state.pointee.top = top }
    let value = try native.body(self, inputs)
    try glance()
    if !native.makesFresh || value.mayBeHandedOn, !inputs.isMoved(value) { share(value) }
    return value
  }

  /// Calls with names for inputs: puts each where it belongs, then as `callOther`.
  private func callNamed(
    _ instruction: Instruction, _ word: UInt32, at pc: PC, _ base: Registers,
    _ frame: FramePointer,
    _ entry: EntryPointer
  ) throws(Mistake) -> Bool {
    enter(pc, base, frame, entry)
    let site = entry.pointee.prototype.takeUnretainedValue().callSites[Int(word & 0xffff)]
    let place = base + instruction.a
    let count = instruction.b
    let callee = try callable(place, at: pc, entry)
    var given = UInt32(instruction.c)
    if word >> 16 != 0 { given = passOn(word >> 16, given, place.pointee, frame, entry) }
    if callee.kind == .native {
      let native = natives[callee.native.pointee.index]
      if native.acceptsAnyLabel {
        place.pointee = try result(
          native, Inputs(base: place + 1, count: count, labels: site.labels),
          upTo: place + 1 + count)
        return false
      }
      let identity = UnsafeRawPointer(globals + callee.native.pointee.index)
      if site.target != identity {
        site.places = try placesFor(native, site)
        site.target = identity
      }
      let total = max(native.inputs.count, (site.places.max() ?? -1) + 1)
      let arranged = place + 1 + count
      arranged.update(repeating: .absent, count: total)
      for index in 0..<count { arranged[site.places[index]] = place[1 + index] }
      place.pointee = try result(
        native, Inputs(base: arranged, count: total), upTo: arranged + total)
      return false
    }
    let target = callee.function.pointee.entry
    let prototype = target.pointee.prototype.takeUnretainedValue()
    if site.target != UnsafeRawPointer(target) {
      site.places = try placesFor(prototype, site)
      site.target = UnsafeRawPointer(target)
    }
    let total = prototype.body?.parameters.count ?? 0
    let arranged = place + 1 + count
    arranged.update(repeating: .absent, count: total)
    var owned: UInt32 = 0
    for index in 0..<count {
      let to = site.places[index]
      arranged[to] = place[1 + index]
      if to < 32, index < 8, given & (1 << UInt32(index)) != 0 { owned |= 1 << UInt32(to) }
    }
    (place + 1).update(from: arranged, count: total)
    shareInputs(place + 1, target.pointee.claims & ~owned)
    state.pointee.owned = owned
    return true
  }

  private func placesFor(_ native: Native, _ site: CallSite) throws(Mistake) -> [Int] {
    var taken = Set<Int>()
    var places: [Int] = []
    var next = 0
    var extra = native.inputs.count
    for (index, label) in site.labels.enumerated() {
      guard let label else {
        while next < native.inputs.count, taken.contains(next) { next += 1 }
        if next < native.inputs.count, !native.inputs[next].isOption {
          places.append(next)
          taken.insert(next)
          next += 1
        } else if native.isVariadic {
          places.append(extra)
          extra += 1
        } else {
          throw wrongCount(native, site.labels.count { $0 == nil })
        }
        continue
      }
      guard let place = native.inputs.firstIndex(where: { $0.name == label }) else {
        throw unknownOption(
          label, native.name, native.inputs.map { $0.name }, at: site.spans[index])
      }
      guard taken.insert(place).inserted else {
        throw Mistake("option-twice", ["option": label], at: site.spans[index])
      }
      places.append(place)
    }
    for (index, input) in native.inputs.enumerated() where !input.isOptional {
      if !taken.contains(index) { throw wrongCount(native, site.labels.count { $0 == nil }) }
    }
    return places
  }

  private func placesFor(_ prototype: Prototype, _ site: CallSite) throws(Mistake) -> [Int] {
    let parameters = prototype.body?.parameters ?? []
    let name = prototype.body?.name ?? "this function"
    var taken = Set<Int>()
    var places: [Int] = []
    for (index, label) in site.labels.enumerated() {
      guard let label else {
        places.append(-1)
        continue
      }
      guard let place = parameters.firstIndex(where: { $0.name == label }) else {
        throw unknownOption(label, name, parameters.map { $0.name }, at: site.spans[index])
      }
      guard taken.insert(place).inserted else {
        throw Mistake("option-twice", ["option": label], at: site.spans[index])
      }
      places.append(place)
    }
    var next = 0
    for index in places.indices where places[index] < 0 {
      while taken.contains(next) { next += 1 }
      guard next < parameters.count else { throw wrongCount(prototype, site.labels.count) }
      places[index] = next
      taken.insert(next)
    }
    for (index, parameter) in parameters.enumerated() where parameter.standard == nil {
      if !taken.contains(index) { throw wrongCount(prototype, site.labels.count) }
    }
    return places
  }

  // MARK: Functions as values

  /// A function with the values it carries.
  @inline(never)
  func makeClosure(_ number: Int, _ base: Registers, _ entry: EntryPointer) -> Value {
    let prototype = entry.pointee.prototype.takeUnretainedValue().nested[number]
    var captures: [Value] = []
    for capture in prototype.captures {
      let value: Value
      if capture.isLocal {
        value = base[capture.index]
      } else if case .object(let function) = base[-1], function.kind == .function {
        value = function.function.pointee.captures[capture.index]
      } else {
        value = .absent
      }
      share(value)
      captures.append(value)
    }
    return captures.withUnsafeBufferPointer {
      heap.makeFunction(prototype.entry, captures: $0.baseAddress, count: $0.count)
    }
  }

  /// The value that the running function carries at a place.
  @inline(never)
  func captured(_ function: Value, _ index: Int, at pc: PC, _ entry: EntryPointer) throws(Mistake)
    -> Value
  {
    guard case .object(let ref) = function, ref.kind == .function,
      index < ref.function.pointee.captureCount
    else { return .missing }
    let value = ref.function.pointee.captures[index]
    if case .absent = value {
      let prototype = entry.pointee.prototype.takeUnretainedValue()
      return try outer(try slot(prototype.captures[index].name), at: pc, entry)
    }
    share(value)
    return value
  }

  // MARK: Verbs

  /// Runs a pipeline verb on a dataset.
  @inline(never)
  func callVerb(
    _ number: Int, _ input: Value, at pc: PC, _ base: Registers, _ frame: FramePointer,
    _ entry: EntryPointer
  ) throws(Mistake) -> Value {
    enter(pc, base, frame, entry)
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let site = prototype.verbSites[number]
    if plannedLoads.done != nil, wasDone(site.call, input) { return input }
    let outer = beginLeavingOut()
    let result: Value
    do throws(Mistake) {
      result = try site.verb.body(self, verbCall(site, input, prototype.source, base))
    } catch {
      builtins.leftOut = outer
      throw error
    }
    try glance()
    share(result)
    if outer == nil { enter(pc, base, frame, entry) }
    endLeavingOut(outer)
    return result
  }

  /// A step at run time: as written, with the local variables it mentions.
  func verbCall(_ site: VerbSite, _ input: Value, _ source: Source, _ base: Registers) -> VerbCall {
    var locals: [(name: String, value: Value)] = []
    for local in site.locals {
      var value = Value.absent
      if local.isLocal {
        value = base[local.index]
      } else if case .object(let function) = base[-1], function.kind == .function {
        value = function.function.pointee.captures[local.index]
      }
      if case .absent = value { continue }
      share(value)
      locals.append((local.name, value))
    }
    let isPicture = Verb.pictures.contains { $0.name == site.verb.name }
    return VerbCall(
      call: isPicture ? site.call : site.call.withGroupsTogether, input: input, locals: locals,
      source: source)
  }

  /// A verb was given something that has no rows.
  @inline(never)
  func notDataset(_ number: Int, _ value: Value, _ entry: EntryPointer) -> Mistake {
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let site = prototype.verbSites[number]
    let options =
      globalSlots[site.verb.name].map { hasOriginal($0) } == true
      ? Native.named(site.verb.name)?.inputs.map { $0.name } ?? [] : []
    if let mistake = site.call.colonMissing(options, in: prototype.source) { return mistake }
    var slots = ["verb": site.verb.name, "given": kindName(value)]
    // `keep x > 3` on a line of its own has nothing to keep from.
    if site.wordSpan.start < site.inputSpan.start { slots["alone"] = site.verb.name }
    return Mistake("not-a-dataset", slots, at: site.inputSpan)
  }
}
