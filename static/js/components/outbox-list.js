import { channelOf, Sender } from "../offline/sender.js";
import { asFile } from "../offline/handed.js";
import { whoAmI } from "../lib/person.js";
import { megabytes, moment } from "../lib/times.js";
import { part, word } from "../lib/words.js";

const MENDABLE = new Set([400, 413, 415, 422]);
const RECEIPT = 6;

// Everything of this person that is still on the phone: what to mend first, what waits, what is unfinished, what went.
class OutboxList extends HTMLElement {
  connectedCallback() {
    this.sender = new Sender(whoAmI());
    this.records = this.sender.records;
    this.progress = new Map();
    channelOf(whoAmI()).addEventListener("message", ({ data }) => this.hear(data));
    this.addEventListener("click", (event) => this.act(event));
    this.show();
  }

  hear({ id, done, of }) {
    if (done === undefined) this.progress.delete(id);
    else this.progress.set(id, { done, of });
    this.show();
  }

  async show() {
    const all = await this.records.list("draft", "waiting", "refused", "sent");
    const mending = all.filter((record) => record.refusal && record.state !== "waiting" && record.state !== "sent");
    const of = (state) => all.filter((record) => record.state === state && !mending.includes(record));
    const waiting = await Promise.all([...mending, ...of("waiting")].map((record) => this.queued(record)));
    this.fill("queue", waiting);
    this.fill("drafts", of("draft").reverse().map((record) => this.draft(record)));
    this.fill("sent", of("sent").sort((one, other) => other.sent_at - one.sent_at).map((record) => this.sent(record)));
    this.querySelector("[data-empty]").hidden = waiting.length > 0;
    this.querySelector("[data-all]").hidden = !of("waiting").length;
  }

  fill(name, lines) {
    const section = this.querySelector(`[data-section=${name}]`);
    section.hidden = !lines.length;
    section.querySelector(".count").textContent = lines.length;
    section.querySelector("ul").replaceChildren(...lines);
  }

  async queued(record) {
    const state = record.refusal ? "mending" : this.progress.has(record.id) ? "sending" : "waiting";
    const line = this.line(state, record);
    const files = await this.records.files(record.files);
    line.querySelector("[data-facts]").textContent = this.facts(record, files);
    this.why(line, record, state);
    return line;
  }

  line(name, record) {
    const line = part(this, name);
    line.dataset.id = record.id;
    line.querySelector("[data-title]").textContent = [record.title, record.place].filter(Boolean).join(" · ");
    for (const link of line.querySelectorAll("a[data-open]")) link.href = `${record.page}#draft=${record.id}`;
    return line;
  }

  facts(record, files) {
    const size = files.reduce((sum, file) => sum + file.size, 0);
    return [
      moment(record.changed_at),
      record.items && word(this, "items", { count: record.items }),
      record.hazards && word(this, "hazards", { count: record.hazards }),
      files.length && word(this, "photos", { count: files.length, size: megabytes(size) }),
    ]
      .filter(Boolean)
      .join(" · ");
  }

  why(line, record, state) {
    const say = line.querySelector("[data-why]");
    if (state === "mending") return this.refused(line, record, say);
    if (state === "sending") {
      const { done, of } = this.progress.get(record.id);
      const bar = line.querySelector("progress");
      bar.max = of + 1;
      bar.value = done;
      say.textContent = word(this, of ? "photos-sent" : "form-sent", { done, of });
      return undefined;
    }
    const seconds = Math.max(0, Math.ceil((record.next_at - Date.now()) / 1000));
    const values = { tries: record.tries, seconds };
    say.textContent = word(this, `why-${record.why}`, values) || word(this, "why-turn");
    for (const link of line.querySelectorAll("[data-edit]")) link.hidden = Boolean(record.begun);
    return undefined;
  }

  refused(line, { refusal, state }, say) {
    const sentences = Object.values(refusal.errors).flat();
    say.textContent = (sentences.length ? sentences : [refusal.message]).join(" ");
    const isTwin = refusal.status === 409;
    line.querySelector("[data-do=rename]").hidden = !isTwin;
    line.querySelector("[data-open]").hidden = !MENDABLE.has(refusal.status) && state !== "draft";
  }

  draft(record) {
    const line = this.line("draft", record);
    const bar = line.querySelector("progress");
    bar.hidden = !record.items;
    bar.max = record.items || 1;
    bar.value = record.answered;
    const far = record.items ? `${record.answered}/${record.items} · ` : "";
    line.querySelector("[data-facts]").textContent = far + word(this, "kept", { time: moment(record.changed_at) });
    return line;
  }

  sent(record) {
    const line = this.line("sent", record);
    const receipt = record.id.replace(/-/g, "").slice(0, RECEIPT).toUpperCase().replace(/(.{4})/, "$1-");
    const time = moment(Date.parse(record.answer.received_at) || record.sent_at);
    line.querySelector("[data-facts]").textContent = word(this, "received", { time, receipt });
    line.querySelector("a").href = record.answer.url;
    return line;
  }

  async act({ target }) {
    const button = target.closest("[data-do]");
    if (!button) return;
    const id = button.closest("[data-id]")?.dataset.id;
    await this[`do_${button.dataset.do}`](id, button);
    await this.show();
  }

  do_all() {
    return this.sender.send({ all: true });
  }

  do_now(id) {
    return this.sender.send({ only: id });
  }

  async do_rename(id) {
    const name = crypto.randomUUID();
    await this.records.rename(id, name);
    await this.sender.send({ only: name });
  }

  async do_save(id) {
    const record = await this.records.get(id);
    const { name, blob } = await asFile(this.records, record);
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // Asked twice for what was to be sent: it is nowhere else. The first touch opens the second question.
  do_ask(id, button) {
    this.asked = id;
    button.closest("[data-id]").querySelector("[data-sure]").hidden = false;
  }

  async do_throw(id) {
    await this.records.throwAway(id);
    this.offerUndo(id);
  }

  offerUndo(id) {
    const notice = this.querySelector("[data-undo]");
    notice.dataset.id = id;
    notice.hidden = false;
    notice.querySelector("button").focus();
  }

  async do_back(id) {
    await this.records.fetchBack(id);
    this.querySelector("[data-undo]").hidden = true;
  }
}

customElements.define("outbox-list", OutboxList);
