import { person as owner } from "../offline/pages.js";
import { channelOf, Sender } from "../offline/sender.js";
import { Schedule } from "../offline/schedule.js";
import { holdsPages, make, whoAmI } from "../lib/person.js";
import { fill } from "../lib/inspection.js";
import { moment } from "../lib/times.js";
import { part } from "../lib/words.js";

// In the top bar: what is still on this phone; nothing when there is nothing. It also starts whatever sends it.
class SyncState extends HTMLElement {
  connectedCallback() {
    const person = whoAmI();
    this.sender = new Sender(person);
    channelOf(person).addEventListener("message", ({ data }) => this.hear(data));
    document.addEventListener("visibilitychange", () => document.hidden || this.show());
    // Back may show a page of somebody who has signed out since.
    addEventListener("pageshow", async (event) => event.persisted && (await owner()) !== person && location.reload());
    if (holdsPages()) this.register();
    this.show();
    new Schedule(this.sender, make()).start().finally(() => this.show());
  }

  // After the page has what it needs: the worker takes along what the next one needs.
  register() {
    const go = () => navigator.serviceWorker.register("/worker.js", { type: "module" }).catch(() => {});
    if (document.readyState === "complete") go();
    else addEventListener("load", go, { once: true });
  }

  hear({ id, done, of }) {
    if (done === undefined) this.sending = null;
    else this.sending = { id, done, of };
    this.show();
  }

  async show() {
    const waiting = await this.sender.records.count("waiting", "refused");
    const shown = waiting ? this.left(waiting) : await this.allSent();
    this.replaceChildren(...this.querySelectorAll("template"), ...shown);
  }

  left(waiting) {
    const link = part(this, this.sending ? "sending" : "waiting");
    link.querySelector("b")?.replaceChildren(String(waiting));
    return [link];
  }

  // As of the last of it, or of now where nothing was sent from here yet.
  async allSent() {
    if (!this.querySelector("template[data-part=all-sent]")) return [];
    const sent = await this.sender.records.list("sent");
    const link = part(this, "all-sent");
    const words = link.querySelector("span > span");
    const last = Math.max(...sent.map((record) => record.sent_at));
    words.textContent = fill(words.textContent, { time: moment(sent.length ? last : Date.now()) });
    return [link];
  }
}

customElements.define("sync-state", SyncState);
