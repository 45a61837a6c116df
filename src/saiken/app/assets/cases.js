/* A case, what a control changes in it, and the link that holds it. Cases are never changed in place. */

import { boot } from "./boot.js";

const SHARES = "shares";
const NO_TRADE = ["run_off", "abstain", "repo", "park"];
const STANDING_DAYS = 60;
export const controls = boot.controls;

export const named = (name) => boot.scenarios.find((each) => each.name === name);

export const read = (kase, field) => {
  const { part } = controls[field];
  return part ? kase[part][field] : kase[field];
};

export const write = (kase, changes) => {
  const made = { ...kase, scenario: { ...kase.scenario }, assumptions: { ...kase.assumptions } };
  for (const [field, value] of Object.entries(changes)) {
    const { part } = controls[field];
    (part ? made[part] : made)[field] = value;
  }
  return made;
};

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
export const sameCase = (one, other) =>
  Object.keys(controls).every((field) => same(read(one, field), read(other, field)));

/* What a control's value means for its setting; undefined where it means nothing (yet). */
const fromNumber = (value, { optional, whole }) => {
  if (value === "" || value === null) return optional ? null : undefined;
  const number = typeof value === "string" ? Number(value.replaceAll(",", "")) : value;
  if (!Number.isFinite(number)) return undefined;
  return whole ? Math.round(number) : number;
};

const fromText = (value) => {
  const pairs = (value || "").split(/[,\n]/).map((each) => each.trim()).filter(Boolean);
  const found = pairs.map((each) => each.split("=").map((side) => side.trim()));
  if (found.some(([name, number]) => !name || !number || !Number.isFinite(Number(number)))) return undefined;
  return Object.fromEntries(found.map(([name, number]) => [name, Number(number)]));
};

/* Shares in any units, of which the setting holds parts of one. */
const fromShares = (value) => {
  const found = Object.entries(fromText(value) || {});
  const whole = found.reduce((sum, [, number]) => sum + number, 0);
  if (!(whole > 0)) return undefined;
  return Object.fromEntries(found.map(([name, number]) => [name, number / whole]));
};

export const writtenShares = (value) =>
  Object.entries(value).map(([name, number]) => `${name}=${Number((100 * number).toPrecision(6))}`).join(", ");

/* What shares begin with: the choice that stood there, or equal parts of everything. */
const firstShares = (kase, field) => {
  const { shares } = controls[field];
  const before = read(kase, field);
  const kept = shares.filter((name) => name === before);
  const begun = kept.length ? kept : shares;
  return Object.fromEntries(begun.map((name) => [name, 1 / begun.length]));
};

export const meaning = (kase, field, value, divided) => {
  const spec = controls[field];
  if (divided) return fromShares(value);
  if (value === SHARES) return firstShares(kase, field);
  switch (spec.kind) {
    case "flag": return Boolean(value);
    case "slider":
    case "number": return fromNumber(value, spec);
    case "text": return fromText(value);
    case "date": return value || (spec.optional ? null : undefined);
    default: return value || (spec.optional ? null : undefined);
  }
};

/* What follows for other settings, so that a step through the controls stays a case that fits. */
const follows = (kase, field, value) => {
  const { scenario } = kase;
  switch (field) {
    case "amount_usd_bn": return value === null ? {} : { share_pct: null };
    case "share_pct": return value === null ? {} : { amount_usd_bn: null };
    case "seller": return { amount_usd_bn: null, hedged_pct: 0 };
    case "action": return {
      amount_usd_bn: null,
      ...(NO_TRADE.includes(value) ? { pace: "even" } : {}),
      ...(value !== "sell" && scenario.information === "threatened" ? { information: "unannounced", notice_days: 0 } : {}),
    };
    case "information":
      if (value === "unannounced") return { notice_days: 0 };
      return value === "threatened" && !scenario.notice_days && !scenario.start ? { notice_days: STANDING_DAYS } : {};
    case "start": return value ? { notice_days: 0 } : {};
    case "notice_days": return value ? { start: null } : {};
    default: return {};
  }
};

export const change = (kase, field, value) => write(kase, { [field]: value, ...follows(kase, field, value) });

/* What a control shows for a case. */
export const shown = (kase, field) => {
  const [spec, value] = [controls[field], read(kase, field)];
  if (spec.kind === "text") return Object.entries(value).map(([name, number]) => `${name}=${number}`).join(", ");
  if (spec.kind === "flag") return Boolean(value);
  if (spec.kind === "date") return value;
  if (value && typeof value === "object") return SHARES;
  return value ?? "";
};

/* The query of a link: a named scenario, what differs from it, version and data. */
const text = (value) => {
  if (value === null) return "";
  return typeof value === "object" || typeof value === "boolean" ? JSON.stringify(value) : String(value);
};

export const query = (kase, name) => {
  const base = named(name).case;
  const differs = Object.keys(controls).filter((field) => !same(read(kase, field), read(base, field)));
  const pairs = differs.map((field) => [field, text(read(kase, field))]);
  const said = new URLSearchParams([["scenario", name], ...pairs, ["version", boot.version], ["data", boot.data]]);
  return said.toString();
};
