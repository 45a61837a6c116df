/* What each chart draws from a frame, and A beside it where one is pinned. */

import * as p from "./plots.js";
import * as words from "./words.js";
import { colour } from "./theme.js";
import { at, fillTable, make } from "./dom.js";

const PATHS = { ten: "yield_10y", mortgage: "mortgage", auto: "auto", baa: "baa", equities: "equities", yen: "yen", jgb: "jgb" };
const [LOW, MIDDLE, HIGH] = [0, 1, 2];
const TICKS = ["3m", "1y", "2y", "5y", "10y", "30y"];
const TABLE_DAYS = [0, 1, 20, 60, 125, 250];
const DASH = [6, 4];
const ANSWERS = "answer_";
const LINES = [[p.BLUE], [p.VERMILION, [8, 4]], [p.GREEN, [2, 3]], [p.PURPLE, [8, 3, 2, 3]], [p.GREY, [12, 4]], [p.BLUE, [12, 4, 2, 4]], [p.VERMILION, [2, 3]]];

let [frame, pinned, day] = [null, null, 0];

export const say = (unit) => (unit === "bp" ? words.bp : unit === "pct" ? words.pct : words.usd);
const row = (of, name, ...place) => (of && of.arrays[name] ? of.arrays[name].row(...place) : null);
const aligned = (values, length) => {
  if (!values) return new Array(length).fill(null);
  return values.length === length ? values : Array.from({ length }, (_, k) => (k < values.length ? values[k] : null));
};
const numbers = (values) => Array.from(values, (each) => (Number.isNaN(each) ? null : each));

/* The curve and its change on the day. */
const curveX = () => frame.header.maturity_years.map(Math.log);
const atDay = (of, name, quantile) => of && row(of, name, quantile, Math.min(day, of.header.dates.length - 1));
const curveData = () => [curveX(), row(frame, "curve_before"), ...[LOW, HIGH, MIDDLE].map((each) => atDay(frame, "curve_after", each)),
  aligned(atDay(pinned, "curve_after", MIDDLE), curveX().length)];
const changes = (of) => of && [LOW, MIDDLE, HIGH].map((each) => {
  const [after, before] = [atDay(of, "curve_after", each), row(of, "curve_before")];
  return Array.from(after, (value, k) => (value - before[k]) * 100);
});
const changeData = () => {
  const [low, middle, high] = changes(frame);
  return [curveX(), low, high, middle, aligned(pinned && changes(pinned)[MIDDLE], low.length)];
};
const curveAxis = () => ({
  splits: () => TICKS.map((each) => Math.log(frame.header.maturity_years[frame.header.maturities.indexOf(each)])),
  values: () => TICKS,
});

const prepareCurves = () => {
  const x = { range: () => [Math.log(0.23), Math.log(32.5)] };
  const named = (k) => frame.header.maturities[k];
  p.prepare("curve", {
    x, xAxis: curveAxis(), bands: [p.area(2, 3)],
    series: [p.line(p.GREY, { dash: [2, 3] }), ...p.band(), p.line(p.BLUE), p.line(p.VERMILION, { dash: DASH })],
    words: (k) => { const [, before, , , after] = p.dataOf("curve"); return `${named(k)}: ${after[k].toFixed(2)}%, before ${before[k].toFixed(2)}%`; },
  });
  p.prepare("change", {
    x, xAxis: curveAxis(), bands: [p.area(1, 2)],
    series: [...p.band(), p.line(p.BLUE), p.line(p.VERMILION, { dash: DASH })],
    words: (k) => { const [, low, high, middle] = p.dataOf("change"); return `${named(k)}: ${words.bp(middle[k])} (${words.span(low[k], high[k], words.bp)})`; },
  });
};

/* Paths over the days. */
const pathData = (name) => {
  const days = frame.arrays.day.values;
  return [days, ...[LOW, HIGH, MIDDLE].map((each) => row(frame, name, each)), aligned(row(pinned, name, MIDDLE), days.length)];
};
const bandWords = (id, name, k) => {
  const [, low, high, middle] = p.dataOf(id);
  if (name === "yen") return words.yenBand(low[k], middle[k], high[k]);
  const told = say(frame.arrays[name].unit);
  return `${told(middle[k])} (${words.span(low[k], high[k], told)})`;
};
const preparePath = (id, name) => p.prepare(id, {
  xAxis: { space: 60 }, bands: [p.area(1, 2)], day: () => day,
  series: [...p.band(), p.line(p.BLUE), p.line(p.VERMILION, { dash: DASH })],
  words: (k) => `Day ${k}: ${bandWords(id, name, k)}`,
});

