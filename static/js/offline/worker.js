// The service worker. It answers GET only: workers that send POSTs again have lost photos on iOS.
import { atSchool } from "./pack.js";
import { isOurs, keep, kept, ownerOf, person, PHOTOS, remember } from "./pages.js";
import { Sender, tagOf } from "./sender.js";
import { tell, whoLeft } from "./signed-out.js";

const PATIENCE = 3_000; // ms for a page that is kept here too
const ASSETS = "assets-";
const MOST_PHOTOS = 300;
const NONE = "/offline/none";

// `version` is the hash of static, templates and translations; `assets` all paths under it.
export function attend({ version, assets }) {
  self.addEventListener("install", (event) => event.waitUntil(install(event, version, assets)));
  self.addEventListener("activate", (event) => event.waitUntil(activate(version)));
  self.addEventListener("fetch", (event) => answer(event, version));
  self.addEventListener("sync", (event) => event.waitUntil(sendFor(event.tag)));
  self.addEventListener("message", ({ data }) => {
    if (data === "use the new version") self.skipWaiting();
  });
}

async function install(event, version, assets) {
  // What it does not answer does not pass through it either, where a browser can: each photo lay in its memory too.
  await event.addRoutes?.(["PUT", "POST"].map((requestMethod) => ({ condition: { requestMethod }, source: "network" })));
  const cache = await caches.open(ASSETS + version);
  await Promise.all([...assets, NONE].map((path) => take(cache, path)));
}

// A captive portal says 200 to everything: kept under this name, its page would stay until the next version.
async function take(cache, path) {
  const response = await fetch(path);
  if (!response.ok || !isOurs(response)) throw new Error(`${path} is not ours`);
  await cache.put(path, response);
}

async function activate(version) {
  // Pages that are kept still name the assets of the version before: that one stays too.
  const others = (await caches.keys()).filter((name) => name.startsWith(ASSETS) && name !== ASSETS + version);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

function answer(event, version) {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(asset(request, url, version));
  else if (/^\/photos\/[0-9a-f-]+\/thumbnail$/.test(url.pathname)) event.respondWith(thumbnail(event));
}

async function page(event) {
  const { request } = event;
  const left = await whoLeft().catch(() => null);
  // To be asked for once more: a browser may have asked before the worker ran, and have been answered as who left.
  if (left) return (await isTold(event, left)) ? Response.redirect(request.url) : none();
  const network = fetch(request).then((response) => heard(event, response));
  // What comes too late is heard all the same.
  event.waitUntil(network.catch(() => {}));
  try {
    const first = await Promise.race([network, patience()]);
    if (first && isOurs(first) && first.status < 500) return first;
    // Kept nowhere, the slow answer is worth waiting for, and a stranger's worth seeing: it may ask to sign in there.
    return (await instead(request.url)) ?? first ?? (await network);
  } catch {
    return (await instead(request.url)) ?? none();
  }
}

async function instead(address) {
  const uid = await person();
  const { pathname, searchParams } = new URL(address);
  const school = pathname === "/inspections/new" && searchParams.get("school");
  return kept(address, uid, uid && school && atSchool(uid, school).catch(() => undefined));
}

const none = async () => (await caches.match(NONE)) ?? Response.error();

// For as long as the platform takes this phone for theirs, its answers are theirs too.
function isTold(event, left) {
  const telling = tell(left);
  event.waitUntil(telling);
  return Promise.race([telling, patience()]);
}

const patience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE));

async function heard(event, response) {
  const owner = ownerOf(response);
  if (owner) {
    const copy = response.clone();
    event.waitUntil(Promise.all([remember(owner), keep(event.request.url, copy)]).catch(() => {}));
  }
  return response;
}

async function asset(request, url, version) {
  // The version before only where it is asked for: looking through all that is kept takes as long as there is of it.
  const current = await caches.open(ASSETS + version);
  const known = (await current.match(request, { ignoreVary: true })) ?? (await caches.match(request, { ignoreVary: true }));
  if (known) return known;
  const response = await fetch(request);
  if (response.ok && isOurs(response) && url.pathname.startsWith(`/assets/${version}/`)) {
    const copy = response.clone();
    await current.put(request, copy).catch(() => {});
  }
  return response;
}

async function thumbnail(event) {
  const { request } = event;
  const cache = await caches.open(PHOTOS + (await person()));
  const known = await cache.match(request, { ignoreVary: true });
  if (known) return known;
  const response = await fetch(request);
  if (response.ok && response.headers.get("Content-Type")?.startsWith("image/")) {
    const copy = response.clone();
    event.waitUntil(keepPhoto(cache, request, copy).catch(() => {}));
  }
  return response;
}

async function keepPhoto(cache, request, copy) {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_PHOTOS + 1)).map((key) => cache.delete(key)));
  await cache.put(request, copy);
}

async function sendFor(tag) {
  const uid = tag.slice(tagOf("").length);
  if (!tag.startsWith(tagOf("")) || uid !== (await person())) return;
  const why = await new Sender(uid).send({ all: true });
  // The browser tries again by itself when it hears of a failure.
  if (why) throw new Error(why);
}
