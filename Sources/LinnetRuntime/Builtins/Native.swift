import LinnetData
import LinnetSyntax

/// A built-in function: its inputs, what it does, and how `? name` explains it.
public final class Native: Sendable {
  /// The name in the language.
  public let name: String
  /// The inputs in order.
  public let inputs: [Input]
  /// True when the last input may be repeated: `show a, b, c`.
  public let isVariadic: Bool
  /// True when the result of `body` is never one of its inputs, nor a part of one.
  public let makesFresh: Bool
  /// True when every label is allowed, as in `record(name: "muon", mass: 0.1)`.
  ///
  /// Its inputs then come in the order written, all of them, with their labels in `Inputs.labels`;
  /// `inputs` only tells help and completion what there may be, and `isVariadic` says nothing.
  public let acceptsAnyLabel: Bool
  /// True when `f(column)` is the column of `f(row)`, so that a row formula may use it row by row.
  ///
  /// The body itself already works item by item on lists and columns; the machine does nothing more.
  public let isItemwise: Bool
  /// What the rest of the language has to know about it.
  public let traits: Traits
  /// How a call becomes a step of a plan over columns; nil when only values can be worked on.
  let plan: Plan?
  /// Words that are read as this one.
  public let aliases: [String]
  /// How it is written, where the inputs do not tell it well enough.
  private let ownUsage: String?
  /// What it does.
  public let body: Body
  /// One sentence for `? name` and for completion.
  public let summary: String
  /// Programs that run as they stand; tests run them.
  public let examples: [String]
  /// The family it is listed under, for example `numbers`.
  public let family: String

  /// Works out a result from the inputs; an option that was not given is `.absent`.
  public typealias Body = @Sendable (Context, Inputs) throws(Mistake) -> Value

  /// One input of a built-in function.
  public struct Input: Sendable {
    /// Its name, used in messages and as a label.
    public var name: String
    /// True when it may be left out.
    public var isOptional: Bool
    /// True when it can only be given with its label, as in `bins: 60`.
    public var isOption: Bool
    /// What an option does, in a few words.
    public var sentence = ""
    /// The texts that an option takes, where it takes only some: `"log"` and `"linear"`.
    public var values: [String] = []
    /// A program that gives the option and runs as it stands; empty where those of the function do.
    public var example = ""

    /// An input that must be given.
    public static func required(_ name: String) -> Input {
      Input(name: name, isOptional: false, isOption: false)
    }
    /// An input that may be left out and may stand in its place.
    public static func optional(_ name: String) -> Input {
      Input(name: name, isOptional: true, isOption: false)
    }
    /// An input that may be left out and needs its label.
    ///
    /// `values` are the texts it takes, for completion and for mistakes.
    public static func option(
      _ name: String, _ sentence: String, values: [String] = [], example: String = ""
    ) -> Input {
      Input(
        name: name, isOptional: true, isOption: true, sentence: sentence, values: values,
        example: example)
    }
  }

  /// Makes a built-in function.
  public init(
    _ name: String, _ inputs: [Input], family: String, isVariadic: Bool = false,
    makesFresh: Bool = true, acceptsAnyLabel: Bool = false, isItemwise: Bool = false,
    traits: Traits = [], plan: Plan? = nil, aliases: [String] = [], usage: String? = nil,
    summary: String, examples: [String] = [], body: @escaping Body
  ) {
    self.plan = plan
    self.name = name
    self.inputs = inputs
    self.isVariadic = isVariadic
    self.makesFresh = makesFresh
    self.acceptsAnyLabel = acceptsAnyLabel
    self.isItemwise = isItemwise
    self.traits = traits
    self.aliases = aliases
    self.body = body
    self.summary = summary
    self.examples = examples
    self.family = family
    ownUsage = usage
  }

  /// How a call is written: `quantile(values, share)`, `sort(items, by:, descending:)`.
  public var usage: String {
    if let ownUsage { return ownUsage }
    if acceptsAnyLabel { return "\(name)(name: value, …)" }
    let words = inputs.enumerated().map { index, input in
      let more = isVariadic && index == inputs.count - 1 ? ", …" : ""
      return (input.isOption ? input.name + ":" : input.name) + more
    }
    return "\(name)(\(words.joined(separator: ", ")))"
  }
}

