import { distance } from "../lib/distance.js";
import { moment } from "../lib/times.js";
import { word } from "../lib/words.js";

// Says in one quiet line what place is sent, how sure it is and of when; behind it what that means, and what to do about
// it: ask once more, or say by hand that one is at the school. It never stands in the way of anything.
class PlaceLine extends HTMLElement {
  async connectedCallback() {
    this.form = this.closest("form");
    this.field = this.form.querySelector("position-field");
    await customElements.whenDefined("position-field");
    this.hidden = false;
    for (const name of ["place-told", "place-known", "school-filled", "hazard-filled"]) {
      document.addEventListener(name, () => this.show());
    }
    this.form.addEventListener("change", ({ target }) => target.name === "school" && this.moved());
    this.form.addEventListener("form-restored", () => this.remember());
    for (const act of this.querySelectorAll("[data-act]")) act.addEventListener("click", () => this.act(act));
    this.remember();
    this.show();
  }

  get chosen() {
    return this.form.querySelector("[name=school]:checked");
  }

  // {name, latitude, longitude, radius}: the chosen one, the one that the phone filled in, or that of the page.
  get school() {
    const { chosen } = this;
    if (chosen) return { ...chosen.dataset, name: chosen.parentElement.querySelector("span").textContent };
    return document.querySelector("school-fill, pack-step")?.school ?? this.dataset;
  }

  // At which school somebody said to be.
  remember() {
    this.setAt = this.field.state === "hand" ? this.chosen?.value : undefined;
  }

  // Whoever was at one school said nothing of another.
  moved() {
    if (this.setAt && this.setAt !== this.chosen?.value) this.field.undo();
    else this.show();
  }

  act({ dataset }) {
    if (dataset.act === "again") this.field.askAgain();
    if (dataset.act === "hand") this.field.setByHand(this.school);
    if (dataset.act === "undo") this.field.undo();
    this.remember();
    // Behind the button that is gone stands the one that takes its place, or none while it asks once more.
    (this.querySelector("[data-act]:not([hidden])") ?? this.querySelector("summary")).focus();
  }

  show() {
    const { state } = this.field;
    this.querySelector("[data-now]").textContent = this.now(state);
    this.querySelector("[data-why]").textContent = word(this, `why-${state}`);
    const hidden = { again: ["asking", "hand", "insecure"].includes(state), undo: state !== "hand" };
    hidden.hand = state === "hand" || !this.school.latitude;
    for (const act of this.querySelectorAll("[data-act]")) act.hidden = hidden[act.dataset.act];
  }

  now(state) {
    const { latitude, accuracy, position_at: at } = this.field.said;
    const name = state === "asking" && latitude ? "better" : state;
    const values = { accuracy: distance(Number(accuracy), this.dataset), school: this.school.name ?? "" };
    return word(this, name, { ...values, time: at ? moment(Date.parse(at)) : "" });
  }
}

customElements.define("place-line", PlaceLine);
