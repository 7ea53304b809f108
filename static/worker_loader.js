// Starts a worker. Its files have the same names in every build, so whoever starts it adds the build as a query
// ("worker_loader.js?1a2b3c4d"), and we hand that on: a cached file of another build is then never taken.
const query = new URL(import.meta.url).search;
const { default: start } = await import(`./worker.js${query}`);
await start({ module_or_path: new URL(`./worker_bg.wasm${query}`, import.meta.url) });
