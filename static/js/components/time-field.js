// The phone's own times: when the page was opened, when its work was done, when it was sent.
class TimeField extends HTMLElement {
  connectedCallback() {
    this.write("started_at");
    this.closest("form").addEventListener("submit", () => {
      this.write("made_at");
      this.write("sent_at", "again");
    });
  }

  write(name, again) {
    const input = this.querySelector(`[name=${name}]`);
    if (input && (again || !input.value)) input.value = new Date().toISOString();
  }
}

customElements.define("time-field", TimeField);
