// Linnet in JupyterLite: a kernel that runs in the browser, as an extension without a bundler.
//
// JupyterLite loads this file, calls init() with the packages that it shares, then get("./extension") for the
// plugin. When the wheel is built, the page's engine, the other files of this folder, the version and the picture take
// the places of the lines below.
(() => {
  //@engine
  //@messages
  //@files
  //@controls
  //@kernel
  const version = ""; //@version
  const picture = ""; //@picture
  const workerFile = ""; //@worker
  const moduleFile = ""; //@module

  const place = document.currentScript ? document.currentScript.src : "";
  let shared;
  // Of several versions of a package the one in use, else the newest, as the bundler itself would choose.
  const load = async (name) => {
    const versions = shared[name];
    if (!versions) return null;
    const sorted = Object.keys(versions).sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
    const chosen = sorted.find((one) => versions[one].loaded) || sorted.pop();
    return (await versions[chosen].get())();
  };

  /** Compiles the module once for all notebooks of a page; a server may not know what kind of file it is. */
  let compiled = null;
  const compile = () => compiled = compiled || (async () => {
    const reply = await fetch(new URL(moduleFile, place));
    if (!reply.ok) throw new Error(`the engine is not there: ${reply.status} ${reply.statusText}`);
    return WebAssembly.compile(await reply.arrayBuffer());
  })();

  const makePlugin = async () => {
    const services = await load("@jupyterlite/services");
    // An ordinary JupyterLab, whose kernels run on its server, has nothing to do with this.
    if (!services) return [];
    const { IKernelSpecs, IKernelClient, BaseKernel } = services;
    const Kernel = linnetKernel(BaseKernel);
    return {
      id: "linnet-lite:kernel",
      description: "Linnet in the browser",
      autoStart: true,
      requires: [IKernelSpecs],
      optional: [IKernelClient],
      activate: (app, specs, client) => {
        const kernels = new Map();
        specs.register({
          spec: {
            name: "linnet", display_name: "Linnet", language: "linnet", argv: [],
            resources: { "logo-svg": "data:image/svg+xml," + encodeURIComponent(picture) },
          },
          create: async (options) => {
            const kernel = new Kernel(options, {
              version, compile, worker: new URL(workerFile, place).href, contents: app.serviceManager.contents,
              served: new URL("files/", new URL(app.serviceManager.serverSettings.baseUrl, location.href)).href,
            });
            kernels.set(options.id, kernel);
            kernel.disposed.connect(() => {
              if (kernels.get(options.id) === kernel) kernels.delete(options.id);
            });
            return kernel;
          },
        });
        // JupyterLite lets go of the cells that wait; the one that runs is for the kernel to stop.
        if (!client) return;
        const interrupt = client.interrupt;
        client.interrupt = async function (id) {
          await interrupt.call(this, id);
          if (kernels.has(id)) kernels.get(id).stop();
        };
      },
    };
  };

  (globalThis._JUPYTERLAB = globalThis._JUPYTERLAB || {})["linnet-lite"] = {
    init: async (scope) => { shared = scope; },
    get: async (module) => {
      if (module !== "./extension") throw new Error("linnet-lite has no module " + module);
      const plugin = await makePlugin();
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
