// A form that was begun before: offered, or made to say again what its record says.
import { unfoldAll } from "./follow-up.js";
import { fileFields, hashName, inputOf, PASSING } from "./form-record.js";
import { clock } from "./times.js";
import { word } from "./words.js";

// Up to where a hazard's life was seen: of the page that is open now, not of the one that the record was begun on.
const SEEN = /^(.*-)?seen$/;

// `form` is a kept-form.
export function offer(form, { id, page, changed_at: at }) {
  const notice = form.querySelector("[data-unfinished]");
  const link = notice.querySelector("a");
  link.href = `${page}#draft=${id}`;
  link.textContent = word(form, "unfinished", { time: clock(at) });
  // To another place of the same page: it has to be read anew.
  link.addEventListener("click", () => setTimeout(() => location.reload()));
  notice.hidden = false;
}

export async function resume(form, record) {
  if (record.state === "sent") return location.replace(record.answer.url);
  // Only who asks to change it takes back what waits.
  const isWanted = location.hash.endsWith("&change") && (await form.records.reopen(record.id));
  if (record.state === "waiting" && !isWanted) return location.replace("/outbox");
  // What takes photos and memos in again may itself come into the page only when its item or fold is opened.
  if (record.files.length) await Promise.all(["photo", "memo"].map((name) => import(`../components/${name}-field.js`)));
  const files = await form.records.filesWithBytes(record.files);
  form.restoring = true;
  restore(form.form, { fields: record.fields, files });
  form.restoring = false;
  form.record = record;
  form.sign();
  if (record.refusal) await form.show(record.refusal);
  else document.getElementById(record.at)?.scrollIntoView({ block: "center" });
  return form.say("kept", { time: clock(record.changed_at) });
}

// Without the event handlers' knowledge of who does it: each changed choice says so, as if it had been touched.
export function restore(form, { fields, files }) {
  const said = new Map();
  for (const [name, value] of fields) said.set(name, [...(said.get(name) ?? []), value]);
  // Whatever chooses a school by itself leaves the one that a person had.
  if (said.has("school")) form.querySelector("school-choice")?.setAttribute("data-chosen", "");
  unfoldAll(form);
  for (const input of form.elements) {
    // One that is off says nothing yet: its words are the page's.
    if (!input.name || input.disabled || input.type === "file") continue;
    if (PASSING.has(input.name) || SEEN.test(input.name)) continue;
    const values = said.get(input.name) ?? [];
    if (input.type === "checkbox" || input.type === "radio") tick(input, values.includes(input.value));
    else if (!isChoice(input)) input.value = values[0] ?? "";
  }
  for (const details of form.querySelectorAll("details")) if (isFilled(details)) details.open = true;
  for (const field of fileFields(form)) {
    const hashes = new Set(said.get(hashName(inputOf(field).name)));
    if (hashes.size) field.restore(files.filter((file) => hashes.has(file.sha256)).map((file) => ({ ...file.told, ...file })));
  }
  // For what looks at inputs that nobody touches.
  form.dispatchEvent(new CustomEvent("form-restored"));
}

function tick(input, wanted) {
  if (input.checked === wanted) return;
  input.checked = wanted;
  if (wanted || input.type === "checkbox") input.dispatchEvent(new Event("change", { bubbles: true }));
}

const isChoice = (input) => ["button", "submit", "fieldset"].includes(input.type);

const isFilled = (details) =>
  Array.from(details.querySelectorAll("input, textarea, select")).some(
    (input) => input.type !== "file" && (input.type === "checkbox" || input.type === "radio" ? input.checked : hasOwn(input)),
  );

// What a choice says from the start is nobody's answer.
const hasOwn = (input) => input.value && !input.selectedOptions?.[0].defaultSelected;
