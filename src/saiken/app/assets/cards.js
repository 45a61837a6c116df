/* The controls: their changes come in over the bridge, what a case says goes out to them. */

import { controls, meaning, read, shown, writtenShares } from "./cases.js";
import { at } from "./dom.js";

const [NUMBER, OPEN, DIVIDED, AMOUNT, NAMED] = ["--number", "--open", "--shares", "amount_usd_bn", "named"];
const ECHO_MS = 100;
const MOST_KEPT = 7;
/* Between two movements that are heard before the browser's next picture. */
const APART_MS = 4;
const known = {};
const lately = {};
/* What was put into each control since somebody last touched it: property, values, when. */
const put = {};
let touched = 0;
for (const kind of ["pointerdown", "keydown", "click", "input", "change"]) {
  document.addEventListener(kind, () => { touched = performance.now(); }, { capture: true, passive: true });
}
/* The slider under the hand, if any. */
let held = null;

const set = (id, prop, value) => {
  if (known[id] === value) return;
  known[id] = value;
  lately[id] = performance.now();
  const before = put[id] ? put[id].values.slice(-MOST_KEPT) : [];
  put[id] = { prop, values: [...before, value], when: lately[id] };
  window.dash_clientside.set_props(id, { [prop]: value });
};

/* The number beside a slider; while the slider is held it is only written, which costs nothing. */
const setNumber = (field, value) => {
  if (held === field) at(field + NUMBER).value = value.toLocaleString("en-US");
  else set(field + NUMBER, "value", value);
};

/* Puts a case into every control that shows something else. */
export const show = (kase, name) => {
  set(NAMED, "value", name);
  for (const [field, spec] of Object.entries(controls)) {
    const value = shown(kase, field);
    if (field === AMOUNT) showAmount(value);
    else if (spec.kind === "slider") {
      set(field, "value", Math.min(value, spec.sliderMost));
      setNumber(field, value);
    } else set(field, spec.kind === "flag" ? "checked" : "value", value);
    if (spec.shares.length) showShares(field, read(kase, field));
  }
  const { information } = kase.scenario;
  at("field-notice_days").hidden = information === "unannounced";
  at("field-belief_pct").hidden = information !== "threatened";
};

const showShares = (field, value) => {
  const divided = Boolean(value) && typeof value === "object";
  at("own-" + field).hidden = !divided;
  set(field + DIVIDED, "value", divided ? writtenShares(value) : "");
};

let [most, whole] = [1000, null];
const showAmount = (value) => {
  const open = value === "";
  set(AMOUNT + OPEN, "checked", open);
  setNumber(AMOUNT, value);
  set(AMOUNT, "value", Math.min(most, open ? whole ?? most : value));
};

/* How much the creditor has (its slider's end), and how much "everything" came to. */
export const showMost = (kase, mostUsdBn, wholeUsdBn) => {
  const end = Math.max(10, Math.floor(mostUsdBn / 10) * 10);
  if (end !== most) {
    most = end;
    window.dash_clientside.set_props(AMOUNT, { max: most });
  }
  whole = Math.round(wholeUsdBn);
  window.dash_clientside.set_props(AMOUNT + NUMBER, { placeholder: whole.toLocaleString("en-US") });
  showAmount(shown(kase, AMOUNT));
};

/* A control tells of what was put into it, and in a busy browser so late that something newer has
   been put there since: then it gets the newer once more. */
const isEcho = (id, value) => {
  if (known[id] === value) return true;
  const last = put[id];
  if (!last || last.when < touched) return false;
  if (last.values.includes(value)) window.dash_clientside.set_props(id, { [last.prop]: known[id] });
  return true;
};

/* What a control's change means: a named scenario, or a setting and its value; null for an echo. */
export const understand = (kase, id, value) => {
  if (isEcho(id, value)) return null;
  known[id] = value;
  delete put[id];
  if (id === NAMED) return value ? { named: value } : null;
  const field = id.replace(/--\w+$/, "");
  let said;
  if (id.endsWith(OPEN)) said = value ? null : Math.min(most, whole ?? most);
  else said = meaning(kase, field, value, id.endsWith(DIVIDED));
  if (said === undefined && /=|\w/.test(value || "") && (controls[field].kind === "text" || id.endsWith(DIVIDED))) {
    return { wrong: `“${value}” is not understood: write it like name=1, other=2.` };
  }
  if (said === undefined || JSON.stringify(said) === JSON.stringify(read(kase, field))) return null;
  return { field, value: said };
};

/* A slider that moves is heard before Dash hears of it. Under the hand the pointer says where it
   stands, a picture before its thumb does; else the thumb does. Components may be made anew at any
   time, so the whole table is watched. */
const fieldOf = (target) => {
  const slider = target.closest(".mantine-Slider-root");
  return slider && controls[slider.id] ? slider.id : null;
};

/* The step of a slider that a pointer is nearest to, as the slider itself works it out. */
const under = (field, { clientX, pointerType }) => {
  const x = pointerType === "mouse" ? Math.floor(clientX) : clientX;  // a mouse is told in whole pixels
  const { left, width } = at(field).querySelector(".mantine-Slider-trackContainer").getBoundingClientRect();
  const thumb = at(field).querySelector("[role=slider]");
  const [least, end] = ["min", "max"].map((side) => Number(thumb.getAttribute("aria-value" + side)));
  const { step } = controls[field];
  const share = Math.min(Math.max((x - left) / width, 0), 1);
  const value = Math.round((share * (end - least)) / step) * step + least;
  const decimals = (String(step).split(".")[1] || "").length;
  return Number(Math.min(value, end).toFixed(decimals));
};

const watchSliders = (changed) => {
  const table = at("table-of-cards");
  const watch = new MutationObserver((seen) => {
    for (const { target } of seen) {
      const field = fieldOf(target);
      const hand = field && (held === field || document.activeElement === target);
      if (!hand || performance.now() - (lately[field] || 0) < ECHO_MS) continue;
      changed(field, Number(target.getAttribute("aria-valuenow")));
    }
  });
  watch.observe(table, { subtree: true, attributeFilter: ["aria-valuenow"] });
  const speaks = (event) => {
    if (!held) return;
    lately[held] = performance.now();
    changed(held, under(held, event));
  };
  const atOnce = (event) => {
    if (held && performance.now() - lately[held] > APART_MS) speaks(event);
  };
  table.addEventListener("pointerdown", (event) => {
    held = fieldOf(event.target);
    speaks(event);
  }, { capture: true });
  document.addEventListener("pointermove", speaks, { passive: true });
  document.addEventListener("pointerrawupdate", atOnce, { passive: true });
};

/* Starts to listen; what was said before is told first. */
export const listen = ({ ready, changed, released }) => {
  const bridge = window.saikenBridge;
  const begin = () => { watchSliders(changed); ready(); };
  const tell = (kind, ...said) => (kind === "ready" ? begin() : changed(...said));
  bridge.send = tell;
  bridge.waiting.splice(0).forEach((said) => tell(...said));
  for (const kind of ["pointerup", "pointercancel"]) {
    document.addEventListener(kind, () => {
      if (!held) return;
      held = null;
      released();
    });
  }
};
