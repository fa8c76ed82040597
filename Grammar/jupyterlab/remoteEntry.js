// Linnet's colours in JupyterLab 4 and Notebook 7: an extension as it is installed, without a bundler.
//
// JupyterLab loads this file, calls init() with the packages that it shares, then get("./extension") for the
// plugin. When the wheel is built, mode.js and the words of the language take the places of the two lines below.
(() => {
  //@mode
  const words = {}; //@words

  let shared;
  // Of several versions of a package the one in use, else the newest, as the bundler itself would choose.
  const load = async (name) => {
    const versions = shared[name];
    if (!versions) throw new Error("this JupyterLab does not share " + name);
    const sorted = Object.keys(versions).sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
    const version = sorted.find((one) => versions[one].loaded) || sorted.pop();
    return (await versions[version].get())();
  };

  const makePlugin = async () => {
    const { IEditorLanguageRegistry } = await load("@jupyterlab/codemirror");
    const { LanguageSupport, StreamLanguage, indentUnit } = await load("@codemirror/language");
    const { Prec } = await load("@codemirror/state");
    return {
      id: "linnet-kernel:language",
      description: "Colours, indentation and comments for Linnet",
      autoStart: true,
      requires: [IEditorLanguageRegistry],
      activate: (app, languages) => {
        languages.addLanguage({
          name: "linnet",
          displayName: "Linnet",
          // What may stand behind the word `linnet` where a block of a lesson begins.
          alias: ["run", "show", "start", "check", "solution", "hidden"].map((use) => "linnet " + use),
          mime: "text/x-linnet",
          extensions: ["linnet"],
          support: new LanguageSupport(
            StreamLanguage.define(linnetMode(words)), [Prec.high(indentUnit.of("  "))]),
        });
        app.docRegistry.addFileType({
          name: "linnet", displayName: "Linnet program", extensions: [".linnet"],
          mimeTypes: ["text/x-linnet"], contentType: "file", fileFormat: "text",
        });
        // A lesson is a Markdown document whose `linnet` blocks are its program; the Markdown of notebooks colours
        // blocks of every language that is known here.
        languages.addLanguage({
          name: "linnet-lesson",
          displayName: "Linnet lesson",
          mime: "text/x-linnet-lesson",
          extensions: ["lesson"],
          load: async () => (await languages.getLanguage("ipythongfm")).support,
        });
        app.docRegistry.addFileType({
          name: "linnet-lesson", displayName: "Linnet lesson", extensions: [".lesson"],
          mimeTypes: ["text/markdown"], contentType: "file", fileFormat: "text",
        });
      },
    };
  };

  (window._JUPYTERLAB = window._JUPYTERLAB || {})["linnet-kernel"] = {
    init: async (scope) => {
      shared = scope;
    },
    get: async (module) => {
      if (module !== "./extension") throw new Error("there is no module " + module);
      const plugin = await makePlugin();
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
