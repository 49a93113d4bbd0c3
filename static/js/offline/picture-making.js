// What is kept of a photo: an upright JPEG of at most 1600 px, what its EXIF said, and a thumbnail. Runs in a worker or,
// where a worker has no canvas, on the page.
import { read } from "../lib/exif.js";
import { hex } from "../lib/hex.js";
import { layout } from "../lib/layout.js";

const LONGEST = 1600, QUALITY = 0.82; // as images/photos.py, which then keeps these pixels as they are
const THUMBNAIL = 320, THUMBNAIL_QUALITY = 0.75;
const SMALL = 700_000; // bytes: an upright JPEG up to this is not made smaller
const MOST_PIXELS = 60_000_000; // what is decoded whole takes four bytes each

// How the stored pixels come to stand upright, by EXIF orientation; w and h are the sides as stored.
const TURNS = {
  2: (w) => [-1, 0, 0, 1, w, 0],
  3: (w, h) => [-1, 0, 0, -1, w, h],
  4: (w, h) => [1, 0, 0, -1, 0, h],
  5: () => [0, 1, 1, 0, 0, 0],
  6: (w, h) => [0, 1, -1, 0, h, 0],
  7: (w, h) => [0, -1, -1, 0, h, w],
  8: (w) => [0, -1, 1, 0, 0, w],
};

// See picture.js for what it returns. Rejects only when the file itself cannot be read.
export async function make(file, isShrunk = true) {
  const original = await file.arrayBuffer();
  const shape = layout(original);
  const { orientation, orientation_at, ...told } = read(original, shape.exif);
  const hash = sha256(original);
  const decoded = isShrunk ? pictured(original, shape, orientation, orientation_at) : null;
  const { bytes, thumbnail } = (await decoded?.catch(() => null)) ?? { bytes: null, thumbnail: null };
  const original_sha256 = await hash;
  const kept = bytes
    ? { bytes, type: "image/jpeg", name: `${file.name.replace(/\.\w+$/, "")}.jpg`, sha256: await sha256(bytes) }
    : { bytes: original, type: file.type, name: file.name, sha256: original_sha256 };
  return { ...kept, original_sha256, ...told, thumbnail };
}

// Hex; empty where the page came without https, for there browsers have no hashes.
async function sha256(bytes) {
  return self.crypto?.subtle ? hex(await crypto.subtle.digest("SHA-256", bytes)) : "";
}

// `bytes` is null where the original is as good: a small upright JPEG, or HEIC, which the server decodes better.
async function pictured(original, shape, orientation, orientationAt) {
  const isSmall = Math.max(shape.width, shape.height) <= LONGEST && original.byteLength <= SMALL;
  const isKept = shape.kind === "heic" || (shape.kind === "jpeg" && orientation === 1 && isSmall);
  const picture = await decode(unturned(original, orientationAt), shape, isKept ? THUMBNAIL : LONGEST);
  // HEIC turns itself, by a box of its own.
  const turn = shape.kind === "heic" ? 1 : orientation;
  let large;
  try {
    if (!isKept) large = drawn(picture, turn, LONGEST);
    const small = large ? drawn(large, 1, THUMBNAIL) : drawn(picture, turn, THUMBNAIL);
    picture.close();
    const bytes = large ? await encoded(large, QUALITY) : null;
    return { bytes, thumbnail: await encoded(small, THUMBNAIL_QUALITY) };
  } finally {
    picture.close();
    // Safari frees a canvas late, unless it is empty.
    if (large) large.width = large.height = 0;
  }
}

// Browsers turn by EXIF in some calls and versions and not in others: without the entry none does.
function unturned(original, orientationAt) {
  if (orientationAt < 0) return original;
  const copy = original.slice(0);
  new Uint8Array(copy).fill(0, orientationAt, orientationAt + 2);
  return copy;
}

async function decode(bytes, { kind, width, height }, longest) {
  if (kind === "jpeg" && width && self.ImageDecoder) {
    const small = await decodeSmall(bytes, width, height, longest).catch(() => null);
    if (small) return small;
  }
  if (width * height > MOST_PIXELS) throw new Error("too many pixels");
  const ratio = longest / Math.max(width, height);
  const isLarger = ratio > 0 && ratio < 1;
  const sides = { resizeWidth: Math.round(width * ratio) || 1, resizeHeight: Math.round(height * ratio) || 1 };
  return createImageBitmap(new Blob([bytes]), ...(isLarger ? [{ ...sides, resizeQuality: "medium" }] : []));
}

// A JPEG decodes at eighths of its size in a third of the time and a fraction of the memory.
async function decodeSmall(data, width, height, longest) {
  const eighths = Math.min(8, Math.ceil((8 * longest) / Math.max(width, height)));
  const [desiredWidth, desiredHeight] = [width, height].map((side) => Math.ceil((side * eighths) / 8));
  const decoder = new ImageDecoder({ data, type: "image/jpeg", desiredWidth, desiredHeight });
  try {
    return (await decoder.decode()).image;
  } finally {
    decoder.close();
  }
}

function drawn(picture, orientation, longest) {
  const [wide, high] = [picture.displayWidth ?? picture.width, picture.displayHeight ?? picture.height];
  const ratio = Math.min(1, longest / Math.max(wide, high));
  const [width, height] = [wide, high].map((side) => Math.max(1, Math.round(side * ratio)));
  const canvas = blank(...(orientation > 4 ? [height, width] : [width, height]));
  const pen = canvas.getContext("2d", { alpha: false });
  pen.fillStyle = "#fff"; // what was transparent is paper
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "medium";
  if (orientation > 1) pen.setTransform(...TURNS[orientation](width, height));
  pen.drawImage(picture, 0, 0, width, height);
  return canvas;
}

function blank(width, height) {
  return self.document
    ? Object.assign(document.createElement("canvas"), { width, height })
    : new OffscreenCanvas(width, height);
}

async function encoded(canvas, quality) {
  const type = "image/jpeg";
  const blob = canvas.convertToBlob
    ? await canvas.convertToBlob({ type, quality })
    : await new Promise((resolve) => canvas.toBlob(resolve, type, quality));
  if (blob?.type !== type) throw new Error("no JPEG");
  return blob.arrayBuffer();
}