/* The bill and defence by fiscal year. */
const billData = () => [
  numbers(frame.arrays.bill_year.values), numbers(frame.arrays.bill_without.values),
  ...[LOW, HIGH, MIDDLE].map((each) => numbers(row(frame, "bill_with", each))),
  numbers(frame.arrays.defence.values),
  aligned(pinned && numbers(row(pinned, "bill_with", MIDDLE)), frame.arrays.bill_year.values.length),
];
const prepareBill = () => p.prepare("bill", {
  bands: [p.area(2, 3)], xAxis: { values: (_, ticks) => ticks.map((each) => (Number.isInteger(each) ? String(each) : "")) },
  series: [p.line(p.GREY, { dash: [2, 3] }), ...p.band(), p.line(p.BLUE), p.line(p.GREEN, { dash: [8, 3, 2, 3] }), p.line(p.VERMILION, { dash: DASH })],
  words: (k) => {
    const [years, without, , , withIt, defence] = p.dataOf("bill");
    const parts = [["interest", withIt[k] ?? without[k]], ["without", without[k]], ["defence", defence[k]]];
    return `${years[k]}: ` + parts.filter(([, value]) => value !== null).map(([name, value]) => `${name} ${words.usd(value)}`).join(", ");
  },
});

/* Those who answer: what each has taken off the market by a day. */
const answering = () => Object.keys(frame.arrays).filter((name) => name.startsWith(ANSWERS) && frame.arrays[name].unit !== "share");
let team = "";
const prepareTimeline = (names) => {
  p.prepare("timeline", {
    xAxis: { space: 60 }, day: () => day, bands: [],
    series: names.map((_, k) => p.line(LINES[k % LINES.length][0], { dash: LINES[k % LINES.length][1] })),
    words: (k) => `Day ${k}: ` + names.map((name, n) => `${frame.arrays[name].label} ${words.usd(p.dataOf("timeline")[n + 1][k])}`).join(", "),
  });
  at("timeline-legend").replaceChildren(...names.map((name, k) => {
    const key = make("span", { className: "key", text: frame.arrays[name].label });
    key.style.setProperty("--key", colour(LINES[k % LINES.length][0]));
    return key;
  }));
};
const drawTimeline = (moving) => {
  const names = answering();
  at("somebody").hidden = !names.length;
  at("nobody").hidden = names.length > 0;
  if (!names.length) return;
  if (team !== names.join()) { team = names.join(); prepareTimeline(names); }
  const lines = names.map((name) => Float32Array.from(row(frame, name, MIDDLE), (each) => -each));
  p.fit("timeline", ...p.extent(...lines), { zero: true, moving });
  p.draw("timeline", [frame.arrays.day.values, ...lines]);
};

/* The tables that say the same, filled when somebody opens them. */
const bands = (of, name, told, k) => [LOW, MIDDLE, HIGH].map((each) => told(row(of, name, each)[k]));
const tables = {
  curve: () => {
    const [, before, low, high, middle] = p.dataOf("curve");
    return [["Maturity", "Before, %", "After, %", "5 to 95 of 100, %"], frame.header.maturities.map((name, k) =>
      [name, before[k].toFixed(2), middle[k].toFixed(2), `${low[k].toFixed(2)} to ${high[k].toFixed(2)}`])];
  },
  change: () => {
    const [, low, high, middle] = p.dataOf("change");
    return [["Maturity", "Change", "5 to 95 of 100"], frame.header.maturities.map((name, k) =>
      [name, words.bp(middle[k]), words.span(low[k], high[k], words.bp)])];
  },
  bill: () => [["Fiscal year", "Interest without", "Interest with", "5 to 95 of 100", "Defence"], p.dataOf("bill")[0].map((year, k) => {
    const [, without, low, high, middle, defence] = p.dataOf("bill");
    const told = (value) => (value === null ? "" : words.usd(value));
    return [String(year), told(without[k]), told(middle[k]), middle[k] === null ? "" : words.span(low[k], high[k], words.usd), told(defence[k])];
  })],
  timeline: () => [["Day", ...answering().map((name) => frame.arrays[name].label)], shownDays().map((each) =>
    [`day ${each}`, ...p.dataOf("timeline").slice(1).map((values) => words.usd(values[each]))])],
};
const shownDays = () => {
  const last = frame.header.dates.length - 1;
  return [...new Set([...TABLE_DAYS, frame.header.peak_day, last])].filter((each) => each <= last).sort((a, b) => a - b);
};
for (const [id, name] of Object.entries(PATHS)) {
  tables[id] = () => [["Day", "5 of 100", "Middle", "95 of 100"], shownDays().map((each) =>
    [`day ${each}`, ...bands(frame, name, name === "yen" ? words.pct : say(frame.arrays[name].unit), each)])];
}

