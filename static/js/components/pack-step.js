import { known, person, point, showIf, text, uidAfter } from "../lib/pack-page.js";
import { day, due, severity, thumb } from "../lib/pack-words.js";
import * as pack from "../offline/pack.js";

// The form of a step without a net: says which hazard it is about, and sends it there.
class PackStep extends HTMLElement {
  async connectedCallback() {
    this.form = document.getElementById("step");
    const uid = uidAfter("hazards");
    const hazard = uid && (await known(pack.hazard(person(), uid)));
    if (hazard) await this.fill(hazard);
    showIf(this, "unknown");
    this.hidden = Boolean(hazard);
    // A form that leads nowhere takes nobody's work.
    this.form.hidden = document.querySelector(".action-bar").hidden = !hazard;
    if (hazard) this.dataset.filled = "";
    if (hazard) this.dispatchEvent(new CustomEvent("hazard-filled", { bubbles: true, detail: { uid, hazard } }));
  }

  async fill(hazard) {
    point(this.form, hazard.uid);
    this.form.elements.seen.value = hazard.length;
    for (const link of document.querySelectorAll(".back, #step a")) point(link, hazard.uid);
    this.school = await pack.school(person(), hazard.school);
    this.recall(hazard, this.school);
    this.narrow(hazard);
  }

  recall(hazard, school) {
    const recall = this.form.querySelector(".recall");
    if (hazard.cover) recall.prepend(thumb(hazard.cover));
    recall.classList.toggle("is-bare", !hazard.cover);
    recall.querySelector("h2 a").textContent = hazard.title;
    recall.querySelector(".row").replaceChildren(severity(hazard.severity), due(hazard.deadline));
    const found = this.dataset.found.replace("{day}", day(hazard.found_at));
    const where = [school?.name, hazard.building, hazard.room, hazard.place, found].filter(Boolean);
    recall.querySelector(".meta").replaceChildren(...where.map(text));
  }

  // The page stands for whoever might open it: what this person may not do goes.
  narrow({ may }) {
    for (const kind of ["recheck_pass", "recheck_fail"]) {
      const choice = document.getElementById(kind);
      if (!choice || may.includes(kind)) continue;
      choice.nextElementSibling.remove();
      choice.remove();
    }
    const [only, ...others] = this.form.querySelectorAll(".answer input");
    if (only && !others.length) only.checked = true;
    const later = this.form.querySelector("a[href*='ask_more_time']");
    if (later) later.parentElement.hidden = !may.includes("ask_more_time");
  }
}

customElements.define("pack-step", PackStep);
