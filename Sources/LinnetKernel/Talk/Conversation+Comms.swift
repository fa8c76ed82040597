import Linnet
import LinnetText

/// Comms: how controls and the front ends that draw them talk.
extension Conversation {
  /// What a front end opens to ask for the state of all widgets.
  private static let controlTarget = "jupyter.widget.control"
  private static let widgetTarget = "jupyter.widget"

  /// Answers the messages of comms.
  func comm(_ request: Request) {
    let identifier = request.content["comm_id"]?.asText
    let data = request.content["data"] ?? [:]
    switch request.type {
    case "comm_info_request":
      let target = request.content["target_name"]?.asText
      let isAsked = target == nil || target == "" || target == Conversation.widgetTarget
      let models = isAsked ? board.widgets.values.flatMap { $0.models } : []
      publisher.answer(
        request, "comm_info_reply",
        [
          "status": "ok",
          "comms": .object(
            models.map {
              JSON.Member($0.identifier, ["target_name": .text(Conversation.widgetTarget)])
            }),
        ])
    case "comm_open":
      guard let identifier else { return }
      if request.content["target_name"]?.asText == Conversation.controlTarget {
        board.frontEnds.insert(identifier)
        return
      }
      publisher.publish(
        "comm_close", ["comm_id": .text(identifier), "data": [:]], parent: request.rawHeader)
    case "comm_msg":
      guard let identifier else { return }
      if board.frontEnds.contains(identifier) {
        if data["method"] == "request_states" { tellAll(identifier, request) }
      } else if let model = board.model(ofComm: identifier) {
        switch data["method"]?.asText {
        case "update": moved(identifier, data["state"] ?? [:], request)
        case "request_state":
          message(
            identifier, ["method": "update", "state": model.state, "buffer_paths": []], request)
        default: break
        }
      }
    case "comm_close":
      guard let identifier else { return }
      board.frontEnds.remove(identifier)
    default: break
    }
  }

  private func message(_ comm: String, _ data: JSON, _ request: Request) {
    publisher.publish(
      "comm_msg", ["comm_id": .text(comm), "data": data], parent: request.rawHeader)
  }

  /// Tells a front end that has come anew the state of every model.
  private func tellAll(_ comm: String, _ request: Request) {
    let states = board.widgets.values.flatMap { $0.models }.map { model in
      JSON.Member(
        model.identifier,
        [
          "model_name": model.state["_model_name"] ?? .null,
          "model_module": model.state["_model_module"] ?? .null,
          "model_module_version": model.state["_model_module_version"] ?? .null,
          "state": model.state,
        ])
    }
    message(
      comm, ["method": "update_states", "states": .object(states), "buffer_paths": []], request)
  }

  // MARK: Moving a control

  /// A person has moved a control: what depends on it runs again.
  private func moved(_ comm: String, _ change: JSON, _ request: Request) {
    guard let name = board.name(ofComm: comm), var widget = board.widgets[name],
      widget.take(change)
    else { return }
    board.widgets[name] = widget
    guard gate.begin(request) else { return }
    defer { gate.end() }
    // Other windows on the same notebook move theirs; the one that was moved knows already.
    let echoed = change.asObject?.filter { ["value", "index"].contains($0.name) } ?? []
    message(
      comm, ["method": "echo_update", "state": .object(echoed), "buffer_paths": []], request)
    for identifier in board.graph.dependents(ofControl: name) {
      if gate.wasTripped { break }
      rerun(identifier, request)
    }
  }

  /// Runs a cell again and shows what it shows where it showed it before.
  private func rerun(_ identifier: String, _ request: Request) {
    guard let cell = board.cells[identifier] else { return }
    output.begin(parent: request.rawHeader, count: count, isSilent: false)
    host.question = nil
    host.name = cell.name
    host.asked = { [unowned self] control in self.setting(of: control, drawnFor: nil, request) }
    let (ending, bundles) = output.collect(withRemarks: true) {
      run(session.read(cell.code, name: cell.name))
    }
    var shown = bundles
    if case .wrong(let trouble) = ending {
      shown.append(Bundle(remarks: [trouble.plain]))
    }
    guard let display = cell.display else { return }
    publisher.publish(
      "update_display_data", content(of: shown, display), parent: request.rawHeader)
  }

  /// The content of a display that can be shown anew.
  func content(of bundles: [Bundle], _ display: String) -> JSON {
    let bundle = bundles.isEmpty ? Bundle(text: "") : Bundle(joining: bundles)
    return [
      "data": bundle.data, "metadata": [:], "transient": ["display_id": .text(display)],
    ]
  }

  /// Where a control that a cell asks for is put; one that is new is drawn.
  ///
  /// `cell` is what the cell is called that is run by a person; nil for one that runs again.
  func setting(of control: Control, drawnFor cell: String?, _ request: Request) -> Control.Setting {
    // A cell that runs again has its controls already, and so has one that asks for the same twice.
    let isDrawn = cell == nil || !board.asked.insert(control.name).inserted
    if var widget = board.widgets[control.name] {
      if widget.control.kind != control.kind || widget.control.start != control.start {
        if widget.isSlider == control.isSlider {
          widget.become(control)
          message(
            widget.identifier,
            ["method": "update", "state": widget.state, "buffer_paths": []], request)
        } else {
          widget = open(control, request)
        }
        board.widgets[control.name] = widget
      }
      if !isDrawn { draw(widget) }
      return widget.setting
    }
    guard board.widgets.count < ControlBoard.mostControls else {
      if !board.hasToldMost {
        board.hasToldMost = true
        output.remark(
          "Note: There are \(ControlBoard.mostControls) sliders and choices already; more are not drawn."
        )
      }
      return control.start
    }
    let widget = open(control, request)
    board.widgets[control.name] = widget
    if !isDrawn { draw(widget) }
    return widget.setting
  }

  /// Makes the models of a control known to all front ends.
  private func open(_ control: Control, _ request: Request) -> WidgetState {
    let widget = WidgetState(control, setting: control.start)
    for model in widget.models {
      publisher.publish(
        "comm_open",
        [
          "comm_id": .text(model.identifier), "target_name": .text(Conversation.widgetTarget),
          "data": ["state": model.state, "buffer_paths": []],
        ], parent: request.rawHeader,
        metadata: ["version": .text(WidgetState.protocolVersion)])
    }
    return widget
  }

  /// Draws a control below the cell.
  private func draw(_ widget: WidgetState) {
    output.publish(
      "display_data",
      [
        "data": [
          "text/plain": .text(widget.words),
          "application/vnd.jupyter.widget-view+json": [
            "version_major": 2, "version_minor": 0, "model_id": .text(widget.identifier),
          ],
        ], "metadata": [:], "transient": [:],
      ])
  }
}
