// A sound of the microphone as a file; nothing of a page in it.

// AAC in MP4 plays on every phone; Opus where the browser can make nothing else.
const TYPES = ["audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const ENDINGS = { "audio/mp4": "m4a", "audio/webm": "webm", "audio/ogg": "ogg" };
const TICK = 200; // ms
const BITS_A_SECOND = 32000; // a minute is some 250 kB, and every word is clear

// Over plain http there is no microphone at all.
export const canRecord = () => Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);

const bestType = () => TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? "";

export const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

// Starts at once, tells the seconds that are left, and stops by itself; `done` is the file, or null when nothing was
// heard. Raises what getUserMedia and MediaRecorder raise.
export async function record(seconds, tell) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  try {
    return begin(stream, seconds, tell);
  } catch (error) {
    // It shows as being on, in another app too.
    turnOff(stream);
    throw error;
  }
}

function turnOff(stream) {
  for (const track of stream.getTracks()) track.stop();
}

// What is being said is nowhere yet: a page that is left would take it along.
const ask = (event) => event.preventDefault();

function begin(stream, seconds, tell) {
  const recorder = new MediaRecorder(stream, { mimeType: bestType(), audioBitsPerSecond: BITS_A_SECOND });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const done = new Promise((resolve) => {
    // Also when a call takes the microphone away: what was said by then is kept.
    recorder.onstop = () => {
      turnOff(stream);
      removeEventListener("beforeunload", ask);
      resolve(named(parts, recorder.mimeType));
    };
  });
  const stop = () => recorder.state === "inactive" || recorder.stop();
  // By the clock, not by ticks: those come late while another app is in front.
  const ends = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
    tell(left);
    if (!left) stop();
  };
  recorder.start();
  addEventListener("beforeunload", ask);
  const ticking = setInterval(tick, TICK);
  tick();
  return { done: done.finally(() => clearInterval(ticking)), stop };
}

function named(parts, mimeType) {
  const [type] = mimeType.split(";");
  const sound = new File(parts, `memo-${Date.now()}.${ENDINGS[type] ?? "audio"}`, { type });
  return sound.size ? sound : null;
}
