// The files of the site: those it was built with, and those that somebody has uploaded or changed in the browser.
//
// A program asks for a file in the middle of its run, when its worker can wait for nobody. So files whose names stand
// in a cell are brought to the worker before the cell runs; a name that is put together only in the run is looked for
// among the files that the site serves (worker.js).

/** The files around a notebook. */
class SiteFiles {
  /**
   * @param {object} contents JupyterLab's manager of files
   * @param {string} folder the notebook's folder, with `/` at its end; empty for the first one
   */
  constructor(contents, folder) {
    this.contents = contents;
    this.folder = folder && !folder.endsWith("/") ? folder + "/" : folder;
    /** When each file was changed that the engine has. */
    this.known = new Map();
  }

  /** Brings what a cell names. */
  async bring(code, engine) {
    const names = new Set();
    for (const [, name] of code.matchAll(/["'“”„‘’«»「]([^"'“”„‘’«»」\n]{1,200})["'“”‘’«»」]/g)) {
      if (/[./\\*]/.test(name) && !/^[a-z]+:\/\//i.test(name)) names.add(name.replace(/^\.\//, ""));
    }
    if (!names.size) return;
    const folders = new Map();
    const list = async (folder) => {
      if (!folders.has(folder)) folders.set(folder, await this.list(folder));
      return folders.get(folder);
    };
    for (const name of names) {
      const folder = name.slice(0, name.lastIndexOf("/") + 1);
      const files = await list(folder);
      const pattern = /[*?]/.test(name) ? new RegExp("^" + name.slice(folder.length)
        .replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*").replace(/\?/g, ".") + "$") : null;
      for (const file of files) {
        if (pattern ? pattern.test(file.name) : folder + file.name === name) await this.give(folder, file, engine);
      }
    }
    // What else lies there, for advice about names.
    await list("");
    const others = [];
    for (const [folder, files] of folders) others.push(...files.map((file) => folder + file.name));
    engine.know(others);
  }

  /** The files of a folder; none where there is no such folder. */
  async list(folder) {
    try {
      const path = (this.folder + folder).replace(/\/$/, "");
      const { content } = await this.contents.get(path, { content: true });
      return (content || []).filter(({ type }) => type !== "directory");
    } catch (problem) {
      return [];
    }
  }

  /** Hands the engine a file, unless it has it as it is now. */
  async give(folder, { name, last_modified: changed }, engine) {
    const path = folder + name;
    if (this.known.get(path) === changed) return;
    try {
      const { content, format } = await this.contents.get(this.folder + path, { content: true });
      const bytes = format === "base64"
        ? Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
        : new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content, null, 1) + "\n");
      this.known.set(path, changed);
      engine.give(path, bytes);
    } catch (problem) {
      // The program says that it is not there.
    }
  }

  /** Stores what a program has saved. */
  async save(name, bytes) {
    let text = null;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch (problem) {
      // No text.
    }
    let letters = "";
    if (text === null) for (const byte of bytes) letters += String.fromCharCode(byte);
    const model = await this.contents.save(this.folder + name, {
      type: "file", format: text === null ? "base64" : "text", content: text === null ? btoa(letters) : text,
    });
    this.known.set(name, model.last_modified);
  }
}

/** The page's engine, with the module compiled already and a worker that knows where the site is. */
class SiteEngine extends Engine {
  /**
   * @param {WebAssembly.Module} module
   * @param {string} worker the address of the worker's code
   * @param {string} served where the site serves the notebook's folder
   * @param {(state: string, problem?: string) => void} tell
   */
  constructor(module, worker, served, tell) {
    super(() => ({}), tell);
    Object.assign(this, { module, url: worker, served, names: [] });
    this.stored = { packed: "", data: [], limits: 0 };
  }

  begin() {
    super.begin();
    this.worker.postMessage({ site: { served: this.served, names: this.names } });
  }

  /** Tells the worker which files there are. */
  know(names) {
    this.names = names;
    this.worker.postMessage({ site: { served: this.served, names } });
  }

  take(message) {
    // A module that went to a worker and came back would be another one.
    if (message.ready) message.ready.module = this.module;
    super.take(message);
  }
}
