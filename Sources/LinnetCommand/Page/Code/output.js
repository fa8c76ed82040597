// What a cell shows.

/**
 * The output of one cell: events come in while it runs, and stand in their order.
 */
class Output {
  /**
   * @param {HTMLElement} place
   * @param {Engine} engine
   * @param {{set: (name: string, value: any) => void}} deeds what happens when a control is moved
   */
  constructor(place, engine, deeds) {
    Object.assign(this, { place, engine, deeds });
    this.clear();
  }

  clear() {
    this.place.replaceChildren();
    this.heard = [];
    this.lastText = null;
    this.lastProgress = null;
    this.controls = new Set();
    /** The first mistake with a place, for the editor. */
    this.wrong = null;
  }

  /** Takes one event. */
  show(event) {
    if (event.kind !== "text") this.lastText = null;
    if (this.lastProgress && event.kind !== "progress") {
      this.lastProgress.remove();
      this.lastProgress = null;
    }
    const draw = this[event.kind];
    const node = draw && draw.call(this, event);
    if (node) this.place.append(node);
  }

  add(...nodes) { this.place.append(...nodes); }

  /** What somebody hears when the cell has run. */
  get summary() { return this.heard.join(" ").slice(0, 400) || WORDS.done; }

  // One method for each kind of event.

  text({ lines }) {
    const text = lines.join("\n");
    this.heard.push(text);
    if (this.lastText) {
      this.lastText.append("\n" + text);
      return null;
    }
    return this.lastText = el("pre", { class: "text" }, text);
  }

  table({ html, text }) {
    const box = el("div", { class: "table", role: "region", "aria-label": WORDS.table, tabindex: 0 });
    box.innerHTML = html;
    this.heard.push(WORDS.tableOf(text.split("\n").pop()));
    return box;
  }

  picture({ svg, words }) {
    this.heard.push(WORDS.pictureOf(words));
    const source = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
    return el("figure", {}, el("img", { src: source, alt: words }),
      el("figcaption", {}, saving("picture.svg", svg, WORDS.savePicture, "image/svg+xml")));
  }

  account({ text }) { return el("p", { class: "account" }, text); }
  saved({ text }) {
    this.heard.push(text);
    return el("p", { class: "account" }, text);
  }
  left({ text }) { return el("p", { class: "account" }, text); }
  file({ name, bytes }) { return el("p", {}, saving(name.split("/").pop(), bytes, WORDS.saveFile(name))); }
  said({ text }) {
    this.heard.push(text);
    return el("p", {}, ...marked(text));
  }

  progress({ text, done, total }) {
    const part = total > 0 ? Math.min(100, Math.floor(100 * done / total)) : null;
    const words = part === null ? `… ${text}` : `… ${text}, ${part}%`;
    if (this.lastProgress) this.lastProgress.remove();
    this.lastProgress = el("p", { class: "account" },
      part !== null && el("progress", { value: part, max: 100, "aria-label": text }), " ", words);
    return this.lastProgress;
  }

  note(event) { return this.remark(event, "note"); }
  mistake(event) {
    if (!this.wrong && event.start !== undefined && !event.source) this.wrong = event;
    return this.remark(event, "mistake");
  }

  remark(event, kind) {
    const { words, code, line, snippet, from, to, source } = event;
    const place = line === undefined ? "" : source ? WORDS.lineOf(line, source) : WORDS.line(line);
    this.heard.push((kind === "note" ? WORDS.note + ": " : "") + (place && place + ": ") + words);
    const box = el("div", { class: kind },
      snippet !== undefined && (kind === "mistake" || source) && el("p", { class: "where" },
        el("span", { class: "line" }, place), " ",
        el("code", {}, snippet.slice(0, from), el("mark", {}, snippet.slice(from, Math.max(to, from + 1)) || " "),
          snippet.slice(Math.max(to, from + 1)))),
      el("p", {}, kind === "note" && el("strong", {}, (place ? `${WORDS.note}, ${place.toLowerCase()}` : WORDS.note)
        + ": "), ...marked(words)));
    const more = el("details", { class: "why" }, el("summary", {}, WORDS.why));
    more.addEventListener("toggle", async () => {
      if (!more.open || more.childElementCount > 1 || this.engine.isBusy) return;
      const { text } = await this.engine.ask({ do: "explain", code });
      more.append(el("pre", { class: "text" }, text));
    });
    box.append(more);
    return box;
  }

  help({ html, text }) {
    this.heard.push(text);
    if (!html) return el("pre", { class: "text" }, text);
    const box = el("div", { class: "help" });
    box.innerHTML = html;
    return box;
  }

  variables({ variables }) {
    if (!variables.length) return el("p", {}, WORDS.noVariables);
    const head = (text) => el("th", { scope: "col" }, text);
    this.heard.push(variables.map(({ name, what }) => `${name}, ${what}`).join("; "));
    return el("div", { class: "table", role: "region", "aria-label": WORDS.variable, tabindex: 0 },
      el("table", { class: "variables" },
        el("thead", {}, el("tr", {}, head(WORDS.variable), head(WORDS.kind), head(WORDS.holds))),
        el("tbody", {}, ...variables.map(({ name, what, holds }) =>
          el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, what), el("td", {}, holds))))));
  }

  control({ name, value, from, to, step, choices }) {
    if (this.controls.has(name)) return null;
    this.controls.add(name);
    const id = "c" + (Output.count += 1);
    const shown = el("output", { for: id }, String(value));
    const input = choices
      ? el("select", { id }, ...choices.map((word) => el("option", { selected: word === value }, word)))
      : el("input", { id, type: "range", min: from, max: to, step, value });
    input.addEventListener("input", () => { shown.textContent = input.value; });
    input.addEventListener("change", () => this.deeds.set(name, choices ? input.value : Number(input.value)));
    input.dataset.name = name;
    return el("p", { class: "control" }, el("label", { for: id }, name), " ", input, " ", !choices && shown);
  }

  /** Asks the person; the promise gives the answer. */
  ask(question) {
    return new Promise((resolve) => {
      const before = /** @type {any} */ (document.activeElement);
      const id = "a" + (Output.count += 1);
      const input = el("input", { id, type: "text", autocomplete: "off" });
      const form = el("form", { class: "asked" }, el("label", { for: id }, question), " ", input, " ",
        el("button", { type: "submit" }, WORDS.ok));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        before.focus();
        resolve(input.value);
      });
      this.place.append(form);
      input.focus();
    });
  }
}
Output.count = 0;
