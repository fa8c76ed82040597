// The engine begins when the page has been read to its end: the module stands last in it.

/** The parts of the page that its makers stored in it. */
const stored = (id) => byId(id).textContent;

const storedParts = () => ({
  code: stored("worker"),
  packed: stored("module"),
  data: [...document.querySelectorAll("script[data-file]")].map((script) => ({
    name: /** @type {any} */ (script).dataset.file, base64: script.textContent, isPacked: true,
  })),
  limits: PAGE.limits,
  lesson: byId("lesson") ? stored("lesson") : null,
});

const startEngine = () => {
  const engine = new Engine(storedParts, (state, problem) => {
    const line = byId("state");
    line.dataset.state = state;
    line.textContent = { starting: WORDS.starting, working: WORDS.running, ready: WORDS.ready, failed: "" }[state];
    if (state === "failed") byId("notice").replaceChildren(el("p", { class: "note" }, `${WORDS.failed} (${problem})`));
  });
  document.addEventListener("DOMContentLoaded", () => engine.begin());
  return engine;
};
