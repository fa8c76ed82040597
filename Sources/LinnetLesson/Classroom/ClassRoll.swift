import Linnet

/// A class: who handed in, with what counts, and what a teacher should know about it.
///
/// One lesson, the one that most handed in; another can be asked for. Of several files of one nickname the best
/// counts; one that was changed never counts before one that was not.
///
/// ```swift
/// let roll = ClassRoll(handIns, remarks: damaged)
/// for student in roll.students { print(student.name, student.result.points) }
/// for remark in roll.remarks { print(remark.text()) }
/// ```
public struct ClassRoll: Sendable {
  /// The lesson's permanent name; empty when nobody handed in.
  public let lesson: String
  /// The version most of the class worked on.
  public private(set) var version = ""
  /// The students, by name.
  public var students: [Student] = []
  /// What a teacher should know, first what did not count.
  public private(set) var remarks: [ClassRemark] = []

  /// One student with the result that counts.
  public struct Student: Sendable {
    /// The nickname, or the file's name where there is none.
    public let name: String
    /// The file that counts.
    public let file: String
    /// What it tells.
    public var result: LessonResult
    /// Short remarks on it, in words.
    public var remarks: [String] = []

    /// How an exercise or question stands; nil where the result does not speak of it.
    public func task(_ id: String) -> LessonResult.Task? { result.tasks.first { $0.id == id } }
  }

  /// Makes the roll of what was read; `remarks` are about files that could not be.
  public init(
    _ handIns: [HandIn], lesson asked: String? = nil, remarks: [ClassRemark] = [],
    words: LessonWords = .classroom
  ) {
    lesson = asked ?? ClassRoll.commonest(handIns.map { $0.result.lesson })
    self.remarks = remarks
    var ours = handIns.filter { $0.result.lesson == lesson }
    tellAboutLessons(handIns.filter { $0.result.lesson != lesson })
    version = ClassRoll.commonest(ours.map { $0.result.version })
    markOddTotals(&ours)
    var notes: [String: [String]] = [:]
    students = best(of: ours, &notes, words).map { handIn in
      var result = handIn.result
      result.isChanged = handIn.isChanged
      return Student(name: handIn.name, file: handIn.file, result: result)
    }
    tellAboutCopies(ours, &notes, words)
    tellAboutChanges(ours, &notes, words)
    tellAboutVersions(ours, &notes, words)
    for place in students.indices { students[place].remarks = notes[students[place].file] ?? [] }
  }

  private mutating func tell(_ key: String, _ slots: [String: String]) {
    remarks.append(ClassRemark(key, slots))
  }

  /// What occurs most often; of two the first in the alphabet.
  private static func commonest(_ texts: [String]) -> String {
    var counts: [String: Int] = [:]
    for text in texts { counts[text, default: 0] += 1 }
    var best = ("", 0)
    for (text, count) in counts where count > best.1 || count == best.1 && text < best.0 {
      best = (text, count)
    }
    return best.0
  }

  /// The same copy of a lesson has the same points for everybody; what differs was changed.
  private func markOddTotals(_ handIns: inout [HandIn]) {
    var totals: [String: [String]] = [:]
    for handIn in handIns where !handIn.isChanged {
      totals[handIn.result.digest, default: []].append(String(handIn.result.possible))
    }
    var usual: [String: String] = [:]
    for (digest, all) in totals { usual[digest] = ClassRoll.commonest(all) }
    for place in handIns.indices {
      let result = handIns[place].result
      if let total = usual[result.digest], String(result.possible) != total {
        handIns[place].isChanged = true
      }
    }
  }

  /// The hand-in that counts of each student, by name.
  private mutating func best(
    of handIns: [HandIn], _ notes: inout [String: [String]], _ words: LessonWords
  ) -> [HandIn] {
    var places: [String: Int] = [:]
    var groups: [[HandIn]] = []
    for handIn in handIns {
      guard !handIn.nickname.isEmpty else {
        tell("nickname-none", ["file": handIn.file])
        groups.append([handIn])
        continue
      }
      let key = PlainWord.key(of: handIn.nickname)
      if let place = places[key] {
        groups[place].append(handIn)
      } else {
        places[key] = groups.count
        groups.append([handIn])
      }
    }
    var best: [HandIn] = []
    for group in groups {
      var first = group[0]
      for other in group.dropFirst() where other.isBetter(than: first) { first = other }
      best.append(first)
      guard group.count > 1 else { continue }
      tell(
        "double",
        [
          "name": first.name, "count": String(group.count), "file": first.file,
          "files": PlainWord.list(group.map { $0.file }),
        ])
      notes[first.file, default: []].append(
        words.say("short-double", ["count": String(group.count)]))
    }
    let keyed = best.map { (PlainWord.key(of: $0.name), $0) }
    return keyed.sorted { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1.file < $1.1.file }.map { $0.1 }
  }

