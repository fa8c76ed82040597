import LinnetSyntax

/// A compiled program written out, for tests and for the curious.
extension Machine {
  /// The instructions of a program and of every function in it, without running it.
  public func listing(of tree: Tree, source: Source) throws(Mistake) -> String {
    let unit = CompilationUnit(machine: self, source: source, isInteractive: false)
    return listing(of: try unit.compile(tree))
  }

  private func listing(of prototype: Prototype) -> String {
    var text = "== \(prototype.body?.name ?? (prototype.body == nil ? "program" : "function"))"
    text += " (\(prototype.entry.pointee.registerCount) registers"
    text += ", claims \(prototype.entry.pointee.claims))\n"
    var index = 0
    while index < prototype.codeCount {
      let instruction = prototype.entry.pointee.code[index]
      text += "\(index)  \(instruction.opcode.name)"
      text += " \(instruction.a) \(instruction.b) \(instruction.c)"
      for word in 0..<instruction.opcode.words {
        text += "  \(prototype.entry.pointee.code[index + 1 + word].distance)"
      }
      text += "\n"
      index += 1 + instruction.opcode.words
    }
    for nested in prototype.nested { text += listing(of: nested) }
    return text
  }
}

extension Opcode {
  /// How many words follow the instruction.
  var words: Int {
    switch self {
    case .checkSet, .isGiven, .operate, .compare, .near, .isAndDone, .isOrDone, .countPrepare,
      .countLoop, .repeatPrepare, .repeatLoop, .eachPrepare, .eachLoop, .call, .callGlobal,
      .callAppend, .callPassing, .callGlobalPassing, .callSite, .callVerb, .newRecord, .tryBegin,
      .setIndexDeep, .choiceDone:
      1
    case .testLess, .testLessOrEqual, .testEqual, .testLessConstant, .testLessOrEqualConstant,
      .testGreaterConstant, .testGreaterOrEqualConstant, .testEqualConstant, .test, .loopLess,
      .loopLessOrEqual, .loopEqual, .loopLessConstant, .loopLessOrEqualConstant,
      .loopGreaterConstant, .loopGreaterOrEqualConstant, .loopEqualConstant, .loopTest:
      1
    case .getField, .getFieldShare, .setField, .ownField, .choiceWait, .setCell: 2
    case .setFieldDeep: 3
    default: 0
    }
  }
}

extension Opcode {
  /// Its name in a listing.
  var name: String {
    switch self {
    case .move: "move"
    case .moveShare: "moveShare"
    case .share: "share"
    case .loadConstant: "loadConstant"
    case .loadWhole: "loadWhole"
    case .loadGlobal: "loadGlobal"
    case .storeGlobal: "storeGlobal"
    case .takeGlobal: "takeGlobal"
    case .loadCapture: "loadCapture"
    case .loadSelf: "loadSelf"
    case .checkSet: "checkSet"
    case .isGiven: "isGiven"
    case .clear: "clear"
    case .closure: "closure"
    case .add: "add"
    case .subtract: "subtract"
    case .multiply: "multiply"
    case .divide: "divide"
    case .modulo: "modulo"
    case .wholeDivide: "wholeDivide"
    case .power: "power"
    case .addImmediate: "addImmediate"
    case .addConstant: "addConstant"
    case .subtractConstant: "subtractConstant"
    case .multiplyConstant: "multiplyConstant"
    case .divideConstant: "divideConstant"
    case .moduloConstant: "moduloConstant"
    case .wholeDivideConstant: "wholeDivideConstant"
    case .powerConstant: "powerConstant"
    case .negate: "negate"
    case .not: "not"
    case .operate: "operate"
    case .compare: "compare"
    case .ofThree: "ofThree"
    case .needFunction: "needFunction"
    case .near: "near"
    case .isMissing: "isMissing"
    case .isAndDone: "isAndDone"
    case .isOrDone: "isOrDone"
    case .choiceWait: "choiceWait"
    case .choiceDone: "choiceDone"
    case .testLess: "testLess"
    case .testLessOrEqual: "testLessOrEqual"
    case .testEqual: "testEqual"
    case .testLessConstant: "testLessConstant"
    case .testLessOrEqualConstant: "testLessOrEqualConstant"
    case .testGreaterConstant: "testGreaterConstant"
    case .testGreaterOrEqualConstant: "testGreaterOrEqualConstant"
    case .testEqualConstant: "testEqualConstant"
    case .test: "test"
    case .loopLess: "loopLess"
    case .loopLessOrEqual: "loopLessOrEqual"
    case .loopEqual: "loopEqual"
    case .loopLessConstant: "loopLessConstant"
    case .loopLessOrEqualConstant: "loopLessOrEqualConstant"
    case .loopGreaterConstant: "loopGreaterConstant"
    case .loopGreaterOrEqualConstant: "loopGreaterOrEqualConstant"
    case .loopEqualConstant: "loopEqualConstant"
    case .loopTest: "loopTest"
    case .jump: "jump"
    case .loop: "loop"
    case .countPrepare: "countPrepare"
    case .countLoop: "countLoop"
    case .repeatPrepare: "repeatPrepare"
    case .repeatLoop: "repeatLoop"
    case .eachPrepare: "eachPrepare"
    case .eachLoop: "eachLoop"
    case .call: "call"
    case .callGlobal: "callGlobal"
    case .callAppend: "callAppend"
    case .callPassing: "callPassing"
    case .callGlobalPassing: "callGlobalPassing"
    case .callSite: "callSite"
    case .callVerb: "callVerb"
    case .`return`: "return"
    case .returnNothing: "returnNothing"
    case .halt: "halt"
    case .newList: "newList"
    case .extendList: "extendList"
    case .newRecord: "newRecord"
    case .buildText: "buildText"
    case .getIndex: "getIndex"
    case .getIndexShare: "getIndexShare"
    case .getItem: "getItem"
    case .getItemShare: "getItemShare"
    case .setIndex: "setIndex"
    case .setItem: "setItem"
    case .getField: "getField"
    case .getFieldShare: "getFieldShare"
    case .setField: "setField"
    case .ownIndex: "ownIndex"
    case .ownField: "ownField"
    case .setIndexDeep: "setIndexDeep"
    case .setFieldDeep: "setFieldDeep"
    case .setCell: "setCell"
    case .tryBegin: "tryBegin"
    case .tryEnd: "tryEnd"
    case .fail: "fail"
    case .expect: "expect"
    case .showTop: "showTop"
    case .noteStored: "noteStored"
    case .use: "use"
    case .notDataset: "notDataset"
    }
  }
}
