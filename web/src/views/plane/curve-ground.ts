import { surfaceValues } from '../../engine/readings.ts';
import type { Stage } from '../../reader/stage.ts';
import { faded, type Palette } from '../../toolkit/palette.ts';
import { roomy } from '../chart/axis.ts';
import type { Pen } from '../pen.ts';
import type { Ground } from './ground.ts';
import { placedBox } from './placement.ts';
import type { Box, Viewport } from './viewport.ts';

/** The graph of a one-dimensional function. */
export class CurveGround implements Ground {
  readonly columns = ['x0', 'loss'] as const;
  readonly flat = true;
  #values: Float64Array | undefined;
  #range: [number, number] = [0, 1];
  #asked = '';
  #busy = false;
  #home: Box | undefined;
  /** Values that are to be on show beside the curve. */
  #along: [number, number] | undefined;

  home(stage: Stage): Box {
    const [x] = placedBox(stage.problem, stage.config) as [[number, number]];
    this.#home = { x, y: this.#home?.y ?? [0, 1] };
    return this.#home;
  }

  refine(stage: Stage, view: Viewport, ready: () => void): void {
    if (this.#busy || view.width < 2) return;
    const { start: _, noise: __, ...shape } = stage.config.problem;
    const asked = `${JSON.stringify(shape)} ${view.box.x} ${view.width}`;
    if (asked === this.#asked) return;
    [this.#asked, this.#busy] = [asked, true];
    const x: [number, number] = [...view.box.x];
    const { queries, config } = stage.race;
    void surfaceValues(queries, config, [x], Math.min(1200, Math.ceil(view.width)) + 1, 1)
      .then((values) => {
        [this.#values, this.#range] = [values, x];
        this.#rise(view);
        ready();
      })
      .catch(() => {
        this.#asked = ''; // the next drawing asks again
      })
      .finally(() => {
        this.#busy = false;
      });
  }

  /** The height of the view follows the curve: down to its lowest point, and up to what most of it needs. */
  #rise(view: Viewport): void {
    const finite = this.#values!.filter(Number.isFinite).sort();
    if (finite.length < 2) return;
    const low = finite[0]!;
    const high = finite[Math.floor(finite.length * 0.97)]!;
    const y = roomy(low, high, 0.12);
    if (this.#home) this.#home = { x: this.#home.x, y };
    const [least, most] = this.#along ?? y;
    view.box = { x: view.box.x, y: [Math.min(y[0], least), Math.max(y[1], most)] };
  }

  reach(view: Viewport, y: [number, number] | undefined): void {
    this.#along = y;
    if (this.#values) this.#rise(view);
  }

  paint(pen: Pen, view: Viewport, palette: Palette): void {
    const values = this.#values;
    if (!values) return;
    const [low, high] = this.#range;
    const toX = (i: number): number => view.toX(low + ((high - low) * i) / (values.length - 1));
    const trace = (filled: boolean): void => {
      pen.beginPath();
      for (const [from, to] of finiteRuns(values)) {
        for (let i = from; i < to; i++) {
          const py = Math.min(1e5, Math.max(-1e5, view.toY(values[i]!)));
          if (i === from) pen.moveTo(toX(i), py);
          else pen.lineTo(toX(i), py);
        }
        if (!filled) continue;
        pen.lineTo(toX(to - 1), view.height + 1);
        pen.lineTo(toX(from), view.height + 1);
        pen.closePath();
      }
    };
    trace(true);
    pen.fillStyle = faded(palette.ground, palette.plain ? 0 : 0.08);
    pen.fill();
    trace(false);
    pen.strokeStyle = faded(palette.ink, palette.bold > 1 ? 1 : 0.55);
    pen.lineWidth = 1.25;
    pen.lineJoin = 'round';
    pen.stroke();
  }

  valueAt(x: number): number | undefined {
    const values = this.#values;
    const [low, high] = this.#range;
    if (!values) return undefined;
    const u = ((x - low) / (high - low)) * (values.length - 1);
    const i = Math.floor(u);
    return i < 0 || i >= values.length - 1 ? undefined : values[i]! + (values[i + 1]! - values[i]!) * (u - i);
  }
}

/** Where a curve is drawn: from one index up to another. Between them it has no value, or none that is finite. */
export function finiteRuns(values: Float64Array): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (const [i, value] of values.entries()) {
    if (!Number.isFinite(value)) continue;
    const last = runs.at(-1);
    if (last?.[1] === i) last[1] = i + 1;
    else runs.push([i, i + 1]);
  }
  return runs;
}
