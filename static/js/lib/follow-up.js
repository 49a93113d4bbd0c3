// What opens under 不符合. A page of the phone's own store holds it once for each severity, not once for each item.

// The server writes this where the code of an item belongs.
const NO_CODE = "ITEM";

// A copy of what the template holds, named as that item's.
export function copyFor(code, template) {
  const parts = document.importNode(template.content, true);
  for (const element of parts.querySelectorAll("*")) {
    for (const attribute of element.attributes) {
      if (attribute.value.startsWith(`${NO_CODE}-`)) attribute.value = code + attribute.value.slice(NO_CODE.length);
    }
  }
  return parts;
}

export function open(item) {
  const late = item.querySelector("[data-late]");
  if (!late) return;
  late.replaceWith(copyFor(item.id, document.querySelector(`template[data-follow-up="${late.dataset.late}"]`)));
}

// What a fold holds comes into the page when it is opened: forty items are quicker without it.
function unfold(details) {
  const template = details.querySelector(":scope > template");
  template?.replaceWith(template.content);
}

// One may lie in another.
export function unfoldAll(form) {
  for (let next; (next = form.querySelector("details > template")); ) unfold(next.parentElement);
}

// Those of `form` as soon as they are needed, before anybody else hears of the answer.
export function openWhenNeeded(form) {
  const fails = form.querySelectorAll("[value=fail]:checked");
  for (const fail of fails) open(fail.closest(".item"));
  for (const details of form.querySelectorAll("details[open]")) unfold(details);
  const isFail = ({ target }) => target.matches("[value=fail]");
  form.addEventListener("change", (event) => isFail(event) && open(event.target.closest(".item")), { capture: true });
  form.addEventListener("toggle", ({ target }) => target.open && unfold(target), { capture: true });
}
