import { forgetWhatCanBeRead, hasLeft, leave } from "../offline/people.js";
import { Records } from "../offline/records.js";
import { whoAmI } from "../lib/person.js";
import { word } from "../lib/words.js";

// Signing out works with no signal too: what could be read here is gone at once. What waits is said beforehand.
class SignOut extends HTMLElement {
  async connectedCallback() {
    this.addEventListener("submit", (event) => this.go(event));
    const count = await new Records(whoAmI()).count("draft", "waiting", "refused");
    const line = this.querySelector("[data-waiting]");
    if (count) line.textContent = word(this, count === 1 ? "one" : "many", { count });
    line.hidden = !count;
  }

  async go(event) {
    event.preventDefault();
    leave();
    await forgetWhatCanBeRead();
    try {
      const response = await fetch(event.target.action, { method: "POST", redirect: "follow" });
      if (new URL(response.url).pathname === "/login" && response.headers.has("Hazard-App")) hasLeft();
    } catch {
      // The next page with a net tells it.
    }
    location.replace("/login");
  }
}

customElements.define("sign-out", SignOut);
