import { countOfOthers } from "../offline/people.js";
import { whoAmI } from "../lib/person.js";
import { word } from "../lib/words.js";

// On a phone that several people use: how much waits for its owners, and nothing else about it.
class OthersWaiting extends HTMLElement {
  async connectedCallback() {
    const count = await countOfOthers(whoAmI());
    if (!count) return;
    this.querySelector("span").textContent = word(this, count === 1 ? "one" : "many", { count });
    this.hidden = false;
  }
}

customElements.define("others-waiting", OthersWaiting);
