// Sliders and choices, as models of a widget in the protocol of ipywidgets (version 2 of its messages): JupyterLab's
// own widgets draw them, and nothing of Python runs.

/** The controls of a notebook, and the cells that may have to run again when one is moved. */
class Controls {
  /** @param {(type: string, content: object, metadata?: object) => void} send sends a message of a comm */
  constructor(send) {
    this.send = send;
    /** By their names: what the engine asked for, where it is put, the names of its models. */
    this.all = new Map();
    /** Cells that worked: their code, what they are called, their display. */
    this.cells = new Map();
    this.frontEnds = new Set();
  }

  /** Where every control is put, as the engine wants to know it. */
  get settings() {
    return Object.fromEntries([...this.all].map(([name, { value }]) => [name, value]));
  }

  /** The engine asks for a control: one that is new is made, and drawn below its cell. */
  ask(event, asked, messages) {
    if (asked.has(event.name)) return;
    asked.add(event.name);
    let control = this.all.get(event.name);
    const isChoice = !!event.choices;
    const kind = JSON.stringify([event.from, event.to, event.step, event.choices]);
    if (!control || control.isChoice !== isChoice) {
      if (!control && this.all.size >= MOST_CONTROLS) return;
      const model = () => crypto.randomUUID().replace(/-/g, "");
      control = { ...event, kind, isChoice, id: model(), layout: model(), style: model() };
      this.all.set(event.name, control);
      for (const [id, state] of this.models(control)) {
        this.send("comm_open",
          { comm_id: id, target_name: "jupyter.widget", data: { state, buffer_paths: [] } }, { version: "2.1.0" });
      }
    } else if (control.kind !== kind) {
      Object.assign(control, event, { kind });
      this.tell(control.id, { method: "update", state: this.state(control), buffer_paths: [] });
    }
    messages.kernel.displayData({
      data: {
        "text/plain": this.words(control),
        "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 0, model_id: control.id },
      }, metadata: {}, transient: {},
    }, messages.header);
  }

  /** Notes a cell that worked. */
  ran(cell, known) {
    this.cells.delete(cell);
    this.cells.set(cell, known);
    while (this.cells.size > MOST_CELLS) this.cells.delete(this.cells.keys().next().value);
  }

  tell(comm, data) { this.send("comm_msg", { comm_id: comm, data }); }

  /** The words that stand where no widget can be drawn. */
  words({ name, value, from, to, choices }) {
    return choices ? `${name}: ${value} (of ${choices.join(", ")})` : `${name}: ${value} (from ${from} to ${to})`;
  }

  /** All models, for front ends that come later. */
  get comms() {
    const found = {};
    for (const control of this.all.values()) {
      for (const [id] of this.models(control)) found[id] = { target_name: "jupyter.widget" };
    }
    return found;
  }

  /** The models of a control: its looks first, itself last. */
  models(control) {
    return [
      [control.layout, model("Layout", "base", {})],
      [control.style, model(control.isChoice ? "DescriptionStyle" : "SliderStyle", "controls",
        { description_width: "initial" })],
      [control.id, this.state(control)],
    ];
  }

  state({ name, value, from, to, step, choices, layout, style }) {
    const common = {
      description: name, description_allow_html: false, disabled: false, layout: "IPY_MODEL_" + layout,
      style: "IPY_MODEL_" + style, tooltip: name,
    };
    if (choices) return model("Dropdown", "controls", { ...common, _options_labels: choices, index: choices.indexOf(value) });
    let digits = 0;
    for (let rest = step; digits < 6 && Math.abs(rest - Math.round(rest)) > 1e-9; digits += 1) rest *= 10;
    return model("FloatSlider", "controls", {
      ...common, min: from, max: to, step, value, orientation: "horizontal", readout: true,
      readout_format: `.${digits}f`, continuous_update: true, behavior: "drag-tap",
    });
  }

  // MARK: Messages of front ends

  opened({ comm_id: id, target_name: target }) {
    if (target === "jupyter.widget.control") this.frontEnds.add(id);
    else this.send("comm_close", { comm_id: id, data: {} });
  }

  closed({ comm_id: id }) { this.frontEnds.delete(id); }

  /** Takes a message; the name of the control that was moved by it, or null. */
  moved({ comm_id: id, data }) {
    if (this.frontEnds.has(id)) {
      if (data.method === "request_states") {
        const states = {};
        for (const control of this.all.values()) {
          for (const [name, state] of this.models(control)) {
            states[name] = {
              model_name: state._model_name, model_module: state._model_module,
              model_module_version: state._model_module_version, state,
            };
          }
        }
        this.tell(id, { method: "update_states", states, buffer_paths: [] });
      }
      return null;
    }
    for (const control of this.all.values()) {
      const own = this.models(control).find(([name]) => name === id);
      if (own && data.method === "request_state") {
        this.tell(id, { method: "update", state: own[1], buffer_paths: [] });
      }
      if (control.id !== id || data.method !== "update") continue;
      const { value, index } = data.state || {};
      const next = control.isChoice ? control.choices[index]
        : Number.isFinite(value) ? Math.min(control.to, Math.max(control.from, value)) : undefined;
      if (next === undefined || next === control.value) return null;
      control.value = next;
      const echo = control.isChoice ? { index } : { value };
      this.tell(id, { method: "echo_update", state: echo, buffer_paths: [] });
      return control.name;
    }
    return null;
  }
}

/** More controls are the work of a loop, and no browser draws thousands. */
const MOST_CONTROLS = 100;
/** A notebook in which more cells ran has been at work for hours. */
const MOST_CELLS = 500;

/** The state of a widget's model. */
const model = (name, module, members) => ({
  _model_name: name + "Model", _model_module: "@jupyter-widgets/" + module, _model_module_version: "2.0.0",
  _view_name: name.endsWith("Style") ? "StyleView" : name + "View",
  _view_module: "@jupyter-widgets/" + (name.endsWith("Style") ? "base" : module),
  _view_module_version: "2.0.0", _view_count: null, ...members,
});
