import Linnet
import LinnetHost

/// What a kernel may use up and see, as the words of its command line say.
public struct KernelOptions: Sendable {
  /// Bytes that values may take; nil for most of what the computer has.
  public var memory: Int?
  /// Steps that one cell may take.
  public var steps: Int?
  /// Seconds that one cell may take.
  public var seconds: Double?
  /// True when cells may read files anywhere, not only in the notebook's folder.
  public var readsAnywhere = false
  /// True when cells may not write files.
  public var isReadOnly = false
  /// What Pygments calls the lexer that colours the cells.
  public var lexer: String?

  /// Makes options for a person's own computer: the notebook's folder, and no limit but the memory.
  public init() {}

  /// The limits of the engine.
  var limits: Limits {
    var limits = Limits(memory: memory ?? SystemMemory.roomForValues)
    if let steps { limits.steps = steps }
    limits.deadline = seconds
    return limits
  }
}
