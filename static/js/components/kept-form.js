import { Records } from "../offline/records.js";
import { FULL, room, TIGHT } from "../offline/room.js";
import { collect, fileFields } from "../lib/form-record.js";
import { items, isAnswered } from "../lib/inspection.js";
import { Keeping } from "../lib/keeping.js";
import { whoAmI } from "../lib/person.js";
import { clock } from "../lib/times.js";
import { word } from "../lib/words.js";

const FILLING = 5_000; // ms that a form waits for what the pack knows of its school

// A form that is kept on the phone with each touch, and sent from there, online or not (docs/offline.md).
class KeptForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.records = new Records(whoAmI());
    this.keeping = new Keeping(this, this.records);
    this.name(this.asked ?? crypto.randomUUID());
    for (const touch of ["input", "change"]) this.addEventListener(touch, (event) => this.touched(event));
    this.addEventListener("file-asked", (event) => this.isFull && this.refuse(event));
    this.addEventListener("file-prepared", ({ detail }) => this.keeping.add(detail));
    this.addEventListener("file-removed", ({ detail }) => this.keeping.drop(detail));
    this.addEventListener("file-placed", ({ detail }) => this.keeping.placed(detail));
    // A place alone is no work yet; beside work it belongs to it.
    this.addEventListener("place-known", (event) => this.asked && this.touched(event));
    // After the form's own elements, which fill in the time and the place and ask about what is unanswered.
    this.addEventListener("submit", (event) => this.submit(event));
    // A link inside of the page takes the place of what says which draft this is.
    addEventListener("hashchange", () => this.record && this.sign());
    document.addEventListener("visibilitychange", () => document.hidden && this.keeping.keep());
    addEventListener("pagehide", () => this.keeping.keep());
    addEventListener("pageshow", ({ persisted }) => persisted && this.isDone && location.reload());
    this.ready().catch((error) => this.fail(error));
    // What was chosen before this element could hear of it. These are asked for again when it is sent.
    this.fields(({ localName }) => customElements.get(localName))
      .then((fields) => fields.flatMap((field) => field.kept).forEach((file) => this.keeping.add(file)), () => {});
  }

  get asked() {
    return new URLSearchParams(location.hash.slice(1)).get("draft");
  }

  get page() {
    return location.pathname + location.search;
  }

  // The id in the page was offered before, when the page came out of a cache: each piece of work gets a new one.
  name(id) {
    this.id = this.form.elements.id.value = id;
  }

  sign() {
    if (location.hash === `#draft=${this.id}`) return;
    history.replaceState(history.state, "", `#draft=${this.id}`);
    // Whoever looks at the same task sees who has begun; nothing hangs on it.
    const { task, school } = this.form.elements;
    if (task?.value) navigator.sendBeacon("/task_starts", new URLSearchParams({ task: task.value, school: school.value }));
  }

  // What went wrong once may go well the next time.
  ready() {
    this.started ??= this.start().catch((error) => {
      this.started = null;
      throw error;
    });
    return this.started;
  }

  async start() {
    this.look();
    await this.filled();
    const found = this.asked && (await this.records.get(this.asked));
    const resuming = () => import("../lib/resuming.js");
    if (found) return (await resuming()).resume(this, found);
    if (this.asked) this.name(crypto.randomUUID());
    const drafts = (await this.records.list("draft")).filter(({ page }) => page === this.page);
    return drafts.length && (await resuming()).offer(this, drafts.at(-1));
  }

  // Chosen files are in the hands of these, once they have their scripts.
  async fields(isAsked) {
    const fields = fileFields(this.form).filter(isAsked);
    await Promise.all(fields.map(({ localName }) => import(`./${localName}.js`)));
    return fields;
  }

  // A page out of the cache is complete when what belongs to its school or hazard has been filled in from the pack.
  filled() {
    const school = this.querySelector("school-fill");
    const filler = new URLSearchParams(location.search).has("school") ? school : document.querySelector("pack-step");
    if (!filler || "filled" in filler.dataset) return undefined;
    return new Promise((resolve) => {
      for (const name of ["school-filled", "hazard-filled"]) filler.addEventListener(name, resolve, { once: true });
      // Nothing that is missing there keeps anything from being kept.
      setTimeout(resolve, FILLING);
    });
  }

  // How much room is left, said while there is still something to be done about it.
  async look() {
    const { share } = await room().catch(() => ({ share: 0 }));
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
  touched(event) {
    if (!this.restoring && !this.isDone && event.target !== this.form) this.keeping.touched(event);
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

  async kept(record, hasFiles) {
    this.record = record;
    this.isRefused = false;
    this.sign();
    this.say(this.isApart ? "apart" : "kept", { time: clock(record.changed_at) });
    if (hasFiles) await this.look();
  }

  apart() {
    this.isApart = true;
    this.name(crypto.randomUUID());
  }

  async submit(event) {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (this.isDone) return;
    this.say("keeping");
    try {
      await this.hand(event.submitter);
    } catch (error) {
      this.isDone = false;
      this.fail(error);
    }
  }

  async hand(submitter) {
    this.isDone = true;
    const fields = await this.fields((field) => field.querySelector("input[type=file]").files.length);
    await Promise.all(fields.map((field) => field.ready()));
    if (fields.some((field) => field.isUnread)) throw new DOMException("a file", "NotReadableError");
    await this.keeping.last;
    const { name, value } = submitter ?? {};
    // Where to go from here is nothing that was found there.
    this.next = name === "next" && value;
    await this.keeping.submit(name && !this.next ? [[name, value]] : []);
    this.say("sending");
    // What a page needs only then comes only then. It waits where that does not get through: kept it is.
    const sending = await import("../lib/sending.js").catch(() => null);
    if (sending) await sending.send(this);
    else this.say("waits");
  }

  // The platform wants it mended, and this page can.
  async mend(record) {
    this.isDone = false;
    this.record = record;
    await this.show(record.refusal);
    this.say("refused");
  }

  async show(refusal) {
    const { show } = await import("../lib/refusal.js");
    show(this.form, this, refusal);
  }

  fail(error) {
    const known = { QuotaExceededError: "full", NotReadableError: "unread" }[error?.name];
    this.say(known ?? "broken");
    this.isRefused = known === "full";
    this.look();
    if (!known) reportError(error);
  }

  say(name, values) {
    const words = word(this, name, values);
    for (const line of document.querySelectorAll("[data-kept-line]")) line.textContent = words;
  }
}

customElements.define("kept-form", KeptForm);
