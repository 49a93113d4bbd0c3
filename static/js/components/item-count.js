import { fill, isAnswered, items } from "../lib/inspection.js";

// The bar at the thumb: how far one is, and where to go next.
class ItemCount extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.dataset.form);
    this.link = this.querySelector("a");
    this.end = { href: this.link.hash, words: this.link.textContent };
    this.form.addEventListener("change", () => this.count());
    this.count();
  }

  count() {
    const all = items(this.form);
    const answered = all.filter(isAnswered);
    this.say(answered.length, all.length, all.filter((item) => item.verdict === "fail").length);
    this.point(all.find((item) => !isAnswered(item)));
    for (const part of new Set(all.map((item) => item.part))) {
      const inPart = (some) => some.filter((item) => item.part === part).length;
      this.sayPart(part, inPart(answered), inPart(all));
    }
  }

  say(answered, total, hazards) {
    const { one, many } = this.dataset;
    this.querySelector("progress").value = answered;
    this.querySelector(".count-answered").textContent = `${answered}/${total}`;
    this.querySelector(".count-hazards").textContent = hazards === 1 ? one : fill(many, { count: hazards });
  }

  point(next) {
    this.link.href = next ? `#${next.element.id}` : this.end.href;
    this.link.textContent = next ? this.dataset.next : this.end.words;
  }

  sayPart(part, answered, total) {
    this.form.querySelector(`.part-count[data-part="${part}"]`).textContent = `${answered}/${total}`;
    this.form.querySelector(`progress[data-part="${part}"]`).value = answered;
  }
}

customElements.define("item-count", ItemCount);
