import { asFile } from "../offline/handed.js";
import * as pack from "../offline/pack.js";
import { channelOf } from "../offline/records.js";
import { Sender } from "../offline/sender.js";
import * as lines from "../lib/outbox-lines.js";
import { whoAmI } from "../lib/person.js";
import { focusAgain, focused, redraw } from "../lib/redrawing.js";
import { word } from "../lib/words.js";

const OFTEN = 10_000; // ms

// Everything of this person that is still on the phone: what to mend first, what waits, what is unfinished, what went.
class OutboxList extends HTMLElement {
  connectedCallback() {
    this.sender = new Sender(whoAmI());
    this.records = this.sender.records;
    this.progress = new Map();
    this.sizes = new Map();
    channelOf(whoAmI()).addEventListener("message", ({ data }) => this.hear(data));
    this.addEventListener("click", (event) => this.act(event));
    // "Again in 240 s" counts down.
    setInterval(() => document.hidden || this.show(), OFTEN);
    // Put aside and shown again it missed what was told meanwhile.
    addEventListener("pageshow", ({ persisted }) => persisted && this.show());
    this.show();
  }

  hear({ id, done, of }) {
    if (done === undefined) this.progress.delete(id);
    else this.progress.set(id, { done, of });
    this.show();
  }

  // One look after the other: two at once would write over each other. Of what was told during one, the next one knows.
  show() {
    this.isAsked = true;
    this.showing ??= this.lookOn().finally(() => (this.showing = null));
    return this.showing;
  }

  async lookOn() {
    while (this.isAsked) {
      this.isAsked = false;
      // One that fails leaves the list as it is.
      await this.look().catch(() => {});
    }
  }

  async look() {
    const found = await this.records.list("draft", "waiting", "refused", "sent");
    const all = await Promise.all(found.map((record) => this.explained(record)));
    const of = (state) => all.filter((record) => record.state === state && !isMending(record));
    const queue = await Promise.all([...all.filter(isMending), ...of("waiting")].map((one) => this.queued(one)));
    const was = focused(this);
    this.fill("queue", queue);
    this.fill("drafts", of("draft").reverse().map((record) => lines.draft(this, record)));
    const sent = of("sent").sort((one, other) => other.sent_at - one.sent_at);
    this.fill("sent", sent.map((record) => lines.sent(this, record)));
    this.querySelector("[data-empty]").hidden = queue.length > 0;
    this.querySelector("[data-all]").hidden = !of("waiting").length;
    focusAgain(this, was);
    this.tell(of("waiting").length, all.filter(isMending).length);
  }

  // Found out on the phone, where no words were at hand. They stay with it, for the form that mends it.
  async explained(record) {
    if (record.refusal?.error !== "file_gone" || record.refusal.message) return record;
    const refusal = { ...record.refusal, status: 422, message: word(this, "file-gone") };
    return (await this.records.change(record.id, { refusal })) ?? record;
  }

  tell(waiting, mending) {
    const said = [waiting && word(this, "left", { count: waiting }), mending && word(this, "mend", { count: mending })];
    const words = said.filter(Boolean).join(" ") || this.querySelector("[data-empty] h2").textContent;
    const line = this.querySelector("[data-told]");
    if (line.textContent !== words) line.textContent = words;
  }

  fill(name, those) {
    const section = this.querySelector(`[data-section=${name}]`);
    section.hidden = !those.length;
    section.querySelector(".count").textContent = those.length;
    redraw(section.querySelector("ul"), those);
  }

  async queued(record) {
    const files = await this.filesOf(record);
    const progress = this.progress.get(record.id);
    if (isMending(record)) return this.asking(lines.mending(this, record, files));
    if (progress) return lines.sending(this, record, files, progress);
    return this.asking(lines.waiting(this, record, files));
  }

  // Read once: they do not change, and a look comes with each photo that is sent.
  async filesOf({ files }) {
    const lacking = files.filter((sha256) => !this.sizes.has(sha256));
    for (const { sha256, size } of await this.records.files(lacking)) this.sizes.set(sha256, { size });
    return files.map((sha256) => this.sizes.get(sha256)).filter(Boolean);
  }

  // A question that stands open stays open while the list is drawn anew.
  asking(line) {
    line.querySelector("[data-sure]").hidden = line.dataset.id !== this.asked;
    return line;
  }

  async act({ target }) {
    const button = target.closest("[data-do]");
    if (!button) return;
    const id = button.closest("[data-id]")?.dataset.id;
    await this.acts[button.dataset.do](id);
    await this.show();
  }

  acts = {
    all: () => this.sender.send({ all: true }),
    now: (id) => this.sender.send({ only: id }),
    retry: async (id) => {
      await this.records.retry(id);
      await this.sender.send({ only: id });
    },
    rename: async (id) => {
      const name = crypto.randomUUID();
      await this.records.rename(id, name);
      await this.sender.send({ only: name });
    },
    save: async (id) => {
      const [record, told] = await Promise.all([this.records.get(id), pack.meta(whoAmI())]);
      save(await asFile(this.records, record, told?.seal_key));
    },
    // Asked twice: it is nowhere else. The first touch opens the second question, the second answers it.
    ask: (id) => (this.asked = this.asked === id ? null : id),
    throw: async (id) => {
      await this.records.throwAway(id);
      const notice = this.querySelector("[data-undo]");
      notice.dataset.id = id;
      notice.hidden = false;
      notice.querySelector("button").focus();
    },
    back: async (id) => {
      await this.records.fetchBack(id);
      this.querySelector("[data-undo]").hidden = true;
    },
  };
}

const isMending = ({ refusal, state }) => Boolean(refusal) && (state === "draft" || state === "refused");

function save({ name, blob }) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

customElements.define("outbox-list", OutboxList);
