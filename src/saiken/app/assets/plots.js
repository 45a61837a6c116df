/* Charts with uPlot: one way to make them, in the house's colours, of a fixed height. */

import { at } from "./dom.js";
import { colour } from "./theme.js";

export const INK = "#1a212b";
export const MUTED = "#515b68";
export const GRID = "#e2e5e8";
export const BLUE = "#0072b2";
export const VERMILION = "#c64f00";
export const GREEN = "#00795a";
export const PURPLE = "#9a4a80";
export const GREY = "#77808b";
export const BAND = "rgba(0,114,178,0.16)";
const FONT = "12px system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif";
const ticksFormat = new Intl.NumberFormat("en-US");
const ROOM = 0.06;
const plots = {};

export const line = (light, { dash, width = 2 } = {}) =>
  ({ stroke: () => colour(light), width, dash, points: { show: false } });
const edge = { stroke: "transparent", width: 0, points: { show: false } };
export const band = () => [edge, edge];
export const area = (low, high, light = BAND) => ({ series: [high, low], fill: () => colour(light) });

/* Ranges hold still while a slider moves unless the figures leave them, and fit once it rests. */
export const fit = (id, low, high, { zero = false, moving = false } = {}) => {
  if (zero) [low, high] = [Math.min(low, 0), Math.max(high, 0)];
  const room = (high - low) * ROOM || Math.max(Math.abs(high) * ROOM, 0.5);
  const wanted = [low - room, high + room];
  const before = plots[id].range;
  plots[id].range = moving && before
    ? [Math.min(before[0], wanted[0]), Math.max(before[1], wanted[1])] : wanted;
};

export const extent = (...arrays) => {
  let [low, high] = [Infinity, -Infinity];
  for (const values of arrays) {
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : [0, 1];
};

const axis = (changes) => ({
  stroke: () => colour(MUTED), font: FONT, labelFont: FONT,
  grid: { stroke: () => colour(GRID), width: 1 }, ticks: { show: false }, gap: 6, ...changes,
});

/* The day on a path: a dotted line, drawn with the chart. */
const dayLine = (day) => (plot) => {
  const place = day();
  if (place === null) return;
  const x = Math.round(plot.valToPos(place, "x", true));
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour(INK);
  ctx.lineWidth = window.devicePixelRatio;
  ctx.setLineDash([3, 3]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
};

const zeroLine = (plot) => {
  const { ctx, bbox, scales } = plot;
  if (scales.y.min === null || scales.y.min > 0 || scales.y.max < 0) return;
  const y = Math.round(plot.valToPos(0, "y", true));
  ctx.save();
  ctx.fillStyle = colour(GREY);
  ctx.fillRect(bbox.left, y, bbox.width, window.devicePixelRatio);
  ctx.restore();
};

/* A line of words at the pointer. */
const tip = (words) => {
  const box = document.createElement("div");
  box.className = "tip";
  box.hidden = true;
  return {
    hooks: {
      init: (plot) => plot.over.append(box),
      setCursor: (plot) => {
        const { idx, left } = plot.cursor;
        box.hidden = idx === null || idx === undefined || left < 0;
        if (box.hidden) return;
        box.textContent = words(idx);
        box.style.left = `${Math.min(left + 10, plot.over.clientWidth - box.offsetWidth)}px`;
      },
    },
  };
};

const build = (id) => {
  const { asked } = plots[id];
  const place = at("plot-" + id);
  const options = {
    width: place.clientWidth, height: Number(place.dataset.height), padding: [8, 18, 0, 0],
    scales: { x: { time: false, ...asked.x }, y: { range: () => plots[id].range || [0, 1] } },
    axes: [
      axis({ grid: { show: false }, size: 28, ...asked.xAxis }),
      axis({ size: 48, space: 28, values: (_, ticks) => ticks.map((each) => ticksFormat.format(each).replace("-", "\u2212")) }),
    ],
    series: [{}, ...asked.series], bands: asked.bands,
    legend: { show: false }, focus: { alpha: 1 },
    cursor: { drag: { x: false, y: false }, y: false, points: { size: 6 } },
    plugins: [tip(asked.words), { hooks: { drawAxes: zeroLine, draw: dayLine(asked.day || (() => null)) } }],
  };
  plots[id].plot = new window.uPlot(options, plots[id].data, place);
};

/* Makes a chart, or makes it anew when what it consists of has changed. */
export const prepare = (id, asked) => {
  const before = plots[id];
  if (before && before.plot) before.plot.destroy();
  plots[id] = { asked, data: null, range: before ? before.range : null, plot: null };
};

/* What is out of sight is drawn once it comes into view. */
const seen = new Set();
export const draw = (id, data) => {
  const found = plots[id];
  found.data = data;
  found.late = Boolean(found.plot) && !seen.has(id);
  if (!found.plot) build(id);
  else if (!found.late) found.plot.setData(data);
};

export const redraw = (id) => {
  if (!plots[id] || !plots[id].plot) return;
  if (seen.has(id)) plots[id].plot.redraw(false);
  else plots[id].late = true;
};

export const dataOf = (id) => plots[id].data;

/* New colours: canvases are drawn again as they stand. */
export const repaint = () => Object.values(plots).forEach(({ plot }) => plot && plot.redraw(false));

export const followWidth = () => {
  const watch = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      const found = plots[target.id.replace("plot-", "")];
      if (found && found.plot && target.clientWidth && target.clientWidth !== found.plot.width) {
        found.plot.setSize({ width: target.clientWidth, height: Number(target.dataset.height) });
      }
    }
  });
  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const id = target.id.replace("plot-", "");
      if (!isIntersecting) { seen.delete(id); continue; }
      seen.add(id);
      const found = plots[id];
      if (!found || !found.late) continue;
      found.late = false;
      found.plot.setData(found.data);
    }
  }, { rootMargin: "100px" });
  for (const each of document.querySelectorAll(".canvas")) {
    watch.observe(each);
    sight.observe(each);
  }
};
