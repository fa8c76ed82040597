import Linnet

/// The class as a table that every spreadsheet opens: one row a student.
///
/// Plain, it is comma-separated values as in RFC 4180, with decimal points. For spreadsheets of countries that
/// write decimal commas there is another dress: a byte-order mark, semicolons, decimal commas.
///
/// The columns: nickname, lesson, version, points, of, percent, finished; the points of each task under its name;
/// its attempts; its hints; remark, file. What a teacher marks has an empty cell for the points.
public struct Gradebook: Sendable {
  /// How cells are written.
  public enum Dress: Sendable {
    /// Commas between cells, points in numbers.
    case plain
    /// Semicolons between cells, commas in numbers, a byte-order mark in front.
    case decimalComma
  }

  /// One cell.
  enum Cell: Equatable {
    case text(String)
    case whole(Int)
    /// A number with one decimal.
    case tenths(Double)
    case none
  }

  /// The names of the columns.
  let columns: [String]
  /// The students' rows.
  let rows: [[Cell]]

  /// Makes the gradebook of a class.
  public init(_ roll: ClassRoll, words: LessonWords = .classroom) {
    let tasks = roll.tasks
    columns =
      ["nickname", "lesson", "version", "points", "of", "percent", "finished"] + tasks
      + tasks.map { $0 + " attempts" } + tasks.map { $0 + " hints" } + ["remark", "file"]
    rows = roll.students.map { student in
      let result = student.result
      var states: [String: LessonResult.Task] = [:]
      for task in result.tasks where states[task.id] == nil { states[task.id] = task }
      var row: [Cell] = [
        .text(student.name), .text(PlainWord.clean(result.lesson)),
        .text(PlainWord.clean(result.version)), .whole(result.points), .whole(result.possible),
        result.possible > 0
          ? .tenths(100 * Double(result.points) / Double(result.possible)) : .none,
        .text(words.say(result.isFinished ? "word-yes" : "word-no")),
      ]
      row += tasks.map { id in
        guard let task = states[id] else { return .none }
        return Gradebook.waits(task) ? .none : .whole(task.points)
      }
      row += tasks.map { id in states[id].map { .whole($0.attempts) } ?? .none }
      row += tasks.map { id in states[id].map { .whole($0.hints) } ?? .none }
      return row + [.text(student.remarks.joined(separator: "; ")), .text(student.file)]
    }
  }

  /// True for an answer that a person has to mark.
  static func waits(_ task: LessonResult.Task) -> Bool {
    task.possible > 0 && task.points == 0 && ["recorded", "unmarked"].contains(task.outcome)
  }

  /// The bytes of the file.
  public func csv(_ dress: Dress = .plain) -> [UInt8] {
    var bytes: [UInt8] = dress == .plain ? [] : [0xEF, 0xBB, 0xBF]
    for row in [columns.map { Cell.text($0) }] + rows {
      for (place, cell) in row.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: dress == .plain ? "," : ";")) }
        Gradebook.write(cell, dress, to: &bytes)
      }
      bytes += [0x0D, 0x0A]
    }
    return bytes
  }

  private static func write(_ cell: Cell, _ dress: Dress, to bytes: inout [UInt8]) {
    switch cell {
    case .none: break
    case .whole(let number): bytes += "\(number)".utf8
    case .tenths(let number):
      let point = UInt8(ascii: ".")
      for byte in NumberText.fixed(number, digits: 1).utf8 {
        bytes.append(byte == point && dress == .decimalComma ? UInt8(ascii: ",") : byte)
      }
    case .text(let text):
      let text = harmless(PlainWord.clean(text, most: 2000))
      // Both separators are quoted, whichever of them a spreadsheet takes for one.
      let marks: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\"")]
      guard text.utf8.contains(where: { marks.contains($0) }) else {
        bytes += text.utf8
        return
      }
      bytes.append(UInt8(ascii: "\""))
      for byte in text.utf8 {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    }
  }

  /// A text that no spreadsheet takes for a formula: before `=`, `+`, `-`, `@`, also the wide ones, stands `'`.
  static func harmless(_ text: String) -> String {
    let signs: [UInt32] = [0x3D, 0x2B, 0x2D, 0x40, 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20]
    guard let first = text.unicodeScalars.first, signs.contains(first.value) else { return text }
    return "'" + text
  }
}
