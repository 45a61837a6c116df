/* What takes the engine seconds is asked for only once a reader has come near its place. */

import { at } from "./dom.js";

const BUSY = "The server has no time for this just now; it is asked again with the next change.";

/* What was answered, or why nothing can be shown. */
export const answerOf = (told) => {
  if (!told) return { cannot: BUSY };
  return told.ok ? told.found : { cannot: told.found.error };
};

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
