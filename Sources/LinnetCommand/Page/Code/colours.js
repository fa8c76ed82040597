// Colours for a program, by the same steps as every other editor of the language (mode.js).

/** A line being read, as CodeMirror's modes know it. */
class Line {
  constructor(string) {
    this.string = string;
    this.pos = 0;
  }
  sol() { return this.pos === 0; }
  eol() { return this.pos >= this.string.length; }
  peek() { return this.string[this.pos]; }
  next() { return this.string[this.pos++]; }
  match(pattern) {
    const rest = this.string.slice(this.pos);
    const found = typeof pattern === "string" ? rest.startsWith(pattern) && [pattern] : pattern.exec(rest);
    if (!found) return null;
    this.pos += found[0].length;
    return found;
  }
}

const mode = linnetMode(PAGE.words);

/** What is worth a colour; everything else looks like plain text. */
const COLOURED = new Set(["comment", "string", "escape", "fill", "number", "keyword", "constant", "word", "command",
  "function", "definition", "option", "property"]);

/**
 * A program as stretches of one kind.
 * @param {string} code
 * @param {object} [state] where reading begins; it is at the end of the code afterwards
 * @returns {{text: string, kind: string}[]}
 */
const stretches = (code, state = mode.startState()) => {
  const found = [];
  const add = (text, kind) => {
    const last = found[found.length - 1];
    if (last && last.kind === kind) last.text += text;
    else found.push({ text, kind });
  };
  code.split("\n").forEach((string, index) => {
    if (index) add("\n", "");
    const line = new Line(string);
    if (!string) mode.kind(new Line(" "), state);
    while (!line.eol()) {
      const start = line.pos;
      const kind = mode.kind(line, state);
      add(string.slice(start, line.pos), COLOURED.has(kind) ? kind : "");
    }
  });
  return found;
};

/**
 * Fills an element with a coloured program; `marks` are stretches with something wrong.
 * @param {Element} element
 * @param {string} code
 * @param {{start: number, end: number}} [mark]
 */
const colour = (element, code, mark) => {
  const parts = [];
  let place = 0;
  for (const { text, kind } of stretches(code)) {
    const cuts = mark ? [mark.start, mark.end].filter((cut) => cut > place && cut < place + text.length) : [];
    let from = place;
    for (const to of [...cuts, place + text.length]) {
      const piece = text.slice(from - place, to - place);
      const isMarked = mark && from >= mark.start && to <= Math.max(mark.end, mark.start + 1);
      parts.push(kind || isMarked ? el("span", { class: (kind && "c-" + kind) + (isMarked ? " amiss" : "") }, piece)
        : document.createTextNode(piece));
      from = to;
    }
    place += text.length;
  }
  element.replaceChildren(...parts);
};

/** How many spaces the line that begins with `after` starts with, below `before`. */
const indentation = (before, after) => {
  const state = mode.startState();
  stretches(before, state);
  return " ".repeat(Math.max(0, mode.indent(state, after)));
};

/** False for a program whose last line waits for more: an open block or bracket, or a sign without its right side. */
const isWhole = (code) => {
  const state = mode.startState();
  stretches(code, state);
  if (/^\s*[?:]|\?\s*$/.test(code)) return true;
  const waits = state.before === "other" && !/\bend\s*(?:#.*)?$/.test(code);
  return !state.depth && !state.brackets && state.before !== "then" && !waits;
};
