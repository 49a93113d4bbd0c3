import { copyFor, openWhenNeeded } from "../lib/follow-up.js";
import { known, NO_UID, person, point, showIf, text } from "../lib/pack-page.js";
import { age, due, severity, thumb } from "../lib/pack-words.js";

const SETTLED = 1_000; // ms until each touch on the form is kept, and nobody waits for anything

// Gives the form of a checklist its school: the name, what is open there, its buildings. The server did so when it
// knew the school; then this element is not on the page. Whoever restores a draft waits for "school-filled".
class SchoolFill extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    openWhenNeeded(this.form);
    const query = new URLSearchParams(location.search);
    const uid = query.get("school");
    if (!uid) return;
    const told = document.getElementById("told");
    if (told) this.put(uid, query, JSON.parse(told.textContent));
    else this.ask(uid).then((known) => this.put(uid, query, known));
  }

  // A worker of an older version puts nothing into the page.
  async ask(uid) {
    const pack = await import("../offline/pack.js");
    return (await known(pack.atSchool(person(), uid))) ?? {};
  }

  put(uid, query, { school, hazards = [] }) {
    showIf(this, "unknown");
    this.hidden = true;
    this.form.elements.school.value = uid;
    this.form.elements.task.value = query.get("task") ?? "";
    this.fill(school, hazards);
    this.dataset.filled = "";
    this.dispatchEvent(new CustomEvent("school-filled", { bubbles: true, detail: { uid, school } }));
    setTimeout(() => this.goOn(uid, query).catch(() => {}), SETTLED);
  }

  // To the next check of the round, by the second button. Nobody needs it before the end of the form.
  async goOn(uid, query) {
    const { addressOf, next } = await import("../lib/round.js");
    const stop = await next(uid, query.get("version"));
    const end = this.form.querySelector("[data-onward]");
    const [button, line] = end.children;
    showIf(end, stop ? (stop.school === uid ? "here" : "there") : query.get("task") ? "last" : "");
    button.hidden = line.hidden = !stop;
    if (!stop) return;
    button.value = addressOf(stop);
    line.replaceChildren(text(stop.name), text(stop.title));
  }

  fill(school, hazards) {
    this.hidden = Boolean(school);
    this.school = school;
    if (school) this.name(school);
    for (const hazard of hazards) {
      try {
        this.open(hazard);
      } catch {
        // A page older than the pack lacks a word: this item is asked as any other, and joined when it is sent.
      }
    }
    // What counts and folds looks again.
    this.form.dispatchEvent(new Event("change"));
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
    const item = document.getElementById(hazard.item);
    if (!item) return;
    delete item.dataset.rest;
    const answer = item.querySelector(".answer");
    const parts = this.partsFor(hazard);
    answer.before(parts.querySelector(".already-open"));
    answer.querySelector(".follow-up").before(parts.querySelector(".gone"));
    // Where it is and how severe is known; what somebody has already begun to fill in stays.
    const late = answer.querySelector("[data-late]");
    if (late) late.dataset.late = "open";
  }

  partsFor(hazard) {
    const parts = copyFor(hazard.item, this.querySelector("template[data-part=open]"));
    const line = parts.querySelector(".already-open");
    point(line, hazard.uid);
    line.querySelector(".thumb-none").replaceWith(thumb(hazard.cover));
    line.querySelector(".meta").replaceChildren(severity(hazard.severity), age(hazard.found_at), due(hazard.deadline));
    return parts;
  }
}

customElements.define("school-fill", SchoolFill);
