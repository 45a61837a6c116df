/* Light, dark, or what the system says; charts and controls follow. */

import { boot } from "./boot.js";

const root = document.documentElement;
const system = window.matchMedia("(prefers-color-scheme: dark)");

export const isDark = () =>
  root.dataset.theme === "dark" || (root.dataset.theme !== "light" && system.matches);

/* Colours are named by their light twin. */
export const colour = (light) => (isDark() ? boot.darker[light] || light : light);

export const recolour = (value) => {
  if (typeof value === "string") return colour(value);
  if (Array.isArray(value)) return value.map(recolour);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, recolour(each)]));
  }
  return value;
};

export const followTheme = (then) => {
  for (const input of document.querySelectorAll("input[name=theme]")) {
    input.checked = input.value === (root.dataset.theme || "system");
    input.addEventListener("change", () => {
      root.dataset.theme = input.value;
      try { localStorage.setItem("saiken-theme", input.value); } catch (refused) { /* keeps nothing */ }
      then();
    });
  }
  system.addEventListener("change", then);
};
