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
    if (first && days.cursors.includes(id)) plot.on("plotly_afterplot", () => place(id));
  };

  const draw = () => {
    Object.keys(charts).forEach(drawOne);
    show(Number(slider.value));
  };

  /* The first time one figure a frame, so that the page answers while it fills. */
  const drawSlowly = async () => {
    for (const id of Object.keys(charts)) {
      if (!document.getElementById("plot-" + id).data) drawOne(id);
      await new Promise((done) => window.setTimeout(done, 0));
    }
    show(Number(slider.value));
    root.dataset.ready = "yes";
  };

  /* The day: the curve in hundredths of a basis point, one row a day; the readouts in words. */
  const unpack = (row) => row.map((each) => each / days.scale);
  const plus = (row) => days.base.map((yieldNow, k) => yieldNow + row[k] / 100);

  const moveCurve = (day) => {
    const plot = document.getElementById("plot-curve");
    const [low, middle, high] = ["p05", "p50", "p95"].map((band) => unpack(days[band][day]));
    const y = [plus(low), plus(high), plus(middle), low, high, middle];
    Plotly.restyle(plot, { y: y }, days.traces);
  };

  /* The chosen day on the paths: a line laid over each figure, which costs no redrawing. */
  const place = (id) => {
    const plot = document.getElementById("plot-" + id);
    const frame = plot._fullLayout;
    const axis = frame.xaxis;
    const share = (Number(slider.value) - axis.range[0]) / (axis.range[1] - axis.range[0]);
    let line = plot.querySelector(".cursor");
    if (!line) line = plot.appendChild(Object.assign(document.createElement("div"), { className: "cursor" }));
    line.style.top = frame._size.t + "px";
    line.style.height = frame._size.h + "px";
    line.style.left = axis._offset + share * axis._length + "px";
  };

  const show = (day) => {
    slider.setAttribute("aria-valuetext", days.names[day]);
    document.getElementById("day-name").textContent = days.names[day];
    for (const [id, [middle, band]] of Object.entries(days.readouts)) {
      const place = document.getElementById("readout-" + id);
      place.querySelector(".middle").textContent = middle[day];
      place.querySelector(".band").textContent = band[day];
    }
    if (document.getElementById("plot-curve").data) moveCurve(day);
    for (const id of days.cursors) if (document.getElementById("plot-" + id).data) place(id);
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
  window.addEventListener("afterprint", () => onPaper(printing.matches));
  printing.addEventListener("change", (event) => onPaper(event.matches));

  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if ((width < 480) !== (window.innerWidth < 480)) draw();
    width = window.innerWidth;
  });

  drawSlowly();
})();
