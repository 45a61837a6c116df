/* What the market said: a day's move read as news about the sale, asked for when a reader is near. */

import { at, make, say } from "./dom.js";
import { patiently } from "./wire.js";
import { showCharts } from "./plotly.js";
import { answerOf, whenNear } from "./near.js";

const PLACE = "what-the-market-said";
let asked = null;
let current = null;

/* The remark of the chosen day stands in the list, or none does. */
const offer = (remarks) => {
  const options = remarks.map(({ date, title }) => make("option", { value: date, text: `${date}: ${title}` }));
  at("market-remark").replaceChildren(make("option", { value: "", text: "none of them" }), ...options);
  at("market-remark").value = remarks.some(({ date }) => date === at("market-date").value) ? at("market-date").value : "";
};

const show = (found) => {
  if (found.remarks) offer(found.remarks);
  say("market-cannot", found.cannot);
  at("market-shown").hidden = Boolean(found.cannot);
  if (found.cannot) return;
  say("market-title", `From ${found.from} to ${found.to}`);
  say("market-sentence", found.sentence);
  at("market-more").replaceChildren(...found.more.map((text) => make("p", { className: "small muted", text })));
  showCharts(found.charts, at(PLACE));
};

/* An older question is given up, and what stands is dimmed until the newer is answered. */
const ask = async (kase) => {
  if (asked) asked.abort();
  const mine = new AbortController();
  asked = mine;
  const date = at("market-date").value;
  if (!date) {
    delete at(PLACE).dataset.waiting;  // a date that is half written
    return;
  }
  const told = await patiently("/page/implied", { case: kase, date }, mine.signal);
  if (asked !== mine) return;
  show(answerOf(told));
  delete at(PLACE).dataset.waiting;
};

const wish = whenNear(PLACE, ask);
const again = () => {
  if (!current) return;
  at(PLACE).dataset.waiting = "yes";
  ask(current);
};

export const askMarket = (kase) => {
  current = kase;
  wish(kase);
};

export const followMarket = () => {
  at("market-date").addEventListener("change", again);
  at("market-remark").addEventListener("change", ({ target }) => {
    if (!target.value) return;
    at("market-date").value = target.value;
    again();
  });
};
