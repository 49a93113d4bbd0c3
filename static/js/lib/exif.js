// When, where and which way up a picture was taken. The same values that images/exif.py reads on the server, because a
// canvas keeps none of them. Tags and types as in CIPA DC-008 (Exif 2.32), structure as in TIFF 6.0.
import { layout } from "./layout.js";

const ORIENTATION = 0x0112, EXIF_FOLDER = 0x8769, GPS_FOLDER = 0x8825;
const TAKEN = 0x9003, TAKEN_OFFSET = 0x9011;
const LATITUDE_REF = 1, LATITUDE = 2, LONGITUDE_REF = 3, LONGITUDE = 4, GPS_TIME = 7, GPS_DATE = 29, GPS_ERROR = 31;

const TEXT = 2;
const SIZES = { 1: 1, [TEXT]: 1, 3: 2, 4: 4, 5: 8, 9: 4, 10: 8 };
const MOST_ENTRIES = 200, MOST_BYTES = 100;
const FIRST_YEAR = 1900, LAST_YEAR = 2199;

// → {orientation: 1 to 8, orientation_at: where its entry begins in the buffer or -1, taken_at: ISO 8601 in UTC or "",
//    latitude, longitude: degrees of WGS-84 or null, accuracy: metres or null}. Rubbish is never an error.
// The satellites' time is preferred to the camera's own, which counts only with its offset from UTC.
export function read(buffer, at = layout(buffer).exif) {
  const facts = { orientation: 1, orientation_at: -1, taken_at: "", latitude: null, longitude: null, accuracy: null };
  if (at < 0 || at + 8 > buffer.byteLength) return facts;
  const view = new DataView(buffer, at);
  const head = view.getUint32(0);
  if (head !== 0x49492a00 && head !== 0x4d4d002a) return facts;
  const isLittle = head === 0x49492a00;
  const main = folder(view, isLittle, [view.getUint32(4, isLittle)]);
  const gps = folder(view, isLittle, main.get(GPS_FOLDER));
  facts.taken_at = gpsTime(gps) || cameraTime(folder(view, isLittle, main.get(EXIF_FOLDER)));
  Object.assign(facts, orientation(main, at), place(gps));
  return facts;
}

// A Map of tag → text or array of numbers; `entries` says where each begins. What is cut is left out.
function folder(view, isLittle, offset) {
  const values = new Map();
  values.entries = new Map();
  if (!Array.isArray(offset)) return values;
  try {
    const [start] = offset;
    const count = Math.min(view.getUint16(start, isLittle), MOST_ENTRIES);
    for (let number = 0; number < count; number++) {
      const entry = start + 2 + 12 * number;
      const tag = view.getUint16(entry, isLittle);
      const value = valueOf(view, isLittle, entry);
      if (value === null || values.has(tag)) continue;
      values.set(tag, value);
      values.entries.set(tag, entry);
    }
  } catch {
    // The entries before the cut are whole.
  }
  return values;
}

function valueOf(view, isLittle, entry) {
  const kind = view.getUint16(entry + 2, isLittle);
  const count = view.getUint32(entry + 4, isLittle);
  const size = (SIZES[kind] ?? 0) * count;
  if (!size || size > MOST_BYTES) return null;
  const at = size > 4 ? view.getUint32(entry + 8, isLittle) : entry + 8;
  if (at + size > view.byteLength) return null;
  const places = Array.from({ length: count }, (_, index) => at + index * SIZES[kind]);
  if (kind === TEXT) return String.fromCharCode(...places.map((place) => view.getUint8(place))).split("\0")[0].trim();
  return places.map((place) => readers[kind](view, place, isLittle));
}

const readers = {
  1: (view, at) => view.getUint8(at),
  3: (view, at, isLittle) => view.getUint16(at, isLittle),
  4: (view, at, isLittle) => view.getUint32(at, isLittle),
  5: (view, at, isLittle) => view.getUint32(at, isLittle) / (view.getUint32(at + 4, isLittle) || NaN),
  9: (view, at, isLittle) => view.getInt32(at, isLittle),
  10: (view, at, isLittle) => view.getInt32(at, isLittle) / (view.getInt32(at + 4, isLittle) || NaN),
};

function orientation(main, start) {
  const [value] = numbers(main.get(ORIENTATION));
  if (!(Number.isInteger(value) && value >= 1 && value <= 8)) return {};
  return { orientation: value, orientation_at: start + main.entries.get(ORIENTATION) };
}

function place(gps) {
  const latitude = degrees(gps.get(LATITUDE), gps.get(LATITUDE_REF), "NS", 90);
  const longitude = degrees(gps.get(LONGITUDE), gps.get(LONGITUDE_REF), "EW", 180);
  // 0, 0 is what phones write before they have a fix.
  if (latitude === null || longitude === null || (latitude === 0 && longitude === 0)) return {};
  const [metres] = numbers(gps.get(GPS_ERROR));
  return { latitude, longitude, accuracy: metres > 0 && metres < Infinity ? metres : null };
}

function degrees(parts, side, sides, limit) {
  if (!Array.isArray(parts) || side?.length !== 1 || !sides.includes(side)) return null;
  const sum = parts.slice(0, 3).reduce((total, part, power) => total + part / 60 ** power, 0);
  if (!(sum >= 0 && sum <= limit)) return null;
  return side === sides[1] ? -sum || 0 : sum;
}

const numbers = (value) => (Array.isArray(value) ? value : []);

function gpsTime(gps) {
  const clock = numbers(gps.get(GPS_TIME));
  const seconds = clock[0] * 3600 + clock[1] * 60 + clock[2];
  if (clock.length !== 3 || !(seconds >= 0 && seconds < 86_400)) return "";
  const midnight = moment(`${gps.get(GPS_DATE)} 00:00:00`, "+00:00");
  return midnight && new Date(Date.parse(midnight) + seconds * 1000).toISOString();
}

const cameraTime = (values) => moment(values.get(TAKEN), values.get(TAKEN_OFFSET));

function moment(local, offset) {
  const [, year, ...rest] = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(local) ?? [];
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? [];
  if (!year || !sign || minutes > 59 || hours > 23) return "";
  const [month, ...others] = rest.map(Number);
  const read = new Date(Date.UTC(year, month - 1, ...others));
  // A 30th of February becomes a day of March: it is no day.
  if (read.toISOString().slice(0, 19) !== `${year}-${rest[0]}-${rest[1]}T${rest.slice(2).join(":")}`) return "";
  const time = new Date(read - `${sign}1` * (hours * 60 + +minutes) * 60_000);
  return year >= FIRST_YEAR && year <= LAST_YEAR ? time.toISOString() : "";
}
