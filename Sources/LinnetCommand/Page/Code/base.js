// Small things that every part of the page uses.

/**
 * Makes an element. Names that begin with `on` are listeners; true and false set or leave out an attribute.
 * @param {string} name
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null | false | undefined)} children
 * @returns {any}
 */
const el = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== false && child !== undefined));
  return element;
};

/**
 * A sentence with `code`, *emphasis* and **strong**, and nothing else, as nodes.
 * @param {string} sentence
 * @returns {Node[]}
 */
const marked = (sentence) => {
  const nodes = [];
  const pattern = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*/g;
  let place = 0;
  for (let found; (found = pattern.exec(sentence));) {
    nodes.push(document.createTextNode(sentence.slice(place, found.index)));
    nodes.push(el(found[1] ? "code" : found[2] ? "strong" : "em", {}, found[1] || found[2] || found[3]));
    place = found.index + found[0].length;
  }
  nodes.push(document.createTextNode(sentence.slice(place)));
  return nodes;
};

/** An element of the page by its id. */
const byId = (id) => /** @type {any} */ (document.getElementById(id));

/** Says something to those who listen to the page instead of looking at it. */
const announce = (() => {
  let timer = 0;
  return (words) => {
    clearTimeout(timer);
    const live = byId("live");
    live.textContent = "";
    // A change that comes at once with the emptying would not be heard.
    timer = setTimeout(() => { live.textContent = words; }, 60);
  };
})();

/** A link that saves bytes or a text as a file. */
const saving = (name, content, words, type = "application/octet-stream") =>
  el("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name, class: "save" }, words);

/** Saves a text as a file at once. */
const save = (name, content, type) => {
  const link = saving(name, content, name, type);
  document.body.append(link);
  link.click();
  link.remove();
};
