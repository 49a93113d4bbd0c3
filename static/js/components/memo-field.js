import { fill } from "../lib/inspection.js";
import { asSound, prepare } from "../lib/kept-sound.js";
import { canRecord, clock, record } from "../lib/recording.js";

// Records a memo into the file input, shows what is there, and lets each be taken out again. For whoever keeps drafts, as
// a photo-field: `kept`, ready(), restore(list), and the events file-prepared and file-removed.
class MemoField extends HTMLElement {
  connectedCallback() {
    this.files = [];
    this.made = new Map(); // of each file, what is kept of it
    this.input = this.querySelector("input[type=file]");
    this.button = this.querySelector("button");
    this.list = this.querySelector("ul");
    // The input carries several; chosen one by one, later ones join.
    this.input.multiple = true;
    this.input.addEventListener("change", () => this.isHanding || this.add(this.input.files));
    this.addEventListener("change", () => this.show());
    this.button.addEventListener("click", () => this.turn());
    // Before whoever listens at the form itself.
    this.holding = (event) => this.hold(event);
    document.addEventListener("submit", this.holding, { capture: true });
    // Chosen while this script was still on its way.
    if (this.input.files.length) this.add(this.input.files);
    this.show();
  }

  disconnectedCallback() {
    document.removeEventListener("submit", this.holding, { capture: true });
    this.recording?.stop();
  }

  get room() {
    const kept = this.querySelectorAll("input[type=checkbox]:checked").length;
    return Number(this.dataset.max) - kept - this.files.length;
  }

  async turn() {
    if (this.recording) return this.recording.stop();
    if (!this.dispatchEvent(new CustomEvent("file-asked", { bubbles: true, cancelable: true }))) return undefined;
    this.button.disabled = true;
    try {
      this.recording = await record(Number(this.dataset.seconds), (left) => this.count(left));
      this.say("");
    } catch (error) {
      this.canRecord = false;
      this.say(error.name === "NotFoundError" ? this.dataset.missing : this.dataset.refused);
    }
    this.button.disabled = false;
    this.show();
    if (this.recording) await this.listen();
  }

  async listen() {
    const sound = await this.recording.done;
    this.recording = null;
    if (sound) this.add([sound]);
    else this.say(this.dataset.silent);
    this.show();
  }

  count(left) {
    this.button.lastElementChild.textContent = fill(this.dataset.stop, { left: clock(left) });
  }

  // A form that is sent meanwhile would go without what is being said.
  async hold(event) {
    if (!this.recording || event.target !== this.input.form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.recording.stop();
    await this.recording.done;
    this.say(this.dataset.running);
    this.button.scrollIntoView({ block: "center" });
  }

  get kept() {
    return this.files.map((file) => this.made.get(file)).filter(Boolean);
  }

  // Once they are ready().
  get isUnread() {
    return this.files.some((file) => !this.made.has(file));
  }

  async ready() {
    await Promise.all(this.preparing ?? []);
  }

  restore(list) {
    for (const kept of list) {
      const file = asSound(kept);
      this.made.set(file, { ...kept, file });
      this.put([file]);
    }
  }

  add(files) {
    const taken = Array.from(files).slice(0, Math.max(0, this.room));
    this.preparing = [...(this.preparing ?? []), ...taken.map((file) => this.prepare(file))];
    this.put(taken);
  }

  // Without https there is no hash, and nothing keeps drafts either.
  async prepare(file) {
    const made = await prepare(file).catch(() => null);
    if (!made || !this.files.includes(file)) return;
    this.made.set(file, made);
    this.dispatchEvent(new CustomEvent("file-prepared", { bubbles: true, detail: made }));
  }

  put(files) {
    this.files.push(...files);
    this.hand();
    this.list.append(...this.files.filter((file) => !this.lineOf(file)).map((file) => this.line(file)));
    this.show();
  }

  // As if they had been chosen here: whoever keeps the form hears of it.
  hand() {
    const chosen = new DataTransfer();
    for (const file of this.files) chosen.items.add(file);
    this.input.files = chosen.files;
    this.isHanding = true;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.isHanding = false;
  }

  lineOf(file) {
    return Array.from(this.list.children).find((line) => line.file === file);
  }

  line(file) {
    const line = Object.assign(document.createElement("li"), { className: "memo is-new", file });
    const sound = Object.assign(document.createElement("audio"), { controls: true, src: URL.createObjectURL(file) });
    sound.setAttribute("aria-label", fill(this.dataset.memo, { number: this.list.children.length + 1 }));
    const out = Object.assign(document.createElement("button"), { type: "button", className: "button is-quiet" });
    out.textContent = this.dataset.remove;
    out.addEventListener("click", () => this.takeOut(line, sound));
    line.append(sound, out);
    return line;
  }

  takeOut(line, sound) {
    URL.revokeObjectURL(sound.src);
    this.files = this.files.filter((file) => file !== line.file);
    const detail = this.made.get(line.file);
    if (detail) this.dispatchEvent(new CustomEvent("file-removed", { bubbles: true, detail }));
    line.remove();
    this.hand();
    this.show();
    this.button.focus();
  }

  // The browser's own control stays where nothing can be recorded here.
  show() {
    const records = this.canRecord ?? canRecord();
    this.classList.toggle("is-recording", Boolean(this.recording));
    this.button.hidden = !records || (this.room <= 0 && !this.recording);
    this.input.hidden = records || this.room <= 0;
    if (!this.recording) this.button.lastElementChild.textContent = this.dataset.record;
  }

  say(words) {
    const place = this.querySelector(".memo-says");
    place.textContent = words;
    place.hidden = !words;
  }
}

customElements.define("memo-field", MemoField);
