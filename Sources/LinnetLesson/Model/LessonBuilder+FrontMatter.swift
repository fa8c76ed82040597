import Linnet

extension LessonBuilder {
  /// The keys that the front matter may have.
  static let keys = [
    "lesson", "version", "title", "authors", "language", "translations", "level", "minutes",
    "licence", "requires", "goals", "needs", "data", "words", "seed", "solutions", "points",
  ]

  /// Reads the front matter into the lesson.
  mutating func readFrontMatter() {
    let document = lesson.document
    for property in document.frontMatter {
      let value = Lesson.unquoted(property.value)
      switch property.key {
      case "lesson":
        // The name becomes part of files' names, so nothing else may be in it.
        lesson.id = Lesson.isName(value) ? value : Lesson.name(of: value, orElse: "")
        if !Lesson.isName(value) { tell("problem-id-form", property.line, ["id": value]) }
      case "version": lesson.version = value
      case "title": lesson.title = value
      case "words": lesson.words = Lesson.list(value)
      case "seed":
        lesson.seed = Lesson.whole(value)
        if lesson.seed == nil { tell("problem-seed-form", property.line) }
      case "solutions":
        if let rule = Lesson.SolutionRule(value) {
          lesson.solutions = rule
        } else {
          tell("problem-solutions-form", property.line, ["text": value])
        }
      case "data": readData(property)
      case let key where !LessonBuilder.keys.contains(key):
        let near = Lesson.nearest(key, to: LessonBuilder.keys)
        tell(
          near == nil ? "problem-key-far" : "problem-key", property.line, isWarning: true,
          ["name": key, "near": near ?? ""])
      default: break
      }
    }
    if lesson.id.isEmpty {
      if document.property("lesson") == nil { tell("problem-no-id", 1, isWarning: true) }
      lesson.id = Lesson.name(ofFile: document.name)
    }
    if lesson.title.isEmpty {
      lesson.title = LessonBuilder.heading(of: document) ?? lesson.id
      if document.property("title") == nil { tell("problem-no-title", 1, isWarning: true) }
    }
  }

  private mutating func readData(_ property: LessonDocument.Property) {
    let words = DirectiveWords(property.value)
    guard let path = words.plain.first, words.plain.count == 1,
      words.pairs.allSatisfy({ $0.key == "sha256" || $0.key == "from" })
    else {
      return tell("problem-data-form", property.line)
    }
    guard Lesson.staysBeside(path) else {
      return tell("problem-data-path", property.line, ["path": path])
    }
    lesson.data.append(
      Lesson.DataFile(
        path: path, sha256: words["sha256"].map(LessonBuilder.digits), from: words["from"],
        line: property.line))
  }

  /// A digest in small letters, without the `…` of one that is cut short.
  private static func digits(_ text: String) -> String {
    var bytes = text.utf8.map {
      $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "F") ? $0 | 0x20 : $0
    }
    for end in ["…", "..."] where bytes.count > 8 && bytes.suffix(3).elementsEqual(end.utf8) {
      bytes.removeLast(3)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The first `#` heading of the prose.
  private static func heading(of document: LessonDocument) -> String? {
    for part in document.parts {
      guard case .prose(let lines, _) = part else { continue }
      for line in lines where line.utf8.starts(with: "# ".utf8) {
        return String(line.dropFirst(2)).trimmed
      }
    }
    return nil
  }
}

extension Lesson.SolutionRule {
  /// Reads `after-3`, `after-pass` or `never`.
  init?(_ text: String) {
    switch text {
    case "after-pass": self = .afterPass
    case "never": self = .never
    default:
      guard text.utf8.starts(with: "after-".utf8),
        let count = Lesson.whole(String(text.dropFirst(6))), count >= 0
      else { return nil }
      self = .afterTries(count)
    }
  }
}

extension Lesson.Tolerance {
  /// Reads `0.5` or `2%`.
  init?(_ text: String) {
    let isPart = text.utf8.last == UInt8(ascii: "%")
    guard let number = Lesson.number(isPart ? String(text.dropLast()) : text), number >= 0 else {
      return nil
    }
    self = isPart ? .relative(number / 100) : .absolute(number)
  }
}

extension Lesson.Condition {
  /// Reads `score < 60%` and `score >= 60%`.
  init?(score text: String) {
    let words = text.utf8.split(separator: 0x20).map { String(Substring($0)) }
    guard words.first == "score", words.count >= 2 else { return nil }
    let rest = words.dropFirst().joined()
    let isBelow = rest.utf8.first == UInt8(ascii: "<")
    guard isBelow || rest.utf8.starts(with: ">=".utf8), rest.utf8.last == UInt8(ascii: "%"),
      let part = Lesson.number(String(rest.dropFirst(isBelow ? 1 : 2).dropLast()))
    else { return nil }
    self = isBelow ? .scoreBelow(part) : .scoreAtLeast(part)
  }
}
