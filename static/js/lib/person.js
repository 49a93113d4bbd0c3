// Whose page this is: the server wrote it, also into the copies that open with no signal.
const meta = (name) => document.querySelector(`meta[name=${name}]`)?.content ?? "";

export const whoAmI = () => meta("person");
export const make = () => meta("app");

// Offline work needs all of these; where one is missing everything works online, as plain pages.
const IN_APP = /MicroMessenger|DingTalk|AlipayClient|QQ\/|Weibo|FBAN|FBAV|Instagram/;

export const isInApp = () => IN_APP.test(navigator.userAgent);

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
