/* What is asked for when the mouse rests, and put into the page's slower parts. */

import { patiently, post } from "./wire.js";
import { at, fillBars, make, say } from "./dom.js";
import * as words from "./words.js";
import { showCharts } from "./plotly.js";
import { showActions } from "./answer.js";

const list = (id, texts) => at(id).replaceChildren(...texts.map((text) => make("li", { text })));

const strip = ({ answers, naive }, own) => {
  const rows = answers.map((each) => ({
    label: each.label, middle: each.ten_year_bp, words: each.ten_year,
    remark: each.own ? `measured at ${each.measured}: ${each.own}` : "a model, measured nowhere",
  }));
  if (naive) rows.push({ label: "The naive headline", remark: "an old estimate scaled by dollars, at 5 years: the error to avoid", middle: naive.bp, words: words.bp(naive.bp), quiet: true });
  if (own) rows.unshift({ label: "This page, at its peak", remark: "with flow and regime, 5 to 95 of 100", low: own.p05, middle: own.p50, high: own.p95, words: words.bp(own.p50) });
  fillBars(at("strip"), ["What each would say", "10-year yield", "bp"], rows);
};

const sources = (rows) => {
  const columns = ["Dataset", "Agency", "Vintage", "Address", "Licence"];
  const head = make("thead", {}, make("tr", {}, ...columns.map((text) => make("th", { scope: "col", text }))));
  const body = rows.map((row) => {
    const address = row.href ? make("a", { href: row.href, rel: "noreferrer", text: row.url }) : row.url;
    return make("tr", { id: "source-" + row.id },
      make("th", { scope: "row" }, row.title, make("br"), make("span", { className: "muted", text: row.id })),
      make("td", { "data-label": "Agency", text: row.agency }), make("td", { "data-label": "Vintage", className: "date", text: row.vintage }),
      make("td", { "data-label": "Address", className: "address" }, address), make("td", { "data-label": "Licence", text: row.licence }));
  });
  at("table-sources").replaceChildren(head, make("tbody", {}, ...body));
};

export const showRest = (found, frame) => {
  strip(found, frame.header.figures.yield_change_bp["10y"].peak);
  say("disagreement", found.disagreement);
  showActions(found.actions);
  showCharts(found.charts, at("how-we-know"));
  at("score").replaceChildren(make("h3", { text: "History keeps the score" }), ...found.score.map((text) => make("p", { text })));
  list("caveats", [...found.what, found.amount_words, ...found.caveats]);
  sources(found.sources);
  say("python", found.python);
  say("command", found.command);
};

/* Asks for one case; an older question is given up. Null where it was, or where nobody can answer. */
let asked = null;
export const askRest = async (kase) => {
  if (asked) asked.abort();
  const mine = new AbortController();
  asked = mine;
  const told = await patiently("/page/rest", kase, mine.signal);
  return told && told.ok && !mine.signal.aborted ? told.found : null;
};

export const askCompare = async (a, b) => {
  try {
    const response = await post("/page/compare", { a, b });
    return response.ok ? await response.json() : null;
  } catch (gone) {
    return null;
  }
};
