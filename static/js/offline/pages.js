// Pages that one person can open with no signal. What is kept of whom stands in caches that carry their name.
import { whoLeft } from "./signed-out.js";

const PAGES = "pages-";
export const PHOTOS = "photos-";
const PHONE = "phone";
const WHO = "/offline/who";
const MOST_PAGES = 150;
// These change what a page shows first, not what it is.
const PASSING = ["latitude", "longitude", "accuracy"];

const UID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const BLANK = [
  [new RegExp(`^/schools/${UID}$`), () => "/offline/school"],
  [new RegExp(`^/hazards/${UID}$`), () => "/offline/hazard"],
  [new RegExp(`^/hazards/${UID}/steps/new$`), (url) => `/offline/step?kind=${url.searchParams.get("kind")}`],
  [/^\/$/, () => "/today"],
];

// One form a checklist version: the school is data, and so is what else follows (DESIGN §5).
const formOf = (url) => `/inspections/new?version=${url.searchParams.get("version")}`;

export function keyOf(address) {
  const url = new URL(address);
  if (url.pathname === "/inspections/new") return formOf(url);
  for (const name of PASSING) url.searchParams.delete(name);
  return url.pathname + url.search;
}

// The page itself, then one that can be filled from the pack.
const inItsPlace = (address) => {
  const url = new URL(address);
  const blanks = BLANK.filter(([path]) => path.test(url.pathname)).map(([, of]) => of(url));
  return [keyOf(address), ...blanks];
};

export const ownerOf = (response) => response.headers.get("Hazard-Person");
export const isOurs = (response) => response.type === "opaqueredirect" || response.headers.has("Hazard-App");

export async function person() {
  const kept = await (await caches.open(PHONE)).match(WHO);
  return kept ? kept.text() : null;
}

// An answer may come after its owner has left.
export async function remember(uid) {
  if (uid !== (await whoLeft())) await (await caches.open(PHONE)).put(WHO, new Response(uid));
}

const isKeepable = (response, url) =>
  response.status === 200 &&
  response.type === "basic" &&
  !response.redirected &&
  response.headers.get("Content-Type")?.startsWith("text/html") &&
  !response.headers.get("Cache-Control")?.includes("no-store") &&
  // A form with its school in it would be that school's for ever.
  !(url.pathname === "/inspections/new" && url.searchParams.has("school"));

// Keeps a copy for whoever it was made for, when it is one that may be kept. Returns whether it did.
export async function keep(address, response) {
  const owner = ownerOf(response);
  if (!owner || !isKeepable(response, new URL(address)) || owner === (await whoLeft())) return false;
  const copy = response.clone();
  const headers = new Headers(copy.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set("Kept-At", new Date().toISOString());
  const cache = await caches.open(PAGES + owner);
  await cache.put(keyOf(address), new Response(await copy.blob(), { headers }));
  return true;
}

// What is kept instead, or undefined: marked with when it was, and with what the phone knows (`told`, a promise) for a
// page that would have to wait for it.
export async function kept(address, uid, told) {
  const cache = uid && (await caches.open(PAGES + uid));
  for (const key of cache ? inItsPlace(address) : []) {
    const found = await cache.match(key);
    if (found) return marked(found, await told);
  }
  return undefined;
}

async function marked(response, told) {
  const html = await response.text();
  const at = response.headers.get("Kept-At") ?? "";
  const said = told ? `<script type="application/json" id="told">${inHtml(told)}</script>` : "";
  const page = html.replace("<html", `<html data-kept="${at}"`).replace("</head>", () => `${said}</head>`);
  return new Response(page, { headers: response.headers });
}

// No name of a school ends the element that it stands in.
const inHtml = (data) => JSON.stringify(data).replaceAll("<", "\\u003c");

// When it was kept and of which make, of those that are.
export async function ages(uid) {
  const cache = await caches.open(PAGES + uid);
  const found = await Promise.all((await cache.keys()).map((request) => cache.match(request).then((at) => [request, at])));
  return new Map(
    found.map(([request, { headers }]) => [
      keyOf(request.url),
      { at: Date.parse(headers.get("Kept-At")), app: headers.get("Hazard-App") },
    ]),
  );
}

// Whoever signs out takes along what they could read; what they made stays in its own database.
export async function forgetPeople() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PAGES) || name.startsWith(PHOTOS)).map((name) => caches.delete(name)),
  );
  await (await caches.open(PHONE)).delete(WHO);
}

// The oldest go when there are too many; `held` stay.
export async function prune(uid, held) {
  const cache = await caches.open(PAGES + uid);
  const keys = await cache.keys();
  const loose = keys.filter((request) => !held.has(keyOf(request.url)));
  await Promise.all(loose.slice(0, Math.max(0, keys.length - MOST_PAGES)).map((request) => cache.delete(request)));
}
