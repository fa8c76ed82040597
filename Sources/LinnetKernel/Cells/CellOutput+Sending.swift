import Linnet
import LinnetHost
import LinnetText

/// Putting what a cell shows in order, and sending it; all of it with the lock held.
extension CellOutput {
  /// Takes a line of text.
  func print(_ text: String, _ state: inout State) {
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
  func release(_ state: inout State) {
    guard let held = state.held else { return }
    state.held = nil
    switch held {
    case .text(let text): print(text, &state)
    case .bundle(let bundle): display(bundle, &state)
    }
  }

  /// Keeps something instead of showing it.
  func collect(_ bundle: Bundle, _ state: inout State) {
    // What nobody could look through is not kept.
    guard state.collectedBytes <= CellOutput.mostDisplayBytes else { return }
    state.collectedBytes += bundle.size
    state.collected?.append(bundle)
  }

  /// Shows a table or picture, as long as there is room for more.
  func display(_ bundle: Bundle, _ state: inout State) {
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
  func closeDisplays(_ state: inout State) {
    guard let last = state.lastDisplay else { return }
    state.lastDisplay = nil
    if state.lostDisplays > 0 {
      let words =
        "… \(DigitGrouping.grouped(state.lostDisplays)) more left out here; this is the last …"
      publishDisplay(Bundle(remarks: [words]), state)
    }
    publishDisplay(last, state)
  }

  /// Publishes something that is shown.
  func publishDisplay(_ bundle: Bundle, _ state: State) {
    guard !state.isSilent else { return }
    publisher.publish(
      "display_data", ["data": bundle.data, "metadata": [:], "transient": [:]],
      parent: state.parent)
  }

  /// Notes that something waits, and has the thread of the transport look at the clock.
  func wait(_ state: inout State) {
    guard state.since == nil, !state.isSilent else { return }
    state.since = Clock.seconds()
    bell.ring()
  }

  /// Sends the text and the remarks that wait.
  func send(_ state: inout State) {
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

  /// Tells how far long work is, now and then, always in the same place.
  func progress(_ what: String, _ done: Int, _ total: Int, _ state: inout State) {
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
  func closeProgress(_ state: inout State) {
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
  static func shortened(_ text: String) -> String {
    guard text.utf8.count > OutputText.head else { return text }
    var output = OutputText()
    output.add(text)
    var short = output.take()
    output.finish()
    short += output.take()
    return short
  }
}
