// How what stands in the pack is said and drawn. All words and shapes come from the server, in <template id="pack-words">.
import { fill } from "./inspection.js";
import { NO_UID, text } from "./pack-page.js";
import { clock } from "./times.js";

const DAY = 86_400_000;

const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());

// By the phone's own calendar: 0 is today, below 0 so many days ago.
const daysUntil = (moment, now = new Date()) => Math.round((midnight(new Date(moment)) - midnight(now)) / DAY);

const words = () => document.getElementById("pack-words");

const copy = (name, value) => words().content.querySelector(`[data-${name}="${value}"]`).firstElementChild.cloneNode(true);

const counted = (name, example, count) => {
  const made = copy(name, example);
  made.textContent = fill(made.textContent, { count });
  return made;
};

export const severity = (level) => copy("severity", level);
export const state = (name) => copy("state", name);

// The server says it for two days late, one, today, one left, two left, and for more than three.
const dueLike = (days) => (days > 3 ? 4 : Math.max(-2, Math.min(2, days)));

export function due(deadline) {
  const days = daysUntil(deadline);
  const made = counted("due", dueLike(days), Math.abs(days));
  made.dateTime = deadline;
  return made;
}

// A check, by the hour.
export function taskDue({ due_at: at, hindered_by: why, isLate, timed }) {
  if (why) return text(why);
  const days = daysUntil(at);
  const counted = Math.abs(days) > 1 ? "many" : Math.abs(days);
  const name = isLate ? `late-${counted}` : days > 0 ? `left-${counted}` : timed ? "at" : "today";
  const made = copy("task", name);
  made.textContent = fill(made.textContent, { count: Math.abs(days), time: clock(Date.parse(at)) });
  made.classList.toggle("due-soon", !isLate && days <= 3);
  return made;
}

export function age(foundAt) {
  const days = Math.max(0, -daysUntil(foundAt));
  return counted("age", Math.min(2, days), days);
}

// Not every photo is on the phone.
export function thumb(uid) {
  const none = copy("thumb", "no");
  if (!uid) return none;
  const image = copy("thumb", "yes");
  image.onerror = () => image.replaceWith(none);
  image.src = image.getAttribute("src").replace(NO_UID, uid);
  return image;
}

export function day(moment, now = new Date()) {
  const date = new Date(moment);
  const language = document.documentElement.lang;
  const { thisYear, otherYear } = words().dataset;
  return fill(date.getFullYear() === now.getFullYear() ? thisYear : otherYear, {
    year: date.getFullYear(),
    month: date.toLocaleDateString(language, { month: "short" }),
    day: date.getDate(),
    weekday: date.toLocaleDateString(language, { weekday: "short" }),
  });
}

export function when(moment) {
  const time = new Date(moment).toTimeString().slice(0, 5);
  return `${day(moment)} · ${time}`;
}
