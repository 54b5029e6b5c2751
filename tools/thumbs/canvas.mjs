// What the gallery's pictures draw on in Node: as much of a canvas as they use, written down as the paths of an SVG.

const FAR = 60; // pixels beyond the picture: what goes on there is not seen
const MOST = 5000; // characters of one path
const EPSILON = 0.12; // pixels by which a path may miss its points, unless it gets too long

const round = (x) => Math.round(x * 10) / 10;

/** Points without those that a line between others passes closely (Douglas & Peucker 1973). */
function thinned(points, epsilon) {
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const todo = [[0, points.length - 1]];
  while (todo.length > 0) {
    const [a, b] = todo.pop();
    const [[ax, ay], [bx, by]] = [points[a], points[b]];
    const length = Math.hypot(bx - ax, by - ay);
    let [worst, at] = [epsilon, -1];
    for (let i = a + 1; i < b; i++) {
      const [x, y] = points[i];
      const off =
        length > 0 ? Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length : Math.hypot(x - ax, y - ay);
      if (off > worst) [worst, at] = [off, i];
    }
    if (at < 0) continue;
    keep[at] = 1;
    todo.push([a, at], [at, b]);
  }
  return points.filter((_, i) => keep[i]);
}

export class Path {
  lines = []; // { points, closed }
  discs = []; // [x, y, radius]
  constructor(other) {
    if (other) this.addPath(other);
  }
  moveTo(x, y) {
    this.lines.push({ points: [[x, y]], closed: false });
  }
  lineTo(x, y) {
    if (this.lines.length === 0) this.moveTo(x, y);
    else this.lines.at(-1).points.push([x, y]);
  }
  arc(x, y, radius) {
    this.discs.push([x, y, radius]);
  }
  closePath() {
    if (this.lines.length > 0) this.lines.at(-1).closed = true;
  }
  addPath({ lines, discs }, m = [1, 0, 0, 1, 0, 0]) {
    const place = ([x, y]) => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
    for (const { points, closed } of lines) this.lines.push({ points: points.map(place), closed });
    for (const [x, y, radius] of discs) this.discs.push([...place([x, y]), radius]);
  }

  /** As the `d` of an SVG's path. */
  text(width, height) {
    const side = ([x, y]) => (x < -FAR ? 1 : x > width + FAR ? 2 : 0) + (y < -FAR ? 4 : y > height + FAR ? 8 : 0);
    const seen = this.lines
      .map(({ points, closed }) => {
        const good = points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
        const near = good.filter((p, i) => i === 0 || !(side(p) & side(good[i - 1]) & side(good[i + 1] ?? p)));
        return { points: near, closed };
      })
      .filter(({ points }) => points.length > 1);
    for (let epsilon = EPSILON; ; epsilon *= 2) {
      const d = seen.map((line) => written(thinned(line.points, epsilon), line.closed)).join('') + this.#discs();
      if (d.length < MOST || epsilon > 2) return d;
    }
  }

  #discs() {
    return this.discs
      .map(
        ([x, y, r]) =>
          `M${round(x - r)} ${round(y)}a${round(r)} ${round(r)} 0 1 0 ${round(2 * r)} 0a${round(r)} ${round(r)} 0 1 0 ${-round(2 * r)} 0`,
      )
      .join('');
  }
}

/** From point to point, each relative to the one before. */
function written(points, closed) {
  let [px, py] = points[0].map(round);
  let d = `M${px} ${py}l`;
  for (const [x, y] of points.slice(1)) {
    const [dx, dy] = [round(round(x) - px), round(round(y) - py)];
    if (dx === 0 && dy === 0) continue;
    d += `${dx < 0 || d.endsWith('l') ? '' : ' '}${dx}${dy < 0 ? '' : ' '}${dy}`;
    [px, py] = [round(x), round(y)];
  }
  return d.endsWith('l') ? '' : closed ? `${d}z` : d;
}

export class Matrix extends Array {
  constructor(values) {
    super(...values);
  }
}

/** A canvas's context that keeps what is drawn as paths with their styles. */
export class Paths {
  drawn = []; // { d, style }
  strokeStyle = '#000';
  fillStyle = '#000';
  lineWidth = 1;
  lineCap = 'butt';
  lineJoin = 'miter';
  lineDashOffset = 0;
  #dash = [];
  #path = new Path();
  #saved = [];
  constructor(width, height) {
    Object.assign(this, { width, height });
  }
  setLineDash(dash) {
    this.#dash = dash;
  }
  clearRect() {
    this.drawn = [];
  }
  beginPath() {
    this.#path = new Path();
  }
  moveTo(x, y) {
    this.#path.moveTo(x, y);
  }
  lineTo(x, y) {
    this.#path.lineTo(x, y);
  }
  arc(x, y, radius) {
    this.#path.arc(x, y, radius);
  }
  closePath() {
    this.#path.closePath();
  }
  // The picture's own edge clips.
  rect() {}
  clip() {}

  save() {
    const { strokeStyle, fillStyle, lineWidth } = this;
    this.#saved.push({ strokeStyle, fillStyle, lineWidth });
  }
  restore() {
    Object.assign(this, this.#saved.pop());
  }
  stroke(path = this.#path) {
    const dash = this.#dash.length > 0 ? `;stroke-dasharray:${this.#dash.join(' ')}` : '';
    const cap = this.lineCap === 'butt' ? '' : `;stroke-linecap:${this.lineCap}`;
    const style = `fill:none;stroke:${this.strokeStyle};stroke-width:${this.lineWidth};stroke-linejoin:${this.lineJoin}${cap}${dash}`;
    this.#add(path, style);
  }
  fill(...args) {
    const path = args[0] instanceof Path ? args[0] : this.#path;
    this.#add(path, `fill:${this.fillStyle}${args.includes('evenodd') ? ';fill-rule:evenodd' : ''}`);
  }
  #add(path, style) {
    const d = path.text(this.width, this.height);
    if (d) this.drawn.push({ d, style });
  }
}

/** Layers of paths as one SVG; `colours` are the declarations of the custom properties that the styles use. */
export function svgOf(layers, width, height, colours) {
  const classes = new Map();
  const nameOf = (style) => {
    if (!classes.has(style)) classes.set(style, `a${classes.size.toString(36)}`);
    return classes.get(style);
  };
  const paths = layers.flatMap(({ drawn }) => drawn).map(({ d, style }) => `<path class="${nameOf(style)}" d="${d}"/>`);
  const styles = [...classes].map(([style, name]) => `.${name}{${style}}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><style>:root{color-scheme:light dark;${colours}}${styles.join('')}</style>${paths.join('')}</svg>\n`;
}
