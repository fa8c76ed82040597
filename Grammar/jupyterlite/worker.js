// The worker's part in JupyterLite, behind the page's worker: values of lines are told apart, and files that nobody
// has brought are looked for among those that the site serves.

/** Where the site serves the notebook's folder, and the names of the files that are known to be there. */
let site = { served: "", names: [] };
addEventListener("message", ({ data }) => { if (data.site) site = data.site; });

const shownInPage = world.show, readInPage = world.read, namesInPage = world.names;

Object.assign(world, {
  show(kind, at, count) {
    if (kind === 8) output.events.push({ kind: "answer" });
    else shownInPage(kind, at, count);
  },
  read(at, count) {
    const answer = readInPage(at, count);
    const path = place(string(at, count));
    if (answer !== -1 || !site.served || !path) return answer;
    const request = new XMLHttpRequest();
    request.open("GET", site.served + path.split("/").map(encodeURIComponent).join("/"), false);
    request.responseType = "arraybuffer";
    try {
      request.send();
    } catch (problem) {
      return -1;
    }
    if (request.status !== 200) return -1;
    files.set(path, { bytes: new Uint8Array(request.response), isPacked: false });
    return readInPage(at, count);
  },
  names(at, count) {
    const here = new Map(site.names.filter((name) => !files.has(name)).map((name) => [name, null]));
    // The page's function looks at the names of its files only.
    for (const name of here.keys()) files.set(name, null);
    const answer = namesInPage(at, count);
    for (const name of here.keys()) files.delete(name);
    return answer;
  },
});
