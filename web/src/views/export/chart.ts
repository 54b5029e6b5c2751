import { runsOf } from '../../engine/runs.ts';
import type { Stage } from '../../reader/stage.ts';
import { dashOf, laneColour, type Palette } from '../../toolkit/palette.ts';
import { axesOf } from '../chart/chosen.ts';
import type { Axes } from '../chart/curves.ts';
import { smoothed } from '../chart/data.ts';
import { marksOf } from '../chart/options.ts';
import { pictureOf, type Zoom } from '../chart/picture.ts';
import { curveOf } from '../chart/quantities.ts';
import type { Pen } from '../pen.ts';
import type { Recorded } from '../recorded.ts';
import { Thinning } from '../thinning.ts';

const [LEFT, RIGHT, TOP, BOTTOM] = [56, 8, 8, 28];

/** The curves of a figure: what the page's chart shows, on its axes. */
export class Chart {
  readonly #axes: Axes;

  constructor(
    private readonly stage: Stage,
    private readonly palette: Palette,
    private readonly width: number,
    private readonly height: number,
  ) {
    this.#axes = axesOf(stage);
  }

  /** `lanes`: as far as they are drawn, up to step `last`; the axes are those of `whole`. */
  draw(pen: Pen, lanes: readonly Recorded[], whole: readonly Recorded[], last: number): void {
    const { width, height, palette } = this;
    const { share } = this.#axes;
    const all = runsOf<Recorded>(whole).map(({ run }) => curveOf(run, this.#axes, this.stage));
    const { x, y } = pictureOf(all, { ...this.#axes, doubled: false, zoom: this.#part(last) });
    const [wide, tall] = [width - LEFT - RIGHT, height - BOTTOM - TOP];
    const toX = (value: number): number => LEFT + x.place(value) * wide;
    const toY = (value: number): number => height - BOTTOM - y.place(value) * tall;
    const text = (px: number, py: number, align: CanvasTextAlign, value: string): void => {
      pen.textAlign = align;
      pen.fillText(value, px, py);
    };
    pen.font = `11px ${palette.font}`;
    pen.fillStyle = palette.muted;
    pen.strokeStyle = palette.rule;
    pen.lineWidth = 1;
    pen.lineCap = 'butt';
    pen.lineJoin = 'round';
    pen.textBaseline = 'alphabetic';
    pen.setLineDash([]);
    const up = marksOf(y, tall, false, share);
    for (const [i, place] of up.places.entries()) {
      const py = height - BOTTOM - place * tall;
      pen.beginPath();
      pen.moveTo(LEFT, py);
      pen.lineTo(width - RIGHT, py);
      pen.stroke();
      text(LEFT - 6, py + 4, 'right', up.labels[i]!);
    }
    const across = marksOf(x, wide, true, false);
    for (const [i, place] of across.places.entries())
      text(LEFT + place * wide, height - BOTTOM + 16, 'center', across.labels[i]!);
    text(width - RIGHT, height - 1, 'right', `${this.#axes.y.label()} / ${this.#axes.x.label()}`);
    pen.save();
    pen.beginPath();
    pen.rect(LEFT - 2, TOP - 2, width - LEFT - RIGHT + 4, height - TOP - BOTTOM + 4);
    pen.clip();
    for (const { lane, run } of runsOf<Recorded>(lanes))
      this.#curve(pen, run, this.stage.swatches[lane] ?? lane, toX, toY);
    pen.restore();
  }

  /** What the reader looks at more closely, else all steps of the figure. */
  #part(last: number): Zoom | undefined {
    const [left, right, low, high] = this.stage.view.chart ?? [];
    if (left !== undefined && right !== undefined)
      return { x: [left, right], y: low === undefined || high === undefined ? undefined : [low, high] };
    return this.#axes.x.id === 'step' ? { x: [this.#axes.logX ? 1 : 0, Math.max(2, last)] } : undefined;
  }

  #curve(pen: Pen, run: Recorded, swatch: number, toX: (x: number) => number, toY: (y: number) => number): void {
    const { smooth, share, logX, logY } = this.#axes;
    const raw = curveOf(run, this.#axes, this.stage);
    const curve = smooth ? smoothed(raw) : raw;
    const stands = (v: number, log: boolean): boolean => Number.isFinite(v) && (!log || v > 0);
    let up = true;
    const line = new Thinning(0.25, (x, y) => {
      if (up) pen.moveTo(x, y);
      else pen.lineTo(x, y);
      up = false;
    });
    pen.beginPath();
    for (let row = 0; row < curve.length; row++) {
      const [x, y] = [curve.x(row), curve.y(row)];
      if (Number.isNaN(y) && share) continue; // measured now and then
      if (stands(x, logX) && stands(y, logY)) line.add(toX(x), toY(y));
      else {
        line.end();
        up = true;
      }
    }
    line.end();
    pen.strokeStyle = laneColour(this.palette, swatch);
    pen.lineWidth = 1.75;
    pen.lineDashOffset = 0;
    pen.setLineDash([...dashOf(swatch)]);
    pen.stroke();
    pen.setLineDash([]);
  }
}
