import { known, NO_UID, person, point, showIf } from "../lib/pack-page.js";
import { age, due, severity, thumb } from "../lib/pack-words.js";
import * as pack from "../offline/pack.js";

// Gives the form of a checklist its school: the name, what is open there, its buildings. The server did so when it
// knew the school; then this element is not on the page. Whoever restores a draft waits for "school-filled".
class SchoolFill extends HTMLElement {
  async connectedCallback() {
    const uid = new URLSearchParams(location.search).get("school");
    if (!uid) return;
    showIf(this, "unknown");
    this.hidden = true;
    this.form = this.closest("form");
    this.form.elements.school.value = uid;
    const [school, hazards] = await Promise.all([
      known(pack.school(person(), uid)),
      known(pack.hazardsAt(person(), uid)),
    ]);
    this.hidden = Boolean(school);
    this.school = school;
    if (school) this.name(school);
    for (const hazard of hazards ?? []) this.open(hazard);
    // What counts and folds looks again.
    this.form.dispatchEvent(new Event("change"));
    this.dataset.filled = "";
    this.dispatchEvent(new CustomEvent("school-filled", { bubbles: true, detail: { uid, school } }));
  }

  name(school) {
    document.querySelector(".topbar-title .meta").textContent = school.name;
    const back = document.querySelector(".topbar .back");
    back.setAttribute("aria-label", this.dataset.back);
    back.setAttribute("href", this.dataset.school.replace(NO_UID, school.uid));
    const buildings = school.buildings.map((name) => Object.assign(document.createElement("option"), { value: name }));
    document.getElementById("buildings").replaceChildren(...buildings);
  }

  open(hazard) {
    const item = this.form.querySelector(`.item[id="${hazard.item}"]`);
    if (!item) return;
    delete item.dataset.rest;
    const parts = this.partsFor(hazard);
    const followUp = item.querySelector(".follow-up");
    item.querySelector(".answer").before(parts.querySelector(".already-open"));
    followUp.before(parts.querySelector(".gone"));
    followUp.prepend(parts.querySelector(".notice"));
    // Where it is and how severe is known.
    for (const asked of followUp.querySelectorAll(":scope > details, :scope > grade-choice")) asked.remove();
  }

  // The server's own markup for such an item, with this item's code in all its names.
  partsFor(hazard) {
    const parts = document.importNode(this.querySelector("template").content, true);
    for (const element of parts.querySelectorAll("*")) {
      for (const attribute of element.attributes) {
        attribute.value = attribute.value.replace(/^ITEM(?=-)/, hazard.item);
      }
    }
    const line = parts.querySelector(".already-open");
    point(line, hazard.uid);
    line.querySelector(".thumb-none").replaceWith(thumb(hazard.cover));
    line.querySelector(".meta").replaceChildren(severity(hazard.severity), age(hazard.found_at), due(hazard.deadline));
    return parts;
  }
}

customElements.define("school-fill", SchoolFill);
