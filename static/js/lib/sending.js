// Sends a kept form at once, and goes to wherever its answer leads.
import { channelOf } from "../offline/records.js";
import { Sender } from "../offline/sender.js";
import { MENDABLE } from "../offline/verdict.js";
import { whoAmI } from "./person.js";

const PATIENCE = 10_000; // ms that the page waits for the platform's answer before it shows the outbox

export async function send(form) {
  const sender = new Sender(whoAmI());
  sender.askToBeWoken();
  const late = (resolve) => setTimeout(resolve, PATIENCE);
  await Promise.race([sender.send({ only: form.id }).catch(() => {}), new Promise(late)]);
  await follow(form);
}

async function follow(form) {
  const record = await form.records.get(form.id);
  if (record.state === "sent") return location.replace(arrived(record.answer, form.next));
  // The rest is told in the outbox, with what else can be done.
  if (record.state === "refused" && MENDABLE.has(record.refusal.status)) return form.mend(record);
  const isStopped = record.state === "refused" || ["sign_in", "other_person"].includes(record.why);
  // What comes next is on the phone too, and the bar on top says how much waits.
  if (form.next && !isStopped && navigator.serviceWorker.controller) return location.replace(form.next);
  if (navigator.serviceWorker.controller || isStopped) return location.assign("/outbox");
  return wait(form);
}

// A desk holds no page for when there is no net: it stays with this one until it hears what became of it.
function wait(form) {
  form.say("waits");
  const channel = channelOf(whoAmI());
  channel.onmessage = async ({ data: { id, done } }) => {
    if (id !== form.id || done !== undefined) return;
    if ((await form.records.get(id)).state === "waiting") return;
    channel.close();
    await follow(form);
  };
}

function arrived({ url, received_at, twins }, next) {
  const told = [["received", received_at ?? new Date().toISOString()], ...twins.map((twin) => ["twin", twin])];
  return `${next || url}#${new URLSearchParams(told)}`;
}
