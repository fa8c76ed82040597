import Linnet
import LinnetText

/// A control as notebooks draw it: the models of a widget, in the protocol of ipywidgets (version 2 of its messages).
///
/// It is drawn by what JupyterLab, Notebook and other front ends have for Python's widgets already, so a person finds
/// the slider they know, with its keys and its words for screen readers; and nothing of Python runs.
struct WidgetState {
  /// The version of the messages that a comm is opened with.
  static let protocolVersion = "2.1.0"

  /// The models that a widget is made of: its looks first, itself last.
  struct Model {
    var identifier: String
    var state: JSON
  }

  /// What is set.
  private(set) var control: Control
  /// What the comms of its models are called.
  let identifier = Unique.name()
  private let layout = Unique.name()
  private let style = Unique.name()
  /// Where a person has put it.
  var setting: Control.Setting

  /// Makes the widget of a control.
  init(_ control: Control, setting: Control.Setting) {
    self.control = control
    self.setting = setting
  }

  /// The models, in the order in which their comms are opened.
  var models: [Model] {
    [
      Model(identifier: layout, state: WidgetState.model("Layout", in: "base", [])),
      Model(
        identifier: style,
        state: WidgetState.model(
          isSlider ? "SliderStyle" : "DescriptionStyle", in: "controls",
          [JSON.Member("description_width", "initial")])),
      Model(identifier: identifier, state: state),
    ]
  }

  /// True for a slider.
  var isSlider: Bool { control.isSlider }

  /// The state of the widget itself.
  var state: JSON {
    let common = [
      JSON.Member("description", .text(control.name)),
      JSON.Member("description_allow_html", false), JSON.Member("disabled", false),
      JSON.Member("layout", .text("IPY_MODEL_" + layout)),
      JSON.Member("style", .text("IPY_MODEL_" + style)),
      JSON.Member("tooltip", .text(control.name)),
    ]
    switch control.kind {
    case .slider(let from, let to, let step):
      return WidgetState.model(
        "FloatSlider", in: "controls",
        common + [
          JSON.Member("min", .number(from)), JSON.Member("max", .number(to)),
          JSON.Member("step", .number(step)), JSON.Member("value", .number(number)),
          JSON.Member("orientation", "horizontal"), JSON.Member("readout", true),
          JSON.Member("readout_format", .text(WidgetState.format(step))),
          JSON.Member("continuous_update", true), JSON.Member("behavior", "drag-tap"),
        ])
    case .choice(let words):
      return WidgetState.model(
        "Dropdown", in: "controls",
        common + [
          JSON.Member("_options_labels", .list(words.map { JSON.text($0) })),
          JSON.Member("index", .number(Double(place))),
        ])
    }
  }

  /// What stands where no widget can be drawn.
  var words: String {
    switch (control.kind, setting) {
    case (.slider(let from, let to, _), _):
      "\(control.name): \(NumberText.shown(number)) (from \(NumberText.shown(from)) to \(NumberText.shown(to)))"
    case (.choice(let words), .word(let word)):
      "\(control.name): \(word) (of \(words.joined(separator: ", ")))"
    case (.choice, .number): control.name
    }
  }

  private var number: Double { if case .number(let number) = setting { number } else { 0 } }

  private var place: Int {
    guard case .choice(let words) = control.kind, case .word(let word) = setting else { return 0 }
    return words.firstIndex(of: word) ?? 0
  }

  /// Takes what a person has changed; false when it changes nothing.
  mutating func take(_ change: JSON) -> Bool {
    let before = setting
    switch control.kind {
    case .slider(let from, let to, _):
      guard let value = change["value"]?.asNumber, value.isFinite else { return false }
      setting = .number(min(max(value, from), to))
    case .choice(let words):
      guard let place = change["index"]?.asWhole, words.indices.contains(place) else {
        return false
      }
      setting = .word(words[place])
    }
    return setting != before
  }

  /// Takes other ends or other words; it stays where it is put as far as that is still there.
  mutating func become(_ control: Control) {
    // Who writes another start wants to see it; with other ends the usual start is another too.
    if control.kind == self.control.kind { setting = control.start }
    self.control = control
    switch (control.kind, setting) {
    case (.slider(let from, let to, _), .number(let number)):
      if number < from || number > to { setting = control.start }
    case (.choice(let words), .word(let word)):
      if !words.contains(word) { setting = control.start }
    default: setting = control.start
    }
  }

  private static func model(_ name: String, in module: String, _ members: [JSON.Member]) -> JSON {
    let version: JSON = "2.0.0"
    let package: JSON = .text("@jupyter-widgets/" + module)
    let isStyle = name.hasSuffix("Style")
    return .object(
      [
        JSON.Member("_model_name", .text(name + "Model")), JSON.Member("_model_module", package),
        JSON.Member("_model_module_version", version),
        JSON.Member("_view_name", .text(isStyle ? "StyleView" : name + "View")),
        JSON.Member("_view_module", isStyle ? "@jupyter-widgets/base" : package),
        JSON.Member("_view_module_version", version), JSON.Member("_view_count", .null),
      ] + members)
  }

  /// How many digits a slider's number is shown with.
  private static func format(_ step: Double) -> String {
    var digits = 0
    var rest = step
    while digits < 6, abs(rest - rest.rounded()) > 1e-9 {
      rest *= 10
      digits += 1
    }
    return ".\(digits)f"
  }
}

extension Control {
  /// True for a slider, false for a choice.
  var isSlider: Bool {
    if case .slider = kind { return true }
    return false
  }
}
