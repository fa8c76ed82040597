import Linnet

/// What exercises, questions and answers are called in front of a teacher.
///
/// A result knows names only; with the lesson at hand, headings and options stand beside them.
public struct ClassLabels: Sendable {
  /// What the lesson is called; empty when it is not known.
  let lesson: String
  private var titles: [String: String] = [:]
  private var options: [String: [Lesson.Option]] = [:]

  /// Labels from a lesson; without one, names alone.
  public init(_ lesson: Lesson? = nil) {
    self.lesson = PlainWord.clean(lesson?.title ?? "")
    for task in lesson?.tasks ?? [] {
      titles[task.id] = PlainWord.clean(task.title)
      if case .question(let question) = task {
        switch question.kind {
        case .choice(let all), .choices(let all), .prediction(let all): options[task.id] = all
        case .number, .text: break
        }
      }
    }
  }

  /// The heading above a task; empty when it is not known.
  func title(_ id: String) -> String { titles[id] ?? "" }

  /// An answer with the words of the options that it names, such as `2: By chance`.
  func answer(_ id: String, _ answer: String) -> String {
    guard let options = options[id], !options.isEmpty,
      let chosen = AnswerReader.chosen(answer, of: options.count)
    else { return answer }
    return chosen.map { "\($0 + 1): " + PlainWord.clean(options[$0].prose.markdown, most: 120) }
      .joined(separator: " · ")
  }
}
