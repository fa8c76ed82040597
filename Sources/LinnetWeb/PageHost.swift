import Linnet
import LinnetText

/// The world of a page's cells: what a run shows goes out as it happens, each thing in the forms a page needs.
final class PageHost: WebHost {
  /// How many letters of a long list a cell shows.
  private static let letters = 4000

  private let interrupt: Interrupt
  /// What the cell that runs is called in mistakes.
  var main = ""
  /// True for a notebook: a picture made of letters goes with each picture, and values of lines are told apart.
  var sendsLetters = false
  /// How wide pictures are drawn, in points: on a narrow screen letters are then as large as on a wide one.
  var pictureWidth = 640
  /// True while cells run again only for their variables: nothing is shown.
  var isQuiet = false
  /// What the person has answered to the questions of this cell, in their order.
  var answers: [String] = []
  private var answered = 0
  /// The question that nobody has answered yet; the run has ended at it.
  private(set) var question: String?
  /// Where the person has put sliders and choices, by their names.
  var settings: [String: Control.Setting] = [:]

  /// Makes the world of a page; `interrupt` is that of its session.
  init(_ interrupt: Interrupt) {
    self.interrupt = interrupt
    super.init(drawsSVG: true)
  }

  /// A cell begins.
  func begin(_ name: String, answers: [String]) {
    main = name
    self.answers = answers
    answered = 0
    question = nil
  }

  /// Shows what a program shows.
  override func receive(_ event: Event) {
    guard !isQuiet else { return }
    switch event {
    case .text(let text): WebHost.show(Shown.text, text)
    case .table(let table, let text):
      PageHost.tell(["kind": "table", "text": .text(text), "html": .text(table.html())])
    case .picture(let picture):
      var members: [JSON.Member] = [
        JSON.Member("kind", "picture"),
        JSON.Member(
          "svg",
          .text(SVG.render(picture, width: pictureWidth, height: min(420, pictureWidth * 3 / 4)))),
        JSON.Member("words", .text(picture.alternativeText)),
      ]
      if sendsLetters { members.append(JSON.Member("text", .text(WebPicture.text(picture)))) }
      PageHost.tell(.object(members))
    case .note(let note): PageHost.tell(MistakeReply.json(note, main: main))
    case .account(let text): PageHost.tell(["kind": "account", "text": .text(text)])
    case .saved(let text): PageHost.tell(["kind": "saved", "text": .text(text)])
    case .progress(let what, let done, let total):
      PageHost.tell([
        "kind": "progress", "text": .text(what), "done": .number(Double(done)),
        "total": .number(Double(total)),
      ])
    }
  }

  /// Shows the value of a line.
  override func receive(answer event: Event) {
    if sendsLetters, !isQuiet { WebHost.show(Shown.answer, "") }
    receive(event)
  }

  /// A long list is cut.
  override var roomForList: Int? { PageHost.letters }

  /// The next answer of the person; without one the run ends, and the page asks and runs the cell again.
  ///
  /// A page cannot make a running program wait for a person: its worker hears nothing while it works.
  override func ask(_ question: String) -> String? {
    if answered < answers.count {
      answered += 1
      return answers[answered - 1]
    }
    self.question = question
    interrupt.trip()
    return nil
  }

  /// Where the person has put a control, which the page draws below its cell.
  override func control(_ control: Control) -> Control.Setting? {
    let setting = settings[control.name] ?? control.start
    guard !isQuiet else { return setting }
    var members: [JSON.Member] = [
      JSON.Member("kind", "control"), JSON.Member("name", .text(control.name)),
    ]
    switch setting {
    case .number(let number): members.append(JSON.Member("value", .number(number)))
    case .word(let word): members.append(JSON.Member("value", .text(word)))
    }
    switch control.kind {
    case .slider(let from, let to, let step):
      members.append(JSON.Member("from", .number(from)))
      members.append(JSON.Member("to", .number(to)))
      members.append(JSON.Member("step", .number(step)))
    case .choice(let words):
      members.append(JSON.Member("choices", .list(words.map { JSON.text($0) })))
    }
    PageHost.tell(.object(members))
    return setting
  }

  /// Hands the page something that happened.
  static func tell(_ event: JSON) { show(Shown.event, event) }

  /// Hands the page JSON.
  static func show(_ kind: Int32, _ json: JSON) {
    json.encoded.withUnsafeBufferPointer { linnetShow(kind, $0.baseAddress, Int32($0.count)) }
  }
}
