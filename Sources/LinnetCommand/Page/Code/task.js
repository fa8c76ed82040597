// An exercise or a question: what belongs to it, and what is said about an answer.

class Task {
  /**
   * @param {HTMLElement} box
   * @param {Lesson} lesson
   */
  constructor(box, lesson) {
    this.box = box;
    this.lesson = lesson;
    this.id = box.dataset.task;
    this.kind = box.dataset.kind;
    this.points = Number(box.dataset.points);
    this.hints = [...box.querySelectorAll("details.hint")];
    this.verdict = el("div", { class: "verdict", tabindex: -1 });
    this.mark = el("p", { class: "mark" });
    this.hintButton = this.hints.length ? this.button(WORDS.hint, () => this.hint()) : null;
    this.solutionButton = box.dataset.solution ? this.button(WORDS.solution, () => this.solution()) : null;
    this.skipButton = this.button(WORDS.skip, () => this.skip());
    if (this.kind === "exercise") this.makeExercise();
    else this.makeQuestion();
    const last = this.hints[0] || null;
    box.insertBefore(this.verdict, last);
    box.prepend(this.mark);
  }

  button(words, onclick) { return el("button", { type: "button", class: "quiet", onclick }, words); }

  makeExercise() {
    const box = this.box.querySelector(".cell");
    this.checkButton = el("button", { type: "button", class: "first", onclick: () => this.check() }, WORDS.check);
    this.cell = this.lesson.cell(box, this.id, [
      this.hintButton, this.solutionButton, this.button(WORDS.startOver, () => this.lesson.startOver(this.id, this.cell)),
      this.skipButton,
    ].filter(Boolean));
    this.cell.button.classList.add("second");
    this.cell.bar.prepend(this.checkButton);
  }

