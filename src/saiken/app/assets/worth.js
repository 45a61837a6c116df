/* What it is worth: asked for when the mouse rests; a mark on the map follows two sliders at once. */

import { at, make, say } from "./dom.js";
import { plain } from "./words.js";
import { patiently } from "./wire.js";
import { answerOf, whenNear } from "./near.js";
import { showCharts } from "./plotly.js";

const shareOf = (value) => `${plain(100 * value, 0)}%`;
const SLIDERS = ["prior", "audience"];
const ASIDE = 0.36;
let grid = null;
let asked = null;
let moved = false;

/* Place of a value on an axis of grid points, between 0 and the last. */
const along = (points, value) => {
  const last = points.length - 1;
  if (value <= points[0]) return 0;
  if (value >= points[last]) return last;
  const k = points.findIndex((each) => each > value) - 1;
  return k + (value - points[k]) / (points[k + 1] - points[k]);
};

const between = (rows, y, x) => {
  const [j, i] = [Math.min(Math.floor(y), rows.length - 2), Math.min(Math.floor(x), rows[0].length - 2)];
  const [v, u] = [y - j, x - i];
  const row = (k) => rows[k][i] * (1 - u) + rows[k][i + 1] * u;
  return row(j) * (1 - v) + row(j + 1) * v;
};

/* The sliders: a chance in per cent, and a cost as a share of GDP on a logarithmic scale. */
const chosen = () => {
  const [prior, audience] = SLIDERS.map((id) => Number(at("mark-" + id).value));
  return { prior: prior / 100, audience: 10 ** audience };
};

const mark = () => {
  if (!grid) return;
  const { prior, audience } = chosen();
  const y = along(grid.audience.map(Math.log), Math.log(audience));
  const x = along(grid.prior, prior);
  say("mark-prior-said", shareOf(prior));
  say("mark-audience-said", `${(100 * audience).toPrecision(2)}% of GDP`);
  say("mark-said", `There, carrying it out is rational in ${Math.round(100 * between(grid.credible, y, x))} of 100 draws, and the threat is worth ${shareOf(between(grid.worth, y, x))} of the stake.`);
  for (const [id, place] of [["map", grid.panel - ASIDE], ["worth", x]]) {
    const plot = at("plot-" + id);
    if (plot.data && window.Plotly) window.Plotly.restyle(plot, { x: [[place]], y: [[y]], "error_y.visible": !moved }, [1]);
  }
};

const begin = ({ start }) => {
  at("mark-prior").value = Math.round(100 * start.prior);
  at("mark-audience").value = Math.log10(start.audience);
};

const showWorth = (found) => {
  const cannot = Boolean(found.cannot);
  say("worth-cannot", found.cannot);
  at("worth-shown").hidden = cannot;
  if (cannot) return;
  const first = !grid;
  grid = found.grid;
  if (first) begin(grid);
  say("worth-title", found.title);
  say("worth-unseen", found.unseen);
  at("worth-sentences").replaceChildren(...found.sentences.map((text) => make("p", { text })));
  at("worth-more").replaceChildren(...found.more.map((text) => make("p", { className: "small muted", text })));
  say("worth-context", found.context);
  showCharts(found.charts, at("what-it-is-worth"), mark);
  mark();
};

/* Asks for one case; an older question is given up, and what stands is dimmed until it is answered. */
const ask = async (kase) => {
  if (asked) asked.abort();
  const mine = new AbortController();
  asked = mine;
  const told = await patiently("/page/worth", kase, mine.signal);
  if (asked !== mine) return;
  showWorth(answerOf(told));
  delete at("what-it-is-worth").dataset.waiting;
};

export const askWorth = whenNear("what-it-is-worth", ask);

export const followMark = () => SLIDERS.forEach((id) =>
  at("mark-" + id).addEventListener("input", () => { moved = true; mark(); }));
