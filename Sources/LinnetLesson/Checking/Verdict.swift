import Linnet

/// How an answer turned out, and what is said about it.
public struct Verdict: Sendable {
  /// How it turned out.
  public var outcome: Outcome
  /// What is said, in whole sentences; marks are `code` and **strong** only.
  public var said: String
  /// What stopped the student's own code, with its place; nil when it ran.
  public var mistake: Mistake?
  /// What is wrong with the check itself or with what stands before it: the teacher's affair.
  public var fault: Mistake?

  /// The name that the check looked for and that nothing has made yet: the answer may be half typed.
  public var missingName: String?

  /// How an answer turned out.
  public enum Outcome: String, Sendable {
    /// It is right.
    case right
    /// It is not right.
    case wrong
    /// The code cannot be read.
    case unreadable
    /// The code stopped with a mistake.
    case stopped
    /// A blank `____` is still there.
    case blank
    /// There is nothing.
    case empty
    /// It is noted; nobody says whether it is right.
    case recorded
  }

  /// Makes a verdict.
  public init(_ outcome: Outcome, _ said: String, mistake: Mistake? = nil, fault: Mistake? = nil) {
    self.outcome = outcome
    self.said = said
    self.mistake = mistake
    self.fault = fault
  }

  /// True when it counts as an attempt: something was tried, and it was not only unfinished.
  public var isAttempt: Bool {
    switch outcome {
    case .right, .wrong, .stopped, .recorded: true
    case .unreadable, .blank, .empty: false
    }
  }
}
