import type uPlot from 'uplot';
import { percent } from '../../toolkit/format.ts';
import { dashOf, faded, laneColour, type Palette } from '../../toolkit/palette.ts';
import { placeOf } from '../../toolkit/place.ts';
import type { Room } from '../canvas.ts';
import { logTicks, tickLabels, ticks } from '../ticks.ts';
import type { Axis } from './axis.ts';
import type { Line } from './lines.ts';

export interface Look {
  palette: Palette;
  swatches: readonly number[];
  /** Raw values under smoothed ones: the first half of the series are the raw ones. */
  doubled: boolean;
  /** Under these lies another quantity, which is to be seen as well. */
  compared: boolean;
  share: boolean; // y is a share of one, shown in percent
  markers: boolean; // rows are few and far between
  /** The axes as they are at the next drawing. */
  x(): Axis;
  y(): Axis;
  select(chart: uPlot): void;
  cursor(chart: uPlot): void;
  sized(chart: uPlot): void;
  draw(chart: uPlot): void;
}

/* All of this with labels of 11 pixels. */
const FIGURE = 6.2; // pixels that a figure of a label takes
const [X_SPACE, Y_SPACE, LOG_SPACE] = [60, 30, 26]; // least distances of labels
const [X_SIZE, Y_SIZE, GAP] = [26, 52, 6];

interface Marks {
  places: number[];
  labels: string[];
}

/** An axis' ticks, as many as have room, and what they are called. `pixels` in those of such labels. */
export function marksOf(axis: Axis, pixels: number, across: boolean, share: boolean): Marks {
  const { low, high, log, place } = axis;
  const of = (want: number): number[] => (log ? logTicks : ticks)(low, high, want);
  const said = (values: number[]): string[] =>
    share && values.length > 1
      ? values.map((v) => percent(v, Math.max(0, Math.ceil(-2.001 - Math.log10(values[1]! - values[0]!)))))
      : tickLabels(values, log);
  const wide = (labels: string[]): number => 16 + FIGURE * Math.max(0, ...labels.map(({ length }) => length));
  let values = of(pixels / (across ? X_SPACE : log ? LOG_SPACE : Y_SPACE));
  let labels = said(values);
  if (across && values.length > 1 && wide(labels) > pixels / values.length) {
    values = of(pixels / wide(labels));
    labels = said(values);
  }
  return { places: values.map(place), labels };
}

/** A mouse event as uPlot is to see it: as if nothing around the chart were scaled. */
function unscaled(chart: uPlot, event: MouseEvent): MouseEvent {
  const { type, target, button, movementX, movementY } = event;
  const { x, y } = placeOf(event);
  const [clientX, clientY] = [chart.rect.left + x, chart.rect.top + y];
  return { type, target, button, movementX, movementY, clientX, clientY } as MouseEvent;
}

/** On the chart itself; a drag may end anywhere, but what it chose was decided by the last move on the chart. */
const bound: uPlot.Cursor.MouseListenerFactory = (chart, target, handle) => (event) => {
  if (event.button === 0 && event.target === target) handle(unscaled(chart, event));
  else if (event.button === 0 && event.type === 'mouseup') handle(event);
  return null;
};

/** Gives a canvas that uPlot has just sized the pixels of its room; what is drawn from now on fills it as before. */
export function enlarge(ctx: CanvasRenderingContext2D, { columns, rows }: Room): void {
  const { canvas } = ctx;
  const [across, down] = [columns / canvas.width, rows / canvas.height];
  if (across === 1 && down === 1) return;
  [canvas.width, canvas.height] = [columns, rows];
  ctx.scale(across, down);
}

/** How each of the columns is drawn. */
export function linesOf({ palette, swatches, doubled, compared, markers }: Look): Line[] {
  const thick = palette.bold * palette.unit;
  const line = (swatch: number, raw: boolean): Line => ({
    colour: raw ? faded(laneColour(palette, swatch), compared ? 0.5 : 0.22) : laneColour(palette, swatch),
    width: !raw ? 1.75 * thick : compared ? 1.25 : 1 / (window.devicePixelRatio || 1), // hairlines are quick to paint
    dash: raw ? [] : dashOf(swatch).map((part) => part * thick),
    translucent: raw,
    marks: markers && !raw ? 2.5 * palette.unit : 0,
  });
  return [
    ...(doubled ? swatches.map((swatch) => line(swatch, true)) : []),
    ...swatches.map((swatch) => line(swatch, false)),
  ];
}

/**
 * How uPlot is to draw: hairlines, small figures, no legend (the table is one), dashes that tell lanes apart without colour. It draws places
 * from 0 to 1: values, ranges and ticks are ours, as its own do not take all that a race can measure.
 */
export function chartOptions(look: Look, { width, height }: Room): uPlot.Options {
  const { palette } = look;
  const { unit, bold } = palette;
  const marks: Marks[] = [];
  const axis = (of: () => Axis, index: number): uPlot.Axis => ({
    stroke: palette.muted,
    font: `${11 * unit}px ${palette.font}`,
    grid: { stroke: faded(palette.ink, bold > 1 ? 0.25 : 0.09), width: 1 },
    ticks: { show: false },
    border: { show: false },
    incrs: () => [Number.POSITIVE_INFINITY], // for which there is always room
    splits: ({ width, height }) => {
      marks[index] = marksOf(
        of(),
        index === 0 ? width / unit - Y_SIZE : height / unit - X_SIZE,
        index === 0,
        index === 1 && look.share,
      );
      return marks[index].places;
    },
    values: () => marks[index]!.labels,
  });
  const whole = (): [number, number] => [0, 1];
  return {
    width,
    height,
    padding: [10 * unit, 18 * unit, 0, 0], // room for half of the last label
    legend: { show: false },
    focus: { alpha: 1 },
    cursor: {
      y: false,
      bind: { mousedown: bound, mousemove: bound, mouseup: bound, dblclick: () => null },
      drag: { x: true, y: true, uni: 24, dist: 4, setScale: false },
      focus: { prox: 30 },
      points: { size: 7, width: 1.5, show: true },
    },
    scales: { x: { time: false, range: whole }, y: { range: whole } },
    axes: [
      { ...axis(look.x, 0), size: X_SIZE * unit, gap: 4 * unit },
      {
        ...axis(look.y, 1),
        size: (_, labels) =>
          unit * Math.max(Y_SIZE, 2 * GAP + FIGURE * Math.max(0, ...(labels ?? []).map((label) => label?.length ?? 0))),
        gap: GAP * unit,
      },
    ],
    // Lines are drawn by us (lines.ts): those of the library have a cost without bounds.
    series: [
      {},
      ...linesOf(look).map(({ colour }) => ({ stroke: colour, paths: () => null, points: { show: false } })),
    ],
    hooks: { setSelect: [look.select], setCursor: [look.cursor], setSize: [look.sized], draw: [look.draw] },
  };
}
