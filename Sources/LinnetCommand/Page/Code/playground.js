// The playground: one editor, and the conversation above it.

const startPlayground = (engine) => {
  const conversation = byId("conversation");
  /** @type {string[]} */
  const typed = [];
  let place = 0, draft = "", count = 0;

  const recall = (step) => () => {
    if (place + step < 0 || place + step > typed.length) return false;
    if (place === typed.length) draft = cell.code;
    place += step;
    cell.editor.text = place === typed.length ? draft : typed[place];
    cell.editor.field.setSelectionRange(cell.code.length, cell.code.length);
    return true;
  };

  /** Enter runs what is whole, and begins a new line in what is not. */
  const enter = () => {
    const { field } = cell.editor;
    const text = cell.code;
    if (text.slice(field.selectionEnd).trim()) return false;
    if (!text.trim()) return true;
    if (engine.isBusy) {
      announce(WORDS.busy);
      return true;
    }
    if (!isWhole(text) && !/\n\s*$/.test(text)) return false;
    cell.run();
    return true;
  };

  const run = async (cell) => {
    const code = cell.code.replace(/\s+$/, "");
    if (!code) {
      announce(WORDS.nothing);
      return null;
    }
    count += 1;
    typed.push(code);
    place = typed.length;
    const shown = el("pre", { class: "code" });
    colour(shown, code);
    const box = el("div", { class: "output", role: "group", "aria-label": `${WORDS.output} ${count}` });
    const settings = {};
    const request = { code, name: count > 1 ? `entry ${count}` : "entry 1", settings };
    const output = new Output(box, engine, {
      set: async (name, value) => {
        settings[name] = value;
        await runProgram(engine, output, request);
        const input = [...box.querySelectorAll("[data-name]")].find((one) => one.dataset.name === name);
        if (input) input.focus();
      },
    });
    const entry = el("section", { class: "entry", "aria-label": `${WORDS.you} ${count}` },
      el("div", { class: "typed" }, shown, el("button", {
        type: "button", class: "quiet", onclick: () => {
          cell.editor.text = code;
          cell.editor.field.focus();
        },
      }, WORDS.again)), box);
    conversation.append(entry);
    cell.editor.text = "";
    const reply = await runProgram(engine, output, request);
    if (output.wrong) colour(shown, code, { start: output.wrong.start, end: output.wrong.end });
    // What was wrong comes back to be put right.
    if (reply.status === "wrong" && !cell.code) cell.editor.text = code;
    if (output.wrong && cell.code === code) cell.editor.wrong({ start: output.wrong.start, end: output.wrong.end });
    if (!box.contains(document.activeElement)) {
      entry.scrollIntoView({ block: "nearest" });
      cell.box.scrollIntoView({ block: "nearest" });
    }
    return reply;
  };

  const chooser = el("input", { type: "file", multiple: true, class: "hidden", tabindex: -1, "aria-hidden": "true" });
  chooser.addEventListener("change", async () => {
    for (const file of chooser.files) {
      engine.give(file.name, new Uint8Array(await file.arrayBuffer()));
      conversation.append(el("p", { class: "account" }, ...marked(WORDS.opened(file.name).replace(/load ".*"/, "`$&`"))));
      announce(WORDS.opened(file.name));
    }
    chooser.value = "";
    cell.editor.field.focus();
  });

  const cell = new Cell(byId("cell"), engine, {
    label: WORDS.yours, run,
    buttons: [
      el("button", { type: "button", class: "quiet", onclick: () => chooser.click() }, WORDS.open), chooser,
      el("button", {
        type: "button", class: "quiet", onclick: () => {
          conversation.replaceChildren();
          engine.forget();
          announce(WORDS.fresh);
          cell.editor.field.focus();
        },
      }, WORDS.clear),
    ],
  });
  Object.assign(cell.editor.deeds, { enter, up: recall(-1), down: recall(1) });
  for (const button of document.querySelectorAll("#examples button")) {
    button.addEventListener("click", () => {
      cell.editor.text = PAGE.examples[Number(/** @type {any} */ (button).dataset.example)];
      cell.editor.field.focus();
      announce(button.textContent);
    });
  }
  if (matchMedia("(pointer: fine)").matches) cell.editor.field.focus({ preventScroll: true });
};

startPlayground(startEngine());
