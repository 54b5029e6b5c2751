import { runsOf } from '../../engine/runs.ts';
import { Budget } from '../../toolkit/budget.ts';
import type { Palette } from '../../toolkit/palette.ts';
import { onPaper } from '../canvas.ts';
import type { Recorded } from '../recorded.ts';
import { Trails } from './trails.ts';
import { type Box, sameBox, type Viewport } from './viewport.ts';

type Ctx = CanvasRenderingContext2D;
interface Drawable {
  lanes: readonly Recorded[];
  swatches: readonly number[];
}

/**
 * The trails on a canvas of their own. While a picture of long traces is drawn anew, a few rows a frame, the last one stays: moved to
 * where the view is. What is drawn in a frame depends on the time that it takes, and not on the rows of the traces.
 */
export class TrailsLayer {
  readonly #budget = new Budget();
  /** What is on the canvas, and the part of the plane that it was drawn for; undefined: nothing is. */
  #trails = new Trails(this.#budget);
  #box: Box | undefined;
  /** What will be, on a canvas of its own: lanes that are replaced meanwhile are drawn to their end, so that a reader who drags sees some. */
  #next: { trails: Trails; ctx: Ctx; stage: Drawable } | undefined;
  #stale = false;
  /** When the view last moved. */
  #moved = Number.NEGATIVE_INFINITY;
  /** Whether a picture is to be drawn when it rests. */
  #waits = false;

  /** The view moved: everything is to be drawn again. */
  invalidate(): void {
    this.#stale = true;
  }

  /** What is on the canvas is of no use: it has another size, or other colours. */
  cleared(): void {
    this.#box = undefined;
    this.invalidate();
  }

  /** Returns whether there is more to draw in the next frame. */
  draw(ctx: Ctx, stage: Drawable, view: Viewport, palette: Palette, columns: readonly [string, string]): boolean {
    if (this.#stale) {
      this.#next = undefined; // of a part that is not on show any more
      this.#moved = performance.now();
    }
    const begins = this.#stale || this.#waits || !this.#box || !this.#trails.continues(stage.lanes);
    this.#stale = false;
    if (begins && !this.#next) {
      this.#waits = this.#box !== undefined && this.#isLong(stage) && performance.now() - this.#moved < REST;
      if (this.#waits) {
        place(ctx.canvas, this.#box!, view);
        return true;
      }
      this.#begin(ctx, stage, view);
    }
    if (!this.#next) return this.#trails.draw(ctx, stage, view, palette, columns);
    const next = this.#next;
    if (next.trails.draw(next.ctx, next.stage, view, palette, columns)) {
      place(ctx.canvas, this.#box!, view);
      return true;
    }
    this.#show(ctx, next.trails, view);
    ctx.drawImage(next.ctx.canvas, 0, 0, view.width, view.height);
    this.#next = undefined;
    return this.draw(ctx, stage, view, palette, columns); // there may be other lanes by now
  }

  #begin(ctx: Ctx, stage: Drawable, view: Viewport): void {
    const { ownerDocument: document } = ctx.canvas;
    if (onPaper(document.defaultView ?? window)) {
      this.#show(ctx, new Trails(Number.POSITIVE_INFINITY), view); // no frame comes after this one
      return;
    }
    const trails = new Trails(this.#budget);
    if (!this.#box || !this.#isLong(stage)) {
      this.#show(ctx, trails, view);
      return;
    }
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [ctx.canvas.width, ctx.canvas.height];
    const behind = canvas.getContext('2d')!;
    behind.setTransform(ctx.getTransform());
    this.#next = { trails, ctx: behind, stage: { lanes: stage.lanes, swatches: stage.swatches } };
  }

  /** Whether it takes more than a frame. */
  #isLong(stage: Drawable): boolean {
    return !this.#budget.allows(PER_ROW * rowsOf(stage));
  }

  /** These are on the canvas from now on, which is empty. */
  #show(ctx: Ctx, trails: Trails, view: Viewport): void {
    ctx.clearRect(0, 0, view.width, view.height);
    [this.#trails, this.#box] = [trails, view.box];
    place(ctx.canvas, view.box, view);
  }
}

/** Work for a row of a noisy trace (trails.ts). */
const PER_ROW = 4;
/** Milliseconds after which a view that moved has come to rest. */
const REST = 150;

const rowsOf = ({ lanes }: Drawable): number =>
  runsOf<Recorded>(lanes).reduce((sum, { run }) => sum + run.trace.length, 0);

/** Moves a canvas of a part of the plane to where that is in the view. */
function place({ style }: HTMLCanvasElement, box: Box, view: Viewport): void {
  if (sameBox(box, view.box)) {
    style.transform = '';
    return;
  }
  const [left, right] = box.x.map(view.toX) as [number, number];
  const [bottom, top] = box.y.map(view.toY) as [number, number];
  style.transformOrigin = '0 0';
  style.transform = `translate(${left}px, ${top}px) scale(${(right - left) / view.width}, ${(bottom - top) / view.height})`;
}
