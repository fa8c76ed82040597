/// One instruction as the analysis of ownership sees it: what it reads and writes, and where it leads.
struct Step {
  var position: Int
  var instruction: Instruction
  /// Words behind the instruction.
  var words: Int
  var reads = RegisterSet()
  /// Registers that have a new value whenever the step ends well.
  var writes = RegisterSet()
  /// Positions where it goes on.
  var targets: [Int] = []
  /// Where it goes when a question has no answer, and the register that is written then.
  var odd: (register: Int, position: Int)?
  /// Whether a mistake that can be caught may happen in it.
  var mayFail = true

  var opcode: Opcode { instruction.opcode }

  /// Whether a list or record in a register may be changed where it is.
  var changesInPlace: Bool {
    switch opcode {
    case .setIndex, .setItem, .setField, .setIndexDeep, .setFieldDeep, .ownIndex, .ownField,
      .setCell:
      true
    default: false
    }
  }

  /// Whether it is a call with inputs in a row.
  var isCall: Bool {
    switch opcode {
    case .call, .callGlobal, .callAppend, .callSite: true
    default: false
    }
  }

  /// Reads the instruction at a position.
  init(at position: Int, in code: [UInt32], _ prototype: Prototype) {
    self.position = position
    instruction = Instruction(raw: code[position])
    words = instruction.opcode.words
    let (a, b, c) = (instruction.a, instruction.b, instruction.c)
    func word(_ index: Int) -> UInt32 { code[position + 1 + index] }
    func jump(_ index: Int = 0) -> Int {
      position + 1 + index + Int(Int32(bitPattern: word(index)))
    }
    var goesOn = true
    switch instruction.opcode {
    case .move, .moveShare:
      reads.insert(b)
      writes.insert(a)
      mayFail = false
    case .share, .storeGlobal:
      reads.insert(a)
      mayFail = false
    case .loadConstant, .loadWhole, .takeGlobal, .loadSelf:
      writes.insert(a)
      mayFail = false
    case .loadGlobal, .loadCapture: writes.insert(a)
    case .checkSet: reads.insert(a)
    case .isGiven:
      reads.insert(a)
      targets.append(jump())
      mayFail = false
    case .clear:
      for register in a..<a + b { writes.insert(register) }
      mayFail = false
    case .closure:
      let nested = prototype.nested[instruction.wide]
      for capture in nested.captures where capture.isLocal { reads.insert(capture.index) }
      writes.insert(a)
      mayFail = false
    case .add, .subtract, .multiply, .divide, .modulo, .wholeDivide, .power, .operate, .compare,
      .getIndex, .getIndexShare:
      reads.insert(b)
      reads.insert(c)
      writes.insert(a)
    case .near:
      reads.insert(b)
      reads.insert(c)
      if word(0) & 1 != 0 { reads.insert(Int(word(0) >> 8)) }
      writes.insert(a)
    case .addImmediate, .addConstant, .subtractConstant, .multiplyConstant, .divideConstant,
      .moduloConstant, .wholeDivideConstant, .powerConstant, .negate, .not, .isMissing, .getItem,
      .getItemShare, .getField, .getFieldShare:
      reads.insert(b)
      writes.insert(a)
    case .isAndDone, .isOrDone:
      reads.insert(a)
      targets.append(jump())
      mayFail = false
    case .ofThree:
      for register in b..<b + 3 { reads.insert(register) }
      writes.insert(a)
    case .needFunction: break
    case .choiceWait:
      reads.insert(a)
      reads.insert(b)
      targets.append(jump())
    case .choiceDone:
      // Where many answers wait, the value for no is worked out after that for yes; but then all
      // variables are marked as shared, so that none is given away.
      reads.insert(a)
      reads.insert(b)
      targets.append(jump())
      goesOn = false
    case .testLess, .testLessOrEqual, .testEqual, .loopLess, .loopLessOrEqual, .loopEqual:
      reads.insert(b)
      reads.insert(c)
      targets.append(jump())
    case .testLessConstant, .testLessOrEqualConstant, .testGreaterConstant,
      .testGreaterOrEqualConstant, .testEqualConstant, .test, .loopLessConstant,
      .loopLessOrEqualConstant, .loopGreaterConstant, .loopGreaterOrEqualConstant,
      .loopEqualConstant, .loopTest:
      reads.insert(b)
      targets.append(jump())
    case .jump, .loop:
      targets.append(position + 1 + instruction.far)
      goesOn = false
      mayFail = false
    case .countPrepare:
      for register in a..<a + 3 { reads.insert(register) }
      for register in a..<a + 5 { writes.insert(register) }
      targets.append(jump())
    case .countLoop:
      for register in a..<a + 5 { reads.insert(register) }
      targets.append(jump())
      mayFail = false
    case .repeatPrepare:
      reads.insert(a)
      targets.append(jump())
    case .repeatLoop:
      reads.insert(a)
      targets.append(jump())
      mayFail = false
    case .eachPrepare:
      reads.insert(a)
      writes.insert(a + 1)
      targets.append(jump())
    case .eachLoop:
      reads.insert(a)
      reads.insert(a + 1)
      targets.append(jump())
    case .call, .callPassing, .callSite:
      for register in a...a + b { reads.insert(register) }
      writes.insert(a)
    case .callGlobal, .callGlobalPassing, .callAppend:
      for register in a + 1..<a + 1 + b { reads.insert(register) }
      writes.insert(a)
    case .callVerb:
      reads.insert(a)
      for local in prototype.verbSites[instruction.wide].locals where local.isLocal {
        reads.insert(local.index)
      }
      targets.append(jump())
    case .notDataset, .fail:
      reads.insert(a)
      goesOn = false
    case .expect:
      if b != 0 { reads.insert(a) }
      goesOn = false
    case .return:
      reads.insert(a)
      goesOn = false
      mayFail = false
    case .returnNothing, .halt:
      goesOn = false
      mayFail = false
    case .newList, .newRecord, .buildText:
      for register in b..<b + c { reads.insert(register) }
      writes.insert(a)
    case .extendList:
      reads.insert(a)
      for register in b..<b + c { reads.insert(register) }
    case .setIndex:
      for register in [a, b, c] { reads.insert(register) }
    case .setItem, .setField:
      for register in [a, c] { reads.insert(register) }
    case .ownIndex:
      reads.insert(b)
      reads.insert(c)
      writes.insert(a)
    case .ownField:
      reads.insert(b)
      writes.insert(a)
    case .setIndexDeep:
      for register in [a, b, c] { reads.insert(register) }
      targets.append(jump())
    case .setFieldDeep:
      for register in [a, c] { reads.insert(register) }
      targets.append(jump(2))
    case .setCell:
      for register in [a, b, c] { reads.insert(register) }
      targets.append(jump(1))
    case .tryBegin:
      mayFail = false
    case .tryEnd: mayFail = false
    case .showTop: reads.insert(a)
    case .noteStored, .use: break
    }
    if goesOn { targets.append(position + 1 + words) }
  }

  /// Where a `tryBegin` goes after a mistake.
  func handler(in code: [UInt32]) -> Int {
    position + 1 + Int(Int32(bitPattern: code[position + 1]))
  }
}
