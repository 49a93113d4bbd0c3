import { FULL, room } from "../offline/room.js";

const LOST = "lost"; // the form says so
const keep = async (photo) => (await import("../lib/handover.js")).keep(photo);

// ＋ opens the camera at once; the page of the report then finds the photo. With a mouse it is a plain link.
class CameraFirst extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("a");
    this.addEventListener("click", (event) => this.open(event));
    // The form would not take the photo in; it says so.
    room().then(({ share }) => (this.isFull = share >= FULL)).catch(() => {});
  }

  open(event) {
    const plain = event.ctrlKey || event.metaKey || event.shiftKey || !matchMedia("(pointer: coarse)").matches;
    // Not every browser says that its camera was left without a photo: then the second tap is a plain link.
    if (plain || this.isFull || this.asked || !this.link.contains(event.target)) return;
    event.preventDefault();
    this.asked = true;
    this.camera().click();
  }

  camera() {
    const input = document.createElement("input");
    Object.assign(input, { type: "file", accept: "image/*", hidden: true });
    input.setAttribute("capture", "environment");
    input.addEventListener("change", () => this.go(input.files[0]));
    input.addEventListener("cancel", () => this.go());
    this.append(input);
    return input;
  }

  async go(photo) {
    const key = photo && (await keep(photo).catch(() => LOST));
    this.asked = false;
    location.href = key ? `${this.link.href}#photo=${key}` : this.link.href;
  }
}

customElements.define("camera-first", CameraFirst);
