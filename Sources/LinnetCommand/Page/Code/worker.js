// The worker's side: the engine, and the files that it sees. It answers one request after the other.
//
// In: {start}, {file}, {ask}; out: {ready}, {failed}, {events}, {file}, {reply}. Who stops a run ends the worker.

/** How much of one cell is passed on: letters of text, lines of its end, tables and pictures. */
const MOST_LETTERS = 200000, LAST_LINES = 20, MOST_SHOWN = 60;
/** How long text may wait, and how often long work is told about, in milliseconds. */
const PATIENCE = 60, PACE = 250, QUIET = 1000;

/** @type {Map<string, {bytes: Uint8Array, isPacked: boolean}>} */
const files = new Map();
const decoder = new TextDecoder(), encoder = new TextEncoder();
/** @type {any} */
let engine = null;
let handle = 0, chance = 0, answer = new Uint8Array(0), reply = "";

/** A file's whole path, without `./` and with `..` followed; null for one that leads out. */
const place = (path) => {
  const parts = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      if (!parts.length) return null;
      parts.pop();
    } else if (part && part !== ".") parts.push(part);
  }
  return parts.join("/");
};

/** What a cell shows, gathered into few messages and bounded. */
const output = {
  events: [], letters: 0, shown: 0, lost: 0, last: [], lostEvents: 0, lastEvent: null, sent: 0, told: 0, begun: 0,
  begin() {
    Object.assign(this, { events: [], letters: 0, shown: 0, lost: 0, last: [], lostEvents: 0, lastEvent: null, told: 0 });
    this.begun = this.sent = performance.now();
  },
  text(text) {
    if (this.letters + text.length > MOST_LETTERS) {
      this.letters = MOST_LETTERS;
      this.last.push(text.length > 10000 ? text.slice(0, 10000) + "…" : text);
      if (this.last.length > 2 * LAST_LINES) {
        this.lost += this.last.length - LAST_LINES;
        this.last = this.last.slice(-LAST_LINES);
      }
      return;
    }
    this.letters += text.length + 1;
    const before = this.events[this.events.length - 1];
    if (before && before.kind === "text") before.lines.push(text);
    else this.events.push({ kind: "text", lines: [text] });
    this.flush(false);
  },
  add(event) {
    if (event.kind === "record") {
      // What is to be kept is kept at once, whatever happens next.
      this.flush(true);
      postMessage({ events: [event] });
      return;
    }
    if (event.kind === "progress") {
      const now = performance.now();
      if (now - this.begun < QUIET || now - this.told < PACE) return;
      this.told = now;
    } else if ((this.shown += 1) > MOST_SHOWN && event.kind !== "mistake") {
      if (this.lastEvent) this.lostEvents += 1;
      this.lastEvent = event;
      return;
    }
    this.events.push(event);
    this.flush(event.kind === "progress");
  },
  flush(now) {
    if (!this.events.length || !now && performance.now() - this.sent < PATIENCE) return;
    postMessage({ events: this.events });
    this.events = [];
    this.sent = performance.now();
  },
  finish() {
    this.lost += Math.max(0, this.last.length - LAST_LINES);
    const left = (count, what) => ({ kind: "left", text: `… ${count} ${what} left out here …` });
    const mistakes = this.events.filter((event) => event.kind === "mistake");
    this.events = this.events.filter((event) => event.kind !== "mistake");
    if (this.lost) this.events.push(left(this.lost, this.lost === 1 ? "line" : "lines"));
    if (this.last.length) this.events.push({ kind: "text", lines: this.last.slice(-LAST_LINES) });
    if (this.lostEvents) this.events.push(left(this.lostEvents, "more"));
    if (this.lastEvent) this.events.push(this.lastEvent);
    this.events.push(...mistakes);
    this.flush(true);
  },
};

const bytes = (at, count) => new Uint8Array(engine.memory.buffer, at, count);
const string = (at, count) => decoder.decode(bytes(at, count));
const give = (make) => {
  try {
    answer = make();
    return answer.length;
  } catch (problem) {
    return -3;
  }
};
const contents = (file) => {
  if (file.isPacked) Object.assign(file, { bytes: gunzip(file.bytes), isPacked: false });
  return file.bytes;
};

