/* The words at the top: the sentence, four figures, losses and those who answered. */

import * as words from "./words.js";
import { at, fillBars, fillTable, make, say } from "./dom.js";

const CANNOT = "cannot be shown";

const card = (id, found, told) => {
  say("card-" + id, found ? told(found.p50) : "–");
  say(`card-${id}-band`, found ? words.span(found.p05, found.p95, told) : `${CANNOT}; see the limits`);
};

const losses = ({ header }) => {
  const { figures } = header;
  const sides = [[header.seller, figures.seller_loss_usd_bn], ["United States", figures.us_loss_usd_bn]];
  fillBars(at("losses"), ["Who", "5 to 95 of 100", "Loss"], sides.filter(([, found]) => found).map(([label, found]) => ({
    label, low: found.p05, middle: found.p50, high: found.p95,
    words: `${words.usd(found.p50)} (${words.span(found.p05, found.p95, words.usd).replace("USD ", "")})`,
  })));
  at("loss-lines").replaceChildren(...header.losses.map((text) => make("li", { text })));
};

const brief = ({ figures }) => {
  const yen = figures.usdjpy_change_pct;
  const parts = [["10y", words.bp(figures.yield_change_bp["10y"].peak.p50)],
    ["Equities", words.pct(figures.equity_change_pct.trough.p50)],
    ["Yen", yen && yen.peak ? words.yen(yen.peak.p50) : "–"],
    ["Bill", words.usd(figures.federal_interest_cost_usd_bn.ten_years.p50)]];
  at("brief").replaceChildren(...parts.map(([name, text]) => make("span", {}, make("b", { text: name }), text)));
};

/* The answer of a frame, while the mouse moves and once it rests. */
export const showAnswer = (frame, name, changed) => {
  const { header } = frame;
  const { figures } = header;
  const draws = `${header.draws.toLocaleString("en-US")} draws`;
  say("known", `As known after the close of ${words.date(header.case.as_of)} · from ${name}${changed ? ", changed" : ""} · ${draws}`);
  say("sentence", header.sentence);
  say("assumptions", header.assumptions || "No assumption matters: nothing varies.");
  say("card-seller-label", `${header.seller}: national loss (ledger A)`);
  card("ten", figures.yield_change_bp["10y"].peak, words.bp);
  card("bill", figures.federal_interest_cost_usd_bn.ten_years, words.usd);
  card("seller", figures.seller_loss_usd_bn, words.usd);
  card("us", figures.us_loss_usd_bn, words.usd);
  losses(frame);
  brief(header);
};

export const showActions = (rows) =>
  fillTable(at("actions"), ["Who", "How often", "From when to when", "How much"], rows, { text: true });

export const refuse = (sentence) => {
  say("wrong", sentence);
  document.body.classList.toggle("stale", Boolean(sentence));
};
