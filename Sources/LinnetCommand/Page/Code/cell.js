// Running a program: button, editor and output belong together.

/**
 * Runs a program in the engine and shows what comes of it.
 * @param {Engine} engine
 * @param {Output} output
 * @param {{code: string, name?: string, line?: number, settings?: object}} request
 * @returns {Promise<any>} the reply; `status` is fine, wrong, stopped or broken
 */
const runProgram = async (engine, output, request, isKept = true, isSilent = false) => {
  const answers = [];
  const width = document.body.clientWidth - 32;
  for (;;) {
    output.clear();
    const reply = await engine.ask({ do: "run", width, ...request, answers }, (event) => output.show(event), isKept);
    if (reply.status === "asks") {
      answers.push(await output.ask(reply.question));
      continue;
    }
    if (reply.status === "stopped") output.show({ kind: "said", text: WORDS.stopped });
    if (reply.status === "broken") output.show({ kind: "said", text: WORDS.broken });
    if (!isSilent) announce(output.summary);
    return reply;
  }
};

/** A cell of a page: a program that can be edited and run, again and again. */
class Cell {
  /**
   * @param {HTMLElement} box holds a `textarea`
   * @param {Engine} engine
   * @param {{name?: string, line?: number, label: string, run?: (cell: Cell) => Promise<any>,
   *   change?: (cell: Cell) => void, buttons?: any[]}} options
   */
  constructor(box, engine, options) {
    Object.assign(this, { box, engine, options });
    this.settings = {};
    const field = /** @type {HTMLTextAreaElement} */ (box.querySelector("textarea"));
    field.setAttribute("aria-label", options.label);
    this.place = el("div", { class: "output", role: "group", "aria-label": `${WORDS.output}: ${options.label}` });
    this.output = new Output(this.place, engine, {
      set: (name, value) => {
        this.settings[name] = value;
        this.run().then(() => {
          const input = [...this.place.querySelectorAll("[data-name]")].find((one) => one.dataset.name === name);
          if (input) input.focus();
        });
      },
    });
    this.editor = new Editor(field, engine, {
      run: () => this.run(),
      change: () => options.change && options.change(this),
      help: (reply) => {
        if (!reply.text) return;
        this.output.show({ kind: "help", ...reply });
        announce(reply.text);
      },
    });
    this.button = el("button", { type: "button", class: "run", onclick: () => this.press() }, WORDS.run);
    this.bar = el("div", { class: "bar" }, this.button,
      el("button", { type: "button", class: "touch", onclick: () => this.editor.complete(true) }, WORDS.complete),
      ...(options.buttons || []));
    box.append(this.bar, this.place);
  }

  get code() { return this.editor.text; }

  press() {
    if (this.isRunning) this.engine.stop();
    else this.run();
  }

  /** Runs the program as it stands. */
  async run() {
    if (this.isRunning) return null;
    if (this.engine.isBusy) {
      announce(WORDS.busy);
      return null;
    }
    this.running(true);
    const { name, line } = this.options;
    const request = { code: this.code, name, line, settings: this.settings };
    const reply = await (this.options.run ? this.options.run(this) : runProgram(this.engine, this.output, request));
    this.running(false);
    this.hasRun = true;
    const wrong = this.output.wrong;
    if (wrong) this.editor.wrong({ start: wrong.start, end: wrong.end });
    return reply;
  }

  running(isRunning) {
    this.isRunning = isRunning;
    this.box.classList.toggle("running", isRunning);
    this.button.textContent = isRunning ? WORDS.stop : WORDS.run;
    this.place.setAttribute("aria-busy", String(isRunning));
  }
}
