/* What takes the engine seconds is asked for only once a reader has come near its place. */

import { at } from "./dom.js";

/* Returns a function that takes a case; until it is answered the place is marked as waiting. */
export const whenNear = (id, ask) => {
  let [wanted, near] = [null, false];
  const go = () => {
    if (!near || !wanted) return;
    ask(wanted);
    wanted = null;
  };
  new IntersectionObserver(([{ isIntersecting }]) => { near = isIntersecting; go(); }, { rootMargin: "200px" })
    .observe(at(id));
  return (kase) => {
    wanted = kase;
    at(id).dataset.waiting = "yes";
    go();
  };
};
