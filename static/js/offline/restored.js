// A platform that came back from a backup may have lost what it had acknowledged. It is still here, and goes again.

export async function forgetKept(records, hashes) {
  for (const sha256 of hashes) await records.changeFile(sha256, { kept: null });
}

// Of the `asked` that were sent, what the platform does not know. Returns how many.
export async function offerAgain(records, asked, known) {
  const sent = await records.list("sent");
  const lost = sent.filter(({ id }) => asked.has(id) && !known.has(id));
  const again = { state: "waiting", next_at: 0, tries: 0, why: "restored" };
  for (const { id, files } of lost) {
    await forgetKept(records, files);
    await records.change(id, again, (old) => old.state === "sent");
  }
  return lost.length;
}
