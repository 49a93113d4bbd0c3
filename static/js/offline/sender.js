// One tab sends at a time, for one person; whoever wants to know listens to the channel.
import { Queue } from "./queue.js";
import { channelOf, Records } from "./records.js";

export const tagOf = (person) => `send-${person}`;

// Safari up to 18 keeps the lock of a page that it puts aside (WebKit bug 283528), and also its place in the line for
// it: nobody else could send until that page is shown again or gone. So it lets go of both.
let shown = new AbortController();

addEventListener("pagehide", ({ persisted }) => {
  if (!persisted) return;
  shown.abort();
  shown = new AbortController();
});

export class Sender {
  constructor(person) {
    this.person = person;
    this.records = new Records(person);
    this.channel = channelOf(person);
    this.queue = new Queue({
      records: this.records,
      fetch: (url, options) => fetch(url, options),
      tell: (news) => this.channel.postMessage(news),
    });
  }

  // Waits for its turn, or with `ifFree` leaves it to whoever is at it. Null when all that was due has been answered,
  // else why it stopped.
  async send({ ifFree = false, ...options } = {}) {
    const { signal } = shown;
    const isAside = new Promise((resolve) => signal.addEventListener("abort", () => resolve("aside"), { once: true }));
    const run = (lock) => (lock ? Promise.race([this.queue.run({ ...options, signal }), isAside]) : "busy");
    try {
      return await navigator.locks.request(tagOf(this.person), ifFree ? { ifAvailable: true } : { signal }, run);
    } catch (error) {
      if (!signal.aborted) throw error;
      return "aside";
    }
  }

  // The browser sends it when there is a net again, also when every page is closed. Not every browser can.
  async askToBeWoken() {
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.sync?.register(tagOf(this.person)).catch(() => {});
  }
}
