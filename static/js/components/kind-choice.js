// Shows the severity that a kind usually has, until another one is chosen.
class KindChoice extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", ({ target }) => {
      if (target.name === "severity") this.querySelector(".grade").open = false;
      this.show(this.severity);
    });
    this.show(this.severity);
  }

  get severity() {
    const chosen = (name) => this.querySelector(`[name=${name}]:checked`);
    return chosen("severity")?.value ?? chosen("category")?.dataset.severity;
  }

  show(severity) {
    if (!severity) return;
    const words = this.querySelector(`[name=severity][value=${severity}]`).nextElementSibling.cloneNode(true);
    this.querySelector("summary .sev").replaceWith(words);
    for (const line of this.querySelectorAll("p[data-severity]")) line.hidden = line.dataset.severity !== severity;
  }
}

customElements.define("kind-choice", KindChoice);
