// What an answer to something we sent means. Only our own platform's word counts: a captive portal says 200 too.

const LONGEST_PAUSE = 300; // seconds

// What whoever made it can mend, by these answers of the platform.
export const MENDABLE = new Set([400, 413, 415, 422]);

export const pause = (tries) => Math.min(2 ** tries, LONGEST_PAUSE) * 1000;

// "yes", "no" (a person must look), "again" (later, by itself), "sign_in" and "other_person" (later, by its owner).
export function verdict(status, said, isYes) {
  if (status === 200 || status === 201) return isYes(said) ? { is: "yes" } : { is: "again", why: "portal" };
  // Whatever else is no word of ours stands between us and the platform: a proxy, a hotel's page.
  if (!said || typeof said.error !== "string") return { is: "again", why: status >= 500 ? "server" : "portal" };
  // Nothing of theirs is taken before they have chosen a password of their own: that is part of signing in.
  if (status === 401 || said.error === "own_password") return { is: "sign_in", why: "sign_in" };
  if (said.error === "other_person") return { is: "other_person", why: "other_person" };
  if (status >= 500 || status === 408 || status === 429) return { is: "again", why: "server" };
  // Damaged on its way; the bytes here are whole.
  if (said.error === "hash_differs") return { is: "again", why: "server" };
  return { is: "no" };
}

export async function read(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}
