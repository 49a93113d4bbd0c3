// Whose page this is: the server wrote it, also into the copies that open with no signal.
const meta = (name) => document.querySelector(`meta[name=${name}]`)?.content ?? "";

export const whoAmI = () => meta("person");
export const make = () => meta("app");

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
