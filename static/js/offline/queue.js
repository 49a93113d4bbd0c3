// The way out: photos first, then the form that names them; deleted only after a yes (docs/offline.md).
// One item at a time, so that two hundred need no more memory than one; one that is refused stops no other.
import { forgetKept } from "./restored.js";
import { pause, read, verdict } from "./verdict.js";

const SLOWEST = 2.5; // bytes a ms, of the lines that still bring something through
const PATIENCE = 180_000; // ms for one request at least; a file has what it takes on the slowest line
const ASIDE = "aside";
const OFFLINE = { is: "again", why: "network" };
// After these the others would hear the same: they wait too.
const STOPS = new Set(["network", "portal", "sign_in", "other_person"]);

export class Queue {
  constructor({ records, fetch, now = Date.now, tell = () => {} }) {
    Object.assign(this, { records, fetch, now, tell });
  }

  // Sends what is due, or all that waits with `all`, or `only` one; stops where it is once `signal` says so. Returns why
  // it stopped, or null at the end.
  async run({ all = false, only = null, signal } = {}) {
    this.signal = signal;
    for (const { id } of await this.records.list("waiting")) {
      if (signal?.aborted) return ASIDE;
      // Read again: another tab, or its owner, may have changed it meanwhile.
      const record = await this.records.get(id);
      const due = only ? id === only : all || this.isDue(record);
      if (record?.state !== "waiting" || record.deleted_at || !due) continue;
      const why = await this.send(record);
      this.tell({ id, why });
      if (STOPS.has(why)) return why;
    }
    return null;
  }

  // Further away than any pause: the phone's clock was put back meanwhile.
  isDue(record) {
    return !(record?.next_at > this.now() && record.next_at <= this.now() + pause(Infinity));
  }

  // Null for a yes or a no, else why it goes on waiting.
  async send(record) {
    const begun = { begun: record.begun ?? this.now(), tries: record.tries + 1 };
    record = await this.records.change(record.id, begun, (old) => old.state === "waiting" && !old.deleted_at);
    if (!record) return null;
    let heard = await this.sendAll(record);
    // The platform lost photos that it had: a restored backup. They are still here.
    if (heard.is === "no" && heard.said.missing?.length) {
      await forgetKept(this.records, heard.said.missing);
      heard = await this.sendAll(record);
    }
    // What was heard last was cut off here, and another page may be sending it by now.
    return this.signal?.aborted ? ASIDE : this.settle(record, heard);
  }

  async sendAll(record) {
    let done = 0;
    for (const sha256 of record.files) {
      this.tell({ id: record.id, done, of: record.files.length });
      const heard = await this.sendFile(sha256);
      if (heard.is !== "yes") return { ...heard, sha256 };
      done += 1;
    }
    this.tell({ id: record.id, done, of: done });
    return this.sendForm(record);
  }

  async sendFile(sha256) {
    const file = await this.records.file(sha256);
    if (file?.kept) return { is: "yes" };
    const bytes = file && (await this.records.bytes(sha256));
    if (!bytes) return { is: "no", status: 0, said: { error: "file_gone" } };
    const told = new URLSearchParams(Object.entries(file.told ?? {}).filter(([, value]) => value));
    const request = { method: "PUT", body: bytes, headers: { "Content-Type": file.type || "image/jpeg" } };
    const heard = await this.ask(`${file.path}${sha256}?${told}`, request, (said) => said?.kept === true);
    if (heard.is === "yes") await this.records.changeFile(sha256, { kept: this.now() });
    return heard;
  }

  sendForm(record) {
    const body = new URLSearchParams(record.fields);
    body.set("id", record.id);
    body.set("sent_at", new Date(this.now()).toISOString());
    body.set("tries", record.tries);
    return this.ask(record.action, { method: "POST", body }, (said) => said?.uid === record.id);
  }

  async ask(url, request, isYes) {
    const headers = { ...request.headers, Accept: "application/json", "Hazard-Person": this.records.person };
    const giveUp = new AbortController();
    const stop = () => giveUp.abort();
    const timer = setTimeout(stop, Math.max(PATIENCE, (request.body.byteLength ?? 0) / SLOWEST));
    this.signal?.addEventListener("abort", stop);
    try {
      // A redirect is nobody's yes: the platform answers a phone at the address it asked.
      const options = { ...request, headers, redirect: "manual", cache: "no-store", signal: giveUp.signal };
      const response = await this.fetch(url, options);
      const said = await read(response);
      return { ...verdict(response.status, said, isYes), status: response.status, said };
    } catch {
      return OFFLINE;
    } finally {
      clearTimeout(timer);
      this.signal?.removeEventListener("abort", stop);
    }
  }

  async settle(record, { is, why, status, said, sha256 = null }) {
    if (is === "yes") {
      const answer = { url: said.url, received_at: said.received_at, twins: said.twins ?? [] };
      await this.records.change(record.id, { state: "sent", sent_at: this.now(), why: null, answer });
      return null;
    }
    if (is === "no") {
      const refusal = { status, sha256, error: said.error, message: said.message ?? "", errors: said.errors ?? {} };
      await this.records.change(record.id, { state: "refused", why: null, begun: null, refusal });
      return null;
    }
    await this.records.change(record.id, { why, next_at: this.now() + pause(record.tries) });
    return why;
  }
}
