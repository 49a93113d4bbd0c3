// IndexedDB with promises. A write is done when its transaction is, not its request; and a browser may close a
// database under us at any moment (a full disk, a sleeping phone), so a turn that was cut off is taken once more.

const CUT_OFF = new Set(["InvalidStateError", "AbortError", "UnknownError"]);

// A page that is left may be put aside whole, for whoever comes back to it. Safari puts its unfinished turns aside with
// it, and everybody else's turn waits for them for ever: none is begun or left open there. Until when no turn is taken:
let shown = Promise.resolve();
const databases = new Set();

addEventListener("pagehide", ({ persisted }) => {
  if (!persisted) return;
  shown = new Promise((resolve) => addEventListener("pageshow", resolve, { once: true }));
  for (const database of databases) database.leave();
});

const opened = (name, version, build) =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = () => build(opening.result);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });

// The answer of one request inside a turn.
export const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// Calls `look(value)` for each value in order, one at a time in memory. What `look` throws ends the turn as it is:
// thrown out of the event, it would only be heard of as a turn that was cut off, and be tried again.
export const walk = (source, look) =>
  new Promise((resolve, reject) => {
    const walking = source.openCursor();
    walking.onerror = () => reject(walking.error);
    walking.onsuccess = () => {
      const cursor = walking.result;
      if (!cursor) return resolve();
      try {
        look(cursor.value, cursor);
        return cursor.continue();
      } catch (error) {
        return reject(error);
      }
    };
  });

export class Database {
  constructor(name, version, build) {
    this.open = () => opened(name, version, build);
    this.begun = new Set();
    databases.add(this);
  }

  // `act` gets the named stores and awaits nothing but requests of theirs. Returns its result once all of it is kept.
  async turn(names, mode, act) {
    const opening = this.connection();
    try {
      return await this.once(opening, names, mode, act);
    } catch (error) {
      if (!CUT_OFF.has(error.name)) throw error;
      // Another turn may have opened it anew meanwhile.
      if (this.opening === opening) this.opening = undefined;
      return this.once(this.connection(), names, mode, act);
    }
  }

  async once(opening, names, mode, act) {
    const db = await opening;
    await shown;
    const transaction = db.transaction(names, mode);
    this.begun.add(transaction);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new DOMException("cut off", "AbortError"));
    });
    try {
      const acting = act(...names.map((name) => transaction.objectStore(name)));
      // What was only read is known before its turn has ended.
      if (mode === "readonly") {
        done.catch(() => {}).finally(() => this.begun.delete(transaction));
        return await acting;
      }
      const [result] = await Promise.all([acting, done]);
      return result;
    } catch (error) {
      try {
        transaction.abort();
      } catch {
        // It has ended already.
      }
      throw transaction.error ?? error;
    } finally {
      this.begun.delete(transaction);
    }
  }

  leave() {
    for (const transaction of this.begun) {
      try {
        transaction.abort();
      } catch {
        // It has ended already.
      }
    }
    // An open connection would keep others from deleting the database.
    this.opening?.then((db) => db.close()).catch(() => {});
    this.opening = undefined;
  }

  connection() {
    this.opening ??= shown.then(this.open).then((db) => {
      // Closed by the browser; or another tab deletes or upgrades it, which must not wait for us.
      db.onclose = () => (this.opening = undefined);
      db.onversionchange = () => {
        this.opening = undefined;
        db.close();
      };
      return db;
    });
    this.opening.catch(() => (this.opening = undefined));
    return this.opening;
  }
}
