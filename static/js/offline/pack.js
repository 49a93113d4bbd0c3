// What the platform last told one person of their schools, of the checklists that they fill there and of what is open:
// enough to fill any page that the phone keeps. A database a person; phones are shared.
import { answer, Database } from "./database.js";

const FROM = "/offline/pack.json";
const STORES = ["meta", "schools", "checklists", "hazards"];
const LISTS = ["schools", "checklists", "hazards", "schools_gone", "hazards_gone"];
const LAST = "last";
const TASKS = "tasks";

const build = (db) => {
  db.createObjectStore("meta");
  for (const name of ["schools", "checklists"]) db.createObjectStore(name, { keyPath: "uid" });
  db.createObjectStore("hazards", { keyPath: "uid" }).createIndex("school", "school");
};

const named = (person) => `pack-${person}`;
const databases = new Map();

const of = (person) => {
  if (!databases.has(person)) databases.set(person, new Database(named(person), 1, build));
  return databases.get(person);
};

const read = (person, store, act) => of(person).turn([store], "readonly", (rows) => answer(act(rows)));

export const schools = (person) => read(person, "schools", (rows) => rows.getAll());
export const school = (person, uid) => read(person, "schools", (rows) => rows.get(uid));
// What is known of one, at once: {school, hazards}.
export const atSchool = (person, uid) =>
  of(person).turn(["schools", "hazards"], "readonly", async (schools, rows) => {
    const [school, hazards] = await Promise.all([answer(schools.get(uid)), answer(rows.index("school").getAll(uid))]);
    return { school, hazards };
  });
export const hazard = (person, uid) => read(person, "hazards", (rows) => rows.get(uid));
export const hazards = (person) => read(person, "hazards", (rows) => rows.getAll());
// {cursor, made_at, fetched_at, there_are_more, pages, seal_key}, or undefined before the first pack.
export const meta = (person) => read(person, "meta", (rows) => rows.get(LAST));

// What is due and comes due soon, each check once with all its schools; the one that is due first before others.
export const tasks = (person) => read(person, "meta", (rows) => rows.get(TASKS));
export const checklists = (person) => read(person, "checklists", (rows) => rows.getAll());

// Asks for what is new. True when there was something and all of it is kept; a captive portal's page is nothing.
export async function refresh(person, fetch) {
  const since = (await meta(person))?.cursor;
  const asked = since === undefined ? FROM : `${FROM}?since=${encodeURIComponent(since)}`;
  const response = await fetch(asked, { headers: { Accept: "application/json" } }).catch(() => undefined);
  if (!response?.ok) return false;
  const pack = await response.json().catch(() => undefined);
  return isPackOf(pack, person) && take(person, pack, since);
}

const isPackOf = (pack, person) =>
  pack?.person === person &&
  pack.cursor !== undefined &&
  !Number.isNaN(Date.parse(pack.made_at)) &&
  LISTS.every((name) => Array.isArray(pack[name]));

function take(person, pack, since) {
  return of(person).turn(STORES, "readwrite", async (meta, schools, checklists, hazards) => {
    if (!follows(await answer(meta.get(LAST)), pack, since)) return false;
    // Of checklists there are few, and each answer names them all.
    for (const store of pack.full ? [schools, checklists, hazards] : [checklists]) store.clear();
    renew(schools, pack.schools, pack.schools_gone);
    renew(checklists, pack.checklists);
    renew(hazards, pack.hazards, pack.hazards_gone);
    // All of them, or nothing where they are as they were.
    if (pack.tasks) meta.put(pack.tasks, TASKS);
    meta.put(kept(pack), LAST);
    return true;
  });
}

// Another tab may have been quicker: what is older, or begins elsewhere, would take back what it brought.
const follows = (last, pack, since) =>
  !last || (Date.parse(pack.made_at) >= Date.parse(last.made_at) && (pack.full || last.cursor === since));

function renew(store, rows, gone = []) {
  for (const uid of gone) store.delete(uid);
  for (const row of rows) store.put(row);
}

const kept = ({ cursor, made_at, there_are_more, pages = [], seal_key = "" }) => ({
  cursor,
  made_at,
  there_are_more,
  pages,
  seal_key,
  fetched_at: new Date().toISOString(),
});

// All of it, for whoever signs out.
export function forget(person) {
  databases.delete(person);
  return new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(named(person));
    // A page that does not let go of it holds nobody up: it goes once that page does.
    deleting.onsuccess = deleting.onblocked = () => resolve();
    deleting.onerror = () => reject(deleting.error);
  });
}
