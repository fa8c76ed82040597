import LinnetSyntax

#if arch(wasm32)
// Browsers compile small functions much better than the machine's loop, which has every instruction in it; and where
// `Int` has 32 bits, the compiler takes a `Value` apart into halves of 32 bits and puts them together again at each
// use. So what programs do most is done here, with values read as they lie in memory. Whatever is not at hand, such as
// a sum that is too large or a number that turns out to be a text, is left to the loop, before anything has happened.

/// Where the loop is, as it goes back and forth between its two halves.
struct QuickPlace {
  var pc: UnsafeMutablePointer<Instruction>
  var base: UnsafeMutablePointer<Value>
  var entry: UnsafeMutablePointer<Entry>
  var frame: UnsafeMutablePointer<Frame>
  var slice: Int
}

/// A value as it lies in memory: what is in it, then which case it is.
private struct Cell {
  var bits: Int64
  var tag: UInt8

  // The cases that hold something, in the order of `Value`, then all the others.
  static let truth: UInt8 = 0
  static let whole: UInt8 = 1
  static let decimal: UInt8 = 2
  static let object: UInt8 = 4
}

extension UnsafeMutableRawPointer {
  @inline(__always) fileprivate var cell: UnsafeMutablePointer<Cell> {
    assumingMemoryBound(to: Cell.self)
  }
  @inline(__always) fileprivate var isWhole: Bool { cell.pointee.tag == Cell.whole }
  @inline(__always) fileprivate var isDecimal: Bool { cell.pointee.tag == Cell.decimal }
  @inline(__always) fileprivate var isObject: Bool { cell.pointee.tag == Cell.object }
  @inline(__always) fileprivate var whole: Int64 { cell.pointee.bits }
  @inline(__always) fileprivate var decimal: Double {
    assumingMemoryBound(to: Double.self).pointee
  }
  /// The lowest 32 bits of a whole number, or what a truth is.
  @inline(__always) fileprivate var low: Int { assumingMemoryBound(to: Int.self).pointee }
  @inline(__always) fileprivate var ref: ObjectRef {
    assumingMemoryBound(to: ObjectRef.self).pointee
  }
  @inline(__always) fileprivate func put(whole: Int64) {
    cell.pointee.bits = whole
    cell.pointee.tag = Cell.whole
  }
  @inline(__always) fileprivate func put(decimal: Double) {
    assumingMemoryBound(to: Double.self).pointee = decimal
    cell.pointee.tag = Cell.decimal
  }
  @inline(__always) fileprivate func put(_ other: UnsafeMutableRawPointer) {
    cell.pointee.bits = other.cell.pointee.bits
    cell.pointee.tag = other.cell.pointee.tag
  }
  /// Marks the object that a place holds as one that others may hold too.
  @inline(__always) fileprivate func share() {
    if isObject { ref.header.pointee.isShared = true }
  }
  /// The list that a place holds, if it does.
  @inline(__always) fileprivate var list: UnsafeMutablePointer<ListObject>? {
    guard isObject, ref.kind == .list else { return nil }
    return ref.list
  }
  /// The list that a place alone holds.
  @inline(__always) fileprivate var ownList: UnsafeMutablePointer<ListObject>? {
    guard let list, !list.pointee.header.isShared else { return nil }
    return list
  }
  /// The field of a record whose shape is the one that an instruction met before.
  @inline(__always) fileprivate func field(_ cache: UInt32, mustBeOwn: Bool)
    -> UnsafeMutableRawPointer?
  {
    guard isObject, ref.kind == .record, cache >> 8 == ref.record.pointee.shape else { return nil }
    if mustBeOwn, ref.header.pointee.isShared { return nil }
    return UnsafeMutableRawPointer(ref.record.pointee.fields + Int(cache & 255))
  }
}

extension UnsafeMutablePointer where Pointee == ListObject {
  /// The item that a register asks for, where it is a whole number and there is such an item.
  @inline(__always)
  fileprivate func item(_ index: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    // Before 1 and behind the end, seen from 0 and without a sign, both are too large.
    guard index.isWhole,
      UInt64(bitPattern: index.whole &- 1) < UInt64(UInt32(bitPattern: Int32(pointee.count)))
    else { return nil }
    return UnsafeMutableRawPointer(pointee.items + (index.low &- 1))
  }
}

/// How two numbers are compared.
private enum Order { case less, lessOrEqual, greater, greaterOrEqual, equal }

