import type { Stage } from '../../reader/stage.ts';
import type { Palette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';
import type { Ground } from '../plane/ground.ts';
import { drawHeads, headsOf } from '../plane/heads.ts';
import { axes, minimum, start } from '../plane/marks.ts';
import { placedMinima } from '../plane/placement.ts';
import type { Plane } from '../plane/plane.ts';
import { Trails } from '../plane/trails.ts';
import { Viewport } from '../plane/viewport.ts';
import type { Recorded } from '../recorded.ts';

/** What a plane shows, and where. */
interface Shown {
  ground: Ground;
  view: Viewport;
}

/** The plane of a figure: what the page shows of it, on another pen. */
export class MapPart {
  readonly height: number;
  readonly #view = new Viewport();
  readonly #trails = new Trails(Number.POSITIVE_INFINITY);

  static of(root: ParentNode, stage: Stage, palette: Palette, width: number): MapPart | undefined {
    const plane = root.querySelector('.plane')?.parentElement as Plane | null | undefined;
    return plane && plane.view.width > 1 ? new MapPart(plane, stage, palette, width) : undefined;
  }

  constructor(
    private readonly plane: Shown,
    private readonly stage: Stage,
    private readonly palette: Palette,
    width: number,
  ) {
    const { view } = plane;
    this.height = Math.round((width * view.height) / view.width);
    [this.#view.width, this.#view.height, this.#view.box] = [width, this.height, view.box];
  }

  drawGround(pen: Pen): void {
    const { palette, stage } = this;
    const { ground } = this.plane;
    this.#frame(pen, () => {
      ground.paint(pen, this.#view, palette, stage);
      axes(pen, this.#view, palette);
      ground.label?.(pen, this.#view, palette, stage);
      for (const { at, value } of placedMinima(stage.problem, stage.config))
        minimum(pen, this.#view, palette, at[0]!, at[1] ?? value);
    });
    pen.strokeStyle = palette.rule;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.rect(0, 0, this.#view.width, this.height);
    pen.stroke();
  }

  /** What came since the last call. */
  drawTrails(pen: Pen, lanes: readonly Recorded[]): void {
    const { swatches } = this.stage;
    this.#frame(pen, () => {
      this.#trails.draw(pen, { lanes, swatches }, this.#view, this.palette, this.plane.ground.columns);
      pen.setLineDash([]);
    });
  }

  drawHeads(pen: Pen, lanes: readonly Recorded[]): void {
    const { stage, palette } = this;
    const { ground } = this.plane;
    const at = stage.config.problem.start;
    const y = Array.isArray(at) ? (ground.flat ? ground.valueAt(at[0]!, 0) : at[1]) : undefined;
    this.#frame(pen, () => {
      if (Array.isArray(at) && y !== undefined) start(pen, this.#view, palette, at[0]!, y, false);
      drawHeads(pen, headsOf({ hover: null, lanes, swatches: stage.swatches }, ground.columns), this.#view, palette);
    });
  }

  #frame(pen: Pen, draw: () => void): void {
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, this.#view.width, this.height);
    pen.clip();
    draw();
    pen.restore();
  }
}
