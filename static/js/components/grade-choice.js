// Shows the chosen severity in the closed line, with what it means for the deadline.
class GradeChoice extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", ({ target }) => {
      const chosen = target.nextElementSibling.cloneNode(true);
      this.querySelector("summary .sev").replaceWith(chosen);
      this.querySelector("details").open = false;
      for (const words of this.querySelectorAll("[data-severity]")) {
        words.hidden = words.dataset.severity !== target.value;
      }
    });
  }
}

customElements.define("grade-choice", GradeChoice);
