import { channelOf } from "../offline/records.js";
import * as pack from "../offline/pack.js";
import { person, place, text, title, point } from "../lib/pack-page.js";
import { addressOf, due, dueWords, isBegun, isDone, making, read } from "../lib/round.js";
import { moment } from "../lib/times.js";
import { part, word } from "../lib/words.js";

// The round on Today: what was made on this phone and is not known of there yet is not due any more. On a page that the
// phone kept, or that has stood open since yesterday, what is due is told by the pack and the hour.
class RoundHere extends HTMLElement {
  connectedCallback() {
    this.at = Date.parse(document.documentElement.dataset.kept) || performance.timeOrigin;
    const look = () => this.show().catch(() => {});
    channelOf(person()).addEventListener("message", ({ data }) => data.done === undefined && look());
    document.addEventListener("visibilitychange", () => document.hidden || look());
    look();
  }

  get lines() {
    return Array.from(this.querySelectorAll(".task"), (line) => {
      line.task ??= read(line.querySelector("a").href);
      return line;
    });
  }

  async show() {
    const isOld = "kept" in document.documentElement.dataset || new Date(this.at).toDateString() !== new Date().toDateString();
    const isDrawn = isOld && (await this.draw());
    const made = await making(this.at);
    for (const line of this.lines) this.mark(line, made(line.task));
    this.sort();
    this.count(isDrawn);
  }

  // Of what stood here, what a newer pack does not name was done by somebody, or is over.
  async draw() {
    const [all, told] = await Promise.all([due(), pack.meta(person())]);
    if (!told) return false;
    const [schools, checklists] = await Promise.all([pack.schools(person()), pack.checklists(person())]);
    this.names = new Map([...schools, ...checklists].map(({ uid, name, title }) => [uid, name ?? title]));
    const isNewer = Date.parse(told.fetched_at) >= this.at;
    const lines = new Set(all.map((task) => this.drawn(task, isNewer)));
    for (const line of this.lines) if (isNewer && !lines.has(line)) line.remove();
    this.lastElementChild.hidden = false;
    this.lastElementChild.textContent = word(this, "as-of", { time: moment(Date.parse(told.made_at)) });
    return true;
  }

  drawn(task, isNewer) {
    const isThis = (line) => line.task.school === task.school && line.task.task === task.task;
    const line = this.lines.find(isThis) ?? ((isNewer || Date.parse(task.opens_at) > this.at) && this.add(task));
    if (!line) return null;
    line.task = task;
    line.querySelector(".meta").firstElementChild.replaceWith(dueWords(task));
    return line;
  }

  add(task) {
    const line = part(this, "task");
    line.querySelector("a").href = addressOf(task);
    line.querySelector("strong").textContent = this.names.get(task.checklist);
    line.querySelector(".meta").append(text(""), text(task.often), ...(task.covered ? [text(word(this, "covered"))] : []));
    this.panel(task.school).append(line);
    return line;
  }

  panel(school) {
    let stop = this.querySelector(`[data-school="${school}"]`);
    if (!stop) {
      stop = part(this, "stop");
      stop.dataset.school = school;
      stop.querySelector("[data-name]").textContent = this.names.get(school);
      for (const link of stop.querySelectorAll("a")) point(link, school);
      this.lastElementChild.before(stop);
    }
    return stop.matches(".panel") ? stop : stop.querySelector(".panel");
  }

  mark(line, record) {
    const [link, meta] = [line.querySelector("a"), line.querySelector(".meta")];
    const done = isDone(record);
    line.classList.toggle("is-done", done);
    if (done) {
      line.querySelector(".task-more")?.remove();
      meta.replaceChildren(text(word(this, record.state)));
      link.href = record.answer?.url ?? "/outbox";
      line.parentElement.append(line);
    } else if (isBegun(record)) {
      meta.querySelector("[data-begun]")?.remove();
      meta.append(text(word(this, "begun", record)));
      meta.lastElementChild.dataset.begun = "";
      link.href = `${record.page}#draft=${record.id}`;
    }
  }

  // Schools with something late, with something due, and where all is done.
  sort() {
    const rank = (stop) => (stop.querySelector(".due-late") ? 0 : stop.querySelector(".task:not(.is-done)") ? 1 : 2);
    const stops = Array.from(this.querySelectorAll("[data-school]"));
    for (const stop of stops) if (!stop.querySelector(".task")) stop.remove();
    const sorted = [...stops].sort((one, other) => rank(one) - rank(other)).filter((stop) => stop.isConnected);
    if (sorted.some((stop, at) => stop !== stops[at])) this.lastElementChild.before(...sorted);
    this.hidden = !sorted.length;
  }

  count(isDrawn) {
    const done = this.querySelectorAll(".is-done").length;
    if (!done && !isDrawn) return;
    const left = this.lines.filter((line) => !line.classList.contains("is-done") && !line.task.hindered_by).length;
    const count = isDrawn ? left : this.dataset.due - done;
    if (!count && !done && !Number(this.dataset.due)) return;
    const words = word(this, count > 1 ? "due-many" : `due-${count}`, { count });
    const line = place("due");
    if (line) Object.assign(line, { textContent: words, hidden: false });
    else title(words);
    for (const sum of document.querySelectorAll("[data-round]")) sum.hidden = true;
  }
}

customElements.define("round-here", RoundHere);
