// One tab sends at a time, for one person; whoever wants to know listens to the channel.
import { Queue } from "./queue.js";
import { channelOf, Records } from "./records.js";

export const tagOf = (person) => `send-${person}`;

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

  // Waits for its turn; null when all that was due has been answered, else why it stopped.
  send(options = {}) {
    return navigator.locks.request(tagOf(this.person), () => this.queue.run(options));
  }

  // The browser sends it when there is a net again, also when every page is closed. Not every browser can.
  async askToBeWoken() {
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.sync?.register(tagOf(this.person)).catch(() => {});
  }
}
