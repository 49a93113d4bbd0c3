import { fill } from "../lib/inspection.js";

const isSame = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

// Shows chosen photos at once, adds later ones to them, and lets each be taken out again.
class PhotoField extends HTMLElement {
  connectedCallback() {
    this.files = [];
    this.input = this.querySelector("input[type=file]");
    this.place = this.input.closest("li");
    this.input.addEventListener("change", () => this.add(this.input.files));
  }

  add(files) {
    for (const file of files) {
      if (this.room > 0 && !this.files.some((old) => isSame(old, file))) this.files.push(file);
    }
    this.show();
  }

  get room() {
    const kept = this.querySelectorAll("input[type=checkbox]:checked").length;
    return Number(this.dataset.max) - kept - this.files.length;
  }

  show() {
    const chosen = new DataTransfer();
    for (const file of this.files) chosen.items.add(file);
    this.input.files = chosen.files;
    for (const old of this.querySelectorAll(".is-new")) old.remove();
    this.place.before(...this.files.map((file) => this.preview(file)));
    this.place.hidden = this.room <= 0;
  }

  preview(file) {
    const line = document.createElement("li");
    line.className = "photo is-new";
    line.append(this.image(file), this.remover(file));
    return line;
  }

  image(file) {
    const image = document.createElement("img");
    const url = URL.createObjectURL(file);
    image.alt = fill(this.dataset.photo, { number: this.files.indexOf(file) + 1 });
    image.src = url;
    image.onload = () => URL.revokeObjectURL(url);
    // Not every browser can show what every camera makes (HEIC); the server can read it.
    image.onerror = () => image.replaceWith(Object.assign(document.createElement("span"), { textContent: file.name }));
    return image;
  }

  remover(file) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "photo-mark";
    button.textContent = this.dataset.remove;
    button.addEventListener("click", () => {
      this.files = this.files.filter((other) => other !== file);
      this.show();
      this.input.focus();
    });
    return button;
  }
}

customElements.define("photo-field", PhotoField);
