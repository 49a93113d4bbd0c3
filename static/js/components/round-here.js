import { person, place, point, text, title } from "../lib/pack-page.js";
import { taskDue } from "../lib/pack-words.js";
import { addressOf, due, isBegun, isDone, made } from "../lib/round.js";
import { moment } from "../lib/times.js";
import { part, word } from "../lib/words.js";
import * as pack from "../offline/pack.js";
import { channelOf } from "../offline/records.js";

// The round on Today: what was made on this phone, and is not known of there yet, is not due any more. On a page that
// the phone kept, or that has stood open since yesterday, the pack and the hour say what is due.
class RoundHere extends HTMLElement {
  connectedCallback() {
    const { kept } = document.documentElement.dataset;
    this.at = Date.parse(kept) || performance.timeOrigin;
    this.isOld = () => kept || new Date(this.at).toDateString() !== new Date().toDateString();
    const look = () => this.show().catch(() => {});
    channelOf(person()).addEventListener("message", look);
    document.addEventListener("visibilitychange", look);
    look();
  }

  get lines() {
    return Array.from(this.querySelectorAll(".task"), (line) => {
      line.task ??= Object.fromEntries(new URL(line.querySelector("a").href).searchParams);
      return line;
    });
  }

  async show() {
    const { due: before } = this.dataset;
    if (this.isOld()) await this.draw();
    const record = await made(this.at);
    for (const line of this.lines) this.mark(line, record(line.task));
    this.hidden = !this.lines.length;
    this.count(before);
  }

  async draw() {
    const [tasks, told, schools, checklists] = await Promise.all([
      due(),
      pack.meta(person()),
      pack.schools(person()),
      pack.checklists(person()),
    ]);
    if (!told) return;
    this.at = Date.parse(told.fetched_at);
    this.names = new Map([...schools, ...checklists].map(({ uid, name, title }) => [uid, name ?? title]));
    const lines = new Set(tasks.map((task) => this.drawn(task)));
    for (const line of this.lines) if (!lines.has(line)) line.remove();
    for (const stop of this.querySelectorAll("[data-school]")) if (!stop.querySelector(".task")) stop.remove();
    this.dataset.due = tasks.filter(({ hindered_by: why }) => !why).length;
    this.lastElementChild.hidden = false;
    this.lastElementChild.textContent = word(this, "as-of", { time: moment(Date.parse(told.made_at)) });
  }

  drawn(task) {
    const isThis = ({ task: { school, task: name } }) => school === task.school && name === task.task;
    const line = this.lines.find(isThis) ?? this.add(task);
    line.querySelector(".meta").firstElementChild.replaceWith(taskDue(task));
    return line;
  }

  add(task) {
    const line = part(this, "task");
    line.task = task;
    line.querySelector("a").href = addressOf(task);
    line.querySelector("strong").textContent = this.names.get(task.checklist);
    line.querySelector(".meta").append(text(""), text(task.often));
    const stop = this.querySelector(`[data-school="${task.school}"]`) ?? this.stop(task.school);
    (stop.querySelector(".panel") ?? stop).append(line);
    return line;
  }

  stop(school) {
    const stop = part(this, "stop");
    stop.dataset.school = school;
    stop.querySelector("[data-name]").textContent = this.names.get(school);
    for (const link of stop.querySelectorAll("a")) point(link, school);
    this.lastElementChild.before(stop);
    return stop;
  }

  mark(line, record) {
    const link = line.querySelector("a");
    const meta = line.querySelector(".meta");
    if (isDone(record)) {
      line.querySelector(".task-more")?.remove();
      line.classList.add("is-done");
      meta.replaceChildren(text(word(this, record.state)));
      link.href = record.answer?.url ?? "/outbox";
      line.parentElement.append(line);
      const stop = line.closest("[data-school]");
      if (!stop.querySelector(".task:not(.is-done)")) this.lastElementChild.before(stop);
    } else if (isBegun(record)) {
      meta.querySelector("b")?.remove();
      meta.append(Object.assign(document.createElement("b"), { textContent: word(this, "begun", record) }));
      link.href = `${record.page}#draft=${record.id}`;
    }
  }

  count(before) {
    const done = this.querySelectorAll(".is-done").length;
    if (!done && this.dataset.due === before) return;
    const count = this.dataset.due - done;
    const words = word(this, count > 1 ? "due-many" : `due-${count}`, { count });
    const line = place("due");
    if (line) Object.assign(line, { textContent: words, hidden: false });
    else title(words);
    for (const sum of document.querySelectorAll("[data-round]")) sum.hidden = true;
  }
}

customElements.define("round-here", RoundHere);
