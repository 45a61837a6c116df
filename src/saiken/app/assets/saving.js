/* Files to keep: the document, the workbook, the Python, pictures of charts. */

import { boot } from "./boot.js";
import { post } from "./wire.js";
import { picture } from "./plotly.js";
import { notice } from "./dom.js";

const DOWNLOADS = {
  json: ["/api/v1/simulate", "json"],
  excel: ["/page/excel", "xlsx"],
  python: ["/page/python", "py"],
};

const keep = (address, name) => {
  const link = document.createElement("a");
  [link.href, link.download] = [address, name];
  document.body.append(link);
  link.click();
  link.remove();
};

const ask = async (address, kase) => {
  const response = await post(address, kase);
  if (!response.ok) throw new Error((await response.json()).error);
  return response;
};

const told = async (work) => {
  try {
    await work();
  } catch (problem) {
    notice(problem.message || "It cannot be saved just now.", "saving");
  }
};

export const download = (kind, kase, name) => told(async () => {
  const [address, ending] = DOWNLOADS[kind];
  const blob = await (await ask(address, kase)).blob();
  const url = URL.createObjectURL(blob);
  keep(url, `saiken-${name}.${ending}`);
  window.setTimeout(() => URL.revokeObjectURL(url), 10000);
});

export const savePicture = (id, format, kase, name) => told(async () => {
  const figure = id === "losses" ? "ledger-a" : boot.charts[id].figure;
  const chart = await (await ask(`/page/figure?name=${encodeURIComponent(figure)}`, kase)).json();
  keep(await picture(chart, format), `saiken-${name}-${id}.${format}`);
});
