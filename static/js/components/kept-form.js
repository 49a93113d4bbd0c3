import { Sender } from "../offline/sender.js";
import { whoAmI } from "../lib/person.js";
import { collect, fileFields, restore } from "../lib/form-record.js";
import { items, isAnswered } from "../lib/inspection.js";
import { show } from "../lib/refusal.js";
import { clock } from "../lib/times.js";
import { word } from "../lib/words.js";

const QUIET = 300; // ms without a touch before a draft is written
const PATIENCE = 10_000; // ms that the page waits for the platform's answer before it shows the outbox

// A form that is kept on the phone with each touch, and sent from there, online or not (docs/offline.md).
class KeptForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.sender = new Sender(whoAmI());
    this.records = this.sender.records;
    this.fresh = [];
    this.started = this.start();
    this.form.addEventListener("input", () => this.touched());
    this.form.addEventListener("change", () => this.touched());
    this.addEventListener("photo-prepared", ({ detail }) => this.add(detail));
    this.addEventListener("photo-removed", () => this.touched());
    // After the form's own elements, which fill in the time and the place and ask about what is unanswered.
    this.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.keep());
    addEventListener("pagehide", () => this.keep());
  }

  get name() {
    return new URLSearchParams(location.hash.slice(1)).get("draft");
  }

  // A cached page's own id was offered before: each piece of work gets a new one.
  async start() {
    const found = this.name && (await this.records.get(this.name));
    this.id = found ? found.id : crypto.randomUUID();
    this.form.elements.id.value = this.id;
    if (found) await this.resume(found);
    else await this.offerUnfinished();
  }

  async resume(record) {
    await Promise.all(fileFields(this.form).map(({ localName }) => customElements.whenDefined(localName)));
    if (record.state === "waiting" && !(await this.records.reopen(record.id))) return location.replace("/outbox");
    const files = await this.records.files(record.files);
    this.restoring = true;
    restore(this.form, { fields: record.fields, files });
    this.restoring = false;
    this.record = record;
    if (record.refusal) show(this.form, this, record.refusal);
    else document.getElementById(record.at)?.scrollIntoView({ block: "center" });
    this.say("kept", { time: clock(record.changed_at) });
  }

  async offerUnfinished() {
    const page = this.page;
    const drafts = (await this.records.list("draft")).filter((record) => record.page === page);
    const notice = this.querySelector("[data-unfinished]");
    if (!drafts.length || !notice) return;
    const { id, changed_at: at } = drafts.at(-1);
    notice.querySelector("a").href = `${page}#draft=${id}`;
    notice.querySelector("a").addEventListener("click", () => setTimeout(() => location.reload()));
    notice.querySelector("span").textContent = word(this, "unfinished", { time: clock(at) });
    notice.hidden = false;
  }

  touched() {
    if (this.restoring || this.done) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), QUIET);
    this.dirty = true;
  }

  add(file) {
    this.fresh.push(file);
    this.dirty = true;
    this.keep();
  }

  keep() {
    clearTimeout(this.timer);
    if (!this.dirty || this.done) return this.keeping;
    this.dirty = false;
    const files = this.fresh.splice(0);
    this.keeping = this.write(files).catch((error) => {
      this.fresh.unshift(...files);
      this.fail(error);
    });
    return this.keeping;
  }

  async write(files) {
    await this.started;
    const record = this.made();
    await this.records.draft(record, files.map(asFile));
    if (this.name !== this.id) history.replaceState(history.state, "", `#draft=${this.id}`);
    this.say("kept", { time: clock(record.changed_at) });
  }

  // What the list of drafts and the outbox show beside what is sent.
  made() {
    const all = items(this.form);
    return {
      ...collect(this.form),
      id: this.id,
      kind: this.dataset.kind,
      page: this.page,
      action: new URL(this.form.action).pathname,
      title: this.titleNow,
      place: this.placeNow,
      items: all.length,
      answered: all.filter(isAnswered).length,
      hazards: all.filter((item) => item.verdict === "fail").length,
      at: document.activeElement?.closest("fieldset.item")?.id ?? this.record?.at ?? "",
      changed_at: Date.now(),
    };
  }

  get page() {
    const url = new URL(location.href);
    const { school } = this.form.elements;
    if (school?.type === "hidden") url.searchParams.set("school", school.value);
    return url.pathname + url.search;
  }

  get titleNow() {
    return document.querySelector(this.dataset.title ?? "h1")?.textContent.trim() ?? "";
  }

  get placeNow() {
    return document.querySelector(this.dataset.place ?? ".topbar-title .meta")?.textContent.trim() ?? "";
  }

  async submit(event) {
    if (event.defaultPrevented || this.done) return;
    event.preventDefault();
    this.done = true;
    const { submitter } = event;
    if (submitter) submitter.disabled = true;
    this.say("keeping");
    try {
      await this.hand(submitter);
    } catch (error) {
      this.done = false;
      if (submitter) submitter.disabled = false;
      this.fail(error);
    }
  }

  async hand(submitter) {
    await this.started;
    await Promise.all(fileFields(this.form).map((field) => field.ready));
    await this.keeping;
    const record = this.made();
    if (submitter?.name) record.fields.push([submitter.name, submitter.value]);
    await this.records.submit(record, this.fresh.splice(0).map(asFile));
    this.say("sending");
    await this.sender.askToBeWoken();
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    await Promise.race([this.sender.send({ only: this.id }), late]);
    this.leave(await this.records.get(this.id));
  }

  leave(record) {
    if (record?.state === "sent") return location.replace(record.answer.url);
    if (record?.state !== "refused") return location.assign("/outbox");
    this.done = false;
    for (const button of document.querySelectorAll("[type=submit]")) button.disabled = false;
    this.record = record;
    show(this.form, this, record.refusal);
    this.say("refused");
    return undefined;
  }

  fail(error) {
    this.say(error?.name === "QuotaExceededError" ? "full" : "broken");
    if (error?.name !== "QuotaExceededError") throw error;
  }

  say(name, values) {
    const words = word(this, name, values);
    for (const line of document.querySelectorAll("[data-kept-line]")) line.textContent = words;
  }
}

const asFile = ({ sha256, bytes, type, name, thumbnail, original_sha256, taken_at, latitude, longitude, accuracy }) => {
  const told = { original_sha256, taken_at, latitude, longitude, accuracy };
  if (latitude) told.position_source = "exif";
  return { sha256, bytes, type, name, thumbnail, told, path: type?.startsWith("audio/") ? "/memos/" : "/photos/" };
};

customElements.define("kept-form", KeptForm);
