// Sentences that the server wrote into the page for a script: <template data-word="name">…</template>.
import { fill } from "./inspection.js";

export const word = (element, name, values = {}) => {
  const template = element.querySelector(`template[data-word="${name}"]`);
  return template ? fill(template.content.textContent, values) : "";
};

// A copy of the HTML in <template data-part="name">.
export const part = (element, name) =>
  element.querySelector(`template[data-part="${name}"]`).content.firstElementChild.cloneNode(true);
