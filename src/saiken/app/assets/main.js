/* The page: one state, which controls change and frames show. */

import { boot } from "./boot.js";
import { change, named, query, sameCase } from "./cases.js";
import * as cards from "./cards.js";
import { makeWire, pause } from "./wire.js";
import { describe, drawDay, drawFrame, fillTables, followTables } from "./charts.js";
import { followWidth, repaint } from "./plots.js";
import { refuse, showAnswer } from "./answer.js";
import { askRest, showRest } from "./rest.js";
import { repaintCharts } from "./plotly.js";
import { askWorth, followMark } from "./worth.js";
import { askMarket, followMarket } from "./market.js";
import { fillCompare, showPinned } from "./compare.js";
import { download, savePicture } from "./saving.js";
import { makePlayer } from "./player.js";
import { followTheme, isDark } from "./theme.js";
import { at, closeNotice, notice, say } from "./dom.js";

const SILENT = "The server does not answer. Trying again …";
const [HAND_MS, LATER_MS] = [500, 200];
const NEWER = "The server has other software or data than this page: reload it.";
const first = boot.scenarios[0];
let state = { name: first.name, case: first.case };
let [frame, pinned, timer, moved, mounted, opened] = [null, null, null, null, false, null];
const past = [];

const player = makePlayer((day) => drawDay(day));

/* A state becomes the page's: controls, a frame at once, everything else when the mouse rests. */
const become = (next, { moving = true } = {}) => {
  state = next;
  if (mounted) cards.show(state.case, state.name);
  at("reset").disabled = sameCase(state.case, named(state.name).case);
  window.clearTimeout(timer);
  if (!moving) { rest(); return; }
  send({ ...state, moving: true });
  timer = window.setTimeout(rest, boot.restMs);
};

const rest = () => {
  const last = past[past.length - 1];
  if (!last || last.name !== state.name || !sameCase(last.case, state.case)) past.push(state);
  at("undo").disabled = past.length < 2;
  history.replaceState(null, "", "?" + query(state.case, state.name));
  send({ ...state, moving: false });
};

/* Frames come in. */
const painted = (sent, { asked, answered, engine }) => {
  const channel = new MessageChannel();
  window.requestAnimationFrame(() => {
    channel.port1.onmessage = () => performance.measure("saiken-move", {
      start: sent.moved.since, end: performance.now(),
      detail: {
        controls: sent.moved.heard - sent.moved.since, waited: asked - sent.moved.heard, engine,
        transport: answered - asked - engine, paint: performance.now() - answered,
      },
    });
    channel.port2.postMessage(null);
  });
};

const show = (moving) => {
  showAnswer(frame, state.name, !at("reset").disabled);
  drawFrame(frame, pinned && pinned.frame, player(frame.header), moving);
};

const drawn = async (found, sent, times) => {
  frame = found;
  refuse("");
  show(sent.moving);
  document.documentElement.dataset.ready = sent.moving ? "moving" : "resting";
  if (sent.moved) painted(sent, times);
  if (frame.header.saiken !== boot.version || frame.header.data_fingerprint !== boot.data) notice(NEWER, "newer");
  opened = null;
  if (sent.moving) return;
  describe();
  fillTables();
  await pause(LATER_MS);
  if (state.case !== sent.case) return;
  const told = await askRest(sent.case);
  if (!told || state.case !== sent.case) return;
  showRest(told, found);
  if (mounted) cards.showMost(state.case, told.most_usd_bn, found.header.figures.amount_sold_usd_bn.p50);
  if (pinned) await fillCompare(pinned, sent.case);
  document.documentElement.dataset.ready = "yes";
  askWorth(sent.case);
  askMarket(sent.case);
};

const refused = (sentence, sent) => {
  if (opened === sent.case) {
    opened = null;
    const low = sentence[0].toLowerCase() + sentence.slice(1);
    notice(`This link cannot be opened: ${low} Shown is the default.`, "link");
    become({ name: first.name, case: first.case }, { moving: false });
    return;
  }
  refuse(sentence);
};

const silent = (yes) => (yes ? notice(SILENT, "silent") : closeNotice("silent"));
const wire = makeWire({ drawn, refused, silent });
const send = (request) => { wire({ ...request, moved: request.moving ? moved : null }); moved = null; };

/* Controls speak. What the hand did just before counts as the beginning. */
let hand = 0;
for (const kind of ["pointerdown", "pointermove", "pointerrawupdate", "keydown"]) {
  document.addEventListener(kind, (event) => { hand = event.timeStamp; }, { capture: true, passive: true });
}

const changed = (id, value) => {
  const heard = performance.now();
  const since = Math.max(hand, heard - HAND_MS);
  const said = cards.understand(state.case, id, value);
  if (!said) return;
  if (said.wrong) { refuse(said.wrong); return; }
  moved = { since, heard };
  if (said.named) become({ name: said.named, case: named(said.named).case });
  else become({ ...state, case: change(state.case, said.field, said.value) });
};

const mantine = () => {
  if (mounted) window.dash_clientside.set_props("mantine", { forceColorScheme: isDark() ? "dark" : "light" });
};

const ready = () => {
  mounted = true;
  mantine();
  cards.show(state.case, state.name);
  document.documentElement.dataset.controls = "yes";
};

/* Buttons. */
const on = (id, then) => at(id).addEventListener("click", then);
on("undo", () => { past.pop(); become(past[past.length - 1]); });
on("reset", () => become({ name: state.name, case: named(state.name).case }));
on("pin", () => { pinned = { ...state, frame }; showPinned(pinned); show(false); fillCompare(pinned, state.case); });
on("unpin", () => { pinned = null; showPinned(null); show(false); at("pin").focus(); });
on("back", () => become({ name: pinned.name, case: pinned.case }));
on("copy", async () => {
  const link = `${location.origin}/?${query(state.case, state.name)}`;
  try {
    await navigator.clipboard.writeText(link);
    notice("The link is copied.", "copied");
  } catch (refusal) {
    notice(`The browser does not let the page copy; the link is the address: ${link}`, "copied");
  }
});
at("notice").querySelector("button").addEventListener("click", () => notice(""));
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-download], [data-save]");
  if (!button) return;
  if (button.dataset.download) download(button.dataset.download, state.case, state.name);
  else savePicture(button.dataset.chart, button.dataset.save, state.case, state.name);
});
/* A source is folded away until somebody asks for it. */
document.addEventListener("click", ({ target }) => {
  const link = target.closest("a[href^='#source-']");
  if (!link) return;
  at("sources").open = true;
  for (const box of document.querySelectorAll(".about-box:popover-open")) box.hidePopover();
});

/* Where it starts: the address, or the default. */
const start = async () => {
  followTheme(() => { mantine(); repaint(); repaintCharts(); });
  followTables();
  followMark();
  followMarket();
  say("fingerprint", `Data ${boot.data}.`);
  if (location.search.length > 1) {
    try {
      const found = await (await fetch("/page/link" + location.search)).json();
      if (found.message) notice(found.message, "link");
      if (found.case) state = { name: found.name, case: found.case };
      opened = state.case;
    } catch (unreachable) {
      notice(SILENT, "silent");
    }
  }
  cards.listen({ ready, changed, released: () => cards.show(state.case, state.name) });
  become(state, { moving: false });
  followWidth();
};

start();
