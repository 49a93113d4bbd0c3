import { MENDABLE } from "../offline/verdict.js";
import { moment, size as sized } from "./times.js";
import { part, word } from "./words.js";

const RECEIPT = 6; // signs of the name that a person reads out

// The lines of the outbox: `home` holds the server's HTML and words for them, `files` what is kept of the photos.

export function mending(home, record, files) {
  const line = begun(home, "mending", record);
  say(line, "facts", facts(home, record, files));
  const { status, errors, message } = record.refusal;
  const sentences = Object.values(errors).flat();
  say(line, "why", (sentences.length ? sentences : [message]).join(" "));
  line.querySelector("[data-do=rename]").hidden = status !== 409;
  // Somebody else may have been quicker: on the page as it is now the same words may stand.
  const isOvertaken = status === 409 && ["step", "rechecks"].includes(record.kind);
  line.querySelector("[data-open]").hidden = !MENDABLE.has(status) && !isOvertaken;
  line.querySelector("[data-do=retry]").hidden = MENDABLE.has(status) || status === 409;
  return line;
}

export function sending(home, record, files, { done, of }) {
  const line = begun(home, "sending", record);
  say(line, "facts", facts(home, record, files));
  const bar = line.querySelector("progress");
  bar.max = of + 1;
  bar.value = done;
  say(line, "why", word(home, of ? "photos-sent" : "form-sent", { done, of }));
  return line;
}

export function waiting(home, record, files) {
  const line = begun(home, "waiting", record);
  say(line, "facts", facts(home, record, files));
  const seconds = Math.max(0, Math.ceil((record.next_at - Date.now()) / 1000));
  const why = word(home, `why-${record.why}`, { tries: record.tries, seconds });
  say(line, "why", why || word(home, "why-turn"));
  line.querySelector("[data-sign-in]").hidden = record.why !== "sign_in";
  // What has begun may stand on the platform already.
  for (const link of line.querySelectorAll("[data-edit]")) {
    link.hidden = Boolean(record.begun);
    link.hash += "&change";
  }
  return line;
}

export function draft(home, record) {
  const line = begun(home, "draft", record);
  const bar = line.querySelector("progress");
  bar.hidden = !record.items;
  bar.max = record.items || 1;
  bar.value = record.answered;
  const far = record.items ? `${record.answered}/${record.items} · ` : "";
  say(line, "facts", far + word(home, "kept", { time: moment(record.changed_at) }));
  return line;
}

export function sent(home, record) {
  const line = begun(home, "sent", record);
  const receipt = record.id.replace(/-/g, "").slice(0, RECEIPT).toUpperCase().replace(/(.{4})/, "$1-");
  const time = moment(Date.parse(record.answer.received_at) || record.sent_at);
  say(line, "facts", word(home, "received", { time, receipt }));
  line.querySelector("a").href = record.answer.url;
  return line;
}

function begun(home, name, record) {
  const line = part(home, name);
  line.dataset.id = record.id;
  say(line, "title", [record.title, record.place].filter(Boolean).join(" · "));
  for (const link of line.querySelectorAll("a[data-open]")) link.href = `${record.page}#draft=${record.id}`;
  return line;
}

const say = (line, name, words) => (line.querySelector(`[data-${name}]`).textContent = words);

function facts(home, record, files) {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const said = [
    moment(record.changed_at),
    record.items && word(home, "items", { count: record.items }),
    record.hazards && word(home, record.hazards === 1 ? "hazard" : "hazards", { count: record.hazards }),
    files.length && word(home, files.length === 1 ? "photo" : "photos", { count: files.length, size: sized(size) }),
  ];
  return said.filter(Boolean).join(" · ");
}
