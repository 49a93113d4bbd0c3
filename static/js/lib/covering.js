import { told } from "./exif-writing.js";
import { grid, moved, touched, within } from "./mosaic.js";

const QUALITY = 0.9, LONGEST = 1600;

// A picture on a canvas, and the strokes of squares that cover parts of it. Closes the picture in the end.
export class Covering {
  constructor(canvas, picture) {
    const ratio = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * ratio)));
    Object.assign(canvas, { width, height });
    Object.assign(this, { canvas, picture, strokes: [], stroke: null });
    this.grid = grid(width, height);
    this.colours = this.mix();
    this.show();
  }

  // One colour a square, as the browser makes it of all that lies under it.
  mix() {
    const { size, columns, rows } = this.grid;
    const small = Object.assign(document.createElement("canvas"), { width: columns, height: rows });
    const pen = small.getContext("2d", { willReadFrequently: true });
    pen.imageSmoothingQuality = "high";
    pen.drawImage(this.picture, 0, 0, this.canvas.width / size, this.canvas.height / size);
    return pen.getImageData(0, 0, columns, rows).data;
  }

  show() {
    this.canvas.getContext("2d").drawImage(this.picture, 0, 0, this.canvas.width, this.canvas.height);
    for (const stroke of this.strokes) this.cover(stroke);
  }

  cover(squares) {
    const pen = this.canvas.getContext("2d");
    const { size, columns } = this.grid;
    for (const square of squares) {
      const [red, green, blue] = this.colours.subarray(4 * square);
      pen.fillStyle = `rgb(${red}, ${green}, ${blue})`;
      pen.fillRect((square % columns) * size, Math.floor(square / columns) * size, size, size);
    }
  }

  // Points in pixels of the picture.
  begin(point) {
    this.stroke = new Set();
    this.strokes.push(this.stroke);
    this.last = point;
    this.go(point);
  }

  go(point) {
    if (!this.stroke) return;
    const under = touched(this.grid, this.last, point);
    for (const square of under) this.stroke.add(square);
    this.cover(under);
    this.last = point;
  }

  end() {
    this.stroke = null;
  }

  stamp(frame) {
    this.strokes.push(within(this.grid, frame));
    this.cover(this.strokes.at(-1));
  }

  moved(frame, key) {
    return moved(this.grid, frame, key);
  }

  undo() {
    this.strokes.pop();
    this.stroke = null;
    this.show();
  }

  // A JPEG File that tells of `facts` (as in exif.js) when and where; null where the browser could not make one.
  async file(name, facts) {
    const blob = await new Promise((resolve) => this.canvas.toBlob(resolve, "image/jpeg", QUALITY));
    return blob && new File([told(blob, facts)], name, { type: blob.type });
  }

  close() {
    this.picture.close();
    this.canvas.width = this.canvas.height = 0;
  }
}
