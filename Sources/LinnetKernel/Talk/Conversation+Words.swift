import Linnet
import LinnetText

/// Completion, help on the word at the cursor, and whether a cell is whole.
extension Conversation {
  /// A place in a text, which messages count in Unicode scalars and the session in bytes.
  private struct Cursor {
    let text: String
    let scalars: Int
    let bytes: Int

    /// Takes the place of a request; one beyond the text is its end.
    init?(_ content: JSON) {
      guard let text = content["code"]?.asText else { return nil }
      self.text = text
      let asked = content["cursor_pos"]?.asWhole ?? .max
      var (scalars, bytes) = (0, 0)
      for scalar in text.unicodeScalars {
        if scalars >= asked { break }
        scalars += 1
        bytes += UTF8.width(scalar)
      }
      self.scalars = scalars
      self.bytes = bytes
    }
  }

  /// Answers a `complete_request`: the ways to go on, what each is and in a few words what it does.
  func complete(_ request: Request) {
    guard let cursor = Cursor(request.content) else {
      publisher.answer(request, "complete_reply", failed)
      return
    }
    let word = Session.completedWord(cursor.text, cursor: cursor.bytes)
    let start = cursor.scalars - word.unicodeScalars.count
    let found = session.complete(cursor.text, cursor: cursor.bytes)
    let variables = Set(session.variables.map { $0.name })
    let types: [JSON] = found.map { completion in
      [
        "start": .number(Double(start)), "end": .number(Double(cursor.scalars)),
        "text": .text(completion.word), "type": .text(kind(of: completion, variables)),
        "signature": .text(completion.description),
      ]
    }
    publisher.answer(
      request, "complete_reply",
      [
        "status": "ok", "matches": .list(found.map { JSON.text($0.word) }),
        "cursor_start": .number(Double(start)), "cursor_end": .number(Double(cursor.scalars)),
        "metadata": ["_jupyter_types_experimental": .list(types)],
      ])
  }

  /// What a completion is, in the words that notebooks have signs for.
  private func kind(of completion: Completion, _ variables: Set<String>) -> String {
    if completion.word.hasSuffix(": ") { return "param" }
    if completion.word.hasSuffix("/") { return "path" }
    if completion.description.hasPrefix("column") { return "property" }
    if variables.contains(completion.word) { return "instance" }
    guard let help = Help.of(completion.word) else { return "text" }
    return ["sentences", "grammar"].contains(help.family) ? "keyword" : "function"
  }

  /// Answers an `inspect_request`: help on the word at the cursor.
  func inspect(_ request: Request) {
    guard let cursor = Cursor(request.content),
      let help = session.inspect(cursor.text, cursor: cursor.bytes)
    else {
      publisher.answer(
        request, "inspect_reply",
        ["status": "ok", "found": false, "data": [:], "metadata": [:]])
      return
    }
    publisher.answer(
      request, "inspect_reply",
      ["status": "ok", "found": true, "data": Talk.bundle(help).data, "metadata": [:]])
  }

  /// Answers an `is_complete_request`.
  func isComplete(_ request: Request) {
    guard let code = request.content["code"]?.asText else {
      publisher.answer(request, "is_complete_reply", ["status": "unknown"])
      return
    }
    let reply: JSON
    switch Talk(code, session) == nil ? session.read(code).state : .complete {
    case .complete: reply = ["status": "complete"]
    case .incomplete:
      reply = ["status": "incomplete", "indent": .text(Indentation.start(of: [code]))]
    case .failed: reply = ["status": "invalid"]
    }
    publisher.answer(request, "is_complete_reply", reply)
  }

  /// Answers a `history_request`.
  func tellHistory(_ request: Request) {
    publisher.answer(request, "history_reply", history.reply(request.content))
  }

  /// The reply to a request that makes no sense.
  private var failed: JSON {
    [
      "status": "error", "ename": "bad-request", "evalue": "The request holds no code.",
      "traceback": [],
    ]
  }
}
