import { num, percent, power } from '../../ui/format.ts';
import { t } from '../../ui/i18n.ts';
import { dashOf, laneColour, type Palette } from '../../ui/palette.ts';
import type { Stage } from '../../ui/stage.ts';
import { hasData } from '../../ui/traits.ts';
import { accuracies, losses, type Quantity } from '../chart/quantities.ts';
import type { Pen } from '../pen.ts';
import { Thinning } from '../thinning.ts';
import { logTicks, ticks } from '../ticks.ts';
import type { Recorded } from './moment.ts';

const [LEFT, RIGHT, TOP, BOTTOM] = [56, 8, 8, 28];
/** What rises so far above where the race began, or falls so far below its top, is outside: it would flatten the rest. */
const [RISE, FALL] = [1e4, 1e-32];

/** The curves of a figure: what the page shows over the steps, the loss by default. */
export class Chart {
  readonly #y: Quantity;
  readonly #log: boolean;
  readonly #share: boolean;

  constructor(
    private readonly stage: Stage,
    private readonly palette: Palette,
    private readonly width: number,
    private readonly height: number,
  ) {
    const { problem, prefs, config } = stage;
    const all = [...losses, ...accuracies].filter((quantity) => quantity.fits(problem, config));
    this.#y = all.find(({ id }) => id === prefs.metric[problem.kind]) ?? all[0]!;
    this.#share = accuracies.includes(this.#y);
    this.#log = !this.#share && (prefs.logY ?? (problem.logLevels || this.#y.id === 'gap' || hasData(problem)));
  }

  /** `lanes`: as far as they are drawn, up to `last`; the axes are those of `whole`. */
  draw(pen: Pen, lanes: readonly Recorded[], whole: readonly Recorded[], last: number): void {
    const { width, height, palette } = this;
    const [low, high, log] = this.#range(whole);
    const rung = log ? Math.log : (v: number) => v;
    const toX = (step: number): number => LEFT + (step / Math.max(1, last)) * (width - LEFT - RIGHT);
    const toY = (value: number): number =>
      TOP + ((rung(high) - rung(value)) / (rung(high) - rung(low))) * (height - BOTTOM - TOP);
    const text = (x: number, y: number, align: CanvasTextAlign, value: string): void => {
      pen.textAlign = align;
      pen.fillText(value, x, y);
    };
    pen.font = `11px ${palette.font}`;
    pen.fillStyle = palette.muted;
    pen.strokeStyle = palette.rule;
    pen.lineWidth = 1;
    pen.lineCap = 'butt';
    pen.lineJoin = 'round';
    pen.textBaseline = 'alphabetic';
    pen.setLineDash([]);
    for (const v of log ? logTicks(low, high, 6) : ticks(low, high, 5)) {
      pen.beginPath();
      pen.moveTo(LEFT, toY(v));
      pen.lineTo(width - RIGHT, toY(v));
      pen.stroke();
      text(LEFT - 6, toY(v) + 4, 'right', this.#share ? percent(v, 0) : log ? power(v) : num(v, 3));
    }
    for (const v of ticks(0, last, 6)) text(toX(v), height - BOTTOM + 16, 'center', num(v));
    text(width - RIGHT, height - 1, 'right', `${this.#y.label()} / ${t('axis.step')}`);
    pen.save();
    pen.beginPath();
    pen.rect(LEFT - 2, TOP - 2, width - LEFT - RIGHT + 4, height - TOP - BOTTOM + 4);
    pen.clip();
    for (const [i, lane] of lanes.entries()) this.#curve(pen, lane, this.stage.slots[i] ?? i, toX, toY, log);
    pen.restore();
  }

  #curve(
    pen: Pen,
    lane: Recorded,
    slot: number,
    toX: (x: number) => number,
    toY: (y: number) => number,
    log: boolean,
  ): void {
    const { trace } = lane;
    const read = this.#y.read(trace, this.stage);
    if (!read) return;
    const steps = trace.column('step');
    let up = true;
    const line = new Thinning(0.25, (x, y) => {
      if (up) pen.moveTo(x, y);
      else pen.lineTo(x, y);
      up = false;
    });
    pen.beginPath();
    for (let row = 0; row < trace.length; row++) {
      const value = read(row);
      if (Number.isNaN(value) && this.#share) continue; // measured now and then
      if (Number.isFinite(value) && (!log || value > 0))
        line.add(toX(steps[row]!), Math.min(1e5, Math.max(-1e5, toY(value))));
      else {
        line.end();
        up = true;
      }
    }
    line.end();
    pen.strokeStyle = laneColour(this.palette, slot);
    pen.lineWidth = 1.75;
    pen.lineDashOffset = 0;
    pen.setLineDash([...dashOf(slot)]);
    pen.stroke();
    pen.setLineDash([]);
  }

  #range(lanes: readonly Recorded[]): [number, number, boolean] {
    let [low, high, least, start] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { trace } of lanes) {
      const read = this.#y.read(trace, this.stage);
      if (!read) continue;
      let first = true;
      for (let row = 0; row < trace.length; row++) {
        const v = read(row);
        if (!Number.isFinite(v)) continue;
        if (first) start = Math.max(start, v);
        first = false;
        if (v < low) low = v;
        if (v > high) high = v;
        if (v > 0 && v < least) least = v;
      }
    }
    if (this.#share) return [Math.max(0, Math.floor(Math.min(low, 0.99) * 20) / 20), 1, false];
    if (this.#log && high > 0) {
      high = start > 0 ? Math.min(high, start * RISE) : high;
      low = Math.max(least, high * FALL);
      const room = Math.max(high / low, 1.02) ** 0.04;
      return [low / room, high * room, true];
    }
    if (!(high >= low)) return [0, 1, false];
    high = Math.min(high, start + 2 * Math.max(start - low, Math.abs(start) * 1e-3));
    const room = 0.04 * (high - low || Math.abs(low) || 1);
    return [low - room, Math.max(high, low) + room, false];
  }
}