  /// Two names under one work: the logs end in the same link.
  private mutating func tellAboutCopies(
    _ handIns: [HandIn], _ notes: inout [String: [String]], _ words: LessonWords
  ) {
    var places: [String: Int] = [:]
    var groups: [[HandIn]] = []
    for handIn in handIns where !handIn.result.log.events.isEmpty {
      let chain = handIn.result.log.chain
      if let place = places[chain] {
        groups[place].append(handIn)
      } else {
        places[chain] = groups.count
        groups.append([handIn])
      }
    }
    for group in groups where group.count > 1 {
      var names: [String: String] = [:]
      for handIn in group { names[PlainWord.key(of: handIn.name)] = handIn.name }
      guard names.count > 1 else { continue }
      let all = names.values.sorted()
      tell(
        "same-work",
        ["names": PlainWord.list(all), "files": PlainWord.list(group.map { $0.file })])
      for handIn in group {
        let others = all.filter { $0 != handIn.name }
        notes[handIn.file, default: []].append(
          words.say("short-same", ["names": PlainWord.list(others)]))
      }
    }
  }

  private mutating func tellAboutChanges(
    _ handIns: [HandIn], _ notes: inout [String: [String]], _ words: LessonWords
  ) {
    for handIn in handIns {
      if handIn.isChanged {
        tell("changed", ["name": handIn.name, "file": handIn.file])
        notes[handIn.file, default: []].append(words.say("short-changed"))
      } else if handIn.isCut {
        tell("progress-cut", ["name": handIn.name, "file": handIn.file])
      }
    }
  }

  private mutating func tellAboutLessons(_ others: [HandIn]) {
    var files: [String: [String]] = [:]
    for handIn in others {
      files[PlainWord.clean(handIn.result.lesson), default: []].append(handIn.file)
    }
    for (other, files) in files.sorted(by: { $0.key < $1.key }) {
      let slots = [
        "file": files[0], "files": PlainWord.list(files, most: 12), "count": String(files.count),
        "lesson": other, "this": lesson,
      ]
      tell(files.count == 1 ? "lesson-other" : "lessons-other", slots)
    }
  }

  private mutating func tellAboutVersions(
    _ handIns: [HandIn], _ notes: inout [String: [String]], _ words: LessonWords
  ) {
    let same = handIns.filter { $0.result.version == version }
    let digest = ClassRoll.commonest(same.map { $0.result.digest })
    for handIn in handIns {
      var slots = ["name": handIn.name, "file": handIn.file, "this": PlainWord.clean(version)]
      if handIn.result.version != version {
        let other = PlainWord.clean(handIn.result.version)
        slots["version"] = other
        tell("version-other", slots)
        notes[handIn.file, default: []].append(words.say("short-version", ["version": other]))
      } else if handIn.result.digest != digest {
        tell("copy-other", slots)
        notes[handIn.file, default: []].append(words.say("short-copy"))
      }
    }
  }

  /// The names of the exercises and questions, fit to be shown, at most so many.
  public func shownTasks(most: Int = 20) -> String {
    PlainWord.list(tasks.map { PlainWord.clean($0) }, most: most)
  }

  /// The names of the exercises and questions, in the order of the lesson.
  ///
  /// First those of the version that most worked on. A file that was changed makes no columns, or it could make
  /// as many as it likes.
  public var tasks: [String] {
    let whole = students.filter { !$0.result.isChanged }
    var names: [String] = []
    var known: Set<String> = []
    let ordered =
      whole.filter { $0.result.version == version } + whole.filter { $0.result.version != version }
    for student in whole.isEmpty ? Array(students.prefix(1)) : ordered {
      for task in student.result.tasks where known.insert(task.id).inserted {
        names.append(task.id)
      }
    }
    return names
  }
}
