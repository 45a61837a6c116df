/* Runs before anything is drawn: the theme that was chosen, and a place where the controls can leave
   their changes until the page's modules are there. */
(function () {
  "use strict";
  try {
    const kept = localStorage.getItem("saiken-theme");
    if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
  } catch (refused) { /* the browser keeps nothing */ }
  const waiting = [];
  const bridge = { send: (...said) => waiting.push(said), waiting };
  window.saikenBridge = bridge;
  window.dash_clientside = Object.assign(window.dash_clientside || {}, {
    saiken: {
      ready: () => { bridge.send("ready"); },
      changed: (value, id) => { bridge.send("changed", id, value); },
    },
  });
})();
