/* Small helpers for elements; text is always text, never markup. */

export const at = (id) => document.getElementById(id);

export const make = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") made.textContent = value;
    else if (name === "className") made.className = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
};

export const say = (id, text) => {
  const place = at(id);
  if (place.textContent !== text) place.textContent = text;
};

/* Rows of text; the first cell of a row names it, the others stand to the right. */
export const fillTable = (table, columns, rows, { text = false } = {}) => {
  const side = text ? {} : { className: "num" };
  const head = columns.map((name, k) => make("th", { scope: "col", text: name, ...(k ? side : {}) }));
  const body = rows.map((row) => make("tr", {}, ...row.map((cell, k) =>
    k ? make("td", { text: cell, ...side }) : make("th", { scope: "row", text: cell }))));
  const caption = table.caption;
  table.replaceChildren(make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
  if (caption) table.prepend(caption);
};

/* A row for each figure: name, a bar from low to high with its middle, and the words. */
export const fillBars = (table, columns, rows) => {
  const ends = rows.flatMap(({ low, middle, high }) => [low ?? middle, high ?? middle, 0]);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const place = (value) => `${most > least ? (100 * (value - least)) / (most - least) : 0}%`;
  const bar = ({ low, middle, high, quiet }) => {
    const track = make("div", { className: quiet ? "track quiet" : "track", "aria-hidden": "true" });
    const mark = (name, left, right) => {
      const made = track.appendChild(make("span", { className: name }));
      made.style.left = place(left);
      if (right !== undefined) made.style.right = `calc(100% - ${place(right)})`;
    };
    mark("zero", 0);
    if (low !== undefined) mark("reach", low, high);
    mark("middle", middle);
    return track;
  };
  const head = columns.map((text, k) => make("th", { scope: "col", text, ...(k === columns.length - 1 ? { className: "num" } : {}) }));
  const body = rows.map((row) => make("tr", {},
    make("th", { scope: "row" }, row.label, ...(row.remark ? [make("span", { className: "remark", text: row.remark })] : [])),
    make("td", { className: "bar" }, bar(row)), make("td", { className: "num", text: row.words })));
  table.replaceChildren(make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
};

/* A message for the whole page; an empty one takes it away. */
export const notice = (text, kind = "") => {
  const place = at("notice");
  place.dataset.kind = kind;
  place.querySelector("p").textContent = text;
  place.hidden = !text;
};

export const closeNotice = (kind) => {
  if (at("notice").dataset.kind === kind) notice("");
};
