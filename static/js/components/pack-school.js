import { known, person, place, point, showIf, text, title, uidAfter } from "../lib/pack-page.js";
import { due, severity, taskDue, thumb, when } from "../lib/pack-words.js";
import * as round from "../lib/round.js";
import { word } from "../lib/words.js";
import * as pack from "../offline/pack.js";

const byDeadline = (one, other) => Date.parse(one.deadline) - Date.parse(other.deadline);

// A school without a net: what may be checked there and what is open, from the pack.
class PackSchool extends HTMLElement {
  async connectedCallback() {
    const uid = uidAfter("schools");
    const { school, hazards } = (uid && (await known(pack.atSchool(person(), uid)))) || {};
    if (school) await this.fill(school, hazards);
    showIf(this, school ? "known" : "unknown");
  }

  async fill(school, hazards) {
    const [checklists, { made_at }, tasks, record] = await Promise.all([
      pack.checklists(person()),
      pack.meta(person()),
      round.due(),
      round.made(),
    ]);
    this.tasks = tasks.filter((task) => task.school === school.uid);
    this.record = record;
    title(school.name);
    document.querySelector(".topbar .meta").textContent = [school.zone, school.kind].join(" · ");
    place("address").textContent = school.address;
    this.showChecks(school, new Map(checklists.map((each) => [each.uid, each])));
    this.showHazards(hazards.filter(({ listed }) => listed).sort(byDeadline));
    const asOf = place("as-of");
    asOf.textContent = asOf.dataset.words.replace("{when}", when(made_at));
  }

  // Whoever fills nothing here reports nothing either.
  showChecks(school, checklists) {
    const here = school.checklists.map((uid) => checklists.get(uid)).filter(Boolean);
    place("checks").querySelector("ul").replaceChildren(...here.map((each) => this.check(each, school)));
    point(place("report").querySelector("a"), school.uid);
    place("checks").hidden = place("report").hidden = !here.length;
  }

  check({ uid, title, done_by }, school) {
    const line = this.line("check");
    point(line.querySelector("a"), uid, school.uid);
    line.querySelector("strong").textContent = title;
    const meta = line.querySelector(".meta");
    meta.textContent = this.dataset[done_by];
    // Of two that are due, the one that is due first and not made here yet.
    const asked = this.tasks.filter(({ checklist }) => checklist === uid);
    const task = asked.find((each) => !round.isDone(this.record(each))) ?? asked[0];
    if (!task) return line;
    const made = this.record(task);
    meta.prepend(round.isDone(made) ? text(word(this, made.state)) : taskDue(task), " · ");
    line.querySelector("a").href = round.addressOf(task);
    return line;
  }

  showHazards(hazards) {
    this.querySelector(".count").textContent = hazards.length || "";
    place("hazards").replaceChildren(...hazards.map((hazard) => this.hazard(hazard)));
    place("hazards").hidden = !hazards.length;
    place("nothing").hidden = Boolean(hazards.length);
  }

  hazard(hazard) {
    const line = this.line("hazard");
    point(line.querySelector("a"), hazard.uid);
    line.querySelector(".thumb-none").replaceWith(thumb(hazard.cover));
    line.querySelector("strong").textContent = hazard.title;
    line.querySelector(".row").replaceChildren(severity(hazard.severity), due(hazard.deadline));
    const where = [hazard.building, hazard.room, hazard.place].filter(Boolean);
    line.querySelector(".meta").replaceChildren(text(where.join(" · ")));
    return line;
  }

  line(name) {
    return document.importNode(this.querySelector(`template[data-line=${name}]`).content, true).firstElementChild;
  }
}

customElements.define("pack-school", PackSchool);
