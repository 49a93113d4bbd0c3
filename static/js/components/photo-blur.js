import { fill } from "../lib/inspection.js";

// Covers parts of one photo with coarse squares, by finger or by keys. One for all photos of a page: it goes to the
// field that opens it. The photo without its squares is not kept anywhere once they are.
class PhotoBlur extends HTMLElement {
  connectedCallback() {
    if (this.canvas) return; // it was only moved
    this.canvas = this.querySelector("canvas");
    this.frame = this.querySelector(".blur-frame");
    this.status = this.querySelector("[role=status]");
    [this.back, this.leaver, this.keeper] = this.querySelectorAll("button");
    this.back.addEventListener("click", () => this.undo());
    this.keeper.addEventListener("click", () => this.keep());
    this.leaver.addEventListener("click", () => this.close(null));
    this.canvas.addEventListener("pointerdown", (event) => this.press(event));
    this.canvas.addEventListener("pointermove", (event) => event.isPrimary && this.covering?.go(this.point(event)));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => this.lift());
    this.canvas.addEventListener("keydown", (event) => this.type(event));
    document.addEventListener("submit", (event) => this.hold(event), { capture: true });
  }

  get isDirty() {
    return Boolean(this.covering?.strokes.length);
  }

  // → a JPEG File under the same name, or null when the photo shall stay as it was.
  async open(field, made) {
    if (this.isDirty) return this.insist();
    this.close(null);
    const { Covering } = await import("../lib/covering.js");
    const mine = (this.latest = createImageBitmap(new Blob([made.bytes], { type: made.type })));
    const picture = await mine;
    // Of two quick touches the later one counts.
    if (mine !== this.latest) return picture.close() ?? null;
    this.covering = new Covering(this.canvas, picture);
    this.made = made;
    field.append(this);
    this.hidden = false;
    this.centre();
    this.tell();
    this.canvas.focus({ preventScroll: true });
    this.scrollIntoView({ block: "end" });
    return new Promise((resolve) => (this.answer = resolve));
  }

  centre() {
    const { columns, rows } = this.covering.grid;
    this.place({ column: Math.floor(columns / 2) - 1, row: Math.floor(rows / 2) - 1, wide: 3, high: 3 });
  }

  tell(words = this.isDirty ? fill(this.dataset.covered, { count: this.covering.strokes.length }) : "") {
    this.back.disabled = this.keeper.disabled = !this.isDirty;
    this.status.textContent = words;
  }

  press(event) {
    if (!event.isPrimary || event.button) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.covering.begin(this.point(event));
  }

  lift() {
    this.covering?.end();
    this.tell();
  }

  point({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    const { width, height } = this.canvas;
    return { x: ((clientX - box.left) * width) / box.width, y: ((clientY - box.top) * height) / box.height };
  }

  type(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (["Enter", " "].includes(event.key)) this.stamp();
    else if (event.key === "Backspace") this.undo();
    else if (/^(Arrow.*|[+=-])$/.test(event.key)) this.place(this.at, event.key);
    else return;
    event.preventDefault();
  }

  stamp() {
    this.covering.stamp(this.at);
    this.tell();
  }

  place(frame, key) {
    this.at = this.covering.moved(frame, key);
    const { width, height } = this.canvas;
    const share = (squares, side) => `${(100 * squares * this.covering.grid.size) / side}%`;
    const { column, row, wide, high } = this.at;
    const [left, top] = [share(column, width), share(row, height)];
    Object.assign(this.frame.style, { left, top, width: share(wide, width), height: share(high, height) });
  }

  undo() {
    this.covering.undo();
    this.tell();
    if (!this.isDirty) this.canvas.focus({ preventScroll: true }); // the button that had it is off now
  }

  async keep() {
    const covering = this.covering;
    const file = await covering.file(this.made.name, this.made);
    if (covering !== this.covering) return;
    if (file) this.close(file);
    else this.tell(this.dataset.failed);
  }

  close(file) {
    if (!this.covering) return;
    this.hidden = true;
    this.covering.close();
    this.covering = null;
    this.answer(file);
  }

  // What was drawn and is not kept yet would be sent uncovered.
  hold(event) {
    if (!this.isDirty) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.insist();
  }

  insist() {
    this.tell(this.dataset.undecided);
    this.scrollIntoView({ block: "end" });
    this.keeper.focus({ preventScroll: true });
    return null;
  }
}

customElements.define("photo-blur", PhotoBlur);
