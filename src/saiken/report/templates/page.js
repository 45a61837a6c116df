/* Draws the figures, follows the theme and the paper. No library but the vendored plotly. A page with more to
   it (day.js) leaves what it wants done in window.saikenHooks: `drawn` after a figure's first drawing, `after` once all are. */
(function () {
  "use strict";
  const root = document.documentElement;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const charts = read("charts");
  const hooks = window.saikenHooks || {};
  const darker = read("palette");
  const printing = window.matchMedia("print");
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const PRINT_WIDTH = { 1: 640, 2: 300, 3: 205 };
  let paper = false;

  const isDark = () => {
    if (paper || printing.matches) return false;
    const chosen = root.dataset.theme;
    return chosen === "dark" || (chosen !== "light" && system.matches);
  };

  /* Figures carry the light palette; in the dark each colour has a brighter twin. */
  const recolour = (value) => {
    if (typeof value === "string") return darker[value] || value;
    if (Array.isArray(value)) return value.map(recolour);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, recolour(each)]));
    }
    return value;
  };

  const themed = (figure) => (isDark() ? recolour(figure) : structuredClone(figure));

  const narrow = (layout, plot) => {
    if (plot.clientWidth < 480 && layout.meta && layout.meta.narrow) {
      for (const [path, value] of Object.entries(layout.meta.narrow)) {
        const keys = path.split(".");
        const last = keys.pop();
        keys.reduce((node, key) => (node[key] = node[key] || {}), layout)[last] = value;
      }
    }
    return layout;
  };

  const columns = (plot) => (plot.closest(".grid-3") ? 3 : plot.closest(".grid-2") ? 2 : 1);

  const drawOne = (id) => {
    const plot = document.getElementById("plot-" + id);
    const { data, layout } = themed(charts[id]);
    narrow(layout, plot);
    if (paper) Object.assign(layout, { autosize: false, width: PRINT_WIDTH[columns(plot)] });
    const first = !plot.data;
    Plotly.react(plot, data, layout, { displayModeBar: false, responsive: true });
    if (first && hooks.drawn) hooks.drawn(id, plot);
  };

  const draw = () => {
    Object.keys(charts).forEach(drawOne);
    if (hooks.after) hooks.after();
  };

  /* The first time one figure a frame, so that the page answers while it fills. */
  const drawSlowly = async () => {
    for (const id of Object.keys(charts)) {
      if (!document.getElementById("plot-" + id).data) drawOne(id);
      await new Promise((done) => window.setTimeout(done, 0));
    }
    if (hooks.after) hooks.after();
    root.dataset.ready = "yes";
  };

  /* Theme: system unless chosen; kept where the browser lets a file keep something. */
  const keep = (theme) => { try { localStorage.setItem("saiken-theme", theme); } catch (refused) { /* a file may keep nothing */ } };
  const kept = () => { try { return localStorage.getItem("saiken-theme"); } catch (refused) { return null; } };
  const choose = (theme) => {
    root.dataset.theme = theme;
    draw();
  };
  const themes = document.querySelectorAll("input[name=theme]");
  themes.forEach((input) => input.addEventListener("change", () => { keep(input.value); choose(input.value); }));
  const before = kept();
  themes.forEach((input) => { input.checked = input.value === (before || "system"); });
  root.dataset.theme = before || "system";
  system.addEventListener("change", draw);

  /* Paper: light colours and the width of an A4 page, and back. */
  const onPaper = (now) => {
    if (now === paper) return;
    paper = now;
    document.querySelectorAll("details").forEach((each) => {
      if (now) { each.dataset.was = each.open; each.open = each.dataset.print === "open"; } else { each.open = each.dataset.was === "true"; }
    });
    draw();
  };
  window.addEventListener("beforeprint", () => onPaper(true));
  window.addEventListener("afterprint", () => onPaper(printing.matches));
  printing.addEventListener("change", (event) => onPaper(event.matches));

  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if ((width < 480) !== (window.innerWidth < 480)) draw();
    width = window.innerWidth;
  });

  drawSlowly();
})();
