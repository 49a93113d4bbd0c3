// A JPEG told when and where it was taken, and nothing else: what a canvas made knows neither. As in CIPA DC-008.

const TEXT = 2, LONG = 4, RATIO = 5;
const SIZES = { [TEXT]: 1, [LONG]: 4, [RATIO]: 8 };
const START = 8; // bytes from the head of a TIFF block to its first folder

// `jpeg`: Blob; the facts as read() in exif.js says them. → Blob
export function told(jpeg, { taken_at, latitude, longitude, accuracy }) {
  const camera = taken_at ? time(taken_at) : [];
  const gps = latitude === null ? [] : place(latitude, longitude, accuracy);
  if (!camera.length && !gps.length) return jpeg;
  const cameraAt = START + sizeOf([[], []]);
  const gpsAt = cameraAt + sizeOf(camera);
  const main = [[0x8769, LONG, [cameraAt]], [0x8825, LONG, [gpsAt]]];
  const folders = [folder(main, START), folder(camera, cameraAt), folder(gps, gpsAt)];
  const block = ["Exif\0\0MM\0*", number32(START), ...folders];
  const size = new Blob(block).size + 2;
  const segment = [new Uint8Array([0xff, 0xe1, size >> 8, size & 0xff]), ...block];
  return new Blob([jpeg.slice(0, 2), ...segment, jpeg.slice(2)], { type: jpeg.type });
}

const time = (iso) => [
  [0x9003, TEXT, `${iso.slice(0, 10).replaceAll("-", ":")} ${iso.slice(11, 19)}\0`],
  [0x9011, TEXT, "+00:00\0"],
];

function place(latitude, longitude, accuracy) {
  const degrees = (value) => [Math.round(Math.abs(value) * 1e7), 1e7, 0, 1, 0, 1];
  const side = (value, sides) => `${sides[Number(value < 0)]}\0`;
  const entries = [
    [1, TEXT, side(latitude, "NS")],
    [2, RATIO, degrees(latitude)],
    [3, TEXT, side(longitude, "EW")],
    [4, RATIO, degrees(longitude)],
  ];
  const isKnown = accuracy > 0 && accuracy < 4e7;
  return isKnown ? [...entries, [31, RATIO, [Math.round(accuracy * 100), 100]]] : entries;
}

const bytesOf = ([, kind, values]) => (kind === TEXT ? [...values].map((sign) => sign.charCodeAt(0)) : values.flatMap(four));
const four = (value) => [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
const number32 = (value) => new Uint8Array(four(value));
const sizeOf = (entries) => 2 + 12 * entries.length + 4 + entries.reduce((sum, entry) => sum + beyond(entry), 0);
const beyond = (entry) => (entry.length && bytesOf(entry).length > 4 ? bytesOf(entry).length : 0);

// Entries of 12 bytes, no next folder, then the values that do not fit into their entry.
function folder(entries, at) {
  let free = at + 2 + 12 * entries.length + 4;
  const lines = [0, entries.length];
  const values = [];
  for (const entry of entries) {
    const [tag, kind] = entry;
    const bytes = bytesOf(entry);
    lines.push(tag >> 8, tag & 0xff, 0, kind, ...four(bytes.length / SIZES[kind]));
    lines.push(...(bytes.length > 4 ? four(free) : [...bytes, 0, 0, 0, 0].slice(0, 4)));
    if (bytes.length > 4) values.push(...bytes);
    if (bytes.length > 4) free += bytes.length;
  }
  return new Uint8Array([...lines, 0, 0, 0, 0, ...values]);
}
