// A recording as the phone keeps it: its own bytes, under their hash, with no place in it that we would ask for.
import { hex } from "./hex.js";

export async function prepare(file) {
  const bytes = await file.arrayBuffer();
  const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes));
  return { sha256, bytes, type: file.type || "audio/mp4", name: file.name, thumbnail: null, path: "/memos/", file };
}

export const asSound = ({ bytes, name, type }) => new File([bytes], name, { type });
