/* The controls: their changes come in over the bridge, what a case says goes out to them. */

import { controls, meaning, read, shown } from "./cases.js";
import { at } from "./dom.js";

const [NUMBER, OPEN, AMOUNT, NAMED] = ["--number", "--open", "amount_usd_bn", "named"];
const known = {};

const set = (id, prop, value, more = {}) => {
  if (known[id] === value && !Object.keys(more).length) return;
  known[id] = value;
  window.dash_clientside.set_props(id, { [prop]: value, ...more });
};

/* Puts a case into every control that shows something else. */
export const show = (kase, name) => {
  set(NAMED, "value", name);
  for (const [field, spec] of Object.entries(controls)) {
    const value = shown(kase, field);
    if (field === AMOUNT) showAmount(value);
    else if (spec.kind === "slider") {
      set(field, "value", Math.min(value, spec.sliderMost));
      set(field + NUMBER, "value", value);
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
  set(AMOUNT + NUMBER, "value", value);
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

/* Starts to listen; what was said before is told first. */
export const listen = ({ ready, changed }) => {
  const bridge = window.saikenBridge;
  const tell = (kind, ...said) => (kind === "ready" ? ready() : changed(...said));
  bridge.send = tell;
  bridge.waiting.splice(0).forEach((said) => tell(...said));
};