/// Whether two numbers are so; nil where they are not two of a kind.
@inline(__always)
private func answer(_ order: Order, _ x: UnsafeMutableRawPointer, _ y: UnsafeMutableRawPointer)
  -> Bool?
{
  if x.isWhole, y.isWhole {
    switch order {
    case .less: return x.whole < y.whole
    case .lessOrEqual: return x.whole <= y.whole
    case .greater: return x.whole > y.whole
    case .greaterOrEqual: return x.whole >= y.whole
    case .equal: return x.whole == y.whole
    }
  }
  guard x.isDecimal, y.isDecimal else { return nil }
  switch order {
  case .less: return x.decimal < y.decimal
  case .lessOrEqual: return x.decimal <= y.decimal
  case .greater: return x.decimal > y.decimal
  case .greaterOrEqual: return x.decimal >= y.decimal
  // Decimals that are nearly the same are worth a note.
  case .equal: return nil
  }
}

/// Jumps or goes on after a question; false where it has no quick answer.
@inline(__always)
private func hop(
  _ truth: Bool?, _ instruction: Instruction, _ pc: inout UnsafeMutablePointer<Instruction>,
  _ slice: inout Int
) -> Bool {
  guard let truth else { return false }
  guard truth == (instruction.raw & 0x100 != 0) else {
    pc += 2
    return true
  }
  pc += pc[1].distance &+ 1
  // The same questions where their jump closes a loop come last.
  if instruction.raw & 0xFF >= UInt32(Opcode.loopLess.rawValue),
    instruction.raw & 0xFF <= UInt32(Opcode.loopTest.rawValue)
  {
    slice &-= 1
  }
  return true
}

/// A product of numbers of 32 bits; nil for larger ones, whose product may be too large.
@inline(__always)
private func small(_ x: Int64, times y: Int64) -> Int64? {
  guard (x &<< 32) &>> 32 == x, (y &<< 32) &>> 32 == y else { return nil }
  return x &* y
}

