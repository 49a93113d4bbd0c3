import { forgetWhatCanBeRead } from "../offline/people.js";
import { hasBeenTold } from "../offline/signed-out.js";

// The page to sign in on is shown to nobody yet: what somebody before could read here goes.
class NobodyHere extends HTMLElement {
  connectedCallback() {
    if (document.documentElement.dataset.kept !== undefined) return;
    for (const act of [hasBeenTold, forgetWhatCanBeRead]) act().catch(() => {});
  }
}

customElements.define("nobody-here", NobodyHere);
