// A picture as a grid of coarse squares: what a finger touches is whole squares, each of one colour afterwards.

const ALONG = 24; // squares along the longer side: a face that fills a third of the picture is eight of them

// → {size: pixels of a square, columns, rows}; squares are numbered row by row.
export function grid(width, height) {
  const size = Math.max(1, Math.ceil(Math.max(width, height) / ALONG));
  return { size, columns: Math.ceil(width / size), rows: Math.ceil(height / size) };
}

// The squares under a finger that goes from one point to another (pixels of the picture).
export function touched(on, from, to) {
  const steps = Math.max(1, Math.ceil((2 * Math.hypot(to.x - from.x, to.y - from.y)) / on.size));
  const under = new Set();
  for (let step = 0; step <= steps; step++) {
    const x = from.x + ((to.x - from.x) * step) / steps;
    const y = from.y + ((to.y - from.y) * step) / steps;
    for (const square of around(on, x, y)) under.add(square);
  }
  return under;
}

// A fingertip is as wide as a square: those that it half covers count.
function around(on, x, y) {
  const [left, right] = [x - on.size / 2, x + on.size / 2].map((edge) => Math.floor(edge / on.size));
  const [top, bottom] = [y - on.size / 2, y + on.size / 2].map((edge) => Math.floor(edge / on.size));
  return within(on, { column: left, row: top, wide: right - left + 1, high: bottom - top + 1 });
}

// The squares of a frame, as far as it lies on the picture.
export function within(on, { column, row, wide, high }) {
  const squares = [];
  for (let y = Math.max(0, row); y < Math.min(on.rows, row + high); y++) {
    for (let x = Math.max(0, column); x < Math.min(on.columns, column + wide); x++) squares.push(y * on.columns + x);
  }
  return squares;
}

// The frame after a key: arrows move it, + and - size it; it stays on the picture.
export function moved(on, frame, key) {
  const [right, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key] ?? [0, 0];
  const more = { "+": 1, "=": 1, "-": -1 }[key] ?? 0;
  const [wide, high] = [clamp(frame.wide + more, 1, on.columns), clamp(frame.high + more, 1, on.rows)];
  const [column, row] = [clamp(frame.column + right, 0, on.columns - wide), clamp(frame.row + down, 0, on.rows - high)];
  return { column, row, wide, high };
}

const clamp = (value, least, most) => Math.max(least, Math.min(most, value));
