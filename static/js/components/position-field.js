const FRESH = 60_000; // ms: a position this young is not asked for again
const PATIENCE = 2_500; // ms: longer than this a submit does not wait

// The place, asked for at start and at submit only; a phone without one submits all the same.
class PositionField extends HTMLElement {
  connectedCallback() {
    if (!navigator.geolocation) return;
    if (this.dataset.when !== "submit") this.ask();
    this.closest("form").addEventListener("submit", (event) => this.beforeSubmit(event));
  }

  async beforeSubmit(event) {
    if (this.refused || Date.now() - this.filledAt < FRESH || this.waited) return;
    event.preventDefault();
    this.waited = true;
    const patience = Number(this.dataset.patience ?? PATIENCE);
    await Promise.race([this.ask(), new Promise((resolve) => setTimeout(resolve, patience))]);
    // requestSubmit is younger than Safari 15.4.
    if (event.submitter) event.submitter.click();
    else event.target.submit();
  }

  ask() {
    const options = { enableHighAccuracy: true, timeout: 20_000, maximumAge: FRESH };
    return new Promise((resolve) => {
      const found = (position) => resolve(this.fill(position));
      const missed = (error) => resolve((this.refused = error.code === error.PERMISSION_DENIED));
      navigator.geolocation.getCurrentPosition(found, missed, options);
    });
  }

  fill({ coords, timestamp }) {
    this.filledAt = Date.now();
    const values = {
      latitude: coords.latitude.toFixed(7),
      longitude: coords.longitude.toFixed(7),
      accuracy: coords.accuracy,
      position_at: new Date(timestamp).toISOString(),
      position_source: "device",
    };
    for (const input of this.querySelectorAll("input")) input.value = values[input.name];
    this.dispatchEvent(new CustomEvent("place-known", { bubbles: true, detail: coords }));
  }
}

customElements.define("position-field", PositionField);
