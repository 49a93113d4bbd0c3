// One piece of work as a file, to be handed in on another machine under its maker's name.

const FORMAT = "hazard-work-1";
const PIECE = 0x8000; // bytes turned to text at once

function base64(buffer) {
  const bytes = new Uint8Array(buffer);
  const pieces = [];
  for (let at = 0; at < bytes.length; at += PIECE) pieces.push(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  return btoa(pieces.join(""));
}

export async function asFile(records, record) {
  const files = [];
  for (const { sha256, path, type, told } of await records.files(record.files)) {
    files.push({ sha256, path, type, told, base64: base64(await records.bytes(sha256)) });
  }
  const { id, person, action, fields, title, place } = record;
  const whole = { format: FORMAT, id, person, action, fields, title, place, saved_at: new Date().toISOString(), files };
  const blob = new Blob([JSON.stringify(whole)], { type: "application/json" });
  const safe = [title, place].join("-").replace(/[^\p{L}\p{N}]+/gu, "-");
  return { name: `${safe}-${id.slice(0, 8)}.hazard.json`, blob };
}
