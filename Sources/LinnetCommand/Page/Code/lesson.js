// A lesson: its steps one at a time, the status line, and what is kept.

class Lesson {
  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
    this.progress = new Progress(PAGE.lesson, PAGE.version, () => this.notice(WORDS.notKept));
    /** @type {Map<string, Cell>} */
    this.cells = new Map();
    this.steps = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("section.step")]);
    for (const pre of document.querySelectorAll("pre.code")) colour(pre, pre.textContent);
    for (const box of document.querySelectorAll(".cell[data-cell]")) {
      const id = /** @type {any} */ (box).dataset.cell;
      this.cell(box, id, [el("button", { type: "button", class: "quiet", onclick: () =>
        this.startOver(id, this.cells.get(id)) }, WORDS.startOver)]);
    }
    this.tasks = [...document.querySelectorAll("[data-task]")].map((box) => new Task(box, this));
    this.current = 0;
    this.makeStatus();
    engine.record = (line) => this.progress.add(line);
    engine.opening = () => ({ do: "lesson", name: PAGE.file, digest: PAGE.digest, log: this.progress.text });
    engine.opened = (reply) => this.opened(reply);
    addEventListener("storage", ({ key, newValue }) => {
      if (key === this.progress.key && newValue !== this.progress.text) this.notice(WORDS.elsewhere);
    });
    addEventListener("hashchange", () => this.follow());
    document.body.classList.add("paged");
    this.show(0);
    this.follow();
  }

  /** Makes a cell of a box. */
  cell(box, id, buttons, label = box.dataset.label || WORDS.code) {
    const cell = new Cell(box, this.engine, {
      name: "", line: 1, label, buttons,
      run: (cell) => this.run(cell, id),
    });
    this.cells.set(id, cell);
    return cell;
  }

  get isBusy() {
    if (this.engine.isBusy) announce(WORDS.busy);
    return this.engine.isBusy;
  }

  /** Asks about the lesson; the state in the reply is shown. */
  async ask(request, show) {
    const reply = await this.engine.ask({ ...request, at: new Date().toISOString() }, show);
    if (reply.state) this.state(reply.state);
    return reply;
  }

  async run(cell, id, isAgain = false) {
    const request = { code: cell.code, line: 1, id, settings: cell.settings, at: new Date().toISOString(), isAgain };
    const reply = await runProgram(this.engine, cell.output, request, true, isAgain);
    if (reply.state) this.state(reply.state);
    cell.ran = reply.status === "fine" ? request.code : null;
    cell.isMixed = cell.isMixed || cell.before !== undefined && cell.before !== request.code;
    cell.before = request.code;
    // Names that are not there are mostly made further up.
    if (reply.code === "unknown-name" && !isAgain) {
      cell.output.add(el("p", {}, WORDS.unknownName + " ", el("button", { type: "button",
        onclick: async () => {
          await this.prepare(id, cell);
          cell.run();
        } }, WORDS.prepareAndRun)));
    }
    return reply;
  }

  /**
   * A right answer counts for what follows too: it runs where the student's variables are. Where other tries have run
   * before it, everything above is done first, so that none of them is left in the variables.
   */
  async take(id, cell) {
    const isMixed = cell.isMixed || cell.before !== undefined && cell.before !== cell.code;
    if (cell.ran === cell.code && !isMixed) return;
    if (isMixed) {
      this.engine.done = [];
      await this.ask({ do: "prepare", id, quiet: true }, () => {});
      this.prepared(id);
    }
    await this.run(cell, id);
  }

  /** Everything above has been done: what was tried in the cells does not count any more. */
  prepared(id) {
    for (const cell of this.cells.values()) {
      cell.isMixed = false;
      cell.ran = cell.before = undefined;
    }
    this.engine.done.push({ do: "prepare", id });
  }

  /** Puts back the program as it was given, and the variables as they are before it. */
  startOver(id, cell) {
    if (this.isBusy) return;
    const { field } = cell.editor;
    if (cell.code !== field.defaultValue) cell.editor.insert(field.defaultValue, 0, cell.code.length);
    this.prepare(id, cell);
  }

  /** Makes the variables what they are when everything above has been done. */
  async prepare(id, cell) {
    if (this.isBusy) return;
    this.engine.done = [];
    cell.running(true);
    const reply = await this.ask({ do: "prepare", id }, (event) => cell.output.show(event));
    cell.running(false);
    if (reply.status !== "fine") return;
    this.prepared(id);
    cell.output.clear();
    cell.output.show({ kind: "said", text: WORDS.prepared });
    announce(WORDS.prepared);
  }

  // Where the student stands.

  /** The engine has read the lesson; the first time, what was done before comes back. */
  async opened(reply) {
    if (this.isOpen) return;
    this.isOpen = true;
    this.state(reply.state, true);
    if (reply.changed) this.notice(WORDS.changed);
    const step = this.steps.findIndex((one) => one.dataset.step === reply.state.step);
    if (step > 0 && !location.hash) this.show(step);
    for (const { id, code } of reply.ran) {
      const cell = this.cells.get(id);
      if (!cell) {
        this.engine.ask({ do: "run", code, quiet: true }, undefined, true);
        continue;
      }
      const task = this.tasks.find((one) => one.cell === cell);
      if (!task || !task.answer || task.answer === cell.editor.field.defaultValue) cell.editor.text = code;
      if (this.engine.isBusy) continue;
      cell.running(true);
      const kept = cell.code;
      cell.editor.text = code;
      await this.run(cell, id, true);
      if (cell.code === code) cell.editor.text = task && task.isDone ? kept : code;
      cell.running(false);
    }
  }

  state(state, isFirst = false) {
    this.now = state;
    for (const { line, holds } of state.branches) {
      for (const box of document.querySelectorAll(`[data-branch="${line}"]`)) {
        /** @type {any} */ (box).hidden = (/** @type {any} */ (box).dataset.side === "then") !== holds;
      }
    }
    for (const task of this.tasks) if (state.tasks[task.id]) task.state(state.tasks[task.id], isFirst);
    this.drawStatus();
  }

  // Steps.

  show(index) {
    this.current = Math.max(0, Math.min(this.steps.length - 1, index));
    this.steps.forEach((step, place) => { step.hidden = place !== this.current && !this.isWhole; });
    document.body.classList.toggle("inside", this.current > 0 && !this.isWhole);
    this.drawStatus();
  }

  /** Goes to a step because the student asked for it. */
  go(index) {
    if (index < 0 || index >= this.steps.length) return;
    this.show(index);
    const step = this.steps[this.current];
    const heading = step.querySelector("h2") || step;
    heading.setAttribute("tabindex", "-1");
    heading.focus({ preventScroll: true });
    (index ? step : document.body).scrollIntoView({ block: "start" });
    this.ask({ do: "step", id: step.dataset.step });
  }

  /** A link within the lesson leads into the step that holds its aim. */
  follow() {
    const aim = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    const step = aim && aim.closest("section.step");
    if (!step) return;
    this.show(this.steps.indexOf(step));
    aim.scrollIntoView();
  }

  /** What comes after a task: the next program or task in this step that is still to be done, else the next step. */
  after(task) {
    const step = this.steps[this.current];
    const boxes = [...step.querySelectorAll(".cell[data-cell], [data-task]")].filter((box) => !box.closest("[hidden]"));
    for (const box of boxes.slice(boxes.indexOf(task.box) + 1)) {
      const { dataset } = /** @type {any} */ (box);
      const next = this.tasks.find((one) => one.box === box);
      const cell = this.cells.get(dataset.cell);
      if (next ? next.isDone : cell.hasRun) continue;
      box.scrollIntoView({ block: "start" });
      if (next) next.focus();
      else cell.button.focus();
      return;
    }
    if (this.current + 1 < this.steps.length) this.go(this.current + 1);
    else this.openMenu();
  }

  // The status line and the menu.

  makeStatus() {
    const button = (words, onclick, kind = "") => el("button", { type: "button", class: kind, onclick }, words);
    this.back = button(WORDS.back, () => this.go(this.current - 1));
    this.next = button(WORDS.nextStep, () =>
      this.current + 1 < this.steps.length ? this.go(this.current + 1) : this.openMenu(), "first");
    this.where = el("span", { class: "where" });
    this.bar = el("progress", { class: "thin", max: Math.max(1, this.tasks.length), value: 0,
      "aria-label": WORDS.doneTasks });
    byId("status").append(this.back, el("span", { class: "middle" }, el("span", { class: "name" }, PAGE.title), this.bar,
      this.where, byId("state")), button(WORDS.menu, () => this.openMenu()), this.next);
    this.menu = el("dialog", { class: "menu", "aria-labelledby": "menu-title" });
    document.body.append(this.menu);
  }

  drawStatus() {
    const { points, of } = this.now || { points: 0, of: PAGE.points };
    this.back.disabled = this.current === 0;
    const isLast = this.current + 1 >= this.steps.length;
    this.next.textContent = isLast ? WORDS.finish : WORDS.nextStep;
    this.bar.value = this.tasks.filter((task) => task.isDone).length;
    this.where.replaceChildren(`${this.current + 1}/${this.steps.length}` + (of ? ` · ${WORDS.someOf(points, of)}` : ""),
      el("span", { class: "wide" }, of ? " " + WORDS.pointsWord(of) : ""));
  }

  openMenu() {
    const { menu } = this;
    const close = () => menu.close();
    const button = (words, onclick, kind = "") => el("button", { type: "button", class: kind, onclick }, words);
    const steps = this.steps.map((step, index) => {
      const tasks = this.tasks.filter((task) => task.box.closest("section.step") === step);
      const done = tasks.filter((task) => task.isDone).length;
      return el("li", {}, button(step.dataset.title, () => {
        close();
        this.go(index);
      }, "quiet"), tasks.length ? ` ${done === tasks.length ? "✓ " : ""}${WORDS.someOf(done, tasks.length)}` : "");
    });
    const waiting = Object.values(this.now ? this.now.tasks : {})
      .reduce((sum, { outcome, of, points }) => sum + (outcome === "recorded" ? of - points : 0), 0);
    const name = el("input", { type: "text", id: "nickname", autocomplete: "off", maxlength: 40,
      value: this.now ? this.now.nickname : "" });
    const chooser = el("input", { type: "file", class: "hidden", tabindex: -1, "aria-hidden": "true" });
    chooser.addEventListener("change", async () => {
      const text = await chooser.files[0].text();
      if (!text.startsWith("{\"n\":1,")) {
        said.textContent = WORDS.noProgress;
        return;
      }
      this.progress.replace(text);
      location.reload();
    });
    const said = el("p", { role: "status" });
    menu.replaceChildren(
      el("h2", { id: "menu-title" }, PAGE.title),
      el("p", {}, this.where.textContent, waiting ? ". " + WORDS.forTeacher(waiting) : ""),
      el("ol", { class: "steps" }, ...steps),
      el("h3", {}, WORDS.handIn),
      el("p", {}, el("label", { for: "nickname" }, WORDS.nickname), " ", name, " ",
        button(WORDS.saveResult, () => this.handIn(name.value.trim(), said), "first")),
      el("h3", {}, WORDS.keep),
      el("p", { class: "bar" },
        button(this.isWhole ? WORDS.oneStep : WORDS.allSteps, () => {
          this.isWhole = !this.isWhole;
          this.show(this.current);
          close();
        }),
        button(WORDS.print, () => {
          close();
          print();
        }),
        button(WORDS.saveProgress, () => save(`${PAGE.lesson}.progress`, this.progress.text, "text/plain")),
        button(WORDS.openProgress, () => chooser.click()), chooser,
        button(WORDS.startAgain, () => {
          if (!confirm(WORDS.sure)) return;
          this.progress.replace("");
          location.hash = "";
          location.reload();
        })),
      said,
      el("p", {}, button(WORDS.close, close)));
    menu.showModal();
  }

  async handIn(nickname, said) {
    const { result } = await this.ask({ do: "finish", nickname });
    if (!result) return;
    const name = nickname.replace(/[^\p{L}\p{Nd}_-]+/gu, "-").replace(/^-+|-+$/g, "");
    const file = `${PAGE.lesson}${name && "-" + name}.result`;
    save(file, result, "application/json");
    said.textContent = WORDS.saved(file);
  }

  remark(event) { return new Output(el("div"), this.engine, { set: () => {} }).remark(event, "mistake"); }

  notice(words) {
    byId("notice").replaceChildren(el("p", { class: "note" }, words));
  }
}

new Lesson(startEngine());
