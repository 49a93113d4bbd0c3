// When the phone sends, asks and fetches by itself: at each opening, when a net returns, when the page is looked at
// again, and in between when something is due. `navigator.onLine` is a hint, so none of this waits for it.
import { holdsPages } from "../lib/person.js";
import { hold } from "./hold.js";
import { ownerOf } from "./pages.js";
import { KEPT_AFTER_SENDING } from "./records.js";
import { offerAgain } from "./restored.js";
import { keptAfterSending, room } from "./room.js";

const OFTEN = 30_000; // ms between looks at what is due
const ASKED_AGAIN = 3_600_000; // ms: how often the platform is asked what it still knows
const AT_ONCE = 50; // names in one question
const LOOKED = "looked";

export class Schedule {
  constructor(sender, app) {
    Object.assign(this, { sender, app, records: sender.records });
  }

  start() {
    addEventListener("online", () => this.go());
    document.addEventListener("visibilitychange", () => document.hidden || this.go());
    setInterval(() => this.send({ ifFree: true }), OFTEN);
    return this.go();
  }

  // Asked again while it is at it, it goes once more afterwards, however often it was asked.
  go() {
    this.isAsked = true;
    this.going ??= this.goOn().finally(() => (this.going = null));
    return this.going;
  }

  async goOn() {
    while (this.isAsked) {
      this.isAsked = false;
      await this.turn();
    }
  }

  async turn() {
    // On a full disk neither may be possible, and sending is what makes room.
    await this.tidy().catch(() => {});
    await this.askWhatIsKnown().catch(() => {});
    const why = await this.send({ all: true });
    const drafts = (await this.records.list("draft", "refused")).map(({ page }) => page);
    if (!why && holdsPages()) await hold(this.sender.person, this.app, drafts).catch(() => {});
  }

  async tidy() {
    const { share } = await room();
    await this.records.sweep(Date.now(), keptAfterSending(share, KEPT_AFTER_SENDING));
  }

  async send(options) {
    if (!(await this.records.count("waiting"))) return null;
    const why = await this.sender.send(options);
    if (why) await this.sender.askToBeWoken();
    return why;
  }

  // What was acknowledged and is not known any more was lost with a backup: it goes there again.
  async askWhatIsKnown() {
    const key = `${LOOKED}-${this.sender.person}`;
    // Either way: a clock that went ahead and was put right since has left a time to come.
    if (Math.abs(Date.now() - Number(localStorage.getItem(key))) < ASKED_AGAIN) return;
    const sent = (await this.records.list("sent")).map(({ id }) => id);
    const known = new Set();
    for (let at = 0; at < sent.length; at += AT_ONCE) {
      for (const id of await this.known(sent.slice(at, at + AT_ONCE))) known.add(id);
    }
    await offerAgain(this.records, new Set(sent), known);
    localStorage.setItem(key, Date.now());
  }

  // Throws without a net, and for an answer that is not the platform's, or that was made for somebody else.
  async known(ids) {
    const query = new URLSearchParams(ids.map((id) => ["id", id]));
    const headers = { Accept: "application/json", "Hazard-Person": this.sender.person };
    const response = await fetch(`/offline/receipts.json?${query}`, { headers, redirect: "error", cache: "no-store" });
    const { known } = await response.json();
    // Of what this person sent, anybody else is told nothing.
    const isOurs = response.status === 200 && ownerOf(response) === this.sender.person && Array.isArray(known);
    if (!isOurs) throw new Error(`receipts: ${response.status}`);
    return known;
  }
}
