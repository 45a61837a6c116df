/* The controls: their changes come in over the bridge, what a case says goes out to them. */

import { controls, meaning, read, shown } from "./cases.js";
import { at } from "./dom.js";

const [NUMBER, OPEN, AMOUNT, NAMED] = ["--number", "--open", "amount_usd_bn", "named"];
const ECHO_MS = 100;
const known = {};
const lately = {};
/* The slider under the hand, if any. */
let held = null;

const set = (id, prop, value) => {
  if (known[id] === value) return;
  known[id] = value;
  lately[id] = performance.now();
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
  }
  const { information } = kase.scenario;
  at("field-notice_days").hidden = information === "unannounced";
  at("field-belief_pct").hidden = information !== "threatened";
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
  const end = Math.max(10, Math.ceil(mostUsdBn / 10) * 10);
  if (end !== most) {
    most = end;
    window.dash_clientside.set_props(AMOUNT, { max: most });
  }
  whole = Math.round(wholeUsdBn);
  window.dash_clientside.set_props(AMOUNT + NUMBER, { placeholder: whole.toLocaleString("en-US") });
  showAmount(shown(kase, AMOUNT));
};

/* What a control's change means: a named scenario, or a setting and its value; null for an echo. */
export const understand = (kase, id, value) => {
  if (known[id] === value) return null;
  known[id] = value;
  if (id === NAMED) return value ? { named: value } : null;
  const field = id.replace(/--\w+$/, "");
  let said;
  if (id.endsWith(OPEN)) said = value ? null : Math.min(most, whole ?? most);
  else said = meaning(field, value);
  if (said === undefined || JSON.stringify(said) === JSON.stringify(read(kase, field))) return null;
  return { field, value: said };
};

/* A slider that moves is heard before Dash hears of it: its thumb says where it stands. Components
   may be made anew at any time, so the whole table is watched. */
const fieldOf = (target) => {
  const slider = target.closest(".mantine-Slider-root");
  return slider && controls[slider.id] ? slider.id : null;
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
  table.addEventListener("pointerdown", ({ target }) => { held = fieldOf(target); }, { capture: true });
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
