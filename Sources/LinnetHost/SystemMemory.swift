import CLinnetKernels
import CLinnetSystem

/// What the operating system can do about memory that the engine is about to use.
public enum SystemMemory {
  /// Asks for large pages wherever much memory is about to be filled, from now on.
  ///
  /// Without it a third of the time of loading a large file goes into handing out pages of 4 KB. Every
  /// host of this room does it; the first call counts.
  public static func prefersLargePages() { _ = largePages }

  private static let largePages: Void = linnet_on_will_fill(linnet_prefer_large_pages)

  /// Has the process keep up to 64 MB of freed memory for itself; for a command, not for a library.
  ///
  /// Freed memory is used again soon; giving it back to the system each time costs more than it saves.
  public static func keepsFreedMemory() { linnet_keep_freed_memory() }

  /// Gives memory that nobody uses back to the system, after work that took much.
  public static func givesBackFreedMemory() { linnet_give_back_freed_memory() }

  /// The bytes that the values of a program may take on this computer, for the limits of a session.
  ///
  /// Three quarters of what the system would still give: the limits on this process, on its container, or the
  /// computer's memory. The rest is for what work takes besides the values it makes.
  public static var roomForValues: Int { Int(clamping: linnet_memory_room() / 4 * 3) }

  /// Has a function called, which must end the process, when the system has no memory left.
  ///
  /// For a command, not for a library: it takes the place of the standard library's own end.
  public static func onNoMemory(_ end: @convention(c) () -> Void) { linnet_on_no_memory(end) }

  /// The bytes that calls inside calls may take in the main thread; `Int.max` without a limit.
  public static var stackOfMainThread: Int { Int(clamping: linnet_stack_limit()) }
}
