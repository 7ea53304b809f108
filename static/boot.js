// Starts the page. A file of its own because the content security policy allows no inline script, and plain old
// JavaScript so that a browser which cannot run the simulator can still say so.
(function () {
  "use strict";
  var script = document.currentScript;

  function say(sentence) {
    var app = document.getElementById("app");
    if (app) app.textContent = sentence;
  }

  // The smallest module with a 128-bit constant in it.
  var simd = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];
  var computes = typeof WebAssembly === "object" && WebAssembly.validate(new Uint8Array(simd));
  // Browsers with these colours have workers that are modules, too.
  var shows = window.CSS && CSS.supports("color", "light-dark(#000, #fff)");
  if (!computes || !shows) {
    say("The simulator needs Chrome or Edge 123, Firefox 120, Safari 17.5 or later, with WebAssembly allowed.");
    return;
  }

  import(new URL(script.dataset.js, document.baseURI).href)
    .then(function (app) {
      return app.default({ module_or_path: new URL(script.dataset.wasm, document.baseURI) });
    })
    .catch(function (error) {
      console.error(error);
      say("The simulator could not be loaded. Please check the connection and reload the page.");
    });
})();
