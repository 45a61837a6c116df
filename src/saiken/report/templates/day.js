/* The day of the sale: moves the curve, the line on the paths and the readouts; plays. Stands before page.js. */
(function () {
  "use strict";
  const days = JSON.parse(document.getElementById("days").textContent);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const slider = document.getElementById("day");

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

  window.saikenHooks = {
    drawn: (id, plot) => { if (days.cursors.includes(id)) plot.on("plotly_afterplot", () => place(id)); },
    after: () => show(Number(slider.value)),
  };
})();
