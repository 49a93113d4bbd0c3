import { fileFields } from "./form-record.js";
import { fill } from "./inspection.js";
import { part } from "./words.js";

// What the platform refused, on top as links and then each at its field: as the page itself says it without a script.
export function show(form, home, { errors, message, sha256 }) {
  clear(form);
  const summary = part(home, "summary");
  const list = summary.querySelector("ul");
  for (const [place, sentence] of wrongs(form, errors, message, sha256)) {
    list.append(line(place, sentence));
    if (place) mark(place, home, sentence);
  }
  form.prepend(summary);
  summary.focus();
}

// What was said before may be mended.
function clear(form) {
  form.querySelector(".error-summary")?.remove();
  for (const error of form.querySelectorAll("[data-refused]")) {
    error.parentElement.classList.remove("has-error");
    error.remove();
  }
}

// [where on the page or null, sentence] of each.
function wrongs(form, errors, message, sha256) {
  const said = Object.entries(errors).flatMap(([name, sentences]) => sentences.map((one) => [placeOf(form, name), one]));
  return said.length ? said : [ofFile(form, sha256, message)];
}

const placeOf = (form, name) =>
  document.getElementById(name) ?? form.querySelector(`[name="${CSS.escape(name)}"]`);

// One photo was refused before the form that names it was sent.
function ofFile(form, sha256, message) {
  for (const field of fileFields(form)) {
    const at = (field.kept ?? []).findIndex((file) => file.sha256 === sha256);
    if (at < 0) continue;
    const name = field.dataset.photo ? fill(field.dataset.photo, { number: at + 1 }) : field.kept[at].name;
    return [field.querySelector("input[type=file]"), `${name}: ${message}`];
  }
  return [null, message];
}

function line(place, sentence) {
  const item = document.createElement("li");
  if (!place?.id) return Object.assign(item, { textContent: sentence });
  const link = Object.assign(document.createElement("a"), { href: `#${place.id}`, textContent: sentence });
  item.append(link);
  return item;
}

function mark(place, home, sentence) {
  const field = place.closest("fieldset.item, .field") ?? place;
  const error = part(home, "error");
  error.dataset.refused = "";
  error.querySelector("span").textContent = sentence;
  field.classList.add("has-error");
  const head = field.querySelector(":scope > legend, :scope > label, :scope > summary");
  if (head) head.after(error);
  else field.prepend(error);
}
