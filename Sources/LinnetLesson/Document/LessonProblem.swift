/// Something in a lesson file that is wrong or doubtful, with its line.
public struct LessonProblem: Sendable, Equatable {
  /// The number of the line in the file, from 1.
  public var line: Int
  /// True for what a lesson can be given with nevertheless.
  public var isWarning: Bool
  /// The key of the sentence in `lesson.txt`.
  public var key: String
  /// What fills the sentence.
  public var slots: [String: String]

  /// Makes a problem.
  public init(_ key: String, line: Int, isWarning: Bool = false, _ slots: [String: String] = [:]) {
    self.key = key
    self.line = line
    self.isWarning = isWarning
    self.slots = slots
  }

  /// The sentence.
  public func text(_ words: LessonWords = .english) -> String { words.say(key, slots) }
}
