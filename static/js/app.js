// Nothing here is needed for a page to work: each element adds one behaviour to HTML that stands without it.
import { canWorkOffline, hasLeft } from "./lib/person.js";

// These fill a page in from the phone's database, and the others work while they wait for it.
const filling = ["pack-hazard", "pack-school", "pack-step", "school-fill"];
const elements = [
  "camera-first",
  "chosen-chip",
  "item-count",
  "kind-choice",
  "photo-handover",
  "place-line",
  "position-field",
  "rest-of-part",
  "school-choice",
  "time-field",
  "trust-check",
  "unanswered-ask",
];
// These keep work on the phone, where the browser can and somebody is signed in.
const offline = ["install-hint", "kept-form", "new-version", "outbox-list", "phone-room", "sign-out", "sync-state"];
// Nobody needs these before something has been touched, and on a slow line they would come before what is needed.
const late = ["grade-choice", "memo-field", "photo-field", ...(canWorkOffline() ? ["round-here"] : [])];
// And these only look at what is there, where anybody ever was.
const shared = ["nobody-here", "others-waiting", "still-leaving"];

const wanted = [
  ...filling,
  ...elements,
  ...(canWorkOffline() ? offline : []),
  ...(location.hash ? ["just-received"] : []),
  ...("kept" in document.documentElement.dataset ? ["net-strip", "round-here"] : []),
];

const load = (names, where = "") => {
  for (const name of names) if (document.querySelector(name + where)) import(`./components/${name}.js`);
};

if (hasLeft()) {
  document.documentElement.hidden = true;
  import("./offline/leaving.js");
} else {
  drawn().then(() => load(wanted));
  // A camera that one sees may be touched first.
  load(["memo-field", "photo-field"], ":not(.item *, details *)");
  const rest = () => load(late);
  // With each answer, and not under a finger: what opens comes into the page with it, and nothing moves before.
  addEventListener("change", rest);
  // A fold may hold some; by then it has opened.
  addEventListener("toggle", () => setTimeout(rest), true);
  setTimeout(rest, 2_000);
  if (window.caches && window.indexedDB) wasUsed().then((used) => used && load(shared));
}

// A page that is filled before it is drawn is wanted on the screen first.
async function drawn() {
  if (!document.querySelector("script[blocking]")) return;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

async function wasUsed() {
  return (await caches.keys()).length > 0 || ((await indexedDB.databases?.()) ?? []).length > 0;
}

document.querySelector(".error-summary")?.focus();
