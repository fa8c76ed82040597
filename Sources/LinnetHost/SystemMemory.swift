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
}
