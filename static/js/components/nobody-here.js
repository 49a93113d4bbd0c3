import { forgetWhatCanBeRead } from "../offline/people.js";

// The page to sign in on is shown to nobody yet: what somebody before could read here goes.
class NobodyHere extends HTMLElement {
  connectedCallback() {
    if (document.documentElement.dataset.kept === undefined) forgetWhatCanBeRead();
  }
}

customElements.define("nobody-here", NobodyHere);
