// Whose page this is: the server wrote it, also into the copies that open with no signal.
const meta = (name) => document.querySelector(`meta[name=${name}]`)?.content ?? "";

export const whoAmI = () => meta("person");
// Signed out on this phone, and the platform has perhaps not heard of it.
export const LEAVING = "leaving";
export const hasLeft = () => Boolean(whoAmI()) && localStorage.getItem(LEAVING) === whoAmI();
export const make = () => meta("app");

// A phone is somebody's, or is signed out of. A desk's browser forgets its session when it closes, so nothing that can be
// read stays on it either: it keeps what its owner made, and no pages.
export const holdsPages = () => meta("device") === "phone";

// Offline work needs all of these; where one is missing everything works online, as plain pages.
// The server says so in a slim line: inside another app's browser nothing outlives its window.
const isInApp = () => Boolean(document.querySelector("[data-in-app]"));

export const canWorkOffline = () =>
  Boolean(
    whoAmI() &&
      !isInApp() &&
      window.isSecureContext &&
      navigator.serviceWorker &&
      navigator.locks &&
      window.indexedDB &&
      window.caches &&
      crypto.subtle &&
      crypto.randomUUID &&
      window.BroadcastChannel,
  );
