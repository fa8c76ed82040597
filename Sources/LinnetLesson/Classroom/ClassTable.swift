import Linnet
import LinnetText

/// The class as a few aligned lines for a terminal.
public enum ClassTable {
  /// The students with their points, at most so many lines, then the success of each task.
  public static func lines(
    _ roll: ClassRoll, _ statistics: ClassStatistics, most: Int = 40,
    words: LessonWords = .classroom
  ) -> [String] {
    var rows = [
      ["column-name", "column-points", "column-percent", "column-finished"].map { words.say($0) }
    ]
    for student in roll.students.prefix(most) {
      let result = student.result
      rows.append([
        PlainWord.clean(student.name, most: 32), "\(result.points) / \(result.possible)",
        PlainWord.percent(result.points, of: result.possible),
        words.say(result.isFinished ? "word-yes" : "word-no"),
      ])
    }
    var lines = aligned(rows)
    if roll.students.count > most { lines.append("… \(roll.students.count - most) more") }
    guard !statistics.tasks.isEmpty else { return lines }
    rows = [["column-task", "column-success", "column-part", "column-hints"].map { words.say($0) }]
    for task in statistics.tasks.prefix(most) {
      rows.append([
        PlainWord.clean(task.id, most: 32),
        task.isMarked ? "\(task.right) / \(task.students)" : "–",
        task.isMarked ? PlainWord.percent(task.right, of: task.students) : "–", "\(task.hinted)",
      ])
    }
    return lines + [""] + aligned(rows)
  }

  /// Rows of cells with their columns under each other; all but the first column stand at the right.
  static func aligned(_ rows: [[String]]) -> [String] {
    var widths = [Int](repeating: 0, count: rows.map { $0.count }.max() ?? 0)
    for row in rows {
      for (place, cell) in row.enumerated() {
        widths[place] = max(widths[place], TextWidth.of(cell))
      }
    }
    return rows.map { row in
      var line = ""
      for (place, cell) in row.enumerated() {
        let gap = String(repeating: " ", count: widths[place] - TextWidth.of(cell))
        line += place == 0 ? cell + gap : "  " + gap + cell
      }
      return line
    }
  }
}
