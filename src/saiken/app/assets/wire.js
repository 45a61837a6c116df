/* The road to the server: one frame in flight, the latest waiting; retries until the server answers. */

const FRAME = "/api/v1/frame";
const AGAIN_MS = [250, 500, 1000, 2000];
const [TRIES, PATIENT_MS] = [8, 1500];
const TURNED_AWAY = [429, 502, 503, 504];

/* Header and arrays of a frame; each array is a view, with `at(...)` for its rows. */
export const unpack = (buffer) => {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const arrays = {};
  for (const { name, shape, offset, unit, label } of header.arrays) {
    const count = shape.reduce((product, each) => product * each, 1);
    const values = new Float32Array(buffer, 4 + length + offset, count);
    const row = (...place) => {
      let [start, size] = [0, count];
      place.forEach((index, axis) => { size /= shape[axis]; start += index * size; });
      return values.subarray(start, start + size);
    };
    arrays[name] = { values, shape, unit, label, row };
  }
  return { header, arrays };
};

export const pause = (ms) => new Promise((done) => window.setTimeout(done, ms));

export const post = (address, body, signal) =>
  fetch(address, { method: "POST", signal, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/* A document, asked for again while the server turns one away: `{ ok, found }`, or null if it does so
   to the end or if one gave up. */
export const patiently = async (address, body, signal) => {
  for (let tries = 0; tries < TRIES && !signal.aborted; tries += 1) {
    try {
      const response = await post(address, body, signal);
      if (!TURNED_AWAY.includes(response.status)) return { ok: response.ok, found: await response.json() };
    } catch (gone) { /* given up, or unreachable: the frames tell */ }
    await pause(PATIENT_MS);
  }
  return null;
};

/* Asks until there is an answer or something newer to ask; `silent(true)` while nobody answers. */
const ask = async (request, isOld, silent) => {
  for (let tries = 0; ; tries += 1) {
    let response = null;
    try {
      response = await post(FRAME, request);
    } catch (unreachable) { /* told below */ }
    if (response && !TURNED_AWAY.includes(response.status)) {
      silent(false);
      return response;
    }
    if (tries) silent(true);
    if (isOld()) return null;
    await pause(AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]);
  }
};

/* Sends cases. `drawn` gets each frame, `refused` the sentence for a case that does not fit. */
export const makeWire = ({ drawn, refused, silent }) => {
  let waiting = null;
  let busy = false;
  let sequence = 0;

  const answer = async (sent) => {
    const asked = performance.now();
    const body = { case: sent.case, moving: sent.moving, sequence: sent.sequence };
    const response = await ask(body, () => waiting !== null, silent);
    if (!response) return null;
    if (!response.ok) {
      const problem = await response.json().catch(() => ({ error: "The server gave no reason." }));
      return { problem: problem.error };
    }
    const frame = unpack(await response.arrayBuffer());
    const engine = /engine;dur=([\d.]+)/.exec(response.headers.get("Server-Timing") || "");
    return { frame, times: { asked, answered: performance.now(), engine: engine ? Number(engine[1]) : 0 } };
  };

  /* The next case is on its way while this one is drawn. */
  const step = async () => {
    const sent = waiting;
    waiting = null;
    const found = await answer(sent);
    const newer = waiting !== null;
    busy = newer;
    if (newer) step();
    if (found && found.frame) drawn(found.frame, sent, found.times);
    else if (found && !newer) refused(found.problem, sent);
  };

  return (request) => {
    sequence += 1;
    waiting = { ...request, sequence };
    if (busy) return;
    busy = true;
    step();
  };
};
