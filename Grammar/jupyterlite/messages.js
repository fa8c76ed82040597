// What a cell shows, as messages of a notebook; with the same forms and looks as the kernel of the command.

/** Letters that HTML reads as its own. */
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** Words that stand back behind the results; no fixed colour, so they read on light and dark ground. */
const quiet = (text) => `<pre style="margin:0;padding:0 5px;font-size:90%;opacity:.75;white-space:pre-wrap">${
  escaped(text)}</pre>`;

/** Base 64 of a text in UTF-8. */
const base64 = (text) => {
  let letters = "";
  for (const byte of new TextEncoder().encode(text)) letters += String.fromCharCode(byte);
  return btoa(letters);
};

/** All forms of what is shown, by the kind of event; text is not among them. */
const forms = {
  table: ({ text, html }) => ({ "text/plain": text, "text/html": html }),
  picture: ({ svg, words, text }) => ({
    "text/plain": text || words, "image/svg+xml": svg,
    "text/html": `<img alt="${escaped(words)}" style="max-width:100%;height:auto" src="data:image/svg+xml;base64,${
      base64(svg)}">`,
  }),
  note: ({ words, code, line, source, snippet }) => {
    const where = line !== undefined && (line > 1 || source) ? ` on line ${line}${source ? " of " + source : ""}` : "";
    return forms.account({ text: `Note${where}: ${words} (explain ${code})` });
  },
  account: ({ text }) => ({ "text/plain": text, "text/html": quiet(text) }),
  saved: (event) => forms.account(event),
  left: (event) => forms.account(event),
  said: ({ text }) => ({ "text/plain": text }),
  help: ({ text, html }) => html ? { "text/plain": text, "text/html": html } : { "text/plain": text },
  variables: ({ variables }) => {
    if (!variables.length) return { "text/plain": "There are no variables yet. `x = 5` makes one." };
    const cell = (kind, text) => `<${kind} style="text-align:left">${escaped(text)}</${kind[0] + kind[1]}>`;
    return {
      "text/plain": variables.map(({ name, what, holds }) => `${name}  ${what}  ${holds}`).join("\n"),
      "text/html": `<table><thead><tr>${["variable", "kind", "what it holds"]
        .map((text) => cell('th scope="col"', text)).join("")}</tr></thead><tbody>${variables
        .map(({ name, what, holds }) => `<tr>${cell('th scope="row"', name)}${cell("td", what)}${cell("td", holds)}</tr>`)
        .join("")}</tbody></table>`,
    };
  },
  progress: ({ text, done, total }) => {
    const part = total > 0 ? Math.min(100, Math.max(0, Math.floor(100 * done / total))) : null;
    const words = part === null ? `… ${text}` : `… ${text}, ${part}%`;
    const bar = part === null ? "" : `<progress value="${part}" max="100" style="width:12em"></progress> `;
    return {
      "text/plain": words, "text/html": `<div style="font-size:90%;opacity:.75">${bar}${escaped(words)}</div>`,
    };
  },
};

/** What one run of a cell shows. */
class CellMessages {
  /**
   * @param {object} kernel
   * @param {boolean} isSilent nothing is shown
   * @param {string | null} display for a cell that follows from a slider: everything becomes this one display
   */
  constructor(kernel, isSilent, display = null) {
    Object.assign(this, { kernel, isSilent, display, parts: [], held: null, isAnswer: false, trouble: null });
    this.header = kernel.parentHeader;
    this.progress = null;
  }

  /** Takes what happened, in its order. */
  take(event) {
    if (this.isSilent) return;
    const isAnswer = this.isAnswer;
    this.isAnswer = false;
    if (event.kind === "answer") {
      this.isAnswer = true;
      return;
    }
    if (event.kind === "mistake") {
      this.fail(event);
      return;
    }
    if (event.kind === "progress") {
      this.work(forms.progress(event));
      return;
    }
    this.release();
    if (event.kind === "text") {
      const [first, ...rest] = event.lines;
      if (isAnswer) this.held = { text: first };
      const lines = isAnswer ? rest : event.lines;
      if (lines.length) this.print(lines.join("\n") + "\n");
    } else if (forms[event.kind]) {
      const data = forms[event.kind](event);
      if (isAnswer) this.held = { data };
      else this.part({ data });
    }
  }

  /** The last value stays back, for it may be the result of the cell; something follows, so it is not. */
  release() {
    const held = this.held;
    this.held = null;
    if (!held) return;
    if (held.text !== undefined) this.print(held.text + "\n", true);
    else this.part(held);
  }

  print(text) {
    this.release();
    if (this.display) this.parts.push({ text });
    else this.kernel.stream({ name: "stdout", text }, this.header);
  }

  part(part) {
    if (this.display) this.parts.push(part);
    else this.kernel.displayData({ data: part.data, metadata: {} }, this.header);
  }

  /** How far long work is, in place. */
  work(data) {
    if (this.display) return;
    const content = { data, metadata: {}, transient: { display_id: this.progress || (this.progress = crypto.randomUUID()) } };
    if (this.hasProgress) this.kernel.updateDisplayData(content, this.header);
    else this.kernel.displayData(content, this.header);
    this.hasProgress = true;
  }

  /** A mistake: its words, with the place marked. */
  fail({ text, words, code }) {
    this.release();
    const lines = text.split("\n");
    if (this.trouble) this.trouble.traceback.push("", ...lines);
    else this.trouble = { ename: code, evalue: words, traceback: lines };
  }

  /** The cell runs again from its start: what it showed goes. */
  drop() {
    if (this.display) this.parts = [];
    else if (!this.isSilent) this.kernel.clearOutput({ wait: true }, this.header);
  }

  /** The cell has run. */
  finish(isFine, count) {
    if (this.hasProgress) {
      this.kernel.updateDisplayData(
        { data: { "text/plain": "" }, metadata: {}, transient: { display_id: this.progress } }, this.header);
    }
    const held = this.held;
    if (!isFine || !held || this.display) {
      this.release();
      return;
    }
    this.held = null;
    const data = held.data || { "text/plain": held.text };
    this.kernel.publishExecuteResult({ execution_count: count, data, metadata: {} }, this.header);
  }

  /** Shows all parts as one display, anew where it is there already. */
  show(isAgain = false) {
    if (this.isSilent || !isAgain && !this.parts.length) return;
    const parts = [...this.parts];
    if (isAgain && this.trouble) parts.push({ data: forms.account({ text: this.trouble.traceback.join("\n") }) });
    const page = ({ text, data }) => data ? data["text/html"] || `<pre>${escaped(data["text/plain"])}</pre>`
      : `<pre style="margin:0;padding:0 5px">${escaped(text)}</pre>`;
    const plain = ({ text, data }) => (data ? data["text/plain"] : text).replace(/\n$/, "");
    const data = {
      "text/plain": parts.map(plain).join("\n"), "text/html": parts.map(page).join("\n"),
    };
    const content = { data, metadata: {}, transient: { display_id: this.display } };
    if (isAgain) this.kernel.updateDisplayData(content, this.header);
    else this.kernel.displayData(content, this.header);
  }
}
