// Starts a worker: of the pool ("worker_loader.js?worker&1a2b3c4d"), or the one with the GPU ("worker_loader.js?gpu&1a2b3c4d").
// Its files have the same names in every build, so whoever starts it adds the build, and we hand that on: a cached file of
// another build is then never taken.
const [name, build] = new URL(import.meta.url).search.slice(1).split("&");
const file = name === "gpu" ? "gpu" : "worker";
const { default: start } = await import(`./${file}.js?${build}`);
await start({ module_or_path: new URL(`./${file}_bg.wasm?${build}`, import.meta.url) });
