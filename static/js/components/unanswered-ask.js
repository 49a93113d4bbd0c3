import { fill, numbers, unanswered } from "../lib/inspection.js";

// Asks once, in place, before items are left unanswered; the second submit goes through.
class UnansweredAsk extends HTMLElement {
  connectedCallback() {
    const form = document.getElementById(this.dataset.form);
    this.known = this.querySelector("[name=unanswered]");
    form.addEventListener("submit", (event) => this.ask(event, unanswered(form)), { capture: true });
  }

  ask(event, left) {
    if (!this.known.disabled || !left.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.known.disabled = false;
    const { words, comma } = this.dataset;
    this.querySelector("p").textContent = fill(words, { count: left.length, codes: numbers(left, comma) });
    this.querySelector(".notice").hidden = false;
    this.scrollIntoView({ block: "center" });
  }
}

customElements.define("unanswered-ask", UnansweredAsk);
