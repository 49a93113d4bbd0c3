// Nothing here is needed for a page to work: each element adds one behaviour to HTML that stands without it.
import { canWorkOffline, whoAmI } from "./lib/person.js";

const elements = [
  "camera-first",
  "chosen-chip",
  "grade-choice",
  "item-count",
  "kind-choice",
  "photo-blur",
  "pack-hazard",
  "pack-school",
  "pack-step",
  "memo-field",
  "photo-field",
  "photo-handover",
  "place-line",
  "position-field",
  "rest-of-part",
  "school-choice",
  "school-fill",
  "time-field",
  "trust-check",
  "unanswered-ask",
];
// These keep work on the phone, where the browser can and somebody is signed in.
const offline = ["install-hint", "just-received", "kept-form", "new-version", "outbox-list", "phone-room", "sign-out", "sync-state"];
// And these only look at what is there.
const shared = ["nobody-here", "others-waiting"];

const wanted = [
  ...elements,
  ...(canWorkOffline() ? offline : []),
  ...(window.caches && window.indexedDB ? shared : []),
  ...("kept" in document.documentElement.dataset ? ["net-strip"] : []),
];

if (whoAmI() && localStorage.getItem("leaving")) {
  import("./offline/leaving.js");
} else {
  for (const name of wanted) if (document.querySelector(name)) import(`./components/${name}.js`);
}

document.querySelector(".error-summary")?.focus();
