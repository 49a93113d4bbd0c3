// What this phone knows of the several people who use it: no more than how much waits for each.
import { whoAmI } from "../lib/person.js";
import { forget } from "./pack.js";
import { forgetPeople } from "./pages.js";
import { Records } from "./records.js";

const WORK = "work-";
const PACK = "pack-";
const HELD = "held-";

// Firefox before 126 does not tell which there are.
const databases = async () => ((await indexedDB.databases?.()) ?? []).map(({ name }) => name);

const named = (kind, names) => names.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length));

export async function countOfOthers(me) {
  const others = named(WORK, await databases()).filter((person) => person !== me);
  const counts = await Promise.all(
    others.map((person) => new Records(person).count("draft", "waiting", "refused")),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

// Nobody is signed in: what could be read goes, what was made stays for its owner.
export async function forgetWhatCanBeRead() {
  const held = named(HELD, Object.keys(localStorage));
  for (const person of held) localStorage.removeItem(HELD + person);
  const people = new Set([...named(PACK, await databases()), ...held, whoAmI()]);
  await Promise.all([forgetPeople(), ...Array.from(people, (person) => forget(person))]);
}
