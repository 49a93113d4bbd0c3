// Runs before a page's own scripts and notes in sessionStorage when what happened, in milliseconds since 1970.
(() => {
  const FORM = "/inspections/new";
  const noted = () => JSON.parse(sessionStorage.noted ?? "{}");
  const note = (values) => (sessionStorage.noted = JSON.stringify({ ...noted(), ...values }));
  const at = (time = performance.now()) => performance.timeOrigin + time;

  // What stands in the document at one frame is on the screen at the next.
  const once = (isTrue, then) => requestAnimationFrame(() => (isTrue() ? requestAnimationFrame(then) : once(isTrue, then)));
  const find = (selector) => document.querySelector(selector);
  const isFilled = () => document.readyState !== "loading" && !find("school-fill:not([data-filled])") && find("kept-form [name=id]")?.value;

  if (location.pathname === FORM) {
    sessionStorage.noted = "{}";
    once(() => find(".item .answer label"), () => note({ begun: at(0), seen: at(), worker: inWorker() }));
    // Its own name is the last thing that a form gets.
    once(isFilled, () => note({ open: at() }));
  }

  function inWorker() {
    const { workerStart, responseStart } = performance.getEntriesByType("navigation")[0];
    return workerStart && responseStart - workerStart;
  }

  addEventListener("change", ({ target, timeStamp }) => target.type === "file" && note({ chosen: at(timeStamp) }), true);
  addEventListener("click", ({ target, timeStamp }) => target.type === "submit" && note({ pressed: at(timeStamp) }), true);

  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, ...key) {
    if (this.name === "records" && location.pathname === FORM) this.transaction.addEventListener("complete", () => kept(value));
    return put.call(this, value, ...key);
  };

  function kept({ state, files, tries }) {
    if (state === "draft" && files.length && !noted().photo) note({ photo: at() });
    if (state === "waiting" && !tries && noted().pressed) note({ submit: at() });
  }

  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (...message) {
    const begun = at();
    this.addEventListener("message", () => note({ making: at() - begun }), { once: true });
    return postMessage.apply(this, message);
  };
})();
