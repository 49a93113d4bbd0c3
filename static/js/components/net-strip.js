import { moment } from "../lib/times.js";
import { word } from "../lib/words.js";

// A page that came out of the phone says so, and of when it is. No alarm: no network is normal. It is in sight before
// this script (reset.css), about as long as it will be.
class NetStrip extends HTMLElement {
  connectedCallback() {
    const at = Date.parse(document.documentElement.dataset.kept);
    if (!at) return;
    // The outbox shows the phone itself, which is never of yesterday.
    const name = document.querySelector("outbox-list") ? "here" : "as-of";
    this.querySelector(".meta").textContent = word(this, name, { time: moment(at) });
    this.hidden = false;
  }
}

customElements.define("net-strip", NetStrip);
