import { known, person, place, point, showIf, text, title, uidAfter } from "../lib/pack-page.js";
import { age, day, due, severity, state, thumb, when } from "../lib/pack-words.js";
import { word } from "../lib/words.js";
import * as pack from "../offline/pack.js";
import { Records } from "../offline/records.js";

// A hazard without a net: what it is, by when, and what this person may add to it, from the pack.
class PackHazard extends HTMLElement {
  async connectedCallback() {
    const uid = uidAfter("hazards");
    const hazard = uid && (await known(pack.hazard(person(), uid)));
    if (hazard) await this.fill(hazard);
    showIf(this, hazard ? "known" : "unknown");
  }

  async fill(hazard) {
    const [school, { made_at }] = await Promise.all([pack.school(person(), hazard.school), pack.meta(person())]);
    title(hazard.title);
    document.querySelector(".topbar .number").textContent = hazard.number;
    const mark = severity(hazard.severity);
    mark.classList.add("is-field");
    place("marks").replaceChildren(mark, state(hazard.state));
    const byWhen = place("due").dataset.words.replace("{day}", day(hazard.deadline));
    place("due").replaceChildren(due(hazard.deadline), text(byWhen), age(hazard.found_at));
    this.showPlace(hazard, school);
    this.offer(hazard);
    await this.showWaiting(hazard.uid).catch(() => {});
    const asOf = place("as-of");
    asOf.textContent = asOf.dataset.words.replace("{when}", when(made_at));
  }

  showPlace(hazard, school) {
    const link = place("place").querySelector("a");
    point(link, hazard.school);
    link.textContent = school?.name ?? "";
    place("place").append(...[hazard.building, hazard.room, hazard.place].filter(Boolean).map(text));
    place("found").replaceChildren(text(day(hazard.found_at)));
    place("cover").replaceChildren(thumb(hazard.cover));
    place("cover").hidden = !hazard.cover;
  }

  // The pack knows what the platform knew; what was done here since, with no signal, is still in the outbox.
  async showWaiting(uid) {
    const records = await new Records(person()).list("waiting", "refused");
    const here = records.filter(({ action }) => action === `/hazards/${uid}/steps`);
    place("waiting").hidden = !here.length;
    const what = here.map(({ title }) => title).join(" · ");
    place("waiting").querySelector("a").textContent = word(this, "waiting", { what });
  }

  offer({ uid, state: now, may }) {
    // The page of a recheck asks for both of its ends.
    const kinds = new Set(may.map((kind) => (kind === "recheck_fail" ? "recheck_pass" : kind)));
    const waitsFor = now === "awaiting_recheck" ? "recheck_pass" : this.dataset.waits;
    for (const link of this.querySelectorAll("[data-kind]")) {
      point(link, uid);
      link.hidden = !kinds.has(link.dataset.kind);
      link.classList.toggle("is-quiet", link.dataset.kind !== waitsFor);
    }
    document.getElementById("now").parentElement.hidden = !this.querySelector("[data-kind]:not([hidden])");
  }
}

customElements.define("pack-hazard", PackHazard);
