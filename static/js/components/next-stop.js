import { known, person, showIf, text } from "../lib/pack-page.js";
import { addressOf, isDone, making, next, read } from "../lib/round.js";
import * as pack from "../offline/pack.js";

// The second button of a form: submit, and open the next check of the round. Where the server knew the school it said
// which that is; the phone says it on a page that it kept, and where that one has been made here already.
class NextStop extends HTMLElement {
  async connectedCallback() {
    this.button = this.querySelector("button");
    if (!(await this.isKnown())) await this.show(read(location.href));
  }

  async isKnown() {
    const { value } = this.button;
    return value ? !isDone((await making())(read(value))) : !document.querySelector("school-fill");
  }

  async show(here) {
    const [stop, checklists] = await Promise.all([known(next(here)), known(pack.checklists(person()))]);
    const asked = checklists?.find(({ uid }) => uid === stop?.checklist);
    const [button, line] = this.children;
    button.hidden = line.hidden = !asked;
    showIf(this, asked ? (stop.school === here.school ? "here" : "there") : here.task ? "last" : "");
    if (!asked) return;
    button.value = addressOf(stop);
    line.replaceChildren(text(stop.name), text(asked.title));
  }
}

customElements.define("next-stop", NextStop);
