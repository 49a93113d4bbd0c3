import { fill, items, numbers } from "../lib/inspection.js";

// Says which items the one touch answers, and folds them away until they are wanted again.
class RestOfPart extends HTMLElement {
  connectedCallback() {
    this.tick = this.querySelector("input");
    this.words = this.querySelector(".rest-words");
    this.general = this.words.textContent;
    const form = this.closest("form");
    const part = this.closest("[data-part]");
    form.addEventListener("change", () => this.fold(part));
    this.tick.addEventListener("change", () => this.scrollIntoView({ block: "nearest" }));
    this.fold(part);
  }

  fold(part) {
    const mine = items(part).filter((item) => item.element.dataset.rest === this.tick.value);
    const covered = mine.filter((item) => item.byRest);
    const { words, comma } = this.words.dataset;
    const values = { count: covered.length, codes: numbers(covered, comma) };
    this.words.textContent = covered.length ? fill(words, values) : this.general;
    // What has something to say of its own stays in sight.
    for (const { element, byRest } of mine) element.hidden = byRest && !element.matches(".has-error");
  }
}

customElements.define("rest-of-part", RestOfPart);
