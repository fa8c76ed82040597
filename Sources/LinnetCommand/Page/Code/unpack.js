// Unpacks the engine that a page carries as text; Sources/LinnetWeb/Pack/README.md tells what is in it.

/**
 * The bytes of the module.
 * @param {string} pack the text of `linnet-web.pack`, as it stands in the page
 * @returns {Uint8Array}
 */
const unpackModule = (pack) => {
  const start = pack.indexOf("linnet-web ");
  const lineEnd = pack.indexOf("\n", start);
  const [, version, size, inner, tool] = pack.slice(start, lineEnd).trim().split(" ");
  if (start < 0 || version !== "1") throw new Error("this is not the engine for browsers");
  const code = Uint8Array.from(atob(tool), (letter) => letter.charCodeAt(0));
  const { place, unpack, memory } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
  const text = pack.slice(lineEnd + 1);
  const at = place(text.length, +inner, +size);
  new TextEncoder().encodeInto(text, new Uint8Array(memory.buffer, at, text.length));
  const module = unpack(text.length, +inner, +size);
  if (!module) throw new Error("the engine in this page is damaged");
  return new Uint8Array(memory.buffer, module, +size);
};
