import Linnet
import LinnetLesson
import LinnetText

/// The page that leads to the pages of lessons.
enum GalleryPage {
  /// One lesson and the file of its page.
  struct Card {
    var page: String
    var lesson: Lesson
  }

  /// The page.
  static func document(_ cards: [Card]) -> PageDocument {
    let items = cards.map { card in
      let lesson = card.lesson
      var facts: [String] = []
      if let minutes = lesson.property("minutes") { facts.append("\(minutes) minutes") }
      if let level = lesson.property("level") { facts.append(level) }
      if lesson.points > 0 { facts.append("\(lesson.points) points") }
      let goals = Lesson.list(lesson.property("goals") ?? "").map {
        "<li>\(HTMLText.escaped($0))</li>"
      }
      return """
        <li class="card">
        <h2><a href="\(HTMLText.escaped(card.page))">\(HTMLText.escaped(lesson.title))</a></h2>
        <p class="small">\(HTMLText.escaped(facts.joined(separator: " · ")))</p>
        \(goals.isEmpty ? "" : "<ul>\(goals.joined())</ul>")
        </li>
        """
    }
    let body = """
      <header class="top">
      <h1>Lessons</h1>
      <p>Each opens in the browser as it is. Nothing has to be installed, and nothing you type leaves your computer.</p>
      </header>
      <main>
      <ul class="cards">
      \(items.joined(separator: "\n"))
      </ul>
      </main>
      """
    return PageDocument(title: "Lessons", body: body)
  }
}
