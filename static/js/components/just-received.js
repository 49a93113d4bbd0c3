import { clock } from "../lib/times.js";
import { word } from "../lib/words.js";

// On the page that a form leads to once the platform has it: when it was received, and what may be the same thing.
class JustReceived extends HTMLElement {
  connectedCallback() {
    const told = new URLSearchParams(location.hash.slice(1));
    const at = Date.parse(told.get("received"));
    if (!at) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    const line = this.querySelector("p");
    line.append(word(this, "received", { time: clock(at) }));
    const twins = told.getAll("twin").filter((path) => /^\/hazards\/[0-9a-f-]+$/.test(path));
    if (twins.length) line.append(" ", word(this, "twins"), " ", ...twins.flatMap(linkTo));
    this.hidden = false;
  }
}

const linkTo = (path, at) => [Object.assign(document.createElement("a"), { href: path, textContent: at + 1 }), " "];

customElements.define("just-received", JustReceived);
