import { photoTile } from "../lib/photo-tile.js";

// Enough to know a file again, without holding on to it.
const sign = ({ name, size, lastModified }) => ({ name, size, lastModified });
const isSame = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

const NOW = 120_000; // ms: an older photo was taken who knows where

// What is known of a photo besides its bytes; one that was kept before has it in `told`.
const told = (made) => {
  const { original_sha256, taken_at, latitude, longitude, accuracy, position_at, position_source } = { ...made, ...made.told };
  return { original_sha256, taken_at, latitude, longitude, accuracy, position_at, position_source };
};

// Prepares chosen photos for the phone and shows them, adds later ones to them, and lets each be covered in part or taken
// out again. A form that is posted as a form carries the camera's own files, whose EXIF the server reads; of a covered
// photo it carries nothing else. For whoever keeps drafts:
//   kept               prepared photos, each as prepare() in offline/picture.js says and its `file`
//   ready()            resolves when all chosen photos are prepared
//   restore(list)      shows photos that were `kept` before
//   file-prepared, file-placed, file-removed    events that bubble; `detail` is the photo as in `kept`
//   file-asked         before a photo is taken in; prevented, none is
class PhotoField extends HTMLElement {
  connectedCallback() {
    this.photos = []; // of {chosen: name, size and date of the camera's file, file: the one to post, made, …}
    this.input = this.querySelector("input[type=file]");
    this.place = this.input.closest("li");
    this.panel = document.querySelector("photo-blur");
    // Better no camera at all than a photo that is thrown away.
    this.input.addEventListener("click", (event) => this.mayTakeIn() || event.preventDefault());
    this.input.addEventListener("change", () => this.chosen());
    // Chosen while this script was still on its way.
    if (this.input.files.length) this.chosen();
  }

  get kept() {
    return this.photos.filter((photo) => photo.made).map(({ made, file }) => ({ ...made, file }));
  }

  get isUnread() {
    return this.photos.some((photo) => photo.isUnread);
  }

  get room() {
    const kept = this.querySelectorAll("input[type=checkbox]:checked").length;
    return Number(this.dataset.max) - kept - this.photos.length;
  }

  async ready() {
    for (const photo of this.photos) if (photo.isLate) photo.preparing = this.prepare(photo);
    await Promise.all(this.photos.map((photo) => photo.preparing));
  }

  restore(list) {
    for (const { file: _, ...made } of list) {
      if (this.photos.some((photo) => photo.made?.sha256 === made.sha256)) continue;
      const file = new File([made.bytes], made.name, { type: made.type });
      this.photos.push({ chosen: sign(file), file, made, isOfDraft: true });
    }
    this.show();
  }

  mayTakeIn() {
    return this.dispatchEvent(new CustomEvent("file-asked", { bubbles: true, cancelable: true }));
  }

  chosen() {
    if (!this.input.files.length || this.mayTakeIn()) this.add(this.input.files);
    else this.put();
  }

  add(files) {
    for (const file of files) {
      if (this.room <= 0 || this.photos.some(({ chosen }) => isSame(chosen, file))) continue;
      const photo = { chosen: sign(file), file, made: null };
      this.photos.push(photo);
      photo.preparing = this.prepare(photo);
      photo.preparing.then(() => this.locate(photo)).catch(() => {});
    }
    this.show();
  }

  async prepare(photo) {
    const script = await import("../offline/picture.js").catch(() => null);
    photo.isLate = !script;
    if (!script) throw new Error("late"); // nothing is wrong with the photo: ready() asks again
    try {
      photo.made = { ...(await script.prepare(photo.file)), ...photo.before };
    } catch {
      photo.isUnread = true; // it is posted all the same, as before there was any preparing
    }
    if (!this.photos.includes(photo)) return;
    if (this.isTwin(photo)) return this.leaveOut(photo);
    this.redraw(photo);
    if (photo.made) this.say("file-prepared", photo);
  }

  // A browser that goes back to a form puts its files in again, beside those of the draft.
  isTwin(photo) {
    const isSame = (other) => other !== photo && other.isOfDraft && other.made?.sha256 === photo.made?.sha256;
    return this.photos.some(isSame);
  }

  // Many a camera writes no place; of a photo of now the phone's own stands for it. Nobody waits for this.
  async locate(photo) {
    const takenAt = Date.parse(photo.made?.taken_at) || photo.chosen.lastModified;
    if (!photo.made || photo.made.latitude || Date.now() - takenAt > NOW) return;
    const place = await this.closest("form").querySelector("position-field")?.now?.();
    await photo.preparing; // it may have been covered meanwhile
    if (!place || !photo.made || !this.photos.includes(photo)) return;
    Object.assign(photo.made, place);
    this.say("file-placed", photo);
  }

  say(name, { made, file }) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { ...made, file } }));
  }

  show() {
    this.put();
    for (const old of this.querySelectorAll(".is-new")) old.remove();
    this.place.before(...this.photos.map((photo) => (photo.tile = this.tile(photo))));
    this.place.hidden = this.room <= 0;
  }

  put() {
    const chosen = new DataTransfer();
    for (const { file } of this.photos) chosen.items.add(file);
    this.input.files = chosen.files;
  }

  redraw(photo) {
    const tile = this.tile(photo);
    const focused = [...photo.tile.querySelectorAll("button")].indexOf(document.activeElement);
    photo.tile.replaceWith(tile);
    photo.tile = tile;
    tile.querySelectorAll("button")[focused]?.focus();
  }

  tile(photo) {
    const acts = { remove: () => this.takeOut(photo), blur: this.panel && (() => this.cover(photo)) };
    return photoTile(photo, this.photos.indexOf(photo) + 1, this.dataset, acts);
  }

  leaveOut(photo) {
    this.photos = this.photos.filter((other) => other !== photo);
    this.show();
  }

  takeOut(photo) {
    if (photo.isOpen) this.panel.close(null);
    this.leaveOut(photo);
    this.input.focus();
    if (photo.made) this.say("file-removed", photo);
  }

  async cover(photo) {
    photo.isOpen = true;
    const covered = await this.open(photo.made).catch(() => null);
    photo.isOpen = false;
    if (!this.photos.includes(photo)) return;
    if (covered) this.exchange(photo, covered);
    if (!this.panel.isDirty) photo.tile.querySelector("button:last-of-type").focus();
  }

  async open(made) {
    await import("./photo-blur.js");
    return this.panel.open(this, made);
  }

  // Whoever keeps drafts forgets the photo as it was once it has the covered one. `before`: what the camera's file told.
  exchange(photo, file) {
    const old = { ...photo };
    Object.assign(photo, { file, made: null, before: told(photo.made) });
    this.put();
    this.redraw(photo);
    photo.preparing = this.prepare(photo).then(() => this.say("file-removed", old));
  }
}

customElements.define("photo-field", PhotoField);
