import { channelOf, Records } from "../offline/records.js";
import { holdsPages, make, whoAmI } from "../lib/person.js";
import { fill } from "../lib/inspection.js";
import { moment } from "../lib/times.js";
import { part } from "../lib/words.js";

const SETTLED = 1_000; // ms for whoever opened the page, before what goes on by itself

const loaded = () =>
  document.readyState === "complete" ? null : new Promise((resolve) => addEventListener("load", resolve, { once: true }));

// In the top bar: what is still on this phone; nothing when there is nothing. It also starts whatever sends it.
class SyncState extends HTMLElement {
  connectedCallback() {
    const person = whoAmI();
    this.records = new Records(person);
    channelOf(person).addEventListener("message", ({ data }) => this.hear(data));
    document.addEventListener("visibilitychange", () => document.hidden || this.seenAgain(person));
    // Back may show a page of somebody who has signed out since. A desk does not know who is there: the platform does.
    addEventListener("pageshow", ({ persisted }) => persisted && this.leaveToOwner(person, true));
    this.show();
    this.begin();
  }

  // After the page has what it needs: the worker takes along what the next one needs, and what waits is sent.
  async begin() {
    await loaded();
    if (holdsPages()) navigator.serviceWorker.register("/worker.js", { type: "module" }).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, SETTLED));
    const scripts = ["schedule", "sender"].map((name) => import(`../offline/${name}.js`));
    const [{ Schedule }, { Sender }] = await Promise.all(scripts);
    await new Schedule(new Sender(whoAmI()), make()).start().finally(() => this.show());
    this.wasOurs = (await this.owner()) === whoAmI();
  }

  seenAgain(person) {
    this.show();
    if (holdsPages()) this.leaveToOwner(person);
  }

  // Before the round came onto the phone for the first time it is nobody's yet: a page that was here all the time stays.
  async leaveToOwner(person, wasAway = false) {
    const owner = await this.owner();
    if (owner === person || !(owner || this.wasOurs || wasAway)) return;
    document.documentElement.hidden = true;
    location.reload();
  }

  // Whose phone it is, or null.
  async owner() {
    return holdsPages() ? (await import("../offline/pages.js")).person() : null;
  }

  hear({ id, done, of }) {
    if (done === undefined) this.sending = null;
    else this.sending = { id, done, of };
    this.show();
  }

  async show() {
    const waiting = await this.records.count("waiting", "refused");
    const shown = waiting ? this.left(waiting) : await this.allSent();
    this.replaceChildren(...this.querySelectorAll("template"), ...shown);
  }

  left(waiting) {
    // What waits may be a check that the page names as due.
    if (document.querySelector("round-here")) import("./round-here.js");
    const link = part(this, this.sending ? "sending" : "waiting");
    link.querySelector("b")?.replaceChildren(String(waiting));
    return [link];
  }

  // As of the last of it, or of now where nothing was sent from here yet.
  async allSent() {
    if (!this.querySelector("template[data-part=all-sent]")) return [];
    const sent = await this.records.list("sent");
    const link = part(this, "all-sent");
    const words = link.querySelector("span > span");
    const last = Math.max(...sent.map((record) => record.sent_at));
    words.textContent = fill(words.textContent, { time: moment(sent.length ? last : Date.now()) });
    return [link];
  }
}

customElements.define("sync-state", SyncState);
