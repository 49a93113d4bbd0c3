// A page that was rendered before it knew what it is about: who looks at it, what its address asks for, what is put where.

// What the server writes where another one belongs.
export const NO_UID = "00000000-0000-0000-0000-000000000000";

export { whoAmI as person } from "./person.js";

// The uid after a noun: /hazards/<uid>/steps/new.
export const uidAfter = (noun) => location.pathname.match(new RegExp(`/${noun}/([0-9a-f-]{36})(?:/|$)`))?.[1];

// A pack that cannot be read is one that does not know.
export const known = (reading) => reading.catch(() => undefined);

export function showIf(element, state) {
  for (const part of element.querySelectorAll("[data-if]")) part.hidden = part.dataset.if !== state;
}

export const place = (name) => document.querySelector(`[data-put="${name}"]`);

export function title(words) {
  const heading = document.querySelector("h1");
  document.title = document.title.replace(heading.textContent, words);
  heading.textContent = words;
}

// Puts real uids into an address, in the order in which they stand there.
export function point(element, ...uids) {
  const name = element.matches("form") ? "action" : "href";
  element.setAttribute(
    name,
    uids.reduce((address, uid) => address.replace(NO_UID, uid), element.getAttribute(name)),
  );
}

export function text(words) {
  const made = document.createElement("span");
  made.textContent = words;
  return made;
}
