/* A is pinned, B is what the controls say: a table of both and of their difference. */

import { askCompare } from "./rest.js";
import { at, fillTable, make, say } from "./dom.js";

export const showPinned = (pinned) => {
  at("compare").hidden = !pinned;
  at("pin").setAttribute("aria-pressed", String(Boolean(pinned)));
  at("pin").textContent = pinned ? "Pin this as A" : "Pin as A";
};

export const fillCompare = async (pinned, kase) => {
  const found = await askCompare(pinned.case, kase);
  if (!found) return;
  const columns = ["Figure", "A", "B", "B less A"].slice(0, found.rows[0].cells.length + 1);
  const rows = found.rows.map((row) => [row.label, ...row.cells.map(([middle]) => middle)]);
  fillTable(at("table-compare"), columns, rows);
  const cells = at("table-compare").querySelectorAll("td");
  const bands = found.rows.flatMap((row) => row.cells.map(([, band]) => band));
  cells.forEach((cell, k) => cell.append(make("span", { className: "under", text: bands[k] })));
  say("compare-why", found.why_not);
};
