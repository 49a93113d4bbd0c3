import { forgetWhatCanBeRead } from "../offline/people.js";
import { Records } from "../offline/records.js";
import { leave, tell } from "../offline/signed-out.js";
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
    const person = whoAmI();
    await leave(person).catch(() => {});
    await forgetWhatCanBeRead().catch(() => {});
    // Else whatever page is opened next tells it first.
    await tell(person);
    // What was on its way when all was forgotten has arrived since.
    await forgetWhatCanBeRead().catch(() => {});
    location.replace("/login");
  }
}

customElements.define("sign-out", SignOut);
