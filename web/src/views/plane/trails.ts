import { dashOf, faded, laneColour, type Palette } from '../../ui/palette.ts';
import type { Stage } from '../../ui/stage.ts';
import type { Viewport } from './viewport.ts';

const PER_FRAME = 40_000; // rows drawn in one frame: a long trace comes in pieces
const DOTS = 7; // CSS pixels between steps from which each step gets its dot

interface Drawn {
  trace: object;
  rows: number;
  /** Length of the line so far: the dashes go on where they ended. */
  length: number;
}

/** The paths of all lanes. Rows that came since the last frame are added to what is on the canvas. */
export class Trails {
  #drawn: (Drawn | undefined)[] = [];
  #stale = true;

  /** The view moved, the colours changed: everything is to be drawn again. */
  invalidate(): void {
    this.#stale = true;
  }

  /** Returns whether there is more to draw in the next frame. */
  draw(
    ctx: CanvasRenderingContext2D,
    stage: Stage,
    view: Viewport,
    palette: Palette,
    columns: readonly [string, string],
  ): boolean {
    const { lanes } = stage;
    const shrunk = lanes.some(({ trace }, i) => {
      const drawn = this.#drawn[i];
      return drawn && (drawn.trace !== trace || drawn.rows > trace.length);
    });
    if (this.#stale || shrunk || this.#drawn.length > lanes.length) {
      ctx.clearRect(0, 0, view.width, view.height);
      this.#drawn = [];
      this.#stale = false;
    }
    let left = PER_FRAME;
    for (const [i, { trace }] of lanes.entries()) {
      this.#drawn[i] ??= { trace, rows: 0, length: 0 };
      const drawn = this.#drawn[i];
      const to = Math.min(trace.length, drawn.rows + Math.ceil(left / (lanes.length - i)));
      left -= to - drawn.rows;
      if (to > drawn.rows && to > 1) {
        const slot = stage.slots[i] ?? i;
        ctx.strokeStyle = ctx.fillStyle = laneColour(palette, slot);
        this.#add(ctx, view, trace.column(columns[0]), trace.column(columns[1]), drawn, to, dashOf(slot));
      }
    }
    return lanes.some(({ trace }, i) => this.#drawn[i]!.rows < trace.length);
  }

  #add(
    ctx: CanvasRenderingContext2D,
    view: Viewport,
    xs: Float64Array,
    ys: Float64Array,
    drawn: Drawn,
    to: number,
    dash: readonly number[],
  ): void {
    const clip = (px: number): number => Math.min(1e5, Math.max(-1e5, px));
    const from = Math.max(0, drawn.rows - 1);
    let [px, py] = [clip(view.toX(xs[from]!)), clip(view.toY(ys[from]!))];
    const dots = new Path2D();
    ctx.beginPath();
    ctx.moveTo(px, py);
    let length = drawn.length;
    for (let row = from + 1; row < to; row++) {
      const [x, y] = [clip(view.toX(xs[row]!)), clip(view.toY(ys[row]!))];
      if (Number.isNaN(x) || Number.isNaN(y)) continue;
      const gone = Math.hypot(x - px, y - py);
      if (gone < 0.4 && row < to - 1) continue;
      if (gone >= DOTS) {
        dots.moveTo(x + 2, y);
        dots.arc(x, y, 2, 0, 2 * Math.PI);
      }
      ctx.lineTo(x, y);
      length += gone;
      [px, py] = [x, y];
    }
    const colour = ctx.strokeStyle as string;
    ctx.setLineDash([...dash]);
    ctx.lineDashOffset = drawn.length;
    ctx.lineWidth = 1.75;
    ctx.lineJoin = 'round';
    ctx.lineCap = 'butt';
    ctx.strokeStyle = faded(colour, 0.92);
    ctx.stroke();
    ctx.fill(dots);
    drawn.rows = to;
    drawn.length = length;
  }
}
