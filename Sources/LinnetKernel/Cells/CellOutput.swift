import Linnet
import LinnetHost
import LinnetText
import Synchronization

/// What one cell shows, in order: printed text gathered into few messages, tables and pictures one by one.
///
/// The thread that runs the cell adds to it; the thread of the transport sends what has waited long enough. What a cell
/// may show is bounded, so that a loop cannot make a notebook that no browser opens.
final class CellOutput: Sendable {
  /// How long text may wait to be sent, in seconds.
  private static let patience = 0.05
  /// How many bytes are sent at once.
  private static let batch = 1 << 16
  /// How many tables and pictures a cell shows, and how many bytes they may take.
  static let mostDisplays = 100
  static let mostDisplayBytes = 24 << 20
  /// When long work begins to be told, and how often, in seconds.
  private static let quiet = 1.0
  private static let pace = 0.25

  private struct State {
    var parent: [UInt8] = []
    var isSilent = true
    var count = 0
    var text = OutputText()
    var remarks: [String] = []
    /// When something began to wait; nil when nothing does.
    var since: Double?
    var held: Held?
    var displays = 0
    var displayBytes = 0
    var lostDisplays = 0
    var lastDisplay: Bundle?
    var progress: Progress?
    var started = 0.0
    /// Takes what is shown instead of the notebook: of a client's own expressions, and of cells that are shown anew
    /// when a control is moved.
    var collected: [Bundle]?
    var collectsRemarks = false
    /// How much was collected, in bytes.
    var collectedBytes = 0
  }

  /// The value of a line, which becomes the result of the cell if nothing follows.
  private enum Held {
    case text(String)
    case bundle(Bundle)
  }

  /// Long work that is told about in place.
  private struct Progress {
    var identifier = Unique.name()
    var what = ""
    var last = 0.0
    var isShown = false
  }

  private let state = Mutex(State())
  private let publisher: Publisher
  private let bell: Bell

  /// Makes an output that shows nothing until a cell begins; `bell` wakes the thread that sends what waits.
  init(_ publisher: Publisher, bell: Bell) {
    self.publisher = publisher
    self.bell = bell
  }

  // MARK: A cell

  /// A cell begins.
  func begin(parent: [UInt8], count: Int, isSilent: Bool) {
    state.withLock { state in
      state = State()
      state.parent = parent
      state.count = count
      state.isSilent = isSilent
      state.started = Clock.seconds()
    }
  }

  /// Sends all that waits; the value of the last line becomes the cell's result unless it ended in a mistake.
  ///
  /// Answers with the text of the result, for the history.
  @discardableResult
  func finish(isFine: Bool) -> String? {
    state.withLock { state in
      var result: String?
      if isFine, let held = state.held {
        state.held = nil
        send(&state)
        closeDisplays(&state)
        let bundle: Bundle =
          switch held {
          case .text(let text): Bundle(text: CellOutput.shortened(text))
          case .bundle(let bundle): bundle
          }
        result = bundle.data["text/plain"]?.asText
        if !state.isSilent {
          publisher.publish(
            "execute_result",
            [
              "execution_count": .number(Double(state.count)), "data": bundle.data,
              "metadata": [:],
            ], parent: state.parent)
        }
      } else {
        release(&state)
        state.text.finish()
        send(&state)
        closeDisplays(&state)
      }
      closeProgress(&state)
      return result
    }
  }

  /// Sends what has waited long enough; answers with the seconds until something else has.
  func tick() -> Double? {
    state.withLock { state in
      guard let since = state.since else { return nil }
      let left = since + CellOutput.patience - Clock.seconds()
      guard left <= 0 else { return left }
      send(&state)
      return nil
    }
  }

  /// Sends what waits now, before a pause or a question.
  func flush() {
    state.withLock { state in
      release(&state)
      send(&state)
    }
  }

  /// Collects what the work shows instead of sending it, remarks too if they are wanted.
  func collect<Result>(withRemarks: Bool, _ work: () -> Result) -> (Result, [Bundle]) {
    state.withLock { state in
      state.collected = []
      state.collectedBytes = 0
      state.collectsRemarks = withRemarks
    }
    let result = work()
    let bundles = state.withLock { state in
      release(&state)
      defer { state.collected = nil }
      return state.collected ?? []
    }
    return (result, bundles)
  }

  // MARK: What is shown

  /// Takes what the program shows.
  func show(_ event: Event) {
    state.withLock { state in
      switch event {
      case .text(let text):
        release(&state)
        print(text, &state)
      case .table(let dataset, let text):
        release(&state)
        display(Bundle(table: dataset, text: text), &state)
      case .picture(let picture):
        release(&state)
        display(Bundle(picture: picture), &state)
      case .note, .account, .saved: break
      case .progress(let what, let done, let total): progress(what, done, total, &state)
      }
    }
  }

  /// Takes the value of a line on its own.
  func hold(_ event: Event) {
    state.withLock { state in
      release(&state)
      switch event {
      case .text(let text): state.held = .text(text)
      case .table(let dataset, let text):
        state.held = .bundle(Bundle(table: dataset, text: text))
      case .picture(let picture): state.held = .bundle(Bundle(picture: picture))
      default: break
      }
    }
  }