  makeQuestion() {
    const place = this.box.querySelector(".answer");
    this.checkButton = el("button", { type: "submit", class: "first" }, WORDS.answer);
    this.tryButton = this.button(WORDS.tryLine, () => this.tryLine(""));
    place.append(el("div", { class: "bar" }, this.checkButton, this.tryButton, this.hintButton, this.solutionButton,
      this.skipButton));
    place.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check();
    });
  }

  /**
   * Opens a place to work something out in, with a line that is run at once.
   * @param {string} line
   */
  tryLine(line) {
    if (!this.scratch) {
      const box = el("div", { class: "cell" }, el("textarea", { placeholder: WORDS.typeHere }));
      this.box.querySelector(".answer").before(box);
      this.scratch = this.lesson.cell(box, this.id + ".try", [], WORDS.ownLine);
      this.scratch.editor.deeds.enter = () => {
        if (!isWhole(this.scratch.code)) return false;
        this.scratch.run();
        return true;
      };
      this.tryButton.hidden = true;
    }
    if (line) {
      this.scratch.editor.text = line;
      this.scratch.run();
    } else {
      this.scratch.editor.field.focus();
    }
  }

  get inputs() { return [...this.box.querySelectorAll(".answer input, .answer textarea")]; }

  /** The answer as the engine reads it: options by their numbers. */
  get answer() {
    if (this.cell) return this.cell.code;
    const inputs = this.inputs;
    if (inputs[0].type !== "radio" && inputs[0].type !== "checkbox") return inputs[0].value;
    return inputs.filter((input) => input.checked).map((input) => input.value).join(", ");
  }

  set answer(text) {
    if (this.cell) {
      this.cell.editor.text = text;
      return;
    }
    const inputs = this.inputs;
    if (inputs[0].type !== "radio" && inputs[0].type !== "checkbox") inputs[0].value = text;
    else for (const input of inputs) input.checked = text.split(/[^0-9]+/).includes(input.value);
  }

  async check() {
    const { lesson } = this;
    if (lesson.isBusy) return;
    // "Type `count(birds)`": who types it into the field for the number means the line.
    if (this.kind === "number" && /^\s*[\p{L}_][\p{L}\p{Nd}_]*\s*[.([]/u.test(this.answer)) {
      this.tryLine(this.answer);
      this.answer = "";
      return;
    }
    let reply;
    if (this.cell) {
      this.cell.running(true);
      this.checkButton.disabled = true;
      reply = await lesson.ask({ do: "check", id: this.id, code: this.answer }, () => {});
      if (reply.outcome === "right" || reply.outcome === "recorded") await lesson.take(this.id, this.cell);
      this.checkButton.disabled = false;
      this.cell.running(false);
    } else {
      reply = await lesson.ask({ do: "answer", id: this.id, text: this.answer });
    }
    this.show(reply);
  }

  /** Shows what the engine says about an answer. */
  show({ status, outcome, said, mistake, fault }) {
    if (status === "stopped" || status === "broken") {
      this.say("noted", WORDS[status]);
      return;
    }
    const look = outcome === "right" ? "right" : outcome === "recorded" ? "noted" : "wrong";
    const nodes = [];
    if (mistake) {
      nodes.push(this.cell.output.remark(mistake, "mistake"));
      if (mistake.start !== undefined) this.cell.editor.wrong({ start: mistake.start, end: mistake.end });
    }
    const isTold = mistake && said.trim() === mistake.words.trim();
    this.say(look, isTold ? "" : said, nodes);
    if (fault) this.verdict.append(this.lesson.remark(fault));
    if (look === "wrong") this.verdict.focus({ preventScroll: true });
    else this.offerNext();
    this.verdict.scrollIntoView({ block: "nearest" });
  }

  say(look, words, nodes = []) {
    this.verdict.className = "verdict " + look;
    this.verdict.replaceChildren(...(words ? [el("p", {}, ...marked(words))] : []), ...nodes);
    announce(words || nodes.map((node) => node.textContent).join(" "));
  }

  /** Goes on only when asked: Enter is enough. */
  offerNext() {
    const next = el("button", { type: "button", class: "first", onclick: () => this.lesson.after(this) }, WORDS.next);
    this.verdict.append(next);
    next.focus({ preventScroll: true });
  }

  async hint() {
    const { hint, left, said } = await this.lesson.ask({ do: "hint", id: this.id });
    if (!hint) {
      announce(said);
      return;
    }
    const details = this.hints[hint - 1];
    details.hidden = false;
    details.open = true;
    this.showHints(hint);
    announce(`${WORDS.hintNumber(hint, this.hints.length)} ${details.textContent} ${left ? "" : WORDS.lastHint}`);
    details.querySelector("summary").focus();
  }

  showHints(count) {
    this.hints.forEach((details, index) => { if (index < count) details.hidden = false; });
    if (!this.hintButton) return;
    this.hintButton.disabled = count >= this.hints.length;
    this.hintButton.textContent = count >= this.hints.length ? WORDS.noHints
      : WORDS.hintNumber(count + 1, this.hints.length);
  }

  async solution() {
    const { solution, said } = await this.lesson.ask({ do: "solution", id: this.id });
    if (solution === undefined) {
      this.say("noted", said);
      return;
    }
    const code = el("pre", { class: "code" });
    if (this.cell) colour(code, solution);
    else code.textContent = solution;
    this.say("noted", WORDS.solutionIs, [code, this.cell && this.button(WORDS.takeOver, () => {
      this.cell.editor.text = solution;
      this.cell.editor.field.focus();
    })].filter(Boolean));
    this.verdict.focus();
  }

  async skip() {
    await this.lesson.ask({ do: "skip", id: this.id });
    this.lesson.after(this);
  }

  /** Shows how the task stands; `isFirst` when the page was just opened. */
  state(state, isFirst) {
    const { done, right, skipped, points, of, attempts, hints } = state;
    this.isDone = done;
    this.box.classList.toggle("done", right);
    this.mark.textContent = right ? `✓ ${WORDS.pointsOf(points, of)}` : skipped ? WORDS.skipped
      : of ? WORDS.counted(of, "point") : "";
    this.showHints(hints);
    this.skipButton.hidden = done;
    if (this.solutionButton) this.solutionButton.hidden = !attempts || right && !this.cell;
    if (!isFirst || !attempts && !state.answer) return;
    this.answer = state.answer;
    if (right) this.say("right", WORDS.rightBefore);
    else if (state.outcome === "recorded") this.say("noted", WORDS.notedBefore);
    else if (state.said) this.say("wrong", state.said);
  }

  focus() {
    if (!this.cell) {
      (this.inputs.find((input) => input.checked) || this.inputs[0]).focus();
      return;
    }
    const { field } = this.cell.editor;
    field.focus();
    const blank = /_{4,}/.exec(field.value);
    if (blank) field.setSelectionRange(blank.index, blank.index + blank[0].length);
  }
}
