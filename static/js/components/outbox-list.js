import { asFile } from "../offline/handed.js";
import * as pack from "../offline/pack.js";
import { channelOf } from "../offline/records.js";
import { Sender } from "../offline/sender.js";
import * as lines from "../lib/outbox-lines.js";
import { whoAmI } from "../lib/person.js";

// Everything of this person that is still on the phone: what to mend first, what waits, what is unfinished, what went.
class OutboxList extends HTMLElement {
  connectedCallback() {
    this.sender = new Sender(whoAmI());
    this.records = this.sender.records;
    this.progress = new Map();
    channelOf(whoAmI()).addEventListener("message", ({ data }) => this.hear(data));
    this.addEventListener("click", (event) => this.act(event));
    // Put aside and shown again it missed what was told meanwhile.
    addEventListener("pageshow", ({ persisted }) => persisted && this.show());
    this.show();
  }

  hear({ id, done, of }) {
    if (done === undefined) this.progress.delete(id);
    else this.progress.set(id, { done, of });
    this.show();
  }

  // One look after the other: two at once would write over each other.
  show() {
    this.showing = (this.showing ?? Promise.resolve()).then(() => this.look());
    return this.showing;
  }

  async look() {
    const all = await this.records.list("draft", "waiting", "refused", "sent");
    const of = (state) => all.filter((record) => record.state === state && !isMending(record));
    const queue = await Promise.all([...all.filter(isMending), ...of("waiting")].map((one) => this.queued(one)));
    this.fill("queue", queue);
    this.fill("drafts", of("draft").reverse().map((record) => lines.draft(this, record)));
    const sent = of("sent").sort((one, other) => other.sent_at - one.sent_at);
    this.fill("sent", sent.map((record) => lines.sent(this, record)));
    this.querySelector("[data-empty]").hidden = queue.length > 0;
    this.querySelector("[data-all]").hidden = !of("waiting").length;
  }

  fill(name, those) {
    const section = this.querySelector(`[data-section=${name}]`);
    section.hidden = !those.length;
    section.querySelector(".count").textContent = those.length;
    const list = section.querySelector("ul");
    const old = [...list.children];
    // What has not changed stays in place: a thumb may be on its way to it.
    const isSame = old.length === those.length && old.every((line, at) => line.isEqualNode(those[at]));
    if (!isSame) list.replaceChildren(...those);
  }

  async queued(record) {
    const files = await this.records.files(record.files);
    const progress = this.progress.get(record.id);
    if (isMending(record)) return this.asking(lines.mending(this, record, files));
    if (progress) return lines.sending(this, record, files, progress);
    return this.asking(lines.waiting(this, record, files));
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
