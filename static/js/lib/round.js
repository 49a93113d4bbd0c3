// The round as this phone knows it: what is due, out of the pack, and what was made of it here since.
import * as pack from "../offline/pack.js";
import { Records } from "../offline/records.js";
import { away } from "./distance.js";
import { known, person, text } from "./pack-page.js";
import { daysUntil } from "./pack-words.js";
import { clock } from "./times.js";
import { fill } from "./inspection.js";
import { part } from "./words.js";

// The address of a task's form, and back.
export const addressOf = ({ checklist, school, task }) =>
  `/inspections/new?${new URLSearchParams({ version: checklist, school, task })}`;

export function read(address) {
  const { version: checklist, school, task } = Object.fromEntries(new URL(address, location.href).searchParams);
  return { checklist, school, task };
}

const isSent = ({ state }) => state === "waiting" || state === "sent";
export const isBegun = (record) => Boolean(record) && !isSent(record);
// One that leaves something unanswered does no task.
export const isDone = (record) => Boolean(record) && isSent(record) && record.answered === record.items;

// Says of a task which work of this phone was made for it, if any. What arrived before `since` (ms) is known of there.
// A check that names no task does the first one of its checklist that is asked for here.
export async function making(since = 0) {
  const records = (await known(new Records(person()).list("draft", "refused", "waiting", "sent"))) ?? [];
  const made = new Map();
  for (const record of records.filter(({ sent_at: at, state }) => state !== "sent" || at > since)) {
    const { school, task, version } = Object.fromEntries(record.fields);
    const name = `${school} ${task || version}`;
    if (!isDone(made.get(name))) made.set(name, record);
  }
  return ({ checklist, school, task }) => {
    const [own, any] = [`${school} ${task}`, `${school} ${checklist}`];
    const record = made.get(own) ?? made.get(any);
    if (!made.has(own)) made.delete(any);
    return record;
  };
}

// Every check that is open now, one for each school, the one that is due first before others.
export async function due(now = Date.now()) {
  const tasks = (await known(pack.tasks(person()))) ?? [];
  return tasks
    .filter(({ opens_at: opens, missed_at: missed }) => Date.parse(opens) <= now && now <= Date.parse(missed))
    .flatMap(({ schools, ...task }) =>
      schools.map((school) => ({ ...task, school, isLate: !task.hindered_by && Date.parse(task.due_at) < now })),
    );
}

// Where the round goes on from a school where this checklist is being filled in, in the order of the platform.
export async function next({ school, checklist }) {
  const [all, schools, made] = await Promise.all([due(), pack.schools(person()), making()]);
  const at = new Map(schools.map((each) => [each.uid, each]));
  const here = at.get(school);
  const isLeft = (task) =>
    at.has(task.school) && !task.hindered_by && !(task.school === school && task.checklist === checklist);
  const rank = ({ isLate, school: there }) => [!isLate, there === school ? 0 : far(here, at.get(there))];
  const left = all.filter((task) => isLeft(task) && !isDone(made(task)));
  const [first] = left.sort((one, other) => compare(rank(one), rank(other)));
  return first && { ...first, name: at.get(first.school).name };
}

const isPlaced = (school) => Number.isFinite(school?.latitude);
const far = (here, there) => (isPlaced(here) && isPlaced(there) ? away(here, there) : Infinity);

function compare(one, other) {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place < 0 ? 0 : one[place] > other[place] ? 1 : -1;
}

// By when, as the server says it; its shapes stand on the page (macros/task.html).
export function dueWords({ due_at: at, hindered_by: why, isLate, timed }) {
  if (why) return text(why);
  const days = daysUntil(at);
  const counted = Math.abs(days) > 1 ? "many" : Math.abs(days);
  const name = isLate ? `late-${counted}` : days > 0 ? `left-${counted}` : timed ? "at" : "today";
  const words = part(document, name);
  words.textContent = fill(words.textContent, { count: Math.abs(days), time: clock(Date.parse(at)) });
  words.classList.toggle("due-soon", !isLate && days <= 3);
  words.dateTime = at;
  return words;
}
