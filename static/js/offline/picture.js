import { make } from "./picture-making.js";

const IDLE = 20_000; // ms: then the worker and its memory go
const PATIENCE = 30_000; // ms: longer than this no picture takes; it is kept as it is

let worker;
let leaving;
let turn = Promise.resolve();

// What the phone keeps of a photo: {bytes: ArrayBuffer, type, name, sha256, original_sha256: hex, taken_at: ISO 8601 in
// UTC or "", latitude, longitude: degrees or null, accuracy: metres or null, thumbnail: ArrayBuffer of a JPEG or null}.
// One at a time, for memory. What cannot be made smaller is kept as it is; rejects only when the file cannot be read.
export function prepare(file) {
  const mine = turn.then(() => one(file));
  turn = mine.catch(() => {});
  return mine;
}

async function one(file) {
  const said = hasCanvas() ? await inWorker(file).catch(() => ({})) : {};
  // A worker that does not start (older browsers know no modules there) leaves it to the page.
  return said.made ?? make(file, !said.isLate);
}

function hasCanvas() {
  try {
    return Boolean(self.Worker && new OffscreenCanvas(1, 1).getContext("2d"));
  } catch {
    return false; // Safari before 16.4
  }
}

async function inWorker(file) {
  clearTimeout(leaving);
  worker ??= new Worker(new URL("picture-worker.js", import.meta.url), { type: "module" });
  let patience;
  const said = await new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = () => resolve({ isBroken: true });
    patience = setTimeout(() => resolve({ isLate: true }), PATIENCE);
    worker.postMessage(file);
  });
  clearTimeout(patience);
  if (said.isBroken || said.isLate) leave();
  else leaving = setTimeout(leave, IDLE);
  return said;
}

function leave() {
  worker?.terminate();
  worker = undefined;
}
