import Linnet

/// A file that a student handed in and that could be read.
public struct HandIn: Sendable {
  /// The file's name, below the folder of all.
  public let file: String
  /// What it tells.
  public var result: LessonResult
  /// True when its end was cut off, which a log of progress survives.
  public var isCut = false
  /// True for a result whose numbers do not fit together.
  public var isChanged = false

  /// The largest file that is read, in bytes.
  ///
  /// A result of many hours is far below one megabyte.
  public static let largestFile = 16 << 20
  /// More exercises and questions than any lesson has.
  static let mostTasks = 500

  /// Reads the bytes of a file.
  ///
  /// A result tells everything itself. A log of progress only counts for a lesson, so without one it is not
  /// read. A remark comes back when nothing can be made of it.
  public static func read(_ bytes: [UInt8], file: String, lesson: Lesson? = nil) -> Reading {
    let name = PlainWord.clean(file, most: 200)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
    if bytes.allSatisfy({ $0 <= 0x20 }) {
      return .remark(ClassRemark("file-empty", ["file": name]))
    }
    if let lesson, isLog(file) { return read(log: bytes, name, lesson) }
    guard JSON(bytes) != nil else {
      let isBegun = bytes.first == UInt8(ascii: "{")
      return .remark(ClassRemark(isBegun ? "file-cut" : "file-other", ["file": name]))
    }
    guard let result = LessonResult(reading: bytes), !result.lesson.isEmpty,
      !result.tasks.isEmpty, result.tasks.count <= mostTasks
    else { return .remark(ClassRemark("file-other", ["file": name])) }
    return .handIn(HandIn(file: name, result: result))
  }

  /// What became of a file.
  public enum Reading: Sendable {
    /// It can be read.
    case handIn(HandIn)
    /// It cannot, and this says why.
    case remark(ClassRemark)
  }

  /// True for the name of a result: `ada.result`, also as mail programs change it.
  public static func isResult(_ name: String) -> Bool {
    ends(name, [".result", ".result.json", ".result.txt"])
  }

  /// True for the name of a log of progress.
  public static func isLog(_ name: String) -> Bool { ends(name, [".progress", ".jsonl"]) }

  private static func ends(_ name: String, _ endings: [String]) -> Bool {
    let name = PlainWord.small(name)
    return endings.contains { name.utf8.count > $0.utf8.count && name.hasSuffix($0) }
  }

  private static func read(log bytes: [UInt8], _ name: String, _ lesson: Lesson) -> Reading {
    let log = LessonLog(reading: bytes)
    guard let first = log.events.first else {
      return .remark(ClassRemark("file-other", ["file": name]))
    }
    var result = LessonResult(lesson, log)
    // A log names its lesson in its first line.
    if first.deed == .begin {
      result.lesson = first.text("lesson")
      result.version = first.text("version")
    }
    result.isChanged = log.isChanged || first.deed != .begin || log.unreadLines > 1
    var handIn = HandIn(file: name, result: result)
    handIn.isCut = log.unreadLines == 1
    return .handIn(handIn)
  }

  private init(file: String, result: LessonResult) {
    self.file = file
    self.result = result
    isChanged =
      result.isChanged || result.points != result.tasks.reduce(0) { $0 + $1.points }
      || result.possible != result.tasks.reduce(0) { $0 + $1.possible }
      || result.tasks.contains { $0.points < 0 || $0.points > $0.possible }
  }

  /// What the student is called; empty when nothing was said.
  public var nickname: String { PlainWord.clean(result.nickname) }

  /// What the student is called, or the file where nothing was said.
  public var name: String { nickname.isEmpty ? file : nickname }

  /// True when this one counts rather than another of the same student: more points, or further on.
  func isBetter(than other: HandIn) -> Bool {
    let one = [
      isChanged ? 0 : 1, result.points, result.isFinished ? 1 : 0, result.log.events.count,
    ]
    let two = [
      other.isChanged ? 0 : 1, other.result.points, other.result.isFinished ? 1 : 0,
      other.result.log.events.count,
    ]
    for (mine, its) in zip(one, two) where mine != its { return mine > its }
    return file > other.file
  }
}
