// How much room this phone has for what waits (bytes), and what is done about it when it grows tight.

export const TIGHT = 0.8; // of the quota: said
export const FULL = 0.95; // no new photo: what is here must still fit when it changes

export async function room() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return { usage, quota, share: quota ? usage / quota : 0 };
}

// Asked once there is something to lose. The answer is the browser's; most give none to a page seen for the first time.
export async function askToPersist() {
  const storage = navigator.storage;
  if (!storage?.persist || (await storage.persisted())) return;
  await storage.persist();
}

// What was sent makes room first: it is on the platform, and stays here only for the day of a restored backup.
export const keptAfterSending = (share, usual) => (share >= FULL ? 0 : share >= TIGHT ? usual / 7 : usual);
