// Somebody signed out, and the platform has perhaps not heard of it: no page of theirs is shown until it has.
import { LEAVING } from "../lib/person.js";

// For the worker, which knows of no localStorage.
const MARK = "/offline/leaving";
const PATIENCE = 10_000; // ms: on a line that hears and says nothing, whoever signs out goes on, and it is told again later
const phone = () => caches.open("phone");

// The mark names them, so that it means nobody who signs in later.
export async function leave(person) {
  localStorage.setItem(LEAVING, person);
  await (await phone()).put(MARK, new Response(person));
}

export async function whoLeft() {
  const mark = await (await phone()).match(MARK);
  return mark ? mark.text() : null;
}

// Also once it is plain from elsewhere: the platform asks nobody to sign in who is.
export async function hasBeenTold() {
  self.localStorage?.removeItem(LEAVING);
  await (await phone()).delete(MARK);
}

// Returns whether the platform knows now, and the mark is gone.
export async function tell(person) {
  const signal = AbortSignal.timeout?.(PATIENCE);
  const request = { method: "POST", headers: { "Hazard-Person": person }, signal };
  const response = await fetch("/logout", request).catch(() => null);
  if (!response?.headers.has("Hazard-App") || !(await isOver(response))) return false;
  return hasBeenTold().then(
    () => true,
    () => false,
  );
}

// It leads to where one signs in; or somebody else is signed in, who stays so.
async function isOver(response) {
  if (response.status !== 403) return new URL(response.url).pathname === "/login";
  const { error } = await response.json().catch(() => ({}));
  return error === "other_person";
}
