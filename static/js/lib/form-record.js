// A form and the record of it: what it says, and how to make it say that again.

// These are of the moment of sending, or of this page.
const PASSING = new Set(["id", "sent_at", "tries"]);

// The input's own files stay out: what is sent are the names of what is kept, SEC-M-06-files as SEC-M-06-photos.
export const hashName = (name) => name.replace(/memo_files$/, "memos").replace(/files$/, "photos");

export const fileFields = (form) => Array.from(form.querySelectorAll("photo-field, memo-field"));

const inputOf = (field) => field.querySelector("input[type=file]");

export function collect(form) {
  const fields = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "" && !PASSING.has(name)) fields.push([name, value]);
  }
  const files = [];
  for (const field of fileFields(form)) {
    for (const { sha256 } of field.kept ?? []) {
      fields.push([hashName(inputOf(field).name), sha256]);
      files.push(sha256);
    }
  }
  return { fields, files: [...new Set(files)] };
}

// What is kept of a prepared photo or recording, and what the platform is told of it besides its bytes.
export const asFile = ({ sha256, bytes, type, name, thumbnail, path = "/photos/", ...made }) => {
  const { original_sha256, taken_at, latitude, longitude, accuracy, position_at, position_source = "exif" } = made;
  const place = latitude ? { latitude, longitude, accuracy, position_at, position_source } : {};
  return { sha256, bytes, type, name, thumbnail, told: { original_sha256, taken_at, ...place }, path };
};

// Without the event handlers' knowledge of who does it: each changed choice says so, as if it had been touched.
export function restore(form, { fields, files }) {
  const said = new Map();
  for (const [name, value] of fields) said.set(name, [...(said.get(name) ?? []), value]);
  for (const input of form.elements) {
    if (!input.name || input.type === "file" || PASSING.has(input.name)) continue;
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
    (input) => input.type !== "file" && (input.type === "checkbox" || input.type === "radio" ? input.checked : input.value),
  );
