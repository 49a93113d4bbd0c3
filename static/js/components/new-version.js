import { word } from "../lib/words.js";

// Says that a new version is here and waits. It comes by itself when the app is next opened; a form is never broken off.
class NewVersion extends HTMLElement {
  async connectedCallback() {
    this.querySelector("button").addEventListener("click", () => this.use());
    const registration = await navigator.serviceWorker?.getRegistration();
    if (!registration) return;
    if (registration.waiting) this.show(registration.waiting);
    registration.addEventListener("updatefound", () => this.follow(registration.installing));
    if (registration.installing) this.follow(registration.installing);
  }

  follow(worker) {
    worker.addEventListener("statechange", () => {
      // Without one that serves already this is the first of all, and nothing waits for it.
      if (worker.state === "installed" && navigator.serviceWorker.controller) this.show(worker);
    });
  }

  show(worker) {
    this.worker = worker;
    this.hidden = false;
  }

  // The one that waits now: it may have taken the place of the one that was shown, which hears nothing any more. Chromium
  // takes 30 s over it when something asks the worker before just as that one stops, and asking again helps nothing.
  async use() {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    const registration = await navigator.serviceWorker.getRegistration();
    (registration.waiting ?? this.worker).postMessage("use the new version");
    const [text, asked] = this.querySelectorAll("p");
    text.textContent = word(this, "coming");
    asked.hidden = true;
  }
}

customElements.define("new-version", NewVersion);
