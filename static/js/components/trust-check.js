// Whether this device trusts the https address: it asks for one small thing there, and asks again after the settings.
const PATIENCE = 8_000; // ms

const answers = async (address) => {
  const patience = new AbortController();
  const bell = setTimeout(() => patience.abort(), PATIENCE);
  try {
    // What it says stays hidden from a page on http; that it came at all means that the certificate is trusted.
    await fetch(address, { mode: "no-cors", credentials: "omit", cache: "no-store", signal: patience.signal });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(bell);
  }
};

class TrustCheck extends HTMLElement {
  connectedCallback() {
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.check();
    });
    this.querySelector("button").addEventListener("click", () => this.check());
    this.check();
  }

  async check() {
    this.show("asking");
    this.show((await answers(this.dataset.asks)) ? "trusted" : "untrusted");
  }

  show(state) {
    for (const each of this.querySelectorAll("[data-when]")) each.hidden = !each.dataset.when.split(" ").includes(state);
  }
}

customElements.define("trust-check", TrustCheck);
