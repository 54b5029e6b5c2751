import { runsOf } from '../engine/runs.ts';
import type { Stage } from '../reader/stage.ts';
import type { RunView } from '../run/run.ts';
import { dashOf, faded, laneColour, type Palette } from '../toolkit/palette.ts';
import { axesOf, quantitiesOf } from '../views/chart/chosen.ts';
import type { Axes } from '../views/chart/curves.ts';
import { pictureOf, type Zoom } from '../views/chart/picture.ts';
import { curveOf } from '../views/chart/quantities.ts';
import { ContourGround } from '../views/plane/contour-ground.ts';
import { CurveGround } from '../views/plane/curve-ground.ts';
import type { Ground } from '../views/plane/ground.ts';
import { drawHeads, headsOf } from '../views/plane/heads.ts';
import { minimum } from '../views/plane/marks.ts';
import { placedMinima } from '../views/plane/placement.ts';
import { withStart } from '../views/plane/reach.ts';
import { Trails } from '../views/plane/trails.ts';
import { boxOf, Viewport } from '../views/plane/viewport.ts';

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
      const home = ground.home(stage);
      const { map, equal = false } = stage.view;
      view.fit(map ? boxOf(map, home) : home, equal && !ground.flat);
      if (!map) view.box = withStart(view.box, stage.config.problem.start);
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
      return true; // a phone has no time for the trails in the same frame
    }
    const more = this.#trails.draw(trails, stage, view, palette, ground.columns);
    marks.clearRect(0, 0, width, height);
    drawHeads(marks, headsOf(stage, ground.columns), view, palette);
    return more || !this.ready;
  }
}

/** What a chart shows: the part that the view state asks for, else the whole race from its start. */
function partOf({ view: { chart }, config: { steps } }: Stage, { x, logX }: Axes): Zoom | undefined {
  const [left, right, low, high] = chart ?? (x.id === 'step' ? [logX ? 1 : 0, steps] : []);
  if (left === undefined || right === undefined) return undefined;
  return { x: [left, right], y: low === undefined || high === undefined ? undefined : [low, high] };
}

/** A chart of the race: the quantity that its view state asks for, over what it asks for. */
export class TrendPicture implements Picture {
  readonly ready = true;
  constructor(
    private readonly stage: Stage,
    /** The picture that is asked for: where it is no quantity, the chart's own is drawn. */
    private readonly name: string | undefined,
  ) {}

  draw([under, trails, marks]: [Ctx, Ctx, Ctx], width: number, height: number, palette: Palette): boolean {
    const { stage, name } = this;
    for (const ctx of [under, trails, marks]) ctx.clearRect(0, 0, width, height);
    const known = quantitiesOf(stage, name).some(({ id }) => id === name);
    const axes = axesOf(stage, known ? name : stage.view.quantity);
    const runs = runsOf<RunView>(stage.lanes);
    const curves = runs.map(({ run }) => curveOf(run, axes, stage));
    const { x, y, values, places } = pictureOf(curves, { ...axes, doubled: false, zoom: partOf(stage, axes) });
    if (!values.slice(1).some((column) => column.some((value) => Number.isFinite(value)))) return false;
    const [left, top, right, bottom] = [8, 10, width - 10, height - 10];
    const toX = (place: number): number => left + place * (right - left);
    const toY = (place: number): number => bottom - place * (bottom - top);
    under.strokeStyle = faded(palette.ground, palette.plain ? 1 : 0.42);
    under.lineWidth = 0.75;
    under.beginPath();
    const zero = !axes.logY && y.low < 0 && y.high > 0 ? toY(y.place(0)) : bottom + 4;
    under.moveTo(left, zero);
    under.lineTo(right, zero);
    under.stroke();
    trails.save();
    trails.beginPath();
    trails.rect(0, top - 6, width, bottom - top + 12);
    trails.clip();
    for (const [i, curve] of curves.entries()) {
      const { lane } = runs[i]!;
      const swatch = stage.swatches[lane] ?? lane;
      trails.strokeStyle = faded(laneColour(palette, swatch), 0.92);
      trails.setLineDash([...dashOf(swatch)]);
      trails.lineWidth = 1.75 * palette.bold;
      trails.lineJoin = 'round';
      trails.beginPath();
      for (const [row, place] of places[i + 1]!.entries())
        if (typeof place === 'number' && Number.isFinite(place)) trails.lineTo(toX(places[0][row]!), toY(place));
      trails.stroke();
      const last = curve.length - 1;
      if (last < 0) continue;
      const [endX, endY] = [toX(x.place(curve.x(last))), toY(y.place(curve.y(last)))];
      if (!(endX <= right + 1 && endY >= top - 6 && endY <= bottom + 6)) continue;
      marks.fillStyle = laneColour(palette, swatch);
      marks.beginPath();
      marks.arc(endX, endY, 3, 0, 2 * Math.PI);
      marks.fill();
    }
    trails.restore();
    return false;
  }
}
