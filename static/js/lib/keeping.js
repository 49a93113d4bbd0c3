import { askToPersist } from "../offline/room.js";
import { asFile, fileFields } from "./form-record.js";

const QUIET = 300; // ms without a touch before a draft is written
const STATE = { draft: "draft", submit: "waiting" };

// Writes a form to the phone with each touch, one write after the other; what could not be written is written with the
// next. `form` is whose work it is, and answers:
//   id, ready()         under which name, and when it may be written
//   made()              the record as the form says it now
//   isDone              it is on its way out
//   kept(record, hasFiles), fail(error), apart()    what became of it: written, not written, under a new name
export class Keeping {
  constructor(form, records) {
    Object.assign(this, { form, records, fresh: [], last: Promise.resolve() });
  }

  // A choice is whole at once, and so is a field that was left: perhaps for a link, and then the page is gone.
  touched({ type }) {
    this.dirty = this.isMine = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), type === "change" ? 0 : QUIET);
  }

  add(file) {
    if (this.fresh.some(({ sha256 }) => sha256 === file.sha256)) return;
    this.fresh.push(file);
    this.dirty = this.isMine = true;
    this.keep();
  }

  // The place of a photo may come after it was kept; without one it goes all the same.
  async placed(file) {
    const fresh = this.fresh.find(({ sha256 }) => sha256 === file.sha256);
    if (fresh) return Object.assign(fresh, file);
    await this.last;
    return this.records.changeFile(file.sha256, { told: asFile(file).told }).catch(() => {});
  }

  // What was taken out, or covered since, is nowhere any more.
  async drop({ sha256 }) {
    this.fresh = this.fresh.filter((file) => file.sha256 !== sha256);
    this.dirty = this.isMine = true;
    await this.keep();
    await this.records.forgetFile(sha256);
  }

  // Resolves when all that was touched so far has been written, or could not be.
  keep() {
    clearTimeout(this.timer);
    if (!this.dirty || this.form.isDone) return this.last;
    this.dirty = false;
    this.last = this.last.then(() => this.write()).catch((error) => {
      this.dirty = true;
      this.form.fail(error);
    });
    return this.last;
  }

  async write() {
    await this.form.ready();
    const files = this.fresh.splice(0);
    try {
      this.form.kept(await this.put("draft", files.map(asFile)), files.length > 0);
    } catch (error) {
      this.fresh.unshift(...files);
      // Words still fit where a photo does not.
      if (files.length) await this.put("draft", []).catch(() => {});
      throw error;
    }
    askToPersist().catch(() => {});
  }

  // To be sent from now on. `extra`: the button that was pressed.
  async submit(extra) {
    await this.form.ready();
    return this.put("submit", await this.lacking(), extra);
  }

  // Another page may have sent this record meanwhile: what was filled in here since is a piece of work of its own.
  async put(how, files, extra = []) {
    const write = () => {
      const record = this.form.made();
      record.fields.push(...extra);
      return this.records[how](record, files);
    };
    const record = await write();
    const isTaken = record.state === STATE[how] && !record.begun;
    if (isTaken || !this.isMine) return record;
    this.form.apart();
    return write();
  }

  // Photos of the page that are not on the phone: new ones, and all of them when its owner cleared what it keeps.
  async lacking() {
    const files = fileFields(this.form).flatMap((field) => field.kept ?? []);
    const known = new Set((await this.records.files(files.map(({ sha256 }) => sha256))).map(({ sha256 }) => sha256));
    return files.filter(({ sha256 }) => !known.has(sha256)).map(asFile);
  }
}
