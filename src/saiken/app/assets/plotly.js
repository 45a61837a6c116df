/* Plotly for what does not move: loaded when first needed, drawn when it comes into view. */

import { recolour } from "./theme.js";
import { at, fillTable } from "./dom.js";

const LIBRARY = "/assets/plotly/plotly-cartesian.min.js";
const NARROW = 480;
let loading = null;

export const load = () => {
  loading = loading || new Promise((done, failed) => {
    const script = document.createElement("script");
    script.addEventListener("load", () => done(window.Plotly));
    script.addEventListener("error", () => { loading = null; failed(new Error("The charts’ library cannot be loaded.")); });
    script.src = LIBRARY;
    document.head.append(script);
  });
  return loading;
};

const narrowed = (layout, width) => {
  const changes = width < NARROW && layout.meta && layout.meta.narrow;
  for (const [path, value] of Object.entries(changes || {})) {
    const keys = path.split(".");
    const last = keys.pop();
    keys.reduce((node, key) => (node[key] = node[key] || {}), layout)[last] = value;
  }
  return layout;
};

const charts = {};
const after = {};
const drawOne = async (id) => {
  const [plotly, place] = [await load(), at("plot-" + id)];
  const { data, layout } = recolour(structuredClone(charts[id].figure));
  await plotly.react(place, data, narrowed(layout, place.clientWidth), { displayModeBar: false, responsive: true });
  after[id](id);
};

const seen = new Set();
const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const id = target.id.replace("plot-", "");
    if (isIntersecting) seen.add(id); else seen.delete(id);
    if (isIntersecting && charts[id]) drawOne(id);
  }
}, { rootMargin: "400px" });

/* Gives figures to their places within a part of the page; those in view are drawn now. */
export const showCharts = (found, within, drawn = () => {}) => {
  for (const place of within.querySelectorAll(".plot")) {
    const id = place.id.replace("plot-", "");
    const figure = at("figure-" + id);
    figure.hidden = !found[id];
    if (!found[id]) continue;
    charts[id] = found[id];
    figure.querySelector("[data-title]").textContent = found[id].title;
    figure.querySelector("[data-note]").textContent = found[id].note;
    place.setAttribute("aria-label", found[id].alt);
    const height = place.clientWidth < NARROW ? found[id].narrow_height_px : found[id].height_px;
    place.style.setProperty("--height", `${height}px`);
    place.style.setProperty("--narrow", `${found[id].narrow_height_px}px`);
    figure.querySelector(".scroll").setAttribute("aria-label", `${found[id].title}, as a table`);
    fillTable(figure.querySelector("table"), found[id].table.columns, found[id].table.rows);
    watch.observe(place);
    after[id] = drawn;
    if (seen.has(id)) drawOne(id);
  }
};

export const repaintCharts = () => seen.forEach((id) => charts[id] && drawOne(id));

/* A figure as a picture on paper's white. */
export const picture = async (chart, format) => {
  const plotly = await load();
  const layout = { ...chart.figure.layout, paper_bgcolor: "#ffffff", title: { text: chart.title, x: 0.02 }, margin: { l: 60, r: 20, t: 60, b: 50 } };
  return plotly.toImage({ data: chart.figure.data, layout }, { format, width: 900, height: 560, scale: 2 });
};
