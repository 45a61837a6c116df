/* A is pinned, B is what the controls say: a table of both and of their difference. */

import { askCompare } from "./rest.js";
import { at, fillTable, say } from "./dom.js";

export const showPinned = (pinned) => {
  at("compare").hidden = !pinned;
  at("pin").setAttribute("aria-pressed", String(Boolean(pinned)));
  at("pin").textContent = pinned ? "Pin this as A" : "Pin as A";
};

export const fillCompare = async (pinned, kase) => {
  const found = await askCompare(pinned.case, kase);
  if (!found) return;
  const cell = ([middle, band]) => (band ? `${middle} (${band})` : middle);
  const columns = ["Figure", "A", "B", "B less A"].slice(0, found.rows[0].cells.length + 1);
  fillTable(at("table-compare"), columns, found.rows.map((row) => [row.label, ...row.cells.map(cell)]));
  say("compare-why", found.why_not);
};
