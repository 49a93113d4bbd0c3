import { make } from "../lib/person.js";
import { word } from "../lib/words.js";

const DISMISSED = "install-hint";

const isInstalled = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
// Only Safari puts apps on an iPhone's home screen the usual way; iPads call themselves Macs.
const isApple = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

// Offers the home screen: by the browser's own question where there is one, in words where there is none, and why.
// Safari clears what a site keeps after seven days without a visit, unless it stands on the home screen.
class InstallHint extends HTMLElement {
  connectedCallback() {
    if (this.isOffered || isInstalled() || localStorage.getItem(DISMISSED) === make()) return;
    this.querySelector("[data-later]").addEventListener("click", () => this.later());
    if (isApple()) this.show("apple");
    addEventListener("beforeinstallprompt", (event) => this.offer(event));
  }

  offer(event) {
    event.preventDefault();
    // The browser asks late: what is being read by then does not move.
    this.isOffered = true;
    document.querySelector("main").append(this);
    const button = this.querySelector("[data-install]");
    button.hidden = false;
    button.addEventListener("click", () => event.prompt().then(() => (this.hidden = true)), { once: true });
    this.show("other");
  }

  show(name) {
    this.querySelector("[data-why]").textContent = word(this, name);
    this.hidden = false;
  }

  later() {
    localStorage.setItem(DISMISSED, make());
    this.hidden = true;
  }
}

customElements.define("install-hint", InstallHint);