/// The inputs of one call of a built-in function, in the order of `Native.inputs`; repeated ones follow.
public struct Inputs {
  let base: UnsafeMutablePointer<Value>
  /// How many there are, left-out options included.
  public let count: Int
  /// The labels as written, one an input, nil for an input without; empty unless `acceptsAnyLabel`.
  public let labels: [String?]
  /// Bit i: nobody but the built-in holds input i, so that it may be changed where it is.
  let owned: UInt32

  /// Makes the inputs of a call from values that stay where they are while the built-in runs.
  @inline(__always)
  init(base: UnsafeMutablePointer<Value>, count: Int, labels: [String?] = [], owned: UInt32 = 0) {
    self.base = base
    self.count = count
    self.labels = labels
    self.owned = owned
  }

  /// The list at a place, when nobody else holds it: it may be changed and be the result.
  @inline(__always)
  func ownList(_ index: Int) -> ObjectRef? {
    guard owned & (1 << UInt32(index)) != 0, case .object(let ref) = base[index],
      ref.kind == .list, !ref.header.pointee.isShared
    else { return nil }
    return ref
  }

  /// An input that goes into a container: marked as shared where its old place stays.
  @inline(__always)
  func kept(_ index: Int) -> Value {
    owned & (1 << UInt32(index)) != 0 ? base[index] : base[index].shared()
  }

  /// Whether a result is an input that nobody else holds.
  func isMoved(_ value: Value) -> Bool {
    guard owned != 0, case .object(let result) = value else { return false }
    for index in 0..<min(count, 8) where owned & (1 << UInt32(index)) != 0 {
      if case .object(let ref) = base[index], ref == result { return true }
    }
    return false
  }

  /// The input of a name, by the list that declares them; `.absent` where it was left out.
  func named(_ name: String, in declared: [Native.Input]) -> Value {
    guard let place = declared.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("\(name) is not declared")
    }
    return base[place]
  }

  /// Whether any input behind the first few was given.
  func hasMore(than first: Int) -> Bool {
    for place in first..<max(first, count) where !base[place].isAbsent { return true }
    return false
  }

  /// The input at a place.
  @inline(__always) public subscript(_ index: Int) -> Value { base[index] }
}

extension Native {
  /// How a call becomes a step of a plan, which works on columns block by block.
  ///
  /// It may refuse (nil, or a mistake of the data room); the body then does the work. It never gives another
  /// answer than the body: a random differential in the tests compares them.
  public enum Plan: Sendable {
    /// From one value a row of each input, which are all there and carry no label.
    case values(@Sendable (PlanBuilder, [Node]) throws(DataMistake) -> Node?)
    /// From the list in each row of the only input.
    case lists(@Sendable (PlanBuilder, Node) throws(DataMistake) -> Node)
    /// The statistic of the list in each row.
    case statistic(Statistic)
    /// From values that all carry a label.
    case labelled(
      @Sendable (PlanBuilder, [(name: String, node: Node)]) throws(DataMistake) -> Node)
  }

  /// True for functions that call a function they are given.
  var takesFunction: Bool { family == "functions" }

  /// True for statistics, which in a formula about rows see all rows of a bare column.
  var isStatistic: Bool { traits.contains(.statistic) }

  /// What the rest of the language has to know about a function.
  public struct Traits: OptionSet, Sendable {
    /// One bit a trait.
    public let rawValue: Int
    /// Makes a set of traits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// In a formula about rows it sees all values of a bare column at once, or those of the row's group.
    public static let statistic = Traits(rawValue: 1)
    /// It works value by value and cannot fail on a row that has a value.
    public static let certain = Traits(rawValue: 2)
    /// It has no answer for some values, which is remarked.
    public static let partial = Traits(rawValue: 4)
    /// It gives something new each time it is asked.
    public static let chance = Traits(rawValue: 8)
    /// It may be followed by its inputs without brackets.
    public static let command = Traits(rawValue: 16)
    /// A command that shows or writes what a whole pipeline gives.
    public static let showing = Traits(rawValue: 16 + 32)
    /// It gives the values of a column in another order.
    public static let reordering = Traits(rawValue: 128)
    /// A command that nothing can be grouped in.
    public static let ungrouped = Traits(rawValue: 64)
  }
}
