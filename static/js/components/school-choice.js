import { away, distance } from "../lib/distance.js";

// The school in one line: the nearest once the place is known, unless somebody chose; found by its name.
class SchoolChoice extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.schools = Array.from(this.querySelectorAll("[name=school]"));
    // With no school the list stands open by itself; one that a person opened is theirs to close.
    this.stoodOpen = !this.schools.some((school) => school.checked);
    const search = this.querySelector("[type=search]");
    search.parentElement.hidden = false;
    search.addEventListener("input", () => this.find(search.value.trim()));
    this.addEventListener("change", ({ target }) => {
      if (target.name === "school") this.choose(target);
    });
    const form = this.closest("form");
    form.addEventListener("place-known", ({ detail }) => this.sort(detail));
    const { latitude, longitude } = form.elements;
    // The place may have come first.
    if (latitude.value) this.sort({ latitude: latitude.value, longitude: longitude.value });
  }

  find(words) {
    for (const school of this.schools) {
      const line = school.parentElement;
      line.hidden = !line.textContent.includes(words);
    }
  }

  choose(school) {
    this.dataset.chosen = "";
    this.show(school);
    this.details.open = false;
  }

  show(school) {
    school.checked = true;
    for (const here of this.closest("form").querySelectorAll("[data-open-at]")) {
      here.hidden = here.dataset.openAt !== school.value;
      // What a hidden list offers is still offered.
      for (const option of here.querySelectorAll("option")) option.disabled = here.hidden;
    }
    const [name, distance] = school.parentElement.querySelectorAll("span");
    this.querySelector(".school-name").textContent = [name.textContent, distance.textContent].filter(Boolean).join(" · ");
  }

  // A list that somebody opened to choose from does not move under the finger when a place gets better.
  sort(here) {
    if (this.isSorted && this.details.open && !this.stoodOpen) return;
    this.isSorted = true;
    for (const school of this.schools) school.distance = school.dataset.latitude ? away(here, school.dataset) : Infinity;
    this.schools.sort((one, other) => one.distance - other.distance);
    for (const school of this.schools) this.place(school);
    const nearest = this.schools.find((school) => school.distance < Infinity);
    const shown = "chosen" in this.dataset ? this.schools.find((school) => school.checked) : nearest;
    if (!shown) return;
    this.show(shown);
    if (this.stoodOpen) this.details.open = false;
    this.stoodOpen = false;
  }

  place(school) {
    const line = school.parentElement;
    if (school.distance < Infinity) line.lastElementChild.textContent = distance(school.distance, this.dataset);
    line.parentElement.append(line);
  }
}

customElements.define("school-choice", SchoolChoice);
