/// What a program may use up before it is stopped; each limit has a mistake code of its own.
public struct Limits: Sendable {
  /// Calls and turns of loops, and the like work of built-ins: `too-many-steps`.
  public var steps: Int
  /// Bytes of values: `too-much-memory`.
  public var memory: Int
  /// Calls inside calls: `too-many-calls`.
  public var callDepth: Int
  /// Bytes of one text: `too-long`.
  public var textLength: Int
  /// Items of one list: `too-long`.
  public var listLength: Int
  /// Rows of one dataset: `too-long`.
  public var rows: Int
  /// Bytes shown: `too-long`.
  public var output: Int
  /// Bytes of a program: `program-too-long`.
  public var sourceSize: Int
  /// Brackets and blocks inside one another: `too-nested`.
  public var nesting: Int
  /// Seconds a run may take, by the host's clock; nil for as long as it needs: `out-of-time`.
  public var deadline: Double?

  /// Makes limits; what is left out is as in `unlimited`.
  public init(
    steps: Int = .max, memory: Int = .max, callDepth: Int = Limits.deepest,
    textLength: Int = .max, listLength: Int = .max, rows: Int = .max, output: Int = .max,
    sourceSize: Int = .max, nesting: Int = 200, deadline: Double? = nil
  ) {
    self.steps = steps
    self.memory = memory
    self.callDepth = callDepth
    self.textLength = textLength
    self.listLength = listLength
    self.rows = rows
    self.output = output
    self.sourceSize = sourceSize
    self.nesting = nesting
    self.deadline = deadline
  }

  #if arch(wasm32)
  /// The most calls inside calls that any limits allow.
  public static let deepest = 10_000
  private static let wide = 1 << 29
  #else
  /// The most calls inside calls that any limits allow.
  public static let deepest = 100_000
  private static let wide = 1 << 32
  #endif

  /// Nothing but what the machine itself needs: for one's own programs.
  public static let unlimited = Limits()
  /// Room for any lesson, but a loop that never ends is stopped.
  public static let lesson = Limits(
    steps: 1_000_000_000, memory: wide, callDepth: min(20_000, deepest), textLength: 1 << 26,
    listLength: 20_000_000, rows: 50_000_000, output: 1 << 26, sourceSize: 1 << 23)
  /// For programs of strangers.
  public static let untrusted = Limits(
    steps: 10_000_000, memory: 1 << 27, callDepth: 1000, textLength: 1 << 22,
    listLength: 1_000_000, rows: 1_000_000, output: 1 << 20, sourceSize: 1 << 20, nesting: 100,
    deadline: 5)
}