const fillOpen = (details) => {
  if (!details.open || !frame) return;
  const id = details.dataset.table;
  if ((id === "timeline" && !answering().length) || (PATHS[id] && !frame.arrays[PATHS[id]])) return;
  fillTable(at("table-" + id), ...tables[id]());
};
export const fillTables = () => document.querySelectorAll("details[data-table]").forEach(fillOpen);
export const followTables = () =>
  document.querySelectorAll("details[data-table]").forEach((each) => each.addEventListener("toggle", () => fillOpen(each)));

/* All of it. */
let made = false;
export const drawFrame = (newFrame, newPinned, newDay, moving) => {
  [frame, pinned, day] = [newFrame, newPinned, newDay];
  if (!made) {
    prepareCurves();
    prepareBill();
    for (const [id, name] of Object.entries(PATHS)) preparePath(id, name);
    made = true;
  }
  const after = [frame, pinned].filter(Boolean).flatMap((of) => [of.arrays.curve_after.values, of.arrays.curve_before.values]);
  p.fit("curve", ...p.extent(...after), { moving });
  p.fit("change", ...changeExtent(), { zero: true, moving });
  for (const [id, name] of Object.entries(PATHS)) drawPath(id, name, moving);
  p.fit("bill", ...p.extent(...billData().slice(1).map((each) => each.filter((value) => value !== null))), { zero: true, moving });
  p.draw("bill", billData());
  drawTimeline(moving);
  drawCurves();
  sayDay();
  for (const key of document.querySelectorAll(".key.pinned")) key.hidden = !pinned;
};

const changeExtent = () => {
  let [low, high] = [0, 0];
  for (const of of [frame, pinned].filter(Boolean)) {
    const before = row(of, "curve_before");
    const { values } = of.arrays.curve_after;
    for (let k = 0; k < values.length; k += 1) {
      const value = (values[k] - before[k % before.length]) * 100;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
};

const drawPath = (id, name, moving) => {
  const there = Boolean(frame.arrays[name]);
  at("figure-" + id).classList.toggle("absent", !there);
  if (!there) return;
  const data = pathData(name);
  const whole = pinned && pinned.arrays[name] ? [row(pinned, name, MIDDLE)] : [];
  p.fit(id, ...p.extent(...data.slice(1, 4), ...whole), { zero: true, moving });
  p.draw(id, data);
};

const drawCurves = () => {
  p.draw("curve", curveData());
  p.draw("change", changeData());
};

const sayDay = () => {
  for (const [id, name] of Object.entries(PATHS)) {
    at("now-" + id).textContent = frame.arrays[name] ? bandWords(id, name, day) : "cannot be shown here";
  }
};

/* Only what moves with the day: the curve, the lines on the paths, the words beside them. */
export const drawDay = (newDay) => {
  day = newDay;
  drawCurves();
  sayDay();
  for (const [id, name] of Object.entries(PATHS)) if (frame.arrays[name]) p.redraw(id);
  if (answering().length) p.redraw("timeline");
};

/* What a screen reader hears of each picture, once the mouse rests. */
export const describe = () => {
  const peak = frame.header.peak_day;
  for (const [id, name] of Object.entries(PATHS)) {
    if (!frame.arrays[name]) continue;
    const title = at("figure-" + id).querySelector("h3").textContent;
    at("plot-" + id).setAttribute("aria-label", `${title}: ${bandWords(id, name, peak)} on day ${peak}.`);
  }
};
