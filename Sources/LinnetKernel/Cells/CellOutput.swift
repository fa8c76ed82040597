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
  static let patience = 0.05
  /// How many bytes are sent at once.
  static let batch = 1 << 16
  /// How many tables and pictures a cell shows, and how many bytes they may take.
  static let mostDisplays = 100
  static let mostDisplayBytes = 24 << 20
  /// When long work begins to be told, and how often, in seconds.
  static let quiet = 1.0
  static let pace = 0.25

  /// What the two threads share.
  struct State {
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
  enum Held {
    case text(String)
    case bundle(Bundle)
  }

  /// Long work that is told about in place.
  struct Progress {
    var identifier = Unique.name()
    var what = ""
    var last = 0.0
    var isShown = false
  }

  private let state = Mutex(State())
  let publisher: Publisher
  let bell: Bell

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
        state.text.finish()
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
    // The cell may be at work on a large picture or message; nobody else waits for that.
    let left = state.withLockIfAvailable { state -> Double? in
      guard let since = state.since else { return nil }
      let left = since + CellOutput.patience - Clock.seconds()
      guard left <= 0 else { return left }
      send(&state)
      return nil
    }
    guard let left else { return CellOutput.patience }
    return left
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
    switch event {
    case .text(let text):
      state.withLock { state in
        release(&state)
        print(text, &state)
      }
    case .table(let dataset, let text): show(Bundle(table: dataset, text: text))
    case .picture(let picture): show(Bundle(picture: picture))
    case .progress(let what, let done, let total):
      state.withLock { progress(what, done, total, &$0) }
    case .note, .account, .saved: break
    }
  }

  /// Takes the value of a line on its own.
  func hold(_ event: Event) {
    let held: Held
    switch event {
    case .text(let text): held = .text(text)
    case .table(let dataset, let text): held = .bundle(Bundle(table: dataset, text: text))
    case .picture(let picture): held = .bundle(Bundle(picture: picture))
    default: return
    }
    state.withLock { state in
      release(&state)
      state.held = held
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
}
