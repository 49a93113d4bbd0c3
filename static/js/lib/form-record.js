// A form and the record of it: what it says, and how to make it say that again.

// These are of the moment of sending, or of this page.
export const PASSING = new Set(["id", "sent_at", "tries"]);

// The input's own files stay out: what is sent are the names of what is kept, SEC-M-06-files as SEC-M-06-photos.
export const hashName = (name) => name.replace(/memo_files$/, "memos").replace(/files$/, "photos");

export const fileFields = (form) => Array.from(form.querySelectorAll("photo-field, memo-field"));

export const inputOf = (field) => field.querySelector("input[type=file]");

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
