import LinnetSyntax

/// What the loop needs of a function, in one plain struct at a fixed place.
struct Entry {
  var code: UnsafeMutablePointer<Instruction>
  var constants: UnsafeMutablePointer<Value>
  /// Registers of one call.
  var registerCount: Int
  /// All inputs, options included.
  var inputCount: Int
  /// Bit i: the function changes, passes on or returns input i itself, so it must own it.
  var claims: UInt32
  /// Inputs of its calls that depend on how it was called itself.
  var passes: UnsafeMutablePointer<Pass>
  /// Whether nothing can fail in it any more once it has changed an input.
  var isAtomic = false
  /// Bit i: input i may still be read when another input has been changed.
  var loud: UInt32 = .max
  /// Set during a collection when the function can still be called.
  var isMarked: Bool
  /// The rest, which only slow paths need.
  var prototype: Unmanaged<Prototype>
}

/// A compiled function: its instructions and all that messages about it need.
final class Prototype {
  let entry: UnsafeMutablePointer<Entry>
  /// The function as written; nil for a whole program.
  let body: FunctionBody?
  /// The text it was compiled from.
  let source: Source
  private(set) var codeCount = 0
  private(set) var constantCount = 0
  /// The place in the source, and the tree, of each instruction.
  var places: [Place] = []
  /// Functions made by `closure`.
  var nested: [Prototype] = []
  /// Where `closure` finds the values that the function carries.
  var captures: [Capture] = []
  /// Calls with names.
  var callSites: [CallSite] = []
  /// Verb calls.
  var verbSites: [VerbSite] = []
  /// Files of `use`.
  var useSites: [(path: String, span: Span)] = []
  /// Where questions go whose answer is neither true nor false, by the place of the instruction.
  var oddExits: [Int: (register: Int, target: Int)] = [:]
  /// Loops, outer before inner.
  var loops: [Loop] = []
  /// Names that belong to a loop, each with the place of its loop.
  var ownLoops: [(name: String, span: Span)] = []
  /// Variables kept in registers, with the global that each is published to; only of a whole program.
  var published: [(register: Int, global: Int)] = []
  /// Where names are stored at the top level, in order; only of a whole program.
  var stores: [(name: String, span: Span)] = []
  /// Names of registers, for messages and listings.
  var registerNames: [String] = []
  /// True for functions that come with the language, whose lines people never see.
  var isLibrary = false

  /// A stretch of the source with the expression it belongs to.
  struct Place {
    var span: Span
    var node: Expression?
  }

  /// One captured value: a register of the enclosing function, or one of its own captures.
  struct Capture {
    var name: String
    var isLocal: Bool
    var index: Int
  }

  /// A loop and its instructions.
  struct Loop {
    /// How far the end lies behind the block: the loop's own last instructions belong to it.
    static let slack = 8

    var start: Int
    var end: Int
    var word: String
    var span: Span
  }

  init(body: FunctionBody?, source: Source) {
    self.body = body
    self.source = source
    entry = .allocate(capacity: 1)
    entry.initialize(
      to: Entry(
        code: .allocate(capacity: 1), constants: .allocate(capacity: 1), registerCount: 0,
        inputCount: body?.parameters.count ?? 0, claims: 0, passes: .allocate(capacity: 1),
        isMarked: false,
        prototype: .passUnretained(self)))
  }

  deinit {
    entry.pointee.code.deallocate()
    entry.pointee.constants.deallocate()
    entry.pointee.passes.deallocate()
    entry.deallocate()
  }

  /// Takes finished code.
  func finish(_ result: Ownership.Result, constants: [Value], registerCount: Int) {
    let code = result.code
    entry.pointee.passes.deallocate()
    entry.pointee.passes = .allocate(capacity: max(result.passes.count, 1))
    for (index, pass) in result.passes.enumerated() {
      (entry.pointee.passes + index).initialize(to: pass)
    }
    entry.pointee.isAtomic = result.isAtomic
    entry.pointee.loud = result.loud
    entry.pointee.code.deallocate()
    entry.pointee.constants.deallocate()
    codeCount = code.count
    constantCount = constants.count
    entry.pointee.code = .allocate(capacity: code.count + 1)
    for (index, word) in code.enumerated() {
      (entry.pointee.code + index).initialize(to: Instruction(raw: word))
    }
    (entry.pointee.code + code.count).initialize(to: Instruction(.halt))
    entry.pointee.constants = .allocate(capacity: constants.count + 1)
    for (index, value) in constants.enumerated() {
      (entry.pointee.constants + index).initialize(to: value)
    }
    entry.pointee.registerCount = registerCount
    entry.pointee.claims = result.claims
  }

  /// The number of an instruction.
  func index(of pc: UnsafeMutablePointer<Instruction>) -> Int { pc - entry.pointee.code }

  /// How many inputs must be given.
  var requiredCount: Int { body?.parameters.count { $0.standard == nil } ?? 0 }
}

/// A call with names, and where each input went the last time.
final class CallSite {
  /// The name of each input, in the order written.
  let labels: [String?]
  /// Where the names stand.
  let spans: [Span?]
  /// The function or built-in that `places` belongs to.
  var target: UnsafeRawPointer?
  /// The place of each input written.
  var places: [Int] = []

  init(labels: [String?], spans: [Span?]) {
    self.labels = labels
    self.spans = spans
  }
}

/// A call of a verb: the tree of the call, and the local variables it mentions.
final class VerbSite {
  let verb: Verb
  let call: Call
  /// Registers (or captures) of the variables mentioned.
  let locals: [Prototype.Capture]
  let inputSpan: Span
  let wordSpan: Span

  init(
    verb: Verb, call: Call, locals: [Prototype.Capture], inputSpan: Span, wordSpan: Span
  ) {
    self.verb = verb
    self.call = call
    self.locals = locals
    self.inputSpan = inputSpan
    self.wordSpan = wordSpan
  }
}
