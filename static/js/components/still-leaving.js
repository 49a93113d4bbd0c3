import { tell, whoLeft } from "../offline/signed-out.js";

const AGAIN = 3_000; // ms

// Instead of any page while the platform takes this phone for somebody's who signed out: once it knows better, the page comes.
class StillLeaving extends HTMLElement {
  async connectedCallback() {
    const left = await whoLeft();
    if (!left) return;
    for (const each of this.children) each.hidden = !each.hidden;
    while (!(await tell(left))) await new Promise((over) => setTimeout(over, AGAIN));
    // At a desk this is no page's place, but an address of its own.
    if (location.pathname === "/offline/none") location.replace("/login");
    else location.reload();
  }
}

customElements.define("still-leaving", StillLeaving);
