/// The tools for a class in use, for those who left something out.
enum ClassroomUsage {
  /// A line that works, by subcommand.
  static let examples = [
    "collect": "linnet lesson collect handed-in -o grades.csv --page class.html",
    "grade": "linnet lesson grade z-boson.lesson handed-in -o grades.csv",
    "pool": "linnet lesson pool mz handed-in -o pool.svg",
  ]
}
