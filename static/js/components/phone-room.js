import { heldAt } from "../offline/hold.js";
import { room, TIGHT } from "../offline/room.js";
import { whoAmI } from "../lib/person.js";
import { moment, size } from "../lib/times.js";
import { word } from "../lib/words.js";

// How much room there is for work that waits, and whether the phone has promised to keep it.
class PhoneRoom extends HTMLElement {
  async connectedCallback() {
    const { usage, quota, share } = await room();
    if (!quota) return;
    const held = heldAt(whoAmI());
    if (held) this.querySelector("[data-held]").textContent = word(this, "held", { time: moment(held) });
    const persisted = await navigator.storage.persisted?.();
    const bar = this.querySelector("progress");
    bar.max = quota;
    bar.value = usage;
    const values = { used: size(usage), free: size(quota - usage) };
    this.querySelector("[data-used]").textContent = word(this, "used", values);
    this.querySelector("[data-persisted]").textContent = word(this, persisted ? "persisted" : "not-persisted");
    this.querySelector("[data-tight]").hidden = share < TIGHT;
    this.hidden = false;
  }
}

customElements.define("phone-room", PhoneRoom);
