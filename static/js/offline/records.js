// What one person made on this phone and the platform has not, or only just, received: one record a piece of work,
// one file a photo. A record is a draft, waiting, refused or sent; it never leaves by itself unless it was sent.
import { answer, Database, walk } from "./database.js";

export const DAY = 86_400_000; // ms
export const KEPT_AFTER_SENDING = 7 * DAY;
const UNDO = DAY; // how long what was thrown away can be fetched back
const UNNAMED = DAY; // how long a photo stays that no record names, or not yet

// To be sent, and not tried yet.
const FRESH = { state: "waiting", tries: 0, next_at: 0, begun: null, why: null, refusal: null, deleted_at: null };

const build = (db) => {
  db.createObjectStore("records", { keyPath: "id" });
  // What is shown of a file, and its bytes, apart: lists read no bytes.
  db.createObjectStore("files", { keyPath: "sha256" });
  db.createObjectStore("bytes");
};

// Whoever wants to know what becomes of them listens here.
export const channelOf = (person) => new BroadcastChannel(`work-${person}`);

export class Records {
  constructor(person) {
    this.person = person;
    this.database = new Database(`work-${person}`, 1, build);
  }

  read(act) {
    return this.database.turn(["records"], "readonly", act);
  }

  get(id) {
    return this.read((records) => answer(records.get(id)));
  }

  // Without what was thrown away; the oldest first.
  async list(...states) {
    const all = await this.read((records) => answer(records.getAll()));
    const asked = all.filter((record) => states.includes(record.state) && !record.deleted_at);
    return asked.sort((one, other) => one.changed_at - other.changed_at);
  }

  count(...states) {
    return this.list(...states).then((records) => records.length);
  }

  // Keeps a draft as it stands now, with files that it has just got: [{sha256, bytes, …}].
  draft(record, files = []) {
    return this.write(record.id, files, (old) => {
      if (old && !isMendable(old)) return old;
      return { ...old, ...record, person: this.person, state: "draft", deleted_at: null };
    });
  }

  // From now on it is to be sent.
  submit(record, files = []) {
    return this.write(record.id, files, (old) => {
      if (old && !isMendable(old)) return old;
      return { ...old, ...record, person: this.person, ...FRESH };
    });
  }

  async write(id, files, change) {
    try {
      return await this.writeOnce(id, files, change);
    } catch (error) {
      if (error.name !== "QuotaExceededError") throw error;
      // What was sent makes room first. Newer browsers tell nobody how full they are, so this is when one learns of it.
      await this.sweep(Date.now(), 0);
      return this.writeOnce(id, files, change);
    }
  }

  writeOnce(id, files, change) {
    return this.database.turn(["records", "files", "bytes"], "readwrite", async (records, kept, bytes) => {
      for (const { bytes: content, ...file } of files) {
        kept.put({ ...file, person: this.person, size: content.byteLength, added_at: Date.now() });
        bytes.put(content, file.sha256);
      }
      const changed = change(await answer(records.get(id)));
      if (changed) records.put(changed);
      return changed;
    });
  }

  // `values` over what stands there; nothing when it is gone, or when it is not `as` it was.
  change(id, values, as = () => true) {
    return this.write(id, [], (old) => (old && as(old) ? { ...old, ...values } : null));
  }

  // Waiting work whose sending has not begun may be opened again; what was sent may stand on the platform already.
  reopen(id) {
    return this.change(id, { state: "draft" }, (record) => record.state === "waiting" && !record.begun);
  }

  throwAway(id, now = Date.now()) {
    return this.change(id, { deleted_at: now }, (record) => record.state !== "sent");
  }

  fetchBack(id) {
    return this.change(id, { deleted_at: null });
  }

  // Refused, and perhaps not any more: a posting was given back, a school reopened.
  retry(id) {
    return this.change(id, FRESH, (record) => record.state === "refused");
  }

  // The same work under another name: what stands under the old one on the platform is something else.
  rename(id, name) {
    return this.database.turn(["records"], "readwrite", async (records) => {
      const old = await answer(records.get(id));
      if (old?.state !== "refused") return null;
      records.delete(id);
      const renamed = { ...old, ...FRESH, id: name };
      records.put(renamed);
      return renamed;
    });
  }

  file(sha256) {
    return this.database.turn(["files"], "readonly", (files) => answer(files.get(sha256)));
  }

  files(hashes) {
    return Promise.all(hashes.map((sha256) => this.file(sha256))).then((files) => files.filter(Boolean));
  }

  filesWithBytes(hashes) {
    return this.files(hashes).then((files) =>
      Promise.all(files.map(async (file) => ({ ...file, bytes: await this.bytes(file.sha256) }))),
    );
  }

  bytes(sha256) {
    return this.database.turn(["bytes"], "readonly", (bytes) => answer(bytes.get(sha256)));
  }

  changeFile(sha256, values) {
    return this.database.turn(["files"], "readwrite", async (files) => {
      const old = await answer(files.get(sha256));
      if (old) files.put({ ...old, ...values });
    });
  }

  // Unless a record still names it.
  forgetFile(sha256) {
    return this.database.turn(["records", "files", "bytes"], "readwrite", async (records, files, bytes) => {
      let isNamed = false;
      await walk(records, (record) => (isNamed ||= record.files.includes(sha256)));
      if (isNamed) return;
      files.delete(sha256);
      bytes.delete(sha256);
    });
  }

  // Forgets what was thrown away, what was sent long ago, and files that nothing names any more.
  sweep(now = Date.now(), keptAfterSending = KEPT_AFTER_SENDING) {
    return this.database.turn(["records", "files", "bytes"], "readwrite", async (records, files, bytes) => {
      const named = new Set();
      const forgotten = new Set();
      await walk(records, (record, cursor) => {
        const isOver = isForgotten(record, now, keptAfterSending);
        for (const sha256 of record.files) (isOver ? forgotten : named).add(sha256);
        if (isOver) cursor.delete();
      });
      await walk(files, (file, cursor) => {
        const isAwaited = file.added_at > now - UNNAMED && !forgotten.has(file.sha256);
        if (named.has(file.sha256) || isAwaited) return;
        cursor.delete();
        bytes.delete(file.sha256);
      });
    });
  }
}

const isMendable = (record) =>
  record.state === "draft" || record.state === "refused" || (record.state === "waiting" && !record.begun);

const isForgotten = (record, now, keptAfterSending) =>
  (record.deleted_at && record.deleted_at < now - UNDO) ||
  (record.state === "sent" && record.sent_at < now - keptAfterSending);
