/* The day of the sale: a slider that plays. */

import { at, say } from "./dom.js";
import { date } from "./words.js";

const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const STEPS = 125;
const [STEP_MS, STILL_STEPS, STILL_MS] = [60, 5, 1200];

export const makePlayer = (moved) => {
  const [slider, button] = [at("day"), at("play")];
  let [dates, timer, chosen, waiting] = [[], null, false, false];

  const name = () => {
    const told = `Day ${slider.value}, ${date(dates[Number(slider.value)])}`;
    say("day-name", told);
    slider.setAttribute("aria-valuetext", told);
  };
  const later = () => {
    chosen = true;
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(() => { waiting = false; name(); moved(Number(slider.value)); });
  };
  const stop = () => { window.clearInterval(timer); timer = null; button.textContent = "Play"; };

  slider.addEventListener("input", later);
  button.addEventListener("click", () => {
    if (timer) return stop();
    const last = Number(slider.max);
    if (Number(slider.value) >= last) slider.value = 0;
    button.textContent = "Pause";
    const [step, pause] = still.matches ? [Math.ceil(last / STILL_STEPS), STILL_MS] : [Math.max(1, Math.round(last / STEPS)), STEP_MS];
    timer = window.setInterval(() => {
      slider.value = Math.min(last, Number(slider.value) + step);
      later();
      if (Number(slider.value) >= last) stop();
    }, pause);
    return undefined;
  });

  /* The day to show of a new frame: the one that was chosen, or else the peak. */
  return (header) => {
    dates = header.dates;
    slider.max = dates.length - 1;
    if (!chosen) slider.value = header.peak_day;
    name();
    return Number(slider.value);
  };
};
