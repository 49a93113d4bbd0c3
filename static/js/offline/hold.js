// Today's round comes onto the phone unasked, after the sign-in and at each visit with a net.
import { ages, keep, keyOf, ownerOf, prune, remember } from "./pages.js";
import * as pack from "./pack.js";

const FRESH = 6 * 3_600_000; // ms: a page this young is not fetched again
const HELD = "held-";
const FIXED = ["/today", "/outbox", "/me", "/offline/school", "/offline/hazard"];
const STEPS = ["fix", "recheck_pass", "ask_more_time", "comment"];

export async function hold(person, app, drafts) {
  let whose;
  await pack.refresh(person, async (url, options) => {
    const response = await fetch(url, options);
    whose = ownerOf(response);
    return response;
  });
  // Somebody else signed in meanwhile, in another tab: the phone is theirs now.
  if (whose !== person) return;
  // The page that brought the worker here was not answered by it.
  await remember(person);
  const { pages = [] } = (await pack.meta(person)) ?? {};
  const may = new Set((await pack.hazards(person)).flatMap((hazard) => hazard.may));
  const steps = STEPS.filter((kind) => may.has(kind)).map((kind) => `/offline/step?kind=${kind}`);
  const forms = (await pack.checklists(person)).map(({ uid }) => `/inspections/new?version=${uid}`);
  // Also one of a version that is not offered any more. Like every form it is kept without its school.
  const unfinished = drafts.map(keyAt);
  const wanted = [...new Set([...FIXED, ...pages, ...forms, ...steps, ...unfinished])];
  const have = await ages(person);
  for (const path of wanted) {
    const { at, app: make } = have.get(keyAt(path)) ?? {};
    // Also one of tomorrow: the phone's clock was put back meanwhile.
    const isFresh = Math.abs(Date.now() - at) < FRESH;
    if (make !== app || !isFresh) await fetchPage(path);
  }
  await prune(person, new Set(wanted));
  localStorage.setItem(HELD + person, String(Date.now()));
}

const addressOf = (path) => new URL(path, location.href).href;
const keyAt = (path) => keyOf(addressOf(path));

// When all of the round was last on this phone (ms), or null.
export const heldAt = (person) => Number(localStorage.getItem(HELD + person)) || null;

async function fetchPage(path) {
  const response = await fetch(path, { headers: { Accept: "text/html" } });
  await keep(addressOf(path), response);
}
