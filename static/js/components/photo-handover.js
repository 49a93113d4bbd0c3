import { take } from "../lib/handover.js";

// Puts the photo that ＋ took into this form, as if it had been taken here.
class PhotoHandover extends HTMLElement {
  connectedCallback() {
    const key = new URLSearchParams(location.hash.slice(1)).get("photo");
    if (!key) return;
    history.replaceState(null, "", location.pathname + location.search);
    this.receive(key).catch(() => this.miss());
  }

  async receive(key) {
    const [photo] = await Promise.all([take(key), customElements.whenDefined("photo-field")]);
    if (!photo) return this.miss();
    const chosen = new DataTransfer();
    chosen.items.add(photo);
    const input = this.querySelector("input[type=file]");
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // It could not be kept, or not be found again: whoever took it believes that it is here.
  miss() {
    this.querySelector("[data-lost]").hidden = false;
  }
}

customElements.define("photo-handover", PhotoHandover);
