/// What one instruction does; `a`, `b`, `c` are registers unless said otherwise.
///
/// "Word" is the 32-bit word after the instruction, "shares" means that an object read is marked as held
/// in a second place.
enum Opcode: UInt8, CaseIterable {
  // Values and names.
  case move  // a ← b
  case moveShare  // a ← b, shares
  case share  // marks a
  case loadConstant  // a ← constant wide
  case loadWhole  // a ← the signed wide number
  case loadGlobal  // a ← global wide; a mistake when it has no value
  case storeGlobal  // global wide ← a
  case takeGlobal  // a ← global wide, which is left without a value
  case loadCapture  // a ← captured value b, shares
  case loadSelf  // a ← the running function
  case checkSet  // a without a value takes global word
  case isGiven  // jumps by the word when a has a value
  case clear  // a … a+b-1 lose their values
  case closure  // a ← function wide with its captures

  // Numbers: a ← b op c.
  case add, subtract, multiply, divide, modulo, wholeDivide, power
  case addImmediate  // a ← b + signed c
  case addConstant, subtractConstant, multiplyConstant, divideConstant, moduloConstant
  case wholeDivideConstant, powerConstant
  case negate  // a ← -b
  case not  // a ← not b
  case operate  // a ← b op c, the operator is the word
  case compare  // a ← b op c, the comparison is the word
  case ofThree  // a ← the ternary operation c of b, b+1, b+2
  case near  // a ← b near c; word: 1 with `within` in register word >> 8, 2 relative
  case isMissing  // a ← b is missing; c is 1 for `is not missing`
  case isAndDone  // jumps by the word when a is false
  case isOrDone  // jumps by the word when a is true
  // The answers b wait in a; of a gap c ← missing. Words: where to jump; 1 for `choose`, variables << 1.
  case choiceWait
  case choiceDone  // b is a chosen value; jumps by the word unless answers in a wait for another

  // Questions: jump by the word when the answer is bit 0 of a. Bit 1: the sign is `!=`; bit 2: swapped.
  case testLess, testLessOrEqual, testEqual
  case testLessConstant, testLessOrEqualConstant, testGreaterConstant, testGreaterOrEqualConstant
  case testEqualConstant
  case test
  // The same where the jump closes a loop.
  case loopLess, loopLessOrEqual, loopEqual
  case loopLessConstant, loopLessOrEqualConstant, loopGreaterConstant, loopGreaterOrEqualConstant
  case loopEqualConstant
  case loopTest

  // Going elsewhere.
  case jump  // by far
  case loop  // by far, backwards
  case countPrepare  // a: from, a+1: to, a+2: by; jumps by the word when there is no turn
  case countLoop  // b ← next number, jumps by the word while there is one
  case repeatPrepare  // a: how often; jumps by the word when there is no turn
  case repeatLoop
  case eachPrepare  // a: collection; a+1 becomes the place; jumps by the word when empty
  case eachLoop  // b ← next item, jumps by the word while there is one

  // Calls: callee in a, b inputs in a+1 …, bit i of c: the callee owns input i. The result goes to a.
  // The word's bits from 14 on: the number of what is passed on, if any (`Pass`); of `callSite` from 16 on.
  case call
  case callGlobal  // the callee is the global in the word's lowest 14 bits
  case callAppend  // as callGlobal; the built-in `append` changes an owned list in place
  case callPassing, callGlobalPassing  // as call and callGlobal, where something is passed on
  case callSite  // inputs with names; the word is a call site
  case needFunction  // a mistake when global wide, a step of a pipeline, has no value
  case callVerb  // a: input; runs verb site wide and jumps by the word when a is a dataset
  case `return`, returnNothing, halt

  // Lists, records, texts.
  case newList  // a ← list of b … b+c-1
  case extendList  // b … b+c-1 are added to list a
  case newRecord  // a ← record of b … b+c-1, the word is the shape
  case buildText  // a ← texts b … b+c-1 joined
  case getIndex, getIndexShare  // a ← b[c]
  case getItem, getItemShare  // a ← b[number c]
  case setIndex  // a[b] ← c
  case setItem  // a[number b] ← c
  case getField, getFieldShare  // a ← b.name; words: cache, name
  case setField  // a.name ← c; words: cache, name
  case ownIndex  // a ← b[c], to be changed in place
  case ownField  // a ← b.name, to be changed in place; words: cache, name
  case setIndexDeep  // as setIndex; skips a jump when changed in place
  case setFieldDeep
  case setCell  // a.name[b] ← c where the table is, and jumps; or goes on; words: name, jump

  // Everything else.
  case tryBegin  // a: where the problem goes; word: where to go on
  case tryEnd
  case fail  // with the text a
  case expect  // fails with the text a, or with its own sentence when b is 0
  case showTop  // shows a, the value of a line
  case noteStored  // says what global wide holds after a line that carried on
  case use  // brings in file site wide
  case notDataset  // a is not a dataset, but verb site wide needs one
}

/// One 32-bit instruction: opcode, then registers a, b, c; or a and a 16-bit operand.
struct Instruction {
  var raw: UInt32

  init(raw: UInt32) { self.raw = raw }
  init(_ opcode: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
    raw =
      UInt32(opcode.rawValue) | UInt32(a & 255) << 8 | UInt32(b & 255) << 16
      | UInt32(c & 255) << 24
  }
  init(_ opcode: Opcode, _ a: Int, wide: Int) {
    raw = UInt32(opcode.rawValue) | UInt32(a & 255) << 8 | UInt32(wide & 0xffff) << 16
  }
  init(_ opcode: Opcode, far: Int) {
    raw = UInt32(opcode.rawValue) | UInt32(truncatingIfNeeded: far) << 8
  }

  @inline(__always) var opcode: Opcode {
    unsafeBitCast(UInt8(truncatingIfNeeded: raw), to: Opcode.self)
  }
  @inline(__always) var a: Int { Int((raw >> 8) & 255) }
  @inline(__always) var b: Int { Int((raw >> 16) & 255) }
  @inline(__always) var c: Int { Int(raw >> 24) }
  @inline(__always) var signedC: Int64 { Int64(Int8(truncatingIfNeeded: raw >> 24)) }
  @inline(__always) var wide: Int { Int(raw >> 16) }
  @inline(__always) var signedWide: Int64 { Int64(Int16(truncatingIfNeeded: raw >> 16)) }
  /// The signed 24-bit distance of a jump.
  @inline(__always) var far: Int { Int(Int32(bitPattern: raw) >> 8) }
  /// The bits of a call's word that say which global is called.
  static let slotMask: UInt32 = 1 << 14 - 1
  /// The whole word as a signed distance.
  @inline(__always) var distance: Int { Int(Int32(bitPattern: raw)) }
}
