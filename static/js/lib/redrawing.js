// Lists that are drawn anew while somebody reads them, each line with its data-id.

// What has not changed stays in place: a thumb may be on its way to it.
export function redraw(list, lines) {
  const old = [...list.children];
  if (old.length !== lines.length) list.replaceChildren(...lines);
  else for (const [at, line] of old.entries()) if (!isSame(line, lines[at])) line.replaceWith(lines[at]);
}

function isSame(line, other) {
  // That the keyboard was here says nothing of what the line says.
  if (line.hasAttribute("tabindex")) other.tabIndex = -1;
  return line.isEqualNode(other);
}

// On which button of which line the keyboard is, if it is within `home`.
export function focused(home) {
  const { activeElement: on } = document;
  const line = home.contains(on) && on.closest("[data-id]");
  return line && { id: line.dataset.id, button: on.dataset.do ? `[data-do=${on.dataset.do}]` : "a" };
}

// A line that was drawn anew takes it along; where its button is gone, to itself.
export function focusAgain(home, was) {
  const line = was && !home.contains(document.activeElement) && home.querySelector(`[data-id="${was.id}"]`);
  if (!line) return;
  const button = line.querySelector(was.button);
  line.tabIndex = -1;
  (button && !button.hidden ? button : line).focus({ preventScroll: true });
}
