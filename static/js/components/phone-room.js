import { heldAt } from "../offline/hold.js";
import { room, TIGHT } from "../offline/room.js";
import { whoAmI } from "../lib/person.js";
import { moment, size } from "../lib/times.js";
import { word } from "../lib/words.js";

// How much room there is for work that waits, and whether the phone has promised to keep it.
class PhoneRoom extends HTMLElement {
  async connectedCallback() {
    const held = heldAt(whoAmI());
    if (held) this.put("held", { time: moment(held) });
    const { usage, quota, share } = await room();
    // Safari before 17 does not tell.
    if (quota) this.put("used", { used: size(usage), free: size(quota - usage) });
    Object.assign(this.querySelector("progress"), { hidden: !quota, max: quota || 1, value: usage });
    const persisted = await navigator.storage?.persisted?.();
    if (persisted !== undefined) this.put("persisted", {}, persisted ? "persisted" : "not-persisted");
    this.querySelector("[data-tight]").hidden = share < TIGHT;
    this.hidden = !held && !quota;
  }

  put(name, values, words = name) {
    this.querySelector(`[data-${name}]`).textContent = word(this, words, values);
  }
}

customElements.define("phone-room", PhoneRoom);
