// What this phone knows of the several people who use it: no more than how much waits for each.
import { forgetPeople } from "./pages.js";
import { Records } from "./records.js";

const WORK = "work-";
const PACK = "pack-";
const HELD = "held-";
const LEAVING = "leaving";

const names = async () => (await indexedDB.databases()).map(({ name }) => name);

export async function countOfOthers(me) {
  const others = (await names()).filter((name) => name.startsWith(WORK) && name !== WORK + me);
  const counts = await Promise.all(
    others.map((name) => new Records(name.slice(WORK.length)).count("draft", "waiting", "refused")),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

// Nobody is signed in: what could be read goes, what was made stays for its owner.
export async function forgetWhatCanBeRead() {
  await forgetPeople();
  for (const key of Object.keys(localStorage)) if (key.startsWith(HELD)) localStorage.removeItem(key);
  for (const name of await names()) if (name.startsWith(PACK)) indexedDB.deleteDatabase(name);
}

// Signed out with no signal: the platform is told as soon as there is one, before anything else.
export const leave = () => localStorage.setItem(LEAVING, "yes");
export const isLeaving = () => localStorage.getItem(LEAVING) !== null;
export const hasLeft = () => localStorage.removeItem(LEAVING);
