import { part } from "./words.js";

// What the platform refused, on top as links and then each at its field: as the page itself says it without a script.
export function show(form, home, { errors, message }) {
  const lines = Object.entries(errors).flatMap(([name, sentences]) => sentences.map((sentence) => [name, sentence]));
  const summary = part(home, "summary");
  const list = summary.querySelector("ul");
  for (const [name, sentence] of lines.length ? lines : [["", message]]) {
    const place = placeOf(form, name);
    list.append(line(place, sentence));
    if (place) mark(place, home, sentence);
  }
  form.querySelector(".error-summary")?.remove();
  form.prepend(summary);
  summary.focus();
}

const placeOf = (form, name) =>
  name ? (document.getElementById(name) ?? form.querySelector(`[name="${CSS.escape(name)}"]`)) : null;

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
  error.querySelector("span").textContent = sentence;
  field.classList.add("has-error");
  const head = field.querySelector(":scope > legend, :scope > label, :scope > summary");
  if (head) head.after(error);
  else field.prepend(error);
}