/** What the module asks of the world; `Imports.swift` tells what each is. */
const world = {
  read(at, count) {
    const file = files.get(place(string(at, count)));
    return file ? give(() => contents(file)) : -1;
  },
  names(at, count) {
    const path = string(at, count);
    const folder = place(path.slice(0, path.lastIndexOf("/") + 1));
    if (folder === null) return give(() => new Uint8Array(0));
    const start = folder && folder + "/";
    const names = new Set();
    for (const name of files.keys()) {
      if (name.startsWith(start)) names.add(name.slice(start.length).split("/")[0]);
    }
    return give(() => encoder.encode([...names].sort().join("\0")));
  },
  unpack: (at, count) => give(() => gunzip(bytes(at, count))),
  ask: () => -1,
  fetch(at) { bytes(at, answer.length).set(answer); },
  write(at, count, data, size) {
    const name = place(string(at, count));
    if (name === null) return -2;
    const copy = bytes(data, size).slice();
    files.set(name, { bytes: copy, isPacked: false });
    if (!isQuiet) postMessage({ file: { name, bytes: copy } });
    return 0;
  },
  show(kind, at, count) {
    const text = string(at, count);
    if (kind === 7) reply = text;
    else if (kind === 6) output.add(JSON.parse(text));
    else if (kind < 6) output.text(text);
  },
  now: () => performance.now() / 1000,
  // Nobody can wake a worker that waits, but it may be ended.
  wait(seconds) {
    output.flush(true);
    for (const end = performance.now() + seconds * 1000; performance.now() < end;) continue;
  },
  // Steps of the golden ratio: numbers far from each other, and the same ones when all runs again.
  seed: () => (chance = chance + 0x9E3779B9 >>> 0),
};

/** The few calls of the C library that the module was linked with. */
const system = {
  random_get(at, count) {
    crypto.getRandomValues(bytes(at, count));
    return 0;
  },
  fd_close: () => 8, fd_fdstat_get: () => 8, fd_seek: () => 8, fd_write: () => 8,
  proc_exit() { throw new Error("exit"); },
};

let isQuiet = false;
/** The lesson's own text, packed; programs do not see it. */
let lessonText = null;

/** Asks the engine; the reply is an object. */
const ask = (request) => {
  if (request.do === "lesson") request.text = decoder.decode(contents(lessonText));
  const text = encoder.encode(JSON.stringify(request));
  const at = engine.malloc(Math.max(1, text.length));
  bytes(at, text.length).set(text);
  isQuiet = !!request.quiet;
  reply = "{}";
  output.begin();
  engine.linnet_talk(handle, at, text.length);
  engine.free(at);
  output.finish();
  return JSON.parse(reply);
};

const decoded = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const start = async ({ module, packed, data, limits, lesson, seed }) => {
  chance = seed >>> 0;
  let compiled = module;
  if (!compiled && packed.startsWith("linnet-web ")) {
    compiled = await WebAssembly.compile(unpackModule(packed));
  } else if (!compiled) {
    const stream = new Blob([decoded(packed)]).stream().pipeThrough(new DecompressionStream("gzip"));
    compiled = await WebAssembly.compile(await new Response(stream).arrayBuffer());
  }
  for (const { name, base64, isPacked } of data) files.set(place(name), { bytes: decoded(base64), isPacked });
  if (lesson) lessonText = { bytes: decoded(lesson), isPacked: true };
  const instance = await WebAssembly.instantiate(compiled, { linnet: world, wasi_snapshot_preview1: system });
  engine = instance.exports;
  engine._initialize();
  handle = engine.linnet_page(limits);
  const ready = { version: ask({ do: "version" }).version, module: compiled };
  try {
    postMessage({ ready });
  } catch (problem) {
    postMessage({ ready: { version: ready.version } });
  }
};

const take = async (message) => {
  try {
    if (message.start) await start(message.start);
    if (message.file) files.set(place(message.file.name), { bytes: message.file.bytes, isPacked: false });
    if (message.ask) postMessage({ id: message.id, reply: ask(message.ask) });
  } catch (problem) {
    output.events = [];
    postMessage({ failed: String(problem && problem.message || problem), id: message.id });
  }
};

// One after the other: what is asked while the engine starts waits for it.
let before = Promise.resolve();
onmessage = ({ data }) => { before = before.then(() => take(data)); };
