// What kind of picture these bytes are, how large it is, and where its EXIF stands. Nothing is decoded.

const MOST_PARTS = 100_000; // a PNG of 25 megapixels has some ten thousand
const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const HEIC = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"]);

const text = (bytes, at) => String.fromCharCode(...bytes.subarray(at, at + 4));
const startsWith = (bytes, at, sign) => sign.every((byte, index) => bytes[at + index] === byte);
const afterSign = (bytes, at) => (startsWith(bytes, at, EXIF) ? at + EXIF.length : at);

function kindOf(bytes) {
  if (startsWith(bytes, 0, [0xff, 0xd8, 0xff])) return "jpeg";
  if (startsWith(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])) return "png";
  if (text(bytes, 0) === "RIFF" && text(bytes, 8) === "WEBP") return "webp";
  if (text(bytes, 4) === "ftyp" && HEIC.has(text(bytes, 8))) return "heic";
  return "";
}

// → {kind, width, height, exif}: sides in pixels as stored, 0 where not known; `exif` is where its TIFF block
// begins, -1 where there is none. Rubbish is never an error.
export function layout(buffer) {
  const bytes = new Uint8Array(buffer);
  const found = { kind: kindOf(bytes), width: 0, height: 0, exif: -1 };
  try {
    walks[found.kind]?.(bytes, new DataView(buffer), found);
  } catch {
    // It was cut: what stood before the cut is known.
  }
  return found;
}

const walks = { jpeg: walkJpeg, png: walkPng, webp: walkWebp, heic: searchHeic };

function walkJpeg(bytes, view, found) {
  for (let at = 2, parts = 0; parts < MOST_PARTS; parts++) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) return;
    while (bytes[at] === 0xff) at++;
    const marker = bytes[at++];
    const isAlone = marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    if (marker === 0xda || marker === 0xd9) return; // the picture itself
    if (isAlone) continue;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) [found.height, found.width] = [view.getUint16(at + 3), view.getUint16(at + 5)];
    if (marker === 0xe1 && found.exif < 0 && startsWith(bytes, at + 2, EXIF)) found.exif = at + 2 + EXIF.length;
    at += Math.max(2, view.getUint16(at));
  }
}

function walkPng(bytes, view, found) {
  [found.width, found.height] = [view.getUint32(16), view.getUint32(20)];
  for (let at = 8, parts = 0; parts < MOST_PARTS; parts++) {
    if (text(bytes, at + 4) === "eXIf") found.exif = afterSign(bytes, at + 8);
    at += 12 + view.getUint32(at);
  }
}

function walkWebp(bytes, view, found) {
  for (let at = 12, parts = 0; parts < MOST_PARTS; parts++) {
    if (text(bytes, at) === "EXIF") found.exif = afterSign(bytes, at + 8);
    const size = view.getUint32(at + 4, true);
    at += 8 + size + (size % 2);
  }
}

// Its boxes would have to be followed through three tables; six bytes and a TIFF head are not found by chance.
function searchHeic(bytes, _view, found) {
  for (let at = bytes.indexOf(EXIF[0]); at >= 0; at = bytes.indexOf(EXIF[0], at + 1)) {
    const isHead = startsWith(bytes, at, EXIF) && ["II*\0", "MM\0*"].includes(text(bytes, at + EXIF.length));
    if (isHead) return void (found.exif = at + EXIF.length);
  }
}