  /// Takes a quiet line about what happened.
  func remark(_ text: String) {
    state.withLock { state in
      release(&state)
      guard state.collected == nil else {
        if state.collectsRemarks { collect(Bundle(remarks: [text]), &state) }
        return
      }
      if state.text.hasReady { send(&state) }
      wait(&state)
      // Columns that are added one after another are told together.
      if let last = state.remarks.last, last.hasPrefix("added `"), text.hasPrefix("added `") {
        state.remarks[state.remarks.count - 1] = last + ", " + text.dropFirst("added ".count)
      } else {
        state.remarks.append(text)
      }
    }
  }

  /// Shows something that the kernel itself has made, such as the help on a word.
  func show(_ bundle: Bundle) {
    state.withLock { state in
      release(&state)
      display(bundle, &state)
    }
  }

  /// Publishes a message of another kind, such as `clear_output`, after all that was shown before.
  func publish(_ type: String, _ content: JSON) {
    state.withLock { state in
      release(&state)
      send(&state)
      if !state.isSilent { publisher.publish(type, content, parent: state.parent) }
    }
  }

  // MARK: Inside

  private func print(_ text: String, _ state: inout State) {
    guard state.collected == nil else {
      collect(Bundle(text: text), &state)
      return
    }
    guard !state.isSilent else { return }
    if !state.remarks.isEmpty { send(&state) }
    wait(&state)
    state.text.add(line: text)
    if state.text.ready.count >= CellOutput.batch { send(&state) }
  }

  /// Shows the held value like anything else: it was not the last.
  private func release(_ state: inout State) {
    guard let held = state.held else { return }
    state.held = nil
    switch held {
    case .text(let text): print(text, &state)
    case .bundle(let bundle): display(bundle, &state)
    }
  }

  private func collect(_ bundle: Bundle, _ state: inout State) {
    // What nobody could look through is not kept.
    guard state.collectedBytes <= CellOutput.mostDisplayBytes else { return }
    state.collectedBytes += bundle.size
    state.collected?.append(bundle)
  }

  private func display(_ bundle: Bundle, _ state: inout State) {
    guard state.collected == nil else {
      collect(bundle, &state)
      return
    }
    guard !state.isSilent else { return }
    guard state.displays < CellOutput.mostDisplays,
      state.displayBytes + bundle.size <= CellOutput.mostDisplayBytes
    else {
      if state.lastDisplay != nil { state.lostDisplays += 1 }
      state.lastDisplay = bundle
      return
    }
    send(&state)
    state.displays += 1
    state.displayBytes += bundle.size
    publisher.publish(
      "display_data", ["data": bundle.data, "metadata": [:], "transient": [:]],
      parent: state.parent)
  }

  /// Says how many tables and pictures were left out, and shows the last.
  private func closeDisplays(_ state: inout State) {
    guard let last = state.lastDisplay else { return }
    state.lastDisplay = nil
    if state.lostDisplays > 0 {
      let words =
        "… \(DigitGrouping.grouped(state.lostDisplays)) more left out here; this is the last …"
      publishDisplay(Bundle(remarks: [words]), state)
    }
    publishDisplay(last, state)
  }

  private func publishDisplay(_ bundle: Bundle, _ state: State) {
    guard !state.isSilent else { return }
    publisher.publish(
      "display_data", ["data": bundle.data, "metadata": [:], "transient": [:]],
      parent: state.parent)
  }

  /// Notes that something waits, and has the thread of the transport look at the clock.
  private func wait(_ state: inout State) {
    guard state.since == nil, !state.isSilent else { return }
    state.since = Clock.seconds()
    bell.ring()
  }

  /// Sends the text and the remarks that wait.
  private func send(_ state: inout State) {
    state.since = nil
    if state.text.hasReady {
      let text = state.text.take()
      var content: [UInt8] = Array("{\"name\":\"stdout\",\"text\":".utf8)
      JSON.write(text, to: &content)
      content.append(UInt8(ascii: "}"))
      if !state.isSilent { publisher.publish("stream", content, parent: state.parent) }
    }
    if !state.remarks.isEmpty {
      let bundle = Bundle(remarks: state.remarks)
      state.remarks = []
      publishDisplay(bundle, state)
    }
  }

  private func progress(_ what: String, _ done: Int, _ total: Int, _ state: inout State) {
    let now = Clock.seconds()
    guard !state.isSilent, state.collected == nil, now - state.started >= CellOutput.quiet,
      now - (state.progress?.last ?? 0) >= CellOutput.pace
    else { return }
    var progress = state.progress ?? Progress()
    let bundle = Bundle(progress: what, done: done, total: total)
    release(&state)
    send(&state)
    publisher.publish(
      progress.isShown ? "update_display_data" : "display_data",
      [
        "data": bundle.data, "metadata": [:],
        "transient": ["display_id": .text(progress.identifier)],
      ], parent: state.parent)
    progress.isShown = true
    progress.last = now
    progress.what = what
    state.progress = progress
  }

  /// Where work was told about stands in the end how long it took.
  private func closeProgress(_ state: inout State) {
    guard let progress = state.progress, progress.isShown else { return }
    state.progress = nil
    let seconds = Clock.seconds() - state.started
    let tenths = Int((seconds * 10).rounded())
    let words = "\(progress.what): \(tenths / 10).\(tenths % 10) s"
    publisher.publish(
      "update_display_data",
      [
        "data": Bundle(remarks: [words]).data, "metadata": [:],
        "transient": ["display_id": .text(progress.identifier)],
      ], parent: state.parent)
  }

  /// A text that is no longer than a cell may print.
  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > OutputText.head else { return text }
    var output = OutputText()
    output.add(text)
    var short = output.take()
    output.finish()
    short += output.take()
    return short
  }
}
