import { FRESH, isWorthMore, once, POOR, settle } from "../lib/position.js";

const PATIENCE = 2_500; // ms: longer than this a submit does not wait
const SETTLING = 25_000; // ms that a place may get better in the background
const SOON = 10_000; // ms: a place that comes later is not that of the photo

// The place, asked for at start, with each photo and at submit, and never in between; a phone without one submits all the
// same. A place that stood in a draft, or that somebody set by hand, stays until a new one is asked for.
//   state         asking, known, poor, none, denied, insecure or hand; `said`: what is sent
//   now()         resolves to the place of this moment, or undefined
//   place-told    bubbles: something of this changed; place-known: there is a place, `detail`
class PositionField extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form.addEventListener("submit", (event) => this.beforeSubmit(event));
    this.form.addEventListener("form-restored", () => this.restored());
    if (this.said.latitude) this.restored();
    else if (this.dataset.when !== "submit") this.settle();
  }

  get said() {
    return Object.fromEntries(Array.from(this.querySelectorAll("input"), ({ name, value }) => [name, value]));
  }

  get state() {
    const { latitude, accuracy, position_source: source } = this.said;
    if (source === "map") return "hand";
    if (this.settling) return "asking";
    if (latitude) return accuracy > POOR ? "poor" : "known";
    if (this.refused) return isSecureContext ? "denied" : "insecure";
    return "none";
  }

  get isFresh() {
    return Date.now() - this.heardAt < FRESH;
  }

  async settle() {
    if (!navigator.geolocation) return this.tell();
    this.stop();
    const settling = (this.settling = new AbortController());
    this.tell();
    const refused = await settle((place) => this.found(place), SETTLING, settling.signal);
    if (this.settling !== settling) return undefined;
    this.settling = null;
    this.refused = refused;
    return this.tell();
  }

  stop() {
    const { settling } = this;
    this.settling = null;
    settling?.abort();
  }

  found(place) {
    this.heardAt = Date.now();
    this.latest = place;
    this.refused = false;
    if (!isWorthMore(place, this.place)) return;
    this.place = place;
    if (!this.isSet) this.write(place);
    if (!this.isSet) this.dispatchEvent(new CustomEvent("place-known", { bubbles: true, detail: place }));
  }

  write(place) {
    for (const input of this.querySelectorAll("input")) input.value = place[input.name] ?? "";
    this.tell();
  }

  tell() {
    this.dispatchEvent(new CustomEvent("place-told", { bubbles: true }));
  }

  async ask(timeout = SOON) {
    const { place, refused } = await once(timeout);
    if (place) this.found(place);
    else this.refused = refused;
    this.tell();
    return place;
  }

  now() {
    if (this.isFresh) return Promise.resolve(this.latest);
    return this.refused || !navigator.geolocation ? Promise.resolve() : this.ask();
  }

  async beforeSubmit(event) {
    if (!navigator.geolocation || this.refused || this.isSet || this.isFresh || this.waited) return;
    event.preventDefault();
    this.waited = true;
    const patience = Number(this.dataset.patience ?? PATIENCE);
    await Promise.race([this.ask(20_000), new Promise((resolve) => setTimeout(resolve, patience))]);
    // requestSubmit is younger than Safari 15.4.
    if (event.submitter) event.submitter.click();
    else event.target.submit();
  }

  // What was put into the inputs says where it was made; without that it is where it is carried on.
  restored() {
    if (!this.said.latitude) return this.place ? this.write(this.place) : undefined;
    this.isSet = true;
    this.stop();
    return this.tell();
  }

  askAgain() {
    this.isSet = false;
    this.place = null;
    return this.settle();
  }

  // At {latitude, longitude}, somewhere within `radius` metres.
  setByHand({ latitude, longitude, radius = "" }) {
    this.isSet = true;
    this.stop();
    const at = { position_at: new Date().toISOString(), position_source: "map" };
    this.write({ latitude, longitude, accuracy: radius, ...at });
    this.touch();
  }

  undo() {
    this.isSet = false;
    this.write(this.place ?? {});
    this.touch();
    if (!this.place) this.settle();
  }

  // For whoever keeps drafts: a person did this.
  touch() {
    this.querySelector("input").dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("position-field", PositionField);
