// The round as this phone knows it: what is due, out of the pack, and what was made of it here since.
import * as pack from "../offline/pack.js";
import { Records } from "../offline/records.js";
import { away } from "./distance.js";
import { person } from "./pack-page.js";

const LATE_FIRST = 1e9; // metres, and so is what stands for a place that nobody knows
const SOMEWHERE = 1e8;

export const addressOf = ({ checklist, school, task }) =>
  `/inspections/new?${new URLSearchParams({ version: checklist, school, task })}`;

// Every check that is open now, one for each school, what is due first before others.
export async function due(now = Date.now()) {
  const open = ((await pack.tasks(person())) ?? []).filter(
    ({ opens_at: opens, missed_at: missed }) => Date.parse(opens) <= now && now <= Date.parse(missed),
  );
  const isLate = ({ due_at: at, hindered_by: why }) => !why && Date.parse(at) < now;
  return open.flatMap((task) => task.schools.map((school) => ({ ...task, school, isLate: isLate(task) })));
}

// Says of a task what was made for it here, if anything. What the platform had before `since` (ms), or before it told
// this phone what is due, it knows of.
export async function made(since) {
  since ??= Date.parse((await pack.meta(person()))?.fetched_at);
  const records = await new Records(person()).list("draft", "refused", "waiting", "sent");
  const found = new Map();
  for (const record of records.filter(({ sent_at: at, state }) => state !== "sent" || at > since)) {
    const { school, task } = Object.fromEntries(record.fields);
    if (!isDone(found.get(school + task))) found.set(school + task, record);
  }
  return ({ school, task }) => found.get(school + task);
}

export const isBegun = (record) => record?.state === "draft" || record?.state === "refused";
// One that leaves something unanswered does no task.
export const isDone = (record) => Boolean(record) && !isBegun(record) && record.answered === record.items;

// Where the round goes on from a school where this checklist is being filled in, in the order of the platform.
export async function next(school, checklist) {
  const [all, schools, checklists, record] = await Promise.all([
    due(),
    pack.schools(person()),
    pack.checklists(person()),
    made(),
  ]);
  const at = new Map([...schools, ...checklists].map((each) => [each.uid, each]));
  const rank = ({ isLate, school: there }) => (isLate ? 0 : LATE_FIRST) + (there === school ? 0 : far(at, school, there));
  const [first] = all
    .filter((task) => !task.hindered_by && !isDone(record(task)) && !(task.school === school && task.checklist === checklist))
    .sort((one, other) => rank(one) - rank(other));
  return first && { ...first, name: at.get(first.school).name, title: at.get(first.checklist).title };
}

const far = (at, here, there) => away(at.get(here) ?? {}, at.get(there)) || SOMEWHERE;
