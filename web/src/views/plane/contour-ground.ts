import { surfaceValues } from '../../engine/readings.ts';
import type { Stage } from '../../reader/stage.ts';
import { isSurface } from '../../reader/traits.ts';
import { faded, mixed, type Palette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';
import type { Ground } from './ground.ts';
import { type LevelSet, levelSets } from './levels.ts';
import { axisNames, theta } from './marks.ts';
import { knownLeast, placedBox } from './placement.ts';
import { type Box, sameBox, type Viewport } from './viewport.ts';

/** Cells in CSS pixels: first a quick picture, then a fine one once the view stands still. */
const COARSE = 6;
const SETTLED = 160; // milliseconds
const RIM = 2; // cells beyond the edges, so that closing lines stay out of sight

interface Grid {
  box: Box;
  size: [number, number];
  values: Float64Array;
}

/** What a map is of. */
export interface Relief {
  readonly columns: readonly [string, string];
  home(stage: Stage): Box;
  /** Of equal keys the values are the same. */
  key(stage: Stage): string;
  /** On a grid, row-major with y outer. */
  values(stage: Stage, box: Box, columns: number, rows: number): Promise<Float64Array>;
  /** Cells of a fine picture. */
  readonly cells: number;
}

/** The problem itself, of two parameters. */
export const whole: Relief = {
  columns: ['x0', 'x1'],
  home({ problem, config }) {
    const [x, y] = placedBox(problem, config);
    return { x: x!, y: y! };
  },
  key({ config }) {
    const { start: _, noise: __, ...shape } = config.problem;
    return JSON.stringify(shape);
  },
  values: ({ race }, { x, y }, columns, rows) => surfaceValues(race.queries, race.config, [x, y], columns, rows),
  cells: 160_000, // fewer break thin valleys
};

/** Level sets of a loss over two parameters, tinted by height. */
export class ContourGround implements Ground {
  readonly flat = false;
  #grid: Grid | undefined;
  #sets: LevelSet[] = [];
  #asked = '';
  #askedBox: Box | undefined;
  #busy = false;
  #fine = false; // what is shown
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(protected readonly relief: Relief = whole) {}

  get columns(): readonly [string, string] {
    return this.relief.columns;
  }

  home(stage: Stage): Box {
    return this.relief.home(stage);
  }

  refine(stage: Stage, view: Viewport, ready: () => void): void {
    if (this.#busy || view.width < 2 || view.height < 2) return;
    const asked = `${this.relief.key(stage)} ${view.width} ${view.height}`;
    const same = asked === this.#asked && this.#askedBox && sameBox(this.#askedBox, view.box);
    if (same && this.#fine) return;
    clearTimeout(this.#timer);
    const take = (fine: boolean): void => {
      [this.#asked, this.#askedBox, this.#busy, this.#fine] = [asked, view.box, true, fine];
      const cell = fine ? Math.max(1.25, Math.sqrt((view.width * view.height) / this.relief.cells)) : COARSE;
      void this.#sample(stage, view, cell)
        .then(ready, () => {
          this.#asked = ''; // the next drawing asks again
        })
        .finally(() => {
          this.#busy = false;
        });
    };
    if (same) this.#timer = setTimeout(() => !this.#busy && take(true), SETTLED);
    else take(false);
  }

  async #sample(stage: Stage, { box, width, height }: Viewport, cell: number): Promise<void> {
    const inner = [Math.ceil(width / cell), Math.ceil(height / cell)] as const;
    const wide = ([low, high]: [number, number], cells: number): [number, number] => {
      const rim = (RIM * (high - low)) / cells;
      return [low - rim, high + rim];
    };
    const around: Box = { x: wide(box.x, inner[0]), y: wide(box.y, inner[1]) };
    const size: [number, number] = [inner[0] + 2 * RIM + 1, inner[1] + 2 * RIM + 1];
    const { problem } = stage;
    const values = await this.relief.values(stage, around, ...size);
    const sets = await levelSets(
      values,
      size,
      problem.logLevels,
      knownLeast(problem, stage.config),
      () => problem !== stage.problem,
    );
    if (!sets) return;
    [this.#grid, this.#sets] = [{ box: around, size, values }, sets];
  }

  /** A function of x and y needs no names. */
  label(pen: Pen, view: Viewport, palette: Palette, { problem }: Stage): void {
    if (!isSurface(problem)) axisNames(pen, view, palette, theta(1), theta(2)); // as formulas have them
  }

  paint(pen: Pen, view: Viewport, palette: Palette): void {
    const grid = this.#grid;
    if (!grid) return;
    const { box, size } = grid;
    const sx = (view.toX(box.x[1]) - view.toX(box.x[0])) / (size[0] - 1);
    const sy = (view.toY(box.y[1]) - view.toY(box.y[0])) / (size[1] - 1);
    // Samples stand in the middle of d3's cells.
    const [left, bottom] = [view.toX(box.x[0]) - sx / 2, view.toY(box.y[0]) - sy / 2];
    pen.strokeStyle = faded(palette.ground, palette.plain ? 1 : 0.42 * palette.bold ** 2);
    pen.lineWidth = 0.75;
    const depth = palette.plain ? 0 : Math.min(0.34, 0.03 * this.#sets.length);
    for (const [i, { rings }] of this.#sets.entries()) {
      pen.beginPath();
      for (const ring of rings) {
        pen.moveTo(left + sx * ring[0]!, bottom + sy * ring[1]!);
        for (let k = 2; k < ring.length; k += 2) pen.lineTo(left + sx * ring[k]!, bottom + sy * ring[k + 1]!);
        pen.closePath();
      }
      pen.fillStyle = mixed(palette.paper, palette.ground, (depth * (i + 1)) / this.#sets.length);
      pen.fill('evenodd');
      pen.stroke();
    }
  }

  valueAt(x: number, y: number): number | undefined {
    const grid = this.#grid;
    if (!grid) return undefined;
    const { box, size, values } = grid;
    const u = ((x - box.x[0]) / (box.x[1] - box.x[0])) * (size[0] - 1);
    const v = ((y - box.y[0]) / (box.y[1] - box.y[0])) * (size[1] - 1);
    const [i, j] = [Math.floor(u), Math.floor(v)];
    if (i < 0 || j < 0 || i >= size[0] - 1 || j >= size[1] - 1) return undefined;
    const at = (a: number, b: number): number => values[b * size[0] + a]!;
    const [p, q] = [u - i, v - j];
    return (at(i, j) * (1 - p) + at(i + 1, j) * p) * (1 - q) + (at(i, j + 1) * (1 - p) + at(i + 1, j + 1) * p) * q;
  }
}
