import { Records } from "../offline/records.js";
import { askToPersist, FULL, room, TIGHT } from "../offline/room.js";
import { asFile, collect, fileFields, restore } from "../lib/form-record.js";
import { items, isAnswered } from "../lib/inspection.js";
import { whoAmI } from "../lib/person.js";
import { clock } from "../lib/times.js";
import { word } from "../lib/words.js";

const QUIET = 300; // ms without a touch before a draft is written
const PATIENCE = 10_000; // ms that the page waits for the platform's answer before it shows the outbox
// What the form itself can mend; the rest is told in the outbox, with what else can be done.
const MENDED_HERE = new Set([400, 413, 415, 422]);

// A form that is kept on the phone with each touch, and sent from there, online or not (docs/offline.md).
class KeptForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.records = new Records(whoAmI());
    this.fresh = [];
    this.started = this.start();
    this.fields().then(() => this.takeIn()).catch(() => {}); // they are asked for again when it is sent
    for (const touch of ["input", "change"]) this.addEventListener(touch, (event) => this.touched(event));
    this.addEventListener("file-asked", (event) => this.isFull && this.refuse(event));
    this.addEventListener("file-prepared", ({ detail }) => this.add(detail));
    this.addEventListener("file-removed", ({ detail }) => this.drop(detail));
    this.addEventListener("file-placed", ({ detail }) => this.placed(detail));
    // A place alone is no work yet; beside work it belongs to it.
    this.addEventListener("place-known", (event) => this.asked === this.id && this.touched(event));
    // After the form's own elements, which fill in the time and the place and ask about what is unanswered.
    this.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.keep());
    addEventListener("pagehide", () => this.keep());
    addEventListener("pageshow", ({ persisted }) => persisted && this.done && location.reload());
  }

  get asked() {
    return new URLSearchParams(location.hash.slice(1)).get("draft");
  }

  // The id in the page was offered before, when the page came out of a cache: each piece of work gets a new one.
  async start() {
    await Promise.all([this.look(), this.filled()]);
    const found = this.asked && (await this.records.get(this.asked));
    this.id = found ? found.id : crypto.randomUUID();
    this.form.elements.id.value = this.id;
    if (found) await this.resume(found);
    else await this.offerUnfinished();
  }

  // Chosen files are in the hands of these, once they have their scripts.
  async fields() {
    const fields = fileFields(this.form);
    await Promise.all(fields.map(({ localName }) => import(`./${localName}.js`)));
    return fields;
  }

  // What was ready before this element could hear of it.
  takeIn() {
    const files = fileFields(this.form).flatMap((field) => field.kept);
    for (const file of files) if (!this.fresh.some(({ sha256 }) => sha256 === file.sha256)) this.add(file);
  }

  // A page out of the cache is complete when what belongs to its school or hazard has been filled in from the pack.
  filled() {
    const school = this.querySelector("school-fill");
    const filler = new URLSearchParams(location.search).has("school") ? school : document.querySelector("pack-step");
    if (!filler || "filled" in filler.dataset) return undefined;
    return new Promise((resolve) => {
      for (const name of ["school-filled", "hazard-filled"]) filler.addEventListener(name, resolve, { once: true });
    });
  }

  async resume(record) {
    if (record.state === "sent") return location.replace(record.answer.url);
    if (record.state === "waiting" && !(await this.records.reopen(record.id))) return location.replace("/outbox");
    await this.fields();
    const files = await this.records.filesWithBytes(record.files);
    this.restoring = true;
    restore(this.form, { fields: record.fields, files });
    this.restoring = false;
    this.record = record;
    if (record.refusal) await this.show(record.refusal);
    else document.getElementById(record.at)?.scrollIntoView({ block: "center" });
    return this.say("kept", { time: clock(record.changed_at) });
  }

  async offerUnfinished() {
    const drafts = (await this.records.list("draft")).filter((record) => record.page === this.page);
    if (!drafts.length) return;
    const { id, page, changed_at: at } = drafts.at(-1);
    const notice = this.querySelector("[data-unfinished]");
    const link = notice.querySelector("a");
    link.href = `${page}#draft=${id}`;
    link.textContent = word(this, "unfinished", { time: clock(at) });
    // To another place of the same page: it has to be read anew.
    link.addEventListener("click", () => setTimeout(() => location.reload()));
    notice.hidden = false;
  }

  // How much room is left, said while there is still something to be done about it.
  async look() {
    const { share } = await room();
    this.isFull = this.isRefused || share >= FULL;
    const notice = this.querySelector("[data-room]");
    notice.hidden = !this.isFull && share < TIGHT;
    notice.querySelector("span").textContent = word(this, this.isFull ? "no-room" : "tight", {
      share: Math.round(share * 100),
    });
  }

  // What is here must still fit when it changes; once there is room again the next photo is taken in.
  refuse(event) {
    event.preventDefault();
    this.querySelector("[data-room]").focus();
    this.look();
  }

  // A change of the form itself is a component's, which asks the others to count again.
  // A choice is whole at once, and so is a field that was left: perhaps for a link, and then the page is gone.
  touched({ target, type }) {
    if (this.restoring || this.done || target === this.form) return;
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), type === "change" ? 0 : QUIET);
  }

  add(file) {
    this.fresh.push(file);
    this.dirty = true;
    this.keep();
  }

  // The place of a photo may come after it was kept; without one it goes all the same.
  async placed(file) {
    const fresh = this.fresh.find(({ sha256 }) => sha256 === file.sha256);
    if (fresh) return Object.assign(fresh, file);
    await this.keeping;
    return this.records.changeFile(file.sha256, { told: asFile(file).told }).catch(() => {});
  }

  // What was taken out, or covered since, is nowhere any more.
  async drop({ sha256 }) {
    this.fresh = this.fresh.filter((file) => file.sha256 !== sha256);
    this.dirty = true;
    await this.keep();
    await this.records.forgetFile(sha256);
  }

  keep() {
    clearTimeout(this.timer);
    if (!this.dirty || this.done) return this.keeping;
    this.dirty = false;
    // One after the other: a write that was cut off and is taken again must not come behind a newer one.
    this.keeping = Promise.resolve(this.keeping).then(() => this.write()).catch((error) => this.fail(error));
    return this.keeping;
  }

  async write() {
    await this.started;
    const files = this.fresh.splice(0);
    const record = this.made();
    try {
      await this.records.draft(record, files.map(asFile));
    } catch (error) {
      this.fresh.unshift(...files);
      this.dirty = true;
      // Words still fit where a photo does not.
      if (files.length) await this.records.draft(record);
      throw error;
    }
    this.isRefused = false;
    if (this.asked !== this.id) history.replaceState(history.state, "", `#draft=${this.id}`);
    this.say("kept", { time: clock(record.changed_at) });
    if (files.length) await this.look();
    await askToPersist();
  }

  // Photos of the page that are not on the phone: new ones, and all of them when its owner cleared what it keeps.
  async lacking() {
    const files = fileFields(this.form).flatMap((field) => field.kept);
    const known = new Set((await this.records.files(files.map(({ sha256 }) => sha256))).map(({ sha256 }) => sha256));
    return files.filter(({ sha256 }) => !known.has(sha256)).map(asFile);
  }

  // What is sent, and beside it what the list of drafts and the outbox show.
  made() {
    const all = items(this.form);
    // Of a school chosen by its distance, the name alone.
    const named = (selector) => document.querySelector(selector)?.textContent.trim().split(" · ")[0] ?? "";
    return {
      ...collect(this.form),
      id: this.id,
      kind: this.dataset.kind,
      page: this.page,
      action: new URL(this.form.action).pathname,
      title: named(this.dataset.title),
      place: named(this.dataset.place),
      items: all.length,
      answered: all.filter(isAnswered).length,
      hazards: all.filter((item) => item.verdict === "fail").length,
      at: document.activeElement?.closest("fieldset.item")?.id || this.record?.at || "",
      changed_at: Date.now(),
    };
  }

  get page() {
    return location.pathname + location.search;
  }

  async submit(event) {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (this.done) return;
    this.done = true;
    this.say("keeping");
    try {
      await this.hand(event.submitter);
    } catch (error) {
      this.done = false;
      this.fail(error);
    }
  }

  async hand(submitter) {
    await this.started;
    const fields = await this.fields();
    await Promise.all(fields.map((field) => field.ready()));
    if (fields.some((field) => field.isUnread)) throw new DOMException("a photo", "NotReadableError");
    await this.keeping;
    const record = this.made();
    if (submitter?.name) record.fields.push([submitter.name, submitter.value]);
    await this.records.submit(record, await this.lacking());
    this.say("sending");
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    await Promise.race([this.send(), late]);
    await this.leave(await this.records.get(this.id));
  }

  // What a page needs only then comes only then. It waits where that does not get through: kept it is.
  async send() {
    const scripts = await import("../offline/sender.js").catch(() => null);
    if (!scripts) return;
    const sender = new scripts.Sender(whoAmI());
    sender.askToBeWoken();
    await sender.send({ only: this.id });
  }

  async leave(record) {
    if (record?.state === "sent") return location.replace(arrived(record.answer));
    if (record?.state !== "refused" || !MENDED_HERE.has(record.refusal.status)) return this.toOutbox(record);
    this.done = false;
    this.record = record;
    await this.show(record.refusal);
    return this.say("refused");
  }

  // A desk holds no page for when there is no net: it stays with this one.
  toOutbox(record) {
    const answered = record?.state === "refused" || record?.why === "sign_in";
    if (navigator.serviceWorker.controller || answered) location.assign("/outbox");
    else this.say("waits");
  }

  async show(refusal) {
    const { show } = await import("../lib/refusal.js");
    show(this.form, this, refusal);
  }

  fail(error) {
    const known = { QuotaExceededError: "full", NotReadableError: "unread" }[error?.name];
    this.say(known ?? "broken");
    if (known === "full") {
      this.isRefused = true;
      this.look();
    }
    if (!known) throw error;
  }

  say(name, values) {
    const words = word(this, name, values);
    for (const line of document.querySelectorAll("[data-kept-line]")) line.textContent = words;
  }
}

function arrived({ url, received_at, twins }) {
  const told = [["received", received_at ?? new Date().toISOString()], ...twins.map((twin) => ["twin", twin])];
  return `${url}#${new URLSearchParams(told)}`;
}

customElements.define("kept-form", KeptForm);
