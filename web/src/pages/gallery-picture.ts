import { dashOf, faded, laneColour, type Palette } from '../ui/palette.ts';
import type { Stage } from '../ui/stage.ts';
import { ContourGround } from '../views/plane/contour-ground.ts';
import { CurveGround } from '../views/plane/curve-ground.ts';
import type { Ground } from '../views/plane/ground.ts';
import { heads, minimum } from '../views/plane/marks.ts';
import { placedMinima } from '../views/plane/placement.ts';
import { Trails } from '../views/plane/trails.ts';
import { Viewport } from '../views/plane/viewport.ts';

type Ctx = CanvasRenderingContext2D;

/** A race in a few square centimetres, on three layers. */
export interface Picture {
  /** What the paths are drawn on is there. */
  readonly ready: boolean;
  /** Returns whether there is more to draw in the next frame; calls `again` when there is later. */
  draw(layers: [Ctx, Ctx, Ctx], width: number, height: number, palette: Palette, again: () => void): boolean;
}

/** The paths on the surface. */
export class MapPicture implements Picture {
  readonly #ground: Ground;
  readonly #trails = new Trails();
  readonly #view = new Viewport();
  ready = false;
  #painted = false; // the ground, as it is now
  #ratio = 0; // of device pixels, for which it was painted

  constructor(private readonly stage: Stage) {
    this.#ground = stage.problem.dim === 1 ? new CurveGround() : new ContourGround();
  }

  draw(
    [under, trails, marks]: [Ctx, Ctx, Ctx],
    width: number,
    height: number,
    palette: Palette,
    again: () => void,
  ): boolean {
    const { stage } = this;
    const [view, ground] = [this.#view, this.#ground];
    if (view.width !== width || view.height !== height || this.#ratio !== devicePixelRatio) {
      [view.width, view.height, this.#ratio] = [width, height, devicePixelRatio];
      view.fit(ground.home(stage), false);
      this.#reach();
      this.#trails.invalidate();
      this.#painted = false;
    }
    ground.refine(stage, view, () => {
      this.ready = true;
      this.#trails.invalidate();
      this.#painted = false;
      again();
    });
    if (!this.#painted) {
      under.clearRect(0, 0, width, height);
      ground.paint(under, view, palette, stage);
      for (const { at, value } of placedMinima(stage.problem, stage.config))
        minimum(under, view, palette, at[0]!, at[1] ?? value);
      this.#painted = true;
    }
    const more = this.#trails.draw(trails, stage, view, palette, ground.columns);
    marks.clearRect(0, 0, width, height);
    heads(marks, stage, view, palette, ground.columns);
    return more || !this.ready;
  }

  /** The start belongs to the picture, with a little room around it. */
  #reach(): void {
    const { start } = this.stage.config.problem;
    if (!Array.isArray(start)) return;
    const { box } = this.#view;
    for (const [i, axis] of (['x', 'y'] as const).entries()) {
      const at = start[i];
      if (at === undefined) continue;
      const room = (box[axis][1] - box[axis][0]) * 0.08;
      box[axis] = [Math.min(box[axis][0], at - room), Math.max(box[axis][1], at + room)];
    }
  }
}

const DECADES = 100; // from this ratio on a positive quantity is drawn on a logarithmic scale

/** A column over the steps. */
export class TrendPicture implements Picture {
  readonly ready = true;
  constructor(
    private readonly stage: Stage,
    private readonly column: string,
  ) {}

  draw([under, trails, marks]: [Ctx, Ctx, Ctx], width: number, height: number, palette: Palette): boolean {
    const { stage } = this;
    const columns = stage.lanes.map(({ trace }) => ({
      steps: trace.column('step'),
      values: trace.column(this.column),
    }));
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { values } of columns) {
      for (const value of values) {
        if (!Number.isFinite(value)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    for (const ctx of [under, trails, marks]) ctx.clearRect(0, 0, width, height);
    if (!(high >= low)) return false;
    const log = low > 0 && high / low > DECADES;
    const rung = (value: number): number => (log ? Math.log10(value) : value);
    const [from, span] = [rung(low), rung(high) - rung(low) || 1];
    const [left, top, right, bottom] = [8, 10, width - 10, height - 10];
    const toX = (step: number): number => left + (step / stage.config.steps) * (right - left);
    const toY = (value: number): number => bottom - ((rung(value) - from) / span) * (bottom - top);
    under.strokeStyle = faded(palette.ground, 0.42);
    under.lineWidth = 0.75;
    under.beginPath();
    const zero = !log && low < 0 && high > 0 ? toY(0) : bottom + 4;
    under.moveTo(left, zero);
    under.lineTo(right, zero);
    under.stroke();
    for (const [lane, { steps, values }] of columns.entries()) {
      const colour = laneColour(palette, stage.slots[lane] ?? lane);
      trails.strokeStyle = faded(colour, 0.92);
      trails.setLineDash([...dashOf(stage.slots[lane] ?? lane)]);
      trails.lineWidth = 1.75;
      trails.lineJoin = 'round';
      trails.beginPath();
      const every = Math.max(1, Math.floor(values.length / (2 * width)));
      for (let row = 0; row < values.length; row += every) {
        if (Number.isFinite(values[row])) trails.lineTo(toX(steps[row]!), toY(values[row]!));
      }
      trails.stroke();
      const last = values.length - 1;
      if (last < 0 || !Number.isFinite(values[last])) continue;
      marks.fillStyle = colour;
      marks.beginPath();
      marks.arc(toX(steps[last]!), toY(values[last]!), 3, 0, 2 * Math.PI);
      marks.fill();
    }
    return false;
  }
}
