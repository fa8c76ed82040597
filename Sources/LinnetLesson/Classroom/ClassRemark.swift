import Linnet

/// Something a teacher should know about what was handed in.
///
/// Nothing is dropped in silence: a file that does not count, or that counts with a doubt, has a remark.
public struct ClassRemark: Sendable, Equatable {
  /// Which sentence.
  public var key: String
  /// What fills its slots.
  public var slots: [String: String]

  /// Makes a remark.
  public init(_ key: String, _ slots: [String: String] = [:]) {
    self.key = key
    self.slots = slots
  }

  /// The remark in words.
  public func text(_ words: LessonWords = .classroom) -> String { words.say(key, slots) }
}
