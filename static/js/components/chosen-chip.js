// Filters scroll sideways on a phone: the chosen one is brought into view.
class ChosenChip extends HTMLElement {
  connectedCallback() {
    const chosen = this.querySelector("[aria-current]");
    const list = this.querySelector("ul");
    if (!chosen || list.scrollWidth <= list.clientWidth) return;
    const middle = chosen.offsetLeft - list.offsetLeft + chosen.offsetWidth / 2;
    list.scrollLeft = middle - list.clientWidth / 2;
  }
}

customElements.define("chosen-chip", ChosenChip);
