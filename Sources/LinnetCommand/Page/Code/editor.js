// A small editor: a text field that every browser and screen reader knows, with a coloured copy behind it.

const SPACES = /^[ ]*$/;

class Editor {
  /**
   * @param {HTMLTextAreaElement} field the text field; the editor takes its place
   * @param {Engine} engine for completion and help
   * @param {{run: () => void, enter?: () => boolean, change?: () => void, help: (reply: any) => void,
   *   up?: () => void, down?: () => void}} deeds
   */
  constructor(field, engine, deeds) {
    Object.assign(this, { field, engine, deeds });
    const id = "e" + (Editor.count += 1);
    this.layer = el("pre", { class: "layer", "aria-hidden": "true" });
    this.list = el("ul", { class: "completions", role: "listbox", id: id + "-list", "aria-label": WORDS.waysOn,
      hidden: true });
    this.box = el("div", { class: "editor" });
    field.replaceWith(this.box);
    this.box.append(this.layer, field, this.list);
    for (const [key, value] of Object.entries({ spellcheck: "false", autocapitalize: "off", autocomplete: "off",
      autocorrect: "off", "aria-autocomplete": "list", "aria-describedby": "editor-keys", rows: 1,
      "data-gramm": "false" })) field.setAttribute(key, String(value));
    field.addEventListener("input", () => this.changed());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => {
      this.mayLeave = false;
      setTimeout(() => this.close(), 150);
    });
    field.addEventListener("focus", () => { this.mayLeave = false; });
    this.list.addEventListener("pointerdown", (event) => {
      const item = /** @type {any} */ (event.target).closest("li");
      event.preventDefault();
      if (item) this.accept([...this.list.children].indexOf(item));
    });
    this.draw();
  }

  get text() { return this.field.value; }
  set text(text) {
    this.field.value = text;
    this.mark = undefined;
    this.close();
    this.draw();
  }

  draw() {
    // A line break at the very end would have no height without something behind it.
    colour(this.layer, this.text + "\u200b", this.mark);
  }

  /** Marks what is wrong until the next change. */
  wrong(mark) {
    this.mark = mark;
    this.draw();
  }

  changed() {
    this.mark = undefined;
    this.reindent();
    this.draw();
    if (!this.list.hidden) this.complete(false);
    if (this.deeds.change) this.deeds.change();
  }

  /** Puts text in place of the selection, so that the browser's own undo knows of it. */
  insert(text, from = this.field.selectionStart, to = this.field.selectionEnd) {
    this.field.focus();
    this.field.setSelectionRange(from, to);
    const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
    if (!done) {
      this.field.setRangeText(text, from, to, "end");
      this.changed();
    }
  }

  /** The line of the cursor: where it starts, and its text up to the cursor. */
  get line() {
    const cursor = this.field.selectionStart;
    const start = this.text.lastIndexOf("\n", cursor - 1) + 1;
    return { start, cursor, before: this.text.slice(start, cursor) };
  }

  /** `end`, `else` and `then` find their place as soon as they are written. */
  reindent() {
    const { start, cursor, before } = this.line;
    if (this.isIndenting || cursor !== this.field.selectionEnd || !mode.languageData.indentOnInput.test(before)) return;
    if (this.text[cursor] && this.text[cursor] !== "\n" || this.text.length < (this.length || 0)) return;
    const word = before.trim();
    const wanted = indentation(this.text.slice(0, Math.max(0, start - 1)), word);
    if (!start || wanted + word === before) return;
    this.isIndenting = true;
    this.insert(wanted + word, start, cursor);
    this.isIndenting = false;
  }

  newline() {
    const before = this.text.slice(0, this.field.selectionStart);
    this.insert("\n" + indentation(before, ""));
    this.field.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const isOpen = !this.list.hidden;
    const { key } = event;
    this.length = this.text.length;
    const take = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.isComposing) return;
    if (key === "Escape") {
      this.mayLeave = true;
      if (isOpen) take();
      this.close();
      return;
    }
    if (isOpen && (key === "ArrowDown" || key === "ArrowUp")) {
      take();
      this.choose(this.chosen + (key === "ArrowDown" ? 1 : -1));
    } else if (isOpen && (key === "Enter" || key === "Tab") && !event.shiftKey && !event.ctrlKey) {
      take();
      this.accept(this.chosen);
    } else if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      take();
      this.deeds.run();
    } else if (key === "Enter" && event.shiftKey && !this.deeds.enter) {
      take();
      this.deeds.run();
    } else if (key === "Enter" && !event.altKey) {
      take();
      if (event.shiftKey || !this.deeds.enter || !this.deeds.enter()) this.newline();
    } else if (key === "Tab" && !event.shiftKey && !event.altKey && !event.ctrlKey && !this.mayLeave) {
      const { before } = this.line;
      // In an empty field there is nothing to complete, so Tab goes on to the next button.
      if (!this.text) return;
      take();
      if (SPACES.test(before)) this.insert("  ");
      else this.complete(true);
    } else if (key === " " && event.ctrlKey) {
      take();
      this.complete(true);
    } else if (key === "F1") {
      take();
      this.inspect();
    } else if (key === "ArrowUp" && this.deeds.up && !this.text.slice(0, this.field.selectionStart).includes("\n")) {
      if (this.deeds.up()) take();
    } else if (key === "ArrowDown" && this.deeds.down && !this.text.slice(this.field.selectionEnd).includes("\n")) {
      if (this.deeds.down()) take();
    }
    if (key !== "Tab") this.mayLeave = false;
  }

  /** Help on the word at the cursor. */
  async inspect() {
    if (this.engine.isBusy) return;
    const reply = await this.engine.ask({ do: "inspect", code: this.text, cursor: this.field.selectionStart });
    this.deeds.help(reply);
  }

  /** Asks for the ways to go on; the only one is taken at once when the person asked for it. */
  async complete(isAsked) {
    if (this.engine.isBusy) {
      if (isAsked) announce(WORDS.busy);
      return;
    }
    const text = this.text;
    const cursor = this.field.selectionStart;
    const reply = await this.engine.ask({ do: "complete", code: text, cursor });
    if (this.text !== text || this.field.selectionStart !== cursor) return;
    const found = reply.found || [];
    if (!found.length) {
      this.close();
      if (isAsked) announce(WORDS.noWayOn);
      return;
    }
    this.place = reply;
    if (isAsked && found.length === 1) {
      this.accept(0);
      return;
    }
    this.list.replaceChildren(...found.map(({ word, about }, index) =>
      el("li", { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false" },
        el("span", { class: "word" }, word), " ", el("span", { class: "about" }, about))));
    this.list.hidden = false;
    this.field.setAttribute("aria-controls", this.list.id);
    this.put();
    this.choose(0);
  }

  /** Puts the list below the word. */
  put() {
    let left = this.place.start;
    const walker = document.createTreeWalker(this.layer, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = /** @type {Text} */ (node).data.length;
      if (left < length) {
        const range = document.createRange();
        range.setStart(node, left);
        range.setEnd(node, Math.min(length, left + 1));
        const at = range.getBoundingClientRect();
        const box = this.box.getBoundingClientRect();
        const width = Math.min(360, box.width - 8);
        this.list.style.width = width + "px";
        this.list.style.left = Math.max(4, Math.min(at.left - box.left, box.width - width - 4)) + "px";
        this.list.style.top = at.bottom - box.top + 2 + "px";
        return;
      }
      left -= length;
    }
  }

  choose(index) {
    const items = [...this.list.children];
    if (!items.length) return;
    this.chosen = (index + items.length) % items.length;
    items.forEach((item, place) => item.setAttribute("aria-selected", String(place === this.chosen)));
    const item = items[this.chosen];
    this.field.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  accept(index) {
    const { start, end, found } = this.place;
    this.close();
    if (!found[index]) return;
    this.insert(found[index].word, start, end);
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.field.removeAttribute("aria-activedescendant");
    this.field.removeAttribute("aria-controls");
  }
}
Editor.count = 0;
