// The page's side of the engine: promises instead of messages, and a way to stop.

/**
 * The engine in its worker. Requests are answered in order; `stop` ends the worker, starts another, and runs quietly
 * again what had worked, so that the variables come back.
 */
class Engine {
  /**
   * @param {() => {code: string, packed: string, data: object[], limits: number}} parts the text of the worker, the
   *   module as gzip in base 64, the files it sees; asked for once, by `begin`
   * @param {(state: "starting" | "ready" | "working" | "failed", problem?: string) => void} tell
   */
  constructor(parts, tell) {
    this.parts = parts;
    this.tell = tell;
    /** @type {Worker | null} */
    this.worker = null;
    this.waiting = [];
    this.isReady = false;
    /** What ran, to be run again: also what ended in a mistake, for it may have left something behind. */
    this.done = [];
    this.seed = Engine.chance();
    /** Files that came later: saved by a program, or chosen by the person. */
    this.files = new Map();
    this.module = null;
    this.version = "";
    /** A request that comes before all others in each new worker, and who takes its reply. */
    this.opening = null;
    this.opened = null;
    /** Takes the lines that are to be kept. */
    this.record = null;
    tell("starting");
  }

  /** Starts a worker; what has been asked already is answered when it is ready. */
  begin() {
    if (!this.url) {
      this.stored = this.parts();
      this.url = URL.createObjectURL(new Blob([this.stored.code], { type: "text/javascript" }));
    }
    this.isReady = false;
    this.tell("starting");
    const worker = this.worker = new Worker(this.url);
    worker.onmessage = ({ data }) => { if (worker === this.worker) this.take(data); };
    worker.onerror = (event) => { if (worker === this.worker) this.fail(event.message || "no worker"); };
    const { packed, data, limits, lesson } = this.stored;
    const { module, seed } = this;
    worker.postMessage({ start: { module, packed: module ? "" : packed, data, limits, lesson, seed } });
    for (const [name, bytes] of this.files) worker.postMessage({ file: { name, bytes } });
    if (this.opening) {
      const id = Engine.last += 1;
      const request = this.opening();
      this.waiting.unshift({ id, request, resolve: (reply) => this.opened && reply.state && this.opened(reply) });
    }
    for (const { id, request } of this.waiting) worker.postMessage({ ask: request, id });
  }

  take({ ready, failed, events, file, reply, id }) {
    const first = this.waiting[0];
    if (ready) {
      this.module = ready.module || null;
      this.version = ready.version;
      this.isReady = true;
      this.tell(first ? "working" : "ready");
    } else if (events) {
      for (const event of events) {
        if (event.kind === "record") this.record(event.line);
        else if (first && first.show) first.show(event);
      }
    } else if (file) {
      this.files.set(file.name, file.bytes);
      if (first && first.show) first.show({ kind: "file", ...file });
    } else if (failed !== undefined) {
      this.fail(failed);
    } else if (first && id === first.id) {
      this.waiting.shift();
      if (!this.waiting.length) this.tell("ready");
      // What has run into a limit once would take as long again.
      const isLong = reply.code === "too-many-steps" || reply.code === "out-of-time";
      if (first.isKept && (reply.status === "fine" || reply.status === "wrong" && !isLong)) {
        this.done.push(first.request);
      }
      first.resolve(reply);
    }
  }

  /** The engine itself broke: a new one takes its place, once. */
  fail(problem) {
    const waiting = this.waiting;
    const wasReady = this.isReady;
    this.worker.terminate();
    if (wasReady) this.restart();
    else this.tell("failed", problem);
    for (const one of waiting) one.resolve({ status: "broken", problem });
  }

  /**
   * Asks the engine.
   * @param {object} request
   * @param {(event: object) => void} [show] takes what a run shows
   * @param {boolean} [isKept] true for what is to be run again after a stop
   * @returns {Promise<any>}
   */
  ask(request, show, isKept = false) {
    return new Promise((resolve) => {
      const id = Engine.last += 1;
      this.waiting.push({ id, request, show, isKept, resolve });
      if (this.isReady) this.tell("working");
      if (this.worker) this.worker.postMessage({ ask: request, id });
    });
  }

  /** True while a run is going on. */
  get isBusy() { return this.waiting.some((one) => one.show); }

  /** Hands the engine a file. */
  give(name, bytes) {
    this.files.set(name, bytes);
    if (this.worker) this.worker.postMessage({ file: { name, bytes } });
  }

  /** Ends what runs, at once; the variables come back as they were before it. */
  stop() {
    const waiting = this.waiting;
    if (!this.worker) return;
    this.worker.terminate();
    this.restart();
    for (const one of waiting) one.resolve({ status: "stopped" });
  }

  /** Starts afresh: no variables. */
  forget() {
    this.done = [];
    this.seed = Engine.chance();
    this.stop();
  }

  restart() {
    this.waiting = [];
    this.begin();
    for (const request of this.done) this.ask({ ...request, quiet: true });
  }
}
Engine.last = 0;
/** Where random numbers begin: the same when everything runs again, so that it comes to the same. */
Engine.chance = () => crypto.getRandomValues(new Uint32Array(1))[0];
