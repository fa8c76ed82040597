import LinnetSyntax

/// Where a call goes on when it returns.
struct Frame {
  var pc: UnsafeMutablePointer<Instruction>
  var base: UnsafeMutablePointer<Value>
  var entry: UnsafeMutablePointer<Entry>
  /// Bit i: nobody but the function that was called holds its input i.
  var owned: UInt32
}

// The loop. Registers, frames and code are plain memory; whatever may fail or takes long is out of line
// and takes values, so that the loop's own state stays in processor registers.
extension Machine {
  /// Runs a function whose registers start at `start`, with its inputs in place, until it returns.
  @inline(never)
  @_optimize(speed)
  func run(
    _ first: UnsafeMutablePointer<Entry>, at start: UnsafeMutablePointer<Value>,
    owned given: UInt32
  ) throws(Mistake) -> Value {
    let state = self.state
    let heapState = heap.state
    let globals = self.globals
    #if arch(wasm32)
    let quick = self.quick
    // A run that was left in the middle goes on where it was.
    let turn = nextTurn ?? Turn(first, at: start, state.pointee.frame, handlers.count)
    let lowest = turn.lowest
    let handlerCount = turn.handlerCount
    if nextTurn == nil {
      state.pointee.frame = lowest + 1
      lowest.initialize(
        to: Frame(pc: haltCode, base: state.pointee.top, entry: first, owned: given))
    }
    nextTurn = nil
    var pc = turn.pc
    var base = turn.base
    var entry = turn.entry
    var frame = turn.frame
    #else
    let lowest = state.pointee.frame
    let handlerCount = handlers.count
    state.pointee.frame = lowest + 1
    lowest.initialize(
      to: Frame(pc: haltCode, base: state.pointee.top, entry: first, owned: given))

    var pc = first.pointee.code
    var base = start
    var entry = first
    var frame = lowest + 1
    #endif
    var constants = entry.pointee.constants
    var slice = state.pointee.slice

    while true {
      do throws(Mistake) {
        while true {
          #if arch(wasm32)
          quick.pointee = QuickPlace(pc: pc, base: base, entry: entry, frame: frame, slice: slice)
          goQuickly(quick)
          pc = quick.pointee.pc
          base = quick.pointee.base
          entry = quick.pointee.entry
          frame = quick.pointee.frame
          constants = entry.pointee.constants
          let before = slice
          slice = quick.pointee.slice
          if slice <= 0, before > 0 {
            slice = try beginSlice(pc, base, frame, entry)
            continue
          }
          #endif
          let instruction = pc.pointee
          pc += 1
          switch instruction.opcode {
          // MARK: Values and names
          case .move: base[instruction.a] = base[instruction.b]
          case .moveShare:
            let value = base[instruction.b]
            if case .object(let ref) = value { ref.header.pointee.isShared = true }
            base[instruction.a] = value
          case .share:
            if case .object(let ref) = base[instruction.a] { ref.header.pointee.isShared = true }
          case .loadConstant: base[instruction.a] = constants[instruction.wide]
          case .loadWhole: base[instruction.a] = .whole(instruction.signedWide)
          case .loadGlobal:
            let value = globals[instruction.wide]
            if case .absent = value { throw unknownGlobal(instruction.wide, at: pc, entry) }
            base[instruction.a] = value
          case .storeGlobal: globals[instruction.wide] = base[instruction.a]
          case .takeGlobal:
            base[instruction.a] = globals[instruction.wide]
            globals[instruction.wide] = .absent
          case .loadCapture:
            base[instruction.a] = try captured(base[-1], instruction.b, at: pc, entry)
          case .loadSelf: base[instruction.a] = base[-1]
          case .checkSet:
            if case .absent = base[instruction.a] {
              base[instruction.a] = try outer(Int(pc.pointee.raw), at: pc, entry)
            }
            pc += 1
          case .isGiven:
            if case .absent = base[instruction.a] {
              pc += 1
            } else {
              pc += pc.pointee.distance
            }
          case .clear:
            (base + instruction.a).update(repeating: .absent, count: instruction.b)
          case .closure:
            base[instruction.a] = makeClosure(instruction.wide, base, entry)
            if heapState.pointee.bytes > heapState.pointee.threshold {
              try collect(base, frame, entry)
            }

          // MARK: Numbers
          case .add:
            let x = base[instruction.b]
            let y = base[instruction.c]
            if case .whole(let p) = x, case .whole(let q) = y,
              case (let sum, false) = p.addingReportingOverflow(q)
            {
              base[instruction.a] = .whole(sum)
            } else if case .decimal(let p) = x, case .decimal(let q) = y, case let sum = p + q,
              sum == sum
            {
              base[instruction.a] = .decimal(sum)
            } else {
              base[instruction.a] = try slowAdd(x, y, at: pc, base, frame, entry)
            }
          case .subtract:
            let x = base[instruction.b]
            let y = base[instruction.c]
            if case .whole(let p) = x, case .whole(let q) = y,
              case (let result, false) = p.subtractingReportingOverflow(q)
            {
              base[instruction.a] = .whole(result)
            } else if case .decimal(let p) = x, case .decimal(let q) = y, case let result = p - q,
              result == result
            {
              base[instruction.a] = .decimal(result)
            } else {
              base[instruction.a] = try slowBinary(.subtract, x, y, at: pc, base, frame, entry)
            }
          case .multiply:
            let x = base[instruction.b]
            let y = base[instruction.c]
            if case .decimal(let p) = x, case .decimal(let q) = y, case let result = p * q,
              result == result
            {
              base[instruction.a] = .decimal(result)
            } else if case .whole(let p) = x, case .whole(let q) = y,
              case (let result, false) = p.multipliedReportingOverflow(by: q)
            {
              base[instruction.a] = .whole(result)
            } else {
              base[instruction.a] = try slowBinary(.multiply, x, y, at: pc, base, frame, entry)
            }
          case .divide:
            let x = base[instruction.b]
            let y = base[instruction.c]
            if case .decimal(let p) = x, case .decimal(let q) = y, case let result = p / q, q != 0,
              result == result
            {
              base[instruction.a] = .decimal(result)
            } else if case .whole(let p) = x, case .whole(let q) = y, q != 0 {
              base[instruction.a] = .decimal(Double(p) / Double(q))
            } else {
              base[instruction.a] = try slowBinary(.divide, x, y, at: pc, base, frame, entry)
            }
          case .modulo:
            let x = base[instruction.b]
            let y = base[instruction.c]
            if case .whole(let p) = x, case .whole(let q) = y, q > 0 {
              let rest = p % q
              base[instruction.a] = .whole(rest < 0 ? rest &+ q : rest)
            } else {
              base[instruction.a] = try slowBinary(.modulo, x, y, at: pc, base, frame, entry)
            }
          case .wholeDivide:
            let x = base[instruction.b]
            let y = base[instruction.c]
            if case .whole(let p) = x, case .whole(let q) = y, q > 0 {
              let (quotient, rest) = p.quotientAndRemainder(dividingBy: q)
              base[instruction.a] = .whole(rest < 0 ? quotient &- 1 : quotient)
            } else {
              base[instruction.a] = try slowBinary(.wholeDivide, x, y, at: pc, base, frame, entry)
            }
          case .power:
            base[instruction.a] = try slowBinary(
              .power, base[instruction.b], base[instruction.c], at: pc, base, frame, entry)
          case .addImmediate:
            let x = base[instruction.b]
            if case .whole(let p) = x,
              case (let sum, false) = p.addingReportingOverflow(instruction.signedC)
            {
              base[instruction.a] = .whole(sum)
            } else if case .decimal(let p) = x {
              base[instruction.a] = .decimal(p + Double(instruction.signedC))
            } else {
              base[instruction.a] = try slowAddImmediate(
                x, instruction.signedC, at: pc, base, frame, entry)
            }
          case .addConstant:
            let x = base[instruction.b]
            let y = constants[instruction.c]
            if case .decimal(let q) = y {
              if case .decimal(let p) = x {
                base[instruction.a] = .decimal(p + q)
                continue
              } else if case .whole(let p) = x {
                base[instruction.a] = .decimal(Double(p) + q)
                continue
              }
            } else if case .whole(let p) = x, case .whole(let q) = y,
              case (let sum, false) = p.addingReportingOverflow(q)
            {
              base[instruction.a] = .whole(sum)
              continue
            }
            base[instruction.a] = try slowAdd(x, y, at: pc, base, frame, entry)
          case .subtractConstant:
            let x = base[instruction.b]
            let y = constants[instruction.c]
            if case .decimal(let q) = y {
              if case .decimal(let p) = x {
                base[instruction.a] = .decimal(p - q)
                continue
              } else if case .whole(let p) = x {
                base[instruction.a] = .decimal(Double(p) - q)
                continue
              }
            } else if case .whole(let p) = x, case .whole(let q) = y,
              case (let result, false) = p.subtractingReportingOverflow(q)
            {
              base[instruction.a] = .whole(result)
              continue
            }
            base[instruction.a] = try slowBinary(.subtract, x, y, at: pc, base, frame, entry)
          case .multiplyConstant:
            let x = base[instruction.b]
            let y = constants[instruction.c]
            if case .decimal(let q) = y {
              if case .decimal(let p) = x, case let result = p * q, result == result {
                base[instruction.a] = .decimal(result)
                continue
              } else if case .whole(let p) = x {
                base[instruction.a] = .decimal(Double(p) * q)
                continue
              }
            } else if case .whole(let q) = y {
              if case .whole(let p) = x,
                case (let result, false) = p.multipliedReportingOverflow(by: q)
              {
                base[instruction.a] = .whole(result)
                continue
              } else if case .decimal(let p) = x, case let result = p * Double(q),
                result == result
              {
                base[instruction.a] = .decimal(result)
                continue
              }
            }
            base[instruction.a] = try slowBinary(.multiply, x, y, at: pc, base, frame, entry)
          case .divideConstant:
            // The compiler leaves a division by zero to `divide`.
            let x = base[instruction.b]
            let y = constants[instruction.c]
            let divisor: Double
            if case .whole(let q) = y {
              divisor = Double(q)
            } else if case .decimal(let q) = y {
              divisor = q
            } else {
              divisor = 1
            }
            if case .whole(let p) = x {
              base[instruction.a] = .decimal(Double(p) / divisor)
            } else if case .decimal(let p) = x {
              base[instruction.a] = .decimal(p / divisor)
            } else {
              base[instruction.a] = try slowBinary(.divide, x, y, at: pc, base, frame, entry)
            }
          case .moduloConstant:
            let x = base[instruction.b]
            let y = constants[instruction.c]
            if case .whole(let p) = x, case .whole(let q) = y, q > 0 {
              // Most remainders in programs are of small numbers, where 32 bits divide faster.
              if let small = UInt32(exactly: p), let divisor = UInt32(exactly: q) {
                base[instruction.a] = .whole(Int64(small % divisor))
              } else {
                let rest = p % q
                base[instruction.a] = .whole(rest < 0 ? rest &+ q : rest)
              }
            } else {
              base[instruction.a] = try slowBinary(.modulo, x, y, at: pc, base, frame, entry)
            }
          case .wholeDivideConstant:
            let x = base[instruction.b]
            let y = constants[instruction.c]
            if case .whole(let p) = x, case .whole(let q) = y, q > 0 {
              if let small = UInt32(exactly: p), let divisor = UInt32(exactly: q) {
                base[instruction.a] = .whole(Int64(small / divisor))
              } else {
                let (quotient, rest) = p.quotientAndRemainder(dividingBy: q)
                base[instruction.a] = .whole(rest < 0 ? quotient &- 1 : quotient)
              }
            } else {
              base[instruction.a] = try slowBinary(.wholeDivide, x, y, at: pc, base, frame, entry)
            }
          case .powerConstant:
            let x = base[instruction.b]
            let y = constants[instruction.c]
            if case .whole(2) = y {
              if case .decimal(let p) = x {
                base[instruction.a] = .decimal(p * p)
                continue
              } else if case .whole(let p) = x,
                case (let result, false) = p.multipliedReportingOverflow(by: p)
              {
                base[instruction.a] = .whole(result)
                continue
              }
            }
            base[instruction.a] = try slowBinary(.power, x, y, at: pc, base, frame, entry)
          case .negate:
            let x = base[instruction.b]
            if case .decimal(let p) = x {
              base[instruction.a] = .decimal(-p)
            } else if case .whole(let p) = x, p > Int64.min {
              base[instruction.a] = .whole(-p)
            } else {
              base[instruction.a] = try slowUnary(.minus, x, at: pc, base, frame, entry)
            }
          case .not:
            let x = base[instruction.b]
            if case .truth(let p) = x {
              base[instruction.a] = .truth(!p)
            } else {
              base[instruction.a] = try slowUnary(.not, x, at: pc, base, frame, entry)
            }
          case .operate:
            let operation = pc.pointee.raw
            pc += 1
            base[instruction.a] = try operate(
              operation, base[instruction.b], base[instruction.c], at: pc, base, frame, entry)
          case .compare:
            let comparison = pc.pointee.raw
            pc += 1
            base[instruction.a] = try compareValues(
              comparison, base[instruction.b], base[instruction.c], at: pc, base, frame, entry)
          case .ofThree:
            base[instruction.a] = try ofThree(
              instruction.c, base + instruction.b, at: pc, base, frame, entry)
          case .needFunction:
            if case .absent = globals[instruction.wide] {
              throw unknownFunction(slotNames[instruction.wide], at: pc, entry)
            }
          case .near:
            let word = pc.pointee.raw
            pc += 1
            let within: Value = word & 1 != 0 ? base[Int(word >> 8)] : .absent
            base[instruction.a] = try slowNear(
              base[instruction.b], base[instruction.c], within, isRelative: word & 2 != 0, at: pc,
              base, frame, entry)
          case .isMissing:
            let x = base[instruction.b]
            switch x {
            case .missing: base[instruction.a] = .truth(instruction.c == 0)
            case .truth, .whole, .decimal, .date:
              base[instruction.a] = .truth(instruction.c != 0)
            default:
              base[instruction.a] = try slowIsMissing(
                x, isNegated: instruction.c != 0, at: pc, base, frame, entry)
            }
          case .isAndDone:
            if case .truth(false) = base[instruction.a] {
              pc += pc.pointee.distance
            } else {
              pc += 1
            }
          case .isOrDone:
            if case .truth(true) = base[instruction.a] {
              pc += pc.pointee.distance
            } else {
              pc += 1
            }
          case .choiceWait:
            pc += 2
            if try choiceWait(
              base + instruction.a, base[instruction.b], base + instruction.c, at: pc, base, frame,
              entry)
            {
              pc += pc[-2].distance - 2
            }
          case .choiceDone:
            if case .nothing = base[instruction.a] {
              pc += pc.pointee.distance
            } else {
              pc += 1
              if try choiceDone(
                base + instruction.a, base + instruction.b, at: pc, base, frame, entry)
              {
                pc += pc[-1].distance - 1
              }
            }

          // MARK: Questions
          case .testLess, .loopLess:
            let x = base[instruction.b]
            let y = base[instruction.c]
            let answer: Int
            if case .whole(let p) = x, case .whole(let q) = y {
              answer = p < q ? 1 : 0
            } else if case .decimal(let p) = x, case .decimal(let q) = y {
              answer = p < q ? 1 : 0
            } else {
              answer = try slowTest(.less, x, y, instruction, at: pc, base, frame, entry)
              if answer > 1 {
                base[state.pointee.oddRegister] = state.pointee.oddValue
                pc = state.pointee.oddTarget
                continue
              }
            }
            if answer == instruction.a & 1 {
              pc += pc.pointee.distance
              if instruction.opcode == .loopLess {
                slice &-= 1
                if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
              }
            } else {
              pc += 1
            }
          case .testLessOrEqual, .loopLessOrEqual:
            let x = base[instruction.b]
            let y = base[instruction.c]
            let answer: Int
            if case .whole(let p) = x, case .whole(let q) = y {
              answer = p <= q ? 1 : 0
            } else if case .decimal(let p) = x, case .decimal(let q) = y {
              answer = p <= q ? 1 : 0
            } else {
              answer = try slowTest(.lessOrEqual, x, y, instruction, at: pc, base, frame, entry)
              if answer > 1 {
                base[state.pointee.oddRegister] = state.pointee.oddValue
                pc = state.pointee.oddTarget
                continue
              }
            }
            if answer == instruction.a & 1 {
              pc += pc.pointee.distance
              if instruction.opcode == .loopLessOrEqual {
                slice &-= 1
                if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
              }
            } else {
              pc += 1
            }
          case .testEqual, .loopEqual:
            let x = base[instruction.b]
            let y = base[instruction.c]
            let answer: Int
            if case .whole(let p) = x, case .whole(let q) = y {
              answer = p == q ? 1 : 0
            } else if case .decimal(let p) = x, case .decimal(let q) = y {
              answer = p == q ? 1 : 0
              if answer == 0, areClose(p, q) { noteAlike(x, y, at: pc, base, frame, entry) }
            } else {
              answer = try slowTest(.equal, x, y, instruction, at: pc, base, frame, entry)
              if answer > 1 {
                base[state.pointee.oddRegister] = state.pointee.oddValue
                pc = state.pointee.oddTarget
                continue
              }
            }
            if answer == instruction.a & 1 {
              pc += pc.pointee.distance
              if instruction.opcode == .loopEqual {
                slice &-= 1
                if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
              }
            } else {
              pc += 1
            }
          case .testLessConstant, .loopLessConstant:
            let x = base[instruction.b]
            let y = constants[instruction.c]
            let answer: Int
            if case .whole(let p) = x, case .whole(let q) = y {
              answer = p < q ? 1 : 0
            } else if case .decimal(let p) = x, case .decimal(let q) = y {
              answer = p < q ? 1 : 0
            } else {
              answer = try slowTest(.less, x, y, instruction, at: pc, base, frame, entry)
              if answer > 1 {
                base[state.pointee.oddRegister] = state.pointee.oddValue
                pc = state.pointee.oddTarget
                continue
              }
            }
            if answer == instruction.a & 1 {
              pc += pc.pointee.distance
              if instruction.opcode == .loopLessConstant {
                slice &-= 1
                if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
              }
            } else {
              pc += 1
            }
          case .testLessOrEqualConstant, .loopLessOrEqualConstant:
            let x = base[instruction.b]
            let y = constants[instruction.c]
            let answer: Int
            if case .whole(let p) = x, case .whole(let q) = y {
              answer = p <= q ? 1 : 0
            } else if case .decimal(let p) = x, case .decimal(let q) = y {
              answer = p <= q ? 1 : 0
            } else {
              answer = try slowTest(.lessOrEqual, x, y, instruction, at: pc, base, frame, entry)
              if answer > 1 {
                base[state.pointee.oddRegister] = state.pointee.oddValue
                pc = state.pointee.oddTarget
                continue
              }
            }
            if answer == instruction.a & 1 {
              pc += pc.pointee.distance
              if instruction.opcode == .loopLessOrEqualConstant {
                slice &-= 1
                if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
              }
            } else {
              pc += 1
            }
          case .testGreaterConstant, .loopGreaterConstant:
            let x = base[instruction.b]
            let y = constants[instruction.c]
            let answer: Int
            if case .whole(let p) = x, case .whole(let q) = y {
              answer = p > q ? 1 : 0
            } else if case .decimal(let p) = x, case .decimal(let q) = y {
              answer = p > q ? 1 : 0
            } else {
              answer = try slowTest(.greater, x, y, instruction, at: pc, base, frame, entry)
              if answer > 1 {
                base[state.pointee.oddRegister] = state.pointee.oddValue
                pc = state.pointee.oddTarget
                continue
              }
            }
            if answer == instruction.a & 1 {
              pc += pc.pointee.distance
              if instruction.opcode == .loopGreaterConstant {
                slice &-= 1
                if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
              }
            } else {
              pc += 1
            }
          case .testGreaterOrEqualConstant, .loopGreaterOrEqualConstant:
            let x = base[instruction.b]
            let y = constants[instruction.c]
            let answer: Int
            if case .whole(let p) = x, case .whole(let q) = y {
              answer = p >= q ? 1 : 0
            } else if case .decimal(let p) = x, case .decimal(let q) = y {
              answer = p >= q ? 1 : 0
            } else {
              answer = try slowTest(
                .greaterOrEqual, x, y, instruction, at: pc, base, frame, entry)
              if answer > 1 {
                base[state.pointee.oddRegister] = state.pointee.oddValue
                pc = state.pointee.oddTarget
                continue
              }
            }
            if answer == instruction.a & 1 {
              pc += pc.pointee.distance
              if instruction.opcode == .loopGreaterOrEqualConstant {
                slice &-= 1
                if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
              }
            } else {
              pc += 1
            }
          case .testEqualConstant, .loopEqualConstant:
            let x = base[instruction.b]
            let y = constants[instruction.c]
            let answer: Int
            if case .whole(let p) = x, case .whole(let q) = y {
              answer = p == q ? 1 : 0
            } else if case .decimal(let p) = x, case .decimal(let q) = y {
              answer = p == q ? 1 : 0
              if answer == 0, areClose(p, q) { noteAlike(x, y, at: pc, base, frame, entry) }
            } else {
              answer = try slowTest(.equal, x, y, instruction, at: pc, base, frame, entry)
              if answer > 1 {
                base[state.pointee.oddRegister] = state.pointee.oddValue
                pc = state.pointee.oddTarget
                continue
              }
            }
            if answer == instruction.a & 1 {
              pc += pc.pointee.distance
              if instruction.opcode == .loopEqualConstant {
                slice &-= 1
                if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
              }
            } else {
              pc += 1
            }
          case .test, .loopTest:
            let answer: Int
            if case .truth(let p) = base[instruction.b] {
              answer = p ? 1 : 0
            } else {
              answer = try oddAnswer(base[instruction.b], at: pc, entry)
              base[state.pointee.oddRegister] = state.pointee.oddValue
              pc = state.pointee.oddTarget
              continue
            }
            if answer == instruction.a & 1 {
              pc += pc.pointee.distance
              if instruction.opcode == .loopTest {
                slice &-= 1
                if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
              }
            } else {
              pc += 1
            }

          // MARK: Going elsewhere
          case .jump: pc += instruction.far
          case .loop:
            pc += instruction.far
            slice &-= 1
            if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
          case .countPrepare:
            pc += try prepareCount(base + instruction.a, at: pc, entry) ? 1 : pc.pointee.distance
          case .countLoop:
            // a: number now, a+1: turns left, a+2: step, a+3: the turn's number, for decimal steps.
            if case .whole(let left) = base[instruction.a &+ 1], left > 0 {
              base[instruction.a &+ 1] = .whole(left &- 1)
              if case .whole(let i) = base[instruction.a],
                case .whole(let step) = base[instruction.a &+ 2]
              {
                base[instruction.a] = .whole(i &+ step)
                base[instruction.b] = .whole(i &+ step)
              } else {
                base[instruction.b] = decimalTurn(base + instruction.a)
              }
              pc += pc.pointee.distance
              slice &-= 1
              if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
            } else {
              pc += 1
            }
          case .repeatPrepare:
            pc += try prepareRepeat(base + instruction.a, at: pc, entry) ? 1 : pc.pointee.distance
          case .repeatLoop:
            if case .whole(let left) = base[instruction.a], left > 1 {
              base[instruction.a] = .whole(left &- 1)
              pc += pc.pointee.distance
              slice &-= 1
              if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
            } else {
              pc += 1
            }
          case .eachPrepare:
            pc +=
              try prepareEach(base + instruction.a, at: pc, base, frame, entry)
              ? 1 : pc.pointee.distance
          case .eachLoop:
            guard case .whole(let position) = base[instruction.a &+ 1] else {
              pc += 1
              continue
            }
            if case .object(let ref) = base[instruction.a], ref.kind == .list {
              if Int(position) >= ref.list.pointee.count {
                pc += 1
                continue
              }
              let item = ref.list.pointee.items[Int(position)]
              if case .object(let inner) = item { inner.header.pointee.isShared = true }
              base[instruction.b] = item
            } else {
              let item = try slowEach(
                base[instruction.a], position, at: pc, base, frame, entry)
              if case .absent = item {
                pc += 1
                continue
              }
              base[instruction.b] = item
            }
            base[instruction.a &+ 1] = .whole(position &+ 1)
            pc += pc.pointee.distance
            slice &-= 1
            if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }

          // MARK: Calls
          case .call, .callGlobal:
            if instruction.opcode == .callGlobal {
              base[instruction.a] = globals[Int(pc.pointee.raw)]
            }
            pc += 1
            if case .object(let callee) = base[instruction.a], callee.kind == .function,
              case let target = callee.function.pointee.entry,
              target.pointee.inputCount == instruction.b
            {
              let unclaimed = target.pointee.claims & ~UInt32(instruction.c)
              let newBase = base + (instruction.a &+ 1)
              if unclaimed != 0 { shareInputs(newBase, unclaimed) }
              frame.initialize(
                to: Frame(
                  pc: pc, base: base, entry: entry,
                  owned: UInt32(truncatingIfNeeded: instruction.c)))
              frame += 1
              if frame >= state.pointee.lastFrame || newBase >= state.pointee.softEnd {
                try deepen(newBase, frame)
              }
              base = newBase
              entry = target
              pc = target.pointee.code
              constants = target.pointee.constants
              slice &-= 1
              if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
              continue
            }
            state.pointee.slice = slice
            if try callOther(
              instruction, UInt32(instruction.c), at: pc, base, frame, entry)
            {
              // The inputs are now arranged for a function.
              slice = state.pointee.slice
              guard case .object(let callee) = base[instruction.a] else { continue }
              let newBase = base + (instruction.a &+ 1)
              frame.initialize(
                to: Frame(pc: pc, base: base, entry: entry, owned: state.pointee.owned))
              frame += 1
              if frame >= state.pointee.lastFrame || newBase >= state.pointee.softEnd {
                try deepen(newBase, frame)
              }
              base = newBase
              entry = callee.function.pointee.entry
              pc = entry.pointee.code
              constants = entry.pointee.constants
              slice &-= 1
              if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
              continue
            }
            slice = state.pointee.slice
            if heapState.pointee.bytes > heapState.pointee.threshold {
              try collect(base, frame, entry)
            }
          case .callAppend, .callPassing, .callGlobalPassing, .callSite:
            state.pointee.slice = slice
            pc += 1
            if try callWithCare(instruction, at: pc, base, frame, entry) {
              slice = state.pointee.slice
              guard case .object(let callee) = base[instruction.a] else { continue }
              let newBase = base + (instruction.a &+ 1)
              frame.initialize(
                to: Frame(pc: pc, base: base, entry: entry, owned: state.pointee.owned))
              frame += 1
              if frame >= state.pointee.lastFrame || newBase >= state.pointee.softEnd {
                try deepen(newBase, frame)
              }
              base = newBase
              entry = callee.function.pointee.entry
              pc = entry.pointee.code
              constants = entry.pointee.constants
              slice &-= 1
              if slice <= 0 { slice = try beginSlice(pc, base, frame, entry) }
              continue
            }
            slice = state.pointee.slice
            if heapState.pointee.bytes > heapState.pointee.threshold {
              try collect(base, frame, entry)
            }
          case .callVerb:
            if case .object(let ref) = base[instruction.a], ref.kind == .dataset {
              state.pointee.slice = slice
              base[instruction.a] = try callVerb(
                instruction.wide, base[instruction.a], at: pc, base, frame, entry)
              slice = state.pointee.slice
              if heapState.pointee.bytes > heapState.pointee.threshold {
                try collect(base, frame, entry)
              }
              pc += pc.pointee.distance
            } else {
              pc += 1
            }
          case .notDataset:
            throw notDataset(instruction.wide, base[instruction.a], entry)
          case .return:
            base[-1] = base[instruction.a]
            frame -= 1
            pc = frame.pointee.pc
            base = frame.pointee.base
            entry = frame.pointee.entry
            constants = entry.pointee.constants
          case .returnNothing:
            base[-1] = .nothing
            frame -= 1
            pc = frame.pointee.pc
            base = frame.pointee.base
            entry = frame.pointee.entry
            constants = entry.pointee.constants
          case .halt:
            state.pointee.frame = lowest
            state.pointee.slice = slice
            return start[-1]

          // MARK: Lists, records, texts
          case .newList:
            base[instruction.a] = heap.makeList(
              copying: base + instruction.b, count: instruction.c, capacity: instruction.c)
            if heapState.pointee.bytes > heapState.pointee.threshold {
              try collect(base, frame, entry)
            }
          case .extendList:
            extendList(base[instruction.a], base + instruction.b, instruction.c)
          case .newRecord:
            base[instruction.a] = heap.makeRecord(
              shape: pc.pointee.raw, copying: base + instruction.b, count: instruction.c)
            pc += 1
            if heapState.pointee.bytes > heapState.pointee.threshold {
              try collect(base, frame, entry)
            }
          case .buildText:
            base[instruction.a] = try buildText(
              base + instruction.b, instruction.c, at: pc, base, frame, entry)
            if heapState.pointee.bytes > heapState.pointee.threshold {
              try collect(base, frame, entry)
            }
          case .getIndex:
            if case .object(let ref) = base[instruction.b], ref.kind == .list,
              case .whole(let index) = base[instruction.c],
              UInt64(bitPattern: index &- 1) < UInt64(ref.list.pointee.count)
            {
              base[instruction.a] = ref.list.pointee.items[Int(low: index &- 1)]
            } else {
              base[instruction.a] = try slowItem(
                base[instruction.b], base[instruction.c], at: pc, base, frame, entry)
            }
          case .getIndexShare:
            if case .object(let ref) = base[instruction.b], ref.kind == .list,
              case .whole(let index) = base[instruction.c],
              UInt64(bitPattern: index &- 1) < UInt64(ref.list.pointee.count)
            {
              let item = ref.list.pointee.items[Int(low: index &- 1)]
              if case .object(let inner) = item { inner.header.pointee.isShared = true }
              base[instruction.a] = item
            } else {
              let item = try slowItem(
                base[instruction.b], base[instruction.c], at: pc, base, frame, entry)
              if case .object(let inner) = item { inner.header.pointee.isShared = true }
              base[instruction.a] = item
            }
          case .getItem, .getItemShare:
            let item: Value
            if case .object(let ref) = base[instruction.b], ref.kind == .list,
              instruction.c <= ref.list.pointee.count
            {
              item = ref.list.pointee.items[instruction.c &- 1]
            } else {
              item = try slowItem(
                base[instruction.b], .whole(Int64(instruction.c)), at: pc, base, frame, entry)
            }
            if instruction.opcode == .getItemShare, case .object(let inner) = item {
              inner.header.pointee.isShared = true
            }
            base[instruction.a] = item
          case .setIndex:
            if case .object(let ref) = base[instruction.a], ref.kind == .list,
              !ref.header.pointee.isShared,
              case .whole(let index) = base[instruction.b],
              UInt64(bitPattern: index &- 1) < UInt64(ref.list.pointee.count)
            {
              ref.list.pointee.items[Int(low: index &- 1)] = base[instruction.c]
            } else {
              base[instruction.a] = try slowSetItem(
                base[instruction.a], base[instruction.b], base[instruction.c], at: pc, base, frame,
                entry)
            }
          case .setItem:
            if case .object(let ref) = base[instruction.a], ref.kind == .list,
              !ref.header.pointee.isShared, instruction.b <= ref.list.pointee.count
            {
              ref.list.pointee.items[instruction.b &- 1] = base[instruction.c]
            } else {
              base[instruction.a] = try slowSetItem(
                base[instruction.a], .whole(Int64(instruction.b)), base[instruction.c], at: pc,
                base, frame, entry)
            }
          case .getField:
            let cache = pc.pointee.raw
            if case .object(let ref) = base[instruction.b], ref.kind == .record,
              cache >> 8 == ref.record.pointee.shape
            {
              base[instruction.a] = ref.record.pointee.fields[Int(cache & 255)]
            } else {
              base[instruction.a] = try slowPart(base[instruction.b], at: pc, base, frame, entry)
            }
            pc += 2
          case .getFieldShare:
            let cache = pc.pointee.raw
            let part: Value
            if case .object(let ref) = base[instruction.b], ref.kind == .record,
              cache >> 8 == ref.record.pointee.shape
            {
              part = ref.record.pointee.fields[Int(cache & 255)]
            } else {
              part = try slowPart(base[instruction.b], at: pc, base, frame, entry)
            }
            if case .object(let inner) = part { inner.header.pointee.isShared = true }
            base[instruction.a] = part
            pc += 2
          case .setField:
            let cache = pc.pointee.raw
            if case .object(let ref) = base[instruction.a], ref.kind == .record,
              cache >> 8 == ref.record.pointee.shape, !ref.header.pointee.isShared
            {
              ref.record.pointee.fields[Int(cache & 255)] = base[instruction.c]
            } else {
              base[instruction.a] = try slowSetPart(
                base[instruction.a], base[instruction.c], at: pc, base, frame, entry)
            }
            pc += 2
          case .ownIndex:
            if case .object(let ref) = base[instruction.b], ref.kind == .list,
              !ref.header.pointee.isShared,
              case .whole(let index) = base[instruction.c],
              UInt64(bitPattern: index &- 1) < UInt64(ref.list.pointee.count),
              case .object(let inner) = ref.list.pointee.items[Int(low: index &- 1)],
              !inner.header.pointee.isShared
            {
              base[instruction.a] = .object(inner)
            } else {
              base[instruction.a] = try slowOwnItem(
                base + instruction.b, base[instruction.c], at: pc, base, frame, entry)
            }
          case .ownField:
            let cache = pc.pointee.raw
            if case .object(let ref) = base[instruction.b], ref.kind == .record,
              cache >> 8 == ref.record.pointee.shape, !ref.header.pointee.isShared,
              case .object(let inner) = ref.record.pointee.fields[Int(cache & 255)],
              !inner.header.pointee.isShared
            {
              base[instruction.a] = .object(inner)
            } else {
              base[instruction.a] = try slowOwnPart(
                base + instruction.b, at: pc, base, frame, entry)
            }
            pc += 2
          case .setIndexDeep:
            if case .object(let ref) = base[instruction.a], ref.kind == .list,
              !ref.header.pointee.isShared,
              case .whole(let index) = base[instruction.b],
              UInt64(bitPattern: index &- 1) < UInt64(ref.list.pointee.count)
            {
              ref.list.pointee.items[Int(low: index &- 1)] = base[instruction.c]
              pc += pc.pointee.distance
            } else {
              base[instruction.a] = try slowSetItem(
                base[instruction.a], base[instruction.b], base[instruction.c], at: pc, base, frame,
                entry)
              pc += 1
            }
          case .setFieldDeep:
            let cache = pc.pointee.raw
            if case .object(let ref) = base[instruction.a], ref.kind == .record,
              cache >> 8 == ref.record.pointee.shape, !ref.header.pointee.isShared
            {
              ref.record.pointee.fields[Int(cache & 255)] = base[instruction.c]
              pc += 2
              pc += pc.pointee.distance
            } else {
              base[instruction.a] = try slowSetPart(
                base[instruction.a], base[instruction.c], at: pc, base, frame, entry)
              pc += 3
            }

          case .setCell:
            if case .object(let ref) = base[instruction.a], ref.kind == .dataset,
              setCell(
                ref, Int(pc.pointee.raw), base[instruction.b], base[instruction.c])
            {
              pc += 1
              pc += pc.pointee.distance
            } else {
              pc += 2
            }

          // MARK: Everything else
          case .tryBegin:
            handlers.append(
              Handler(
                pc: pc + pc.pointee.distance, base: base, frame: frame, entry: entry,
                register: instruction.a))
            pc += 1
          case .tryEnd: endTry()
          case .fail: throw failure(base[instruction.a])
          case .expect:
            throw unmetExpectation(
              instruction.b != 0 ? base[instruction.a] : .absent, at: pc, entry)
          case .showTop:
            state.pointee.slice = slice
            try showLine(base[instruction.a], at: pc, base, frame, entry)
            slice = state.pointee.slice
            if heapState.pointee.bytes > heapState.pointee.threshold {
              try collect(base, frame, entry)
            }
          case .noteStored: noteStored(instruction.wide, at: pc, base, frame, entry)
          case .use:
            state.pointee.slice = slice
            try use(instruction.wide, at: pc, base, frame, entry)
            slice = state.pointee.slice
          }
        }
      } catch {
        #if arch(wasm32)
        if nextTurn != nil {
          nextTurn?.lowest = lowest
          nextTurn?.handlerCount = handlerCount
          throw error
        }
        #endif
        // `pc` is still behind the word or instruction that failed.
        let mistake = located(error, at: pc, entry, frame, lowest)
        guard handlers.count > handlerCount, !isStopping, let handler = handlers.popLast() else {
          state.pointee.frame = lowest
          state.pointee.slice = max(slice, 1)
          throw mistake
        }
        frame = handler.frame
        base = handler.base
        entry = handler.entry
        constants = entry.pointee.constants
        pc = handler.pc
        slice = max(slice, 1)
        base[handler.register] = problem(mistake)
      }
    }
  }
}