extension Machine {
  /// Goes on from a place as far as it can; the instruction at which it ends is the loop's, or the slice is used up.
  @inline(never)
  @_optimize(speed)
  func goQuickly(_ place: UnsafeMutablePointer<QuickPlace>) {
    var pc = place.pointee.pc
    var base = UnsafeMutableRawPointer(place.pointee.base)
    var frame = place.pointee.frame
    var entry = place.pointee.entry
    var slice = place.pointee.slice
    var constants = UnsafeMutableRawPointer(entry.pointee.constants)
    let globals = UnsafeMutableRawPointer(self.globals)
    let state = self.state

    going: while slice > 0 {
      let instruction = pc.pointee
      // Registers lie 16 bytes apart.
      let a = base + Int(instruction.raw >> 4 & 0xFF0)
      let b = base + Int(instruction.raw >> 12 & 0xFF0)
      let c = base + Int(instruction.raw >> 20 & 0xFF0)
      let constant = constants + Int(instruction.raw >> 20 & 0xFF0)
      switch instruction.opcode {
      case .move: a.put(b)
      case .moveShare:
        b.share()
        a.put(b)
      case .share: a.share()
      case .loadConstant: a.put(constants + instruction.wide &<< 4)
      case .loadWhole: a.put(whole: instruction.signedWide)
      case .loadGlobal:
        let global = globals + instruction.wide &<< 4
        // One that holds nothing may be one that is not there.
        guard global.cell.pointee.tag <= Cell.object else { break going }
        a.put(global)
      case .storeGlobal: (globals + instruction.wide &<< 4).put(a)

      case .add:
        if b.isWhole, c.isWhole, case (let sum, false) = b.whole.addingReportingOverflow(c.whole) {
          a.put(whole: sum)
        } else if b.isDecimal, c.isDecimal, case let sum = b.decimal + c.decimal, sum == sum {
          a.put(decimal: sum)
        } else {
          break going
        }
      case .subtract:
        if b.isWhole, c.isWhole,
          case (let rest, false) = b.whole.subtractingReportingOverflow(c.whole)
        {
          a.put(whole: rest)
        } else if b.isDecimal, c.isDecimal, case let rest = b.decimal - c.decimal, rest == rest {
          a.put(decimal: rest)
        } else {
          break going
        }
      case .multiply:
        if b.isDecimal, c.isDecimal, case let product = b.decimal * c.decimal, product == product {
          a.put(decimal: product)
        } else if b.isWhole, c.isWhole, let product = small(b.whole, times: c.whole) {
          a.put(whole: product)
        } else {
          break going
        }
      case .divide:
        if b.isDecimal, c.isDecimal, c.decimal != 0, case let part = b.decimal / c.decimal,
          part == part
        {
          a.put(decimal: part)
        } else if b.isWhole, c.isWhole, c.whole != 0 {
          a.put(decimal: Double(b.whole) / Double(c.whole))
        } else {
          break going
        }
      case .addImmediate:
        if b.isWhole,
          case (let sum, false) = b.whole.addingReportingOverflow(instruction.signedC)
        {
          a.put(whole: sum)
        } else if b.isDecimal {
          a.put(decimal: b.decimal + Double(instruction.signedC))
        } else {
          break going
        }
      case .addConstant:
        if b.isWhole, constant.isWhole,
          case (let sum, false) = b.whole.addingReportingOverflow(constant.whole)
        {
          a.put(whole: sum)
        } else if b.isDecimal, constant.isDecimal {
          a.put(decimal: b.decimal + constant.decimal)
        } else {
          break going
        }
      case .subtractConstant:
        if b.isWhole, constant.isWhole,
          case (let rest, false) = b.whole.subtractingReportingOverflow(constant.whole)
        {
          a.put(whole: rest)
        } else if b.isDecimal, constant.isDecimal {
          a.put(decimal: b.decimal - constant.decimal)
        } else {
          break going
        }
      case .multiplyConstant:
        if b.isDecimal, constant.isDecimal, case let product = b.decimal * constant.decimal,
          product == product
        {
          a.put(decimal: product)
        } else if b.isWhole, constant.isWhole,
          let product = small(b.whole, times: constant.whole)
        {
          a.put(whole: product)
        } else {
          break going
        }
      case .moduloConstant:
        guard b.isWhole, constant.isWhole, constant.whole > 0 else { break going }
        if UInt64(bitPattern: b.whole | constant.whole) < 1 << 31 {
          a.put(whole: Int64(b.low % constant.low))
        } else {
          let rest = b.whole % constant.whole
          a.put(whole: rest < 0 ? rest &+ constant.whole : rest)
        }
      case .powerConstant:
        guard constant.isWhole, constant.whole == 2, b.isDecimal else { break going }
        a.put(decimal: b.decimal * b.decimal)

      case .testLess, .loopLess:
        guard hop(answer(.less, b, c), instruction, &pc, &slice) else { break going }
        continue
      case .testLessOrEqual, .loopLessOrEqual:
        guard hop(answer(.lessOrEqual, b, c), instruction, &pc, &slice) else { break going }
        continue
      case .testEqual, .loopEqual:
        guard hop(answer(.equal, b, c), instruction, &pc, &slice) else { break going }
        continue
      case .testLessConstant, .loopLessConstant:
        guard hop(answer(.less, b, constant), instruction, &pc, &slice) else { break going }
        continue
      case .testLessOrEqualConstant, .loopLessOrEqualConstant:
        guard hop(answer(.lessOrEqual, b, constant), instruction, &pc, &slice) else {
          break going
        }
        continue
      case .testGreaterConstant, .loopGreaterConstant:
        guard hop(answer(.greater, b, constant), instruction, &pc, &slice) else { break going }
        continue
      case .testGreaterOrEqualConstant, .loopGreaterOrEqualConstant:
        guard hop(answer(.greaterOrEqual, b, constant), instruction, &pc, &slice) else {
          break going
        }
        continue
      case .testEqualConstant, .loopEqualConstant:
        guard hop(answer(.equal, b, constant), instruction, &pc, &slice) else { break going }
        continue
      case .test, .loopTest:
        let truth = b.cell.pointee.tag == Cell.truth ? b.low & 1 != 0 : nil
        guard hop(truth, instruction, &pc, &slice) else { break going }
        continue

      case .jump:
        pc += instruction.far &+ 1
        continue
      case .loop:
        pc += instruction.far &+ 1
        slice &-= 1
        continue
      case .countLoop:
        guard (a + 16).isWhole, (a + 16).whole > 0, a.isWhole, (a + 32).isWhole else { break going }
        (a + 16).put(whole: (a + 16).whole &- 1)
        let number = a.whole &+ (a + 32).whole
        a.put(whole: number)
        b.put(whole: number)
        pc += pc[1].distance &+ 1
        slice &-= 1
        continue
      case .repeatLoop:
        guard a.isWhole, a.whole > 1 else { break going }
        a.put(whole: a.whole &- 1)
        pc += pc[1].distance &+ 1
        slice &-= 1
        continue
      case .eachLoop:
        guard let list = a.list, (a + 16).isWhole, (a + 16).low < list.pointee.count else {
          break going
        }
        let item = UnsafeMutableRawPointer(list.pointee.items + (a + 16).low)
        item.share()
        b.put(item)
        (a + 16).put(whole: (a + 16).whole &+ 1)
        pc += pc[1].distance &+ 1
        slice &-= 1
        continue

      case .call, .callGlobal:
        let callee =
          instruction.opcode == .callGlobal ? globals + Int(pc[1].raw) &<< 4 : a
        guard callee.isObject, callee.ref.kind == .function else { break going }
        let target = callee.ref.function.pointee.entry
        guard target.pointee.inputCount == instruction.b else { break going }
        let newBase = a + 16
        guard frame + 1 < state.pointee.lastFrame,
          newBase < UnsafeMutableRawPointer(state.pointee.softEnd)
        else { break going }
        a.put(callee)
        let unclaimed = target.pointee.claims & ~(instruction.raw >> 24)
        if unclaimed != 0 { shareInputs(newBase.assumingMemoryBound(to: Value.self), unclaimed) }
        frame.initialize(
          to: Frame(
            pc: pc + 2, base: base.assumingMemoryBound(to: Value.self), entry: entry,
            owned: instruction.raw >> 24))
        frame += 1
        base = newBase
        entry = target
        pc = target.pointee.code
        constants = UnsafeMutableRawPointer(target.pointee.constants)
        slice &-= 1
        continue
      case .return, .returnNothing:
        let result = base - 16
        if instruction.opcode == .return {
          result.put(a)
        } else {
          result.assumingMemoryBound(to: Value.self).pointee = .nothing
        }
        frame -= 1
        pc = frame.pointee.pc
        base = UnsafeMutableRawPointer(frame.pointee.base)
        entry = frame.pointee.entry
        constants = UnsafeMutableRawPointer(entry.pointee.constants)
        continue

      case .getIndex:
        guard let item = b.list?.item(c) else { break going }
        a.put(item)
      case .getIndexShare:
        guard let item = b.list?.item(c) else { break going }
        item.share()
        a.put(item)
      case .getItem, .getItemShare:
        guard let list = b.list, instruction.c <= list.pointee.count else { break going }
        let item = UnsafeMutableRawPointer(list.pointee.items + (instruction.c &- 1))
        if instruction.opcode == .getItemShare { item.share() }
        a.put(item)
      case .setIndex:
        guard let item = a.ownList?.item(b) else { break going }
        item.put(c)
      case .setItem:
        guard let list = a.ownList, instruction.b <= list.pointee.count else { break going }
        UnsafeMutableRawPointer(list.pointee.items + (instruction.b &- 1)).put(c)
      case .setIndexDeep:
        guard let item = a.ownList?.item(b) else { break going }
        item.put(c)
        pc += pc[1].distance &+ 1
        continue
      case .ownIndex:
        guard let item = b.ownList?.item(c), item.isObject, !item.ref.header.pointee.isShared
        else { break going }
        a.put(item)
      case .getField:
        guard let field = b.field(pc[1].raw, mustBeOwn: false) else { break going }
        a.put(field)
        pc += 3
        continue
      case .getFieldShare:
        guard let field = b.field(pc[1].raw, mustBeOwn: false) else { break going }
        field.share()
        a.put(field)
        pc += 3
        continue
      case .setField:
        guard let field = a.field(pc[1].raw, mustBeOwn: true) else { break going }
        field.put(c)
        pc += 3
        continue
      case .setFieldDeep:
        guard let field = a.field(pc[1].raw, mustBeOwn: true) else { break going }
        field.put(c)
        pc += pc[3].distance &+ 3
        continue
      case .ownField:
        guard let field = b.field(pc[1].raw, mustBeOwn: true), field.isObject,
          !field.ref.header.pointee.isShared
        else { break going }
        a.put(field)
        pc += 3
        continue
      default: break going
      }
      pc += 1
    }
    place.pointee = QuickPlace(
      pc: pc, base: base.assumingMemoryBound(to: Value.self), entry: entry, frame: frame,
      slice: slice)
  }
}
#endif
