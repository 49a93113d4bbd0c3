import { megabytes } from "../lib/times.js";
import { word } from "../lib/words.js";

// How much room there is for work that waits, and whether the phone has promised to keep it.
class PhoneRoom extends HTMLElement {
  async connectedCallback() {
    if (!navigator.storage?.estimate) return;
    const { usage, quota } = await navigator.storage.estimate();
    const persisted = await navigator.storage.persisted?.();
    const bar = this.querySelector("progress");
    bar.max = quota;
    bar.value = usage;
    const values = { used: megabytes(usage), free: megabytes(quota - usage) };
    this.querySelector("[data-used]").textContent = word(this, "used", values);
    this.querySelector("[data-persisted]").textContent = word(this, persisted ? "persisted" : "not-persisted");
    this.hidden = false;
  }
}

customElements.define("phone-room", PhoneRoom);
