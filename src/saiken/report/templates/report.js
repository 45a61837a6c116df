/* Draws the figures, follows the theme, moves the day. No library but the vendored plotly. */
(function () {
  "use strict";
  const root = document.documentElement;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const charts = read("charts");
  const days = read("days");
  const darker = read("palette");
  const printing = window.matchMedia("print");
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const slider = document.getElementById("day");
  const PRINT_WIDTH = { 1: 660, 2: 315, 3: 205 };
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

  const draw = () => {
    for (const [id, figure] of Object.entries(charts)) {
      const plot = document.getElementById("plot-" + id);
      if (!plot) continue;
      const { data, layout } = themed(figure);
      narrow(layout, plot);
      if (paper) Object.assign(layout, { autosize: false, width: PRINT_WIDTH[columns(plot)] });
      Plotly.react(plot, data, layout, { displayModeBar: false, responsive: true });
    }
    show(Number(slider.value));
  };

  /* The day: values are hundredths of the shown unit, one row a day. */
  const unpack = (row) => row.map((each) => each / days.scale);
  const plus = (row) => days.base.map((yieldNow, k) => yieldNow + row[k] / 100);
  const number = (value, decimals) => {
    const text = Math.abs(value).toFixed(decimals);
    return Number(text) === 0 ? "0" : (value < 0 ? "\u2212" : "+") + text;
  };
  const words = (value, series) => {
    if (series.kind !== "yen") return number(value, series.decimals) + series.unit;
    const size = Math.abs(value).toFixed(series.decimals);
    return Number(size) === 0 ? "unchanged" : size + "% " + (value < 0 ? "stronger" : "weaker");
  };

  const moveCurve = (day) => {
    const plot = document.getElementById("plot-curve");
    const [low, middle, high] = ["p05", "p50", "p95"].map((band) => unpack(days[band][day]));
    const y = [plus(low), plus(high), plus(middle), low, high, middle];
    Plotly.restyle(plot, { y: y }, days.traces);
  };

  const moveCursors = (day) => {
    for (const id of days.cursors) {
      const plot = document.getElementById("plot-" + id);
      if (plot) Plotly.relayout(plot, { "shapes[0].x0": day, "shapes[0].x1": day });
    }
  };

  const show = (day) => {
    const text = "Day " + day + ", " + days.dates[day];
    slider.setAttribute("aria-valuetext", text);
    document.getElementById("day-name").textContent = text;
    for (const [id, series] of Object.entries(days.series)) {
      const [low, middle, high] = ["p05", "p50", "p95"].map((band) => series[band][day] / days.scale);
      const place = document.getElementById("readout-" + id);
      place.querySelector(".middle").textContent = words(middle, series);
      place.querySelector(".band").textContent = words(low, series) + " to " + words(high, series);
    }
    moveCurve(day);
    moveCursors(day);
  };

  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(() => {
      waiting = false;
      show(Number(slider.value));
    });
  };
  slider.addEventListener("input", later);

  /* Play: one step every tenth of a second; fewer, larger steps when motion is unwelcome. */
  const button = document.getElementById("play");
  let timer = null;
  const stop = () => {
    window.clearInterval(timer);
    timer = null;
    button.textContent = "Play";
  };
  button.addEventListener("click", () => {
    if (timer) return stop();
    const last = Number(slider.max);
    if (Number(slider.value) >= last) slider.value = 0;
    button.textContent = "Pause";
    const [step, pause] = still.matches ? [Math.ceil(last / 5), 1200] : [Math.max(1, Math.round(last / 125)), 100];
    timer = window.setInterval(() => {
      slider.value = Math.min(last, Number(slider.value) + step);
      later();
      if (Number(slider.value) >= last) stop();
    }, pause);
  });

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
  window.addEventListener("afterprint", () => onPaper(false));
  printing.addEventListener("change", (event) => onPaper(event.matches));

  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if ((width < 480) !== (window.innerWidth < 480)) draw();
    width = window.innerWidth;
  });

  draw();
  root.dataset.ready = "yes";
})();
