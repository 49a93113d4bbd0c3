// One piece of work as a file, to be handed in on another machine under its maker's name. What it says is sealed as
// the very text that stands in it, with a key that only the platform and this person's signed-in phones have.
import { hex } from "../lib/hex.js";

const FORMAT = "hazard-work-1";
const PIECE = 0x8000; // bytes turned to text at once

const bytesOf = (text) => new TextEncoder().encode(text);

function base64(buffer) {
  const bytes = new Uint8Array(buffer);
  const pieces = [];
  for (let at = 0; at < bytes.length; at += PIECE) pieces.push(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  return btoa(pieces.join(""));
}

// Hexadecimal; empty without a key: then only its maker can bring the file.
async function sealOf(text, sealKey) {
  if (!sealKey) return "";
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytesOf(sealKey), hmac, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", key, bytesOf(text)));
}

const said = (told = {}) => Object.entries(told).filter(([, value]) => value).map(([name, value]) => [name, `${value}`]);

const named = ({ sha256, path, type = "", told }) => ({ sha256, path, type, told: Object.fromEntries(said(told)) });

// Of half a sign, which a text may hold, a file of UTF-8 has none; the form would send the same in its place.
const whole = (text) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytesOf(text ?? ""));

// As ASCII: read back, a sign takes one byte of memory, and the photos are nearly all of it.
const ascii = (json) => json.replace(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

export async function asFile(records, record, sealKey = "") {
  const files = await records.files(record.files);
  const { id, person, action } = record;
  const [title, place] = [whole(record.title), whole(record.place)];
  const fields = record.fields.map(([name, value]) => [name, whole(value)]);
  const told = { id, person, action, fields, title, place, files: files.map(named), saved_at: new Date().toISOString() };
  const work = JSON.stringify(told);
  const head = ascii(JSON.stringify({ format: FORMAT, work, seal: await sealOf(work, sealKey) }));
  const pieces = [head.slice(0, -1), ',"files":['];
  for (const [number, { sha256 }] of files.entries()) {
    const bytes = await records.bytes(sha256);
    // Its bytes are gone: perhaps the platform has them already.
    const encoded = bytes ? base64(bytes) : "";
    pieces.push(number ? "," : "", JSON.stringify({ sha256, base64: encoded }));
  }
  const blob = new Blob([...pieces, "]}"], { type: "application/json" });
  const safe = [title, place].join("-").replace(/[^\p{L}\p{N}]+/gu, "-");
  return { name: `${safe}-${id.slice(0, 8)}.hazard.json`, blob };
}
