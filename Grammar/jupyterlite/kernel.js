// The kernel: requests of the notebook go to the engine in its worker, and what comes back becomes messages.

/** The kernel's class, over that of JupyterLite. */
const linnetKernel = (BaseKernel) => class extends BaseKernel {
  /**
   * @param {object} options JupyterLite's
   * @param {{version: string, compile: () => Promise<WebAssembly.Module>, worker: string, contents: object,
   *   served: string}} site where things are
   */
  constructor(options, site) {
    super(options);
    this.site = site;
    // `location` is the notebook's folder, or the notebook itself.
    const folder = /\.ipynb$/i.test(this.location) ? this.location.replace(/[^/]*$/, "") : this.location;
    this.files = new SiteFiles(site.contents, folder);
    this.controls = new Controls((type, content, metadata) => this.handleComm(type, content, metadata || {}, []));
    this.begun = null;
    this.answer = null;
  }

  /** Ready when the engine is. */
  get ready() {
    return this.begun = this.begun || (async () => {
      const module = await this.site.compile();
      let isReady, hasFailed;
      const state = new Promise((resolve, reject) => { [isReady, hasFailed] = [resolve, reject]; });
      this.engine = new SiteEngine(module, this.site.worker, this.site.served + this.files.folder, (now, problem) => {
        if (now === "ready") isReady();
        if (now === "failed") hasFailed(new Error(problem));
      });
      this.engine.begin();
      await state;
    })();
  }

  /** Ends the run that is going on; the variables come back as they were before it. */
  stop() {
    if (!this.engine || !this.engine.isBusy && !this.answer) return;
    if (this.answer) this.answer(null);
    this.engine.stop();
  }

  dispose() {
    if (!this.isDisposed && this.engine && this.engine.worker) this.engine.worker.terminate();
    super.dispose();
  }

  async kernelInfoRequest() {
    return {
      status: "ok", protocol_version: "5.4", implementation: "linnet", implementation_version: this.site.version,
      banner: `Linnet ${this.site.version}, a tiny language for lessons with real data.`, help_links: [],
      supported_features: [], debugger: false,
      language_info: {
        name: "linnet", version: this.site.version, mimetype: "text/x-linnet", file_extension: ".linnet",
        pygments_lexer: "julia", codemirror_mode: { name: "linnet", mime: "text/x-julia" },
        nbconvert_exporter: "script",
      },
    };
  }

  // MARK: Cells

  async executeRequest(content) {
    const count = this.executionCount;
    const isKept = !content.silent && content.store_history !== false;
    const name = isKept ? `cell ${count}` : "";
    const cell = isKept ? this.parent.metadata && this.parent.metadata.cellId || name : "";
    await this.files.bring(content.code, this.engine);
    const request = { do: "run", code: content.code, name, letters: true, answers: [] };
    const display = cell && await this.isMovable(cell, content.code) ? crypto.randomUUID() : null;
    let messages, reply;
    for (;;) {
      messages = new CellMessages(this, content.silent, display);
      const asked = new Set();
      request.settings = this.controls.settings;
      reply = await this.engine.ask(request, (event) => {
        if (event.kind === "control") this.controls.ask(event, asked, messages);
        else if (event.kind === "file") this.files.save(event.name, event.bytes);
        else messages.take(event);
      }, isKept);
      messages.controls = [...asked];
      if (reply.status !== "asks") break;
      // A program in a worker cannot wait for a person: the cell runs again from its start, with the answer.
      const answer = content.allow_stdin === false ? null : await this.question(reply.question);
      if (answer === null) {
        reply = { status: "stopped" };
        break;
      }
      request.answers = [...request.answers, answer];
      messages.drop();
    }
    messages.finish(reply.status === "fine", count);
    if (reply.status === "fine") {
      if (cell && !reply.talk) await this.note(cell, content.code, name, messages);
      if (display) messages.show();
      return { status: "ok", execution_count: count, user_expressions: {}, payload: [] };
    }
    const trouble = messages.trouble || (reply.status === "stopped"
      ? { ename: "interrupted", evalue: "Stopped, as you asked.", traceback: ["Stopped, as you asked."] }
      : { ename: "broken", evalue: "The engine broke, and was started again.",
          traceback: ["The engine broke, and was started again. The variables of the cells that worked are back."] });
    if (display) messages.show();
    if (!content.silent) this.publishExecuteError(trouble);
    return { status: "error", execution_count: count, user_expressions: {}, payload: [], ...trouble };
  }

  /** True for a cell that makes a slider or follows from one: all that it shows is one display, to be shown anew. */
  async isMovable(cell, code) {
    if (/\b(slider|choice)\b/.test(code)) return true;
    if (!this.controls.all.size) return false;
    await this.engine.ask({ do: "ran", cell, code, controls: [] });
    for (const control of this.controls.all.keys()) {
      const { cells } = await this.engine.ask({ do: "dependents", control });
      if (cells && cells.includes(cell)) return true;
    }
    return false;
  }

  /** Remembers a cell that worked, for when a slider is moved. */
  async note(cell, code, name, messages) {
    this.controls.ran(cell, { code, name, display: messages.display });
    await this.engine.ask({ do: "ran", cell, code, controls: messages.controls }, null, true);
  }

  /** Asks the person who sent the cell; null when it is stopped meanwhile. */
  question(prompt) {
    return new Promise((resolve) => {
      this.answer = (value) => {
        this.answer = null;
        resolve(value);
      };
      this.inputRequest({ prompt: prompt && !/\s$/.test(prompt) ? prompt + " " : prompt, password: false });
    });
  }

  inputReply(content) {
    if (this.answer) this.answer(content.value || "");
  }

  // MARK: Words

  async completeRequest({ code, cursor_pos: cursor }) {
    const at = unitsOf(code, cursor);
    const reply = await this.engine.ask({ do: "complete", code, cursor: at });
    const start = lettersOf(code, reply.start === undefined ? at : reply.start), end = lettersOf(code, at);
    const found = reply.found || [];
    return {
      status: "ok", matches: found.map(({ word }) => word), cursor_start: start, cursor_end: end,
      metadata: {
        _jupyter_types_experimental: found.map(({ word, about }) => ({
          start, end, text: word, type: typeOf(word, about), signature: about,
        })),
      },
    };
  }

  async inspectRequest({ code, cursor_pos: cursor }) {
    const { text, html } = await this.engine.ask({ do: "inspect", code, cursor: unitsOf(code, cursor) });
    if (text === undefined) return { status: "ok", found: false, data: {}, metadata: {} };
    return { status: "ok", found: true, data: { "text/plain": text, "text/html": html }, metadata: {} };
  }

  async isCompleteRequest({ code }) {
    const { state, indent } = await this.engine.ask({ do: "state", code });
    if (state === "incomplete") return { status: "incomplete", indent };
    return { status: state === "failed" ? "invalid" : "complete" };
  }

  // MARK: Sliders

  async commInfoRequest() { return { status: "ok", comms: this.controls.comms }; }
  async commOpen(message) { this.controls.opened(message.content); }
  async commClose(message) { this.controls.closed(message.content); }

  async commMsg(message) {
    const name = this.controls.moved(message.content);
    if (name === null) return;
    const { cells } = await this.engine.ask({ do: "dependents", control: name });
    for (const cell of cells || []) await this.again(cell);
  }

  /** Runs a cell again because of a slider, and shows what it shows where it showed it before. */
  async again(cell) {
    const known = this.controls.cells.get(cell);
    if (!known) return;
    const messages = new CellMessages(this, false, known.display);
    const asked = new Set();
    const request = { do: "run", code: known.code, name: known.name, letters: true, answers: [],
      settings: this.controls.settings };
    const reply = await this.engine.ask(request, (event) => {
      if (event.kind === "control") asked.add(event.name);
      else if (event.kind === "file") this.files.save(event.name, event.bytes);
      else messages.take(event);
    }, true);
    messages.finish(reply.status === "fine", this.executionCount);
    messages.show(true);
    if (reply.status === "fine") {
      await this.engine.ask(
        { do: "ran", cell, code: known.code, controls: [...asked], again: true }, null, true);
    }
  }
};

/** UTF-16 units before a number of letters, which is what the messages of notebooks count. */
const unitsOf = (text, letters) => [...text].slice(0, letters).join("").length;

/** Letters in a number of UTF-16 units. */
const lettersOf = (text, units) => [...text.slice(0, units)].length;

/** What a completion is, in the words that notebooks have signs for. */
const typeOf = (word, about) => word.endsWith(": ") ? "param" : word.endsWith("/") ? "path"
  : about.startsWith("column") ? "property" : "function";
