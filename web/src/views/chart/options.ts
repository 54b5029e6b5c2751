import type uPlot from 'uplot';
import { num, percent, power } from '../../ui/format.ts';
import { dashOf, faded, laneColour, type Palette } from '../../ui/palette.ts';
import { logTicks } from '../ticks.ts';

export interface Look {
  palette: Palette;
  slots: readonly number[];
  logX: boolean;
  logY: boolean;
  /** Raw values under smoothed ones: the first half of the series are the raw ones. */
  doubled: boolean;
  share: boolean; // y is a share of one, shown in percent
  markers: boolean; // rows are few and far between
  xRange(low: number, high: number): [number, number];
  yRange(low: number, high: number): [number, number];
  select(chart: uPlot): void;
  cursor(chart: uPlot): void;
}

/** Distances between the lines of a share, whose figures are then whole. */
const PERCENTS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

/** How uPlot is to draw: hairlines, small figures, no legend (the table is one), dashes that tell lanes apart without colour. */
export function chartOptions(look: Look, width: number, height: number): uPlot.Options {
  const { palette, slots } = look;
  const axis = (log: boolean): uPlot.Axis => ({
    stroke: palette.muted,
    font: `11px ${palette.font}`,
    grid: { stroke: faded(palette.ink, 0.09), width: 1 },
    ticks: { show: false },
    border: { show: false },
    values: (_, splits) => splits.map((value) => (log ? power(value) : num(value))),
    ...(log && {
      filter: (_: uPlot, splits: number[]) => splits,
      splits: (chart: uPlot, index: number, low: number, high: number) =>
        logTicks(low, high, (index === 0 ? chart.width / 60 : chart.height / 26) | 0),
    }),
  });
  const line = (slot: number, raw: boolean): uPlot.Series => ({
    stroke: raw ? faded(laneColour(palette, slot), 0.22) : laneColour(palette, slot),
    width: raw ? 1 / (window.devicePixelRatio || 1) : 1.75, // hairlines are quick to paint
    dash: raw ? [] : [...dashOf(slot)],
    points: { show: look.markers && !raw, size: 5, fill: laneColour(palette, slot) },
    spanGaps: false,
  });
  return {
    width,
    height,
    padding: [10, 18, 0, 0], // room for half of the last label
    legend: { show: false },
    focus: { alpha: 1 },
    cursor: {
      y: false,
      drag: { x: true, y: true, uni: 24, dist: 4 },
      focus: { prox: 30 },
      points: { size: 7, width: 1.5, show: true },
    },
    scales: {
      x: { time: false, distr: look.logX ? 3 : 1, range: (_, low, high) => look.xRange(low, high) },
      y: { distr: look.logY ? 3 : 1, range: (_, low, high) => look.yRange(low, high) },
    },
    axes: [
      { ...axis(look.logX), size: 26, gap: 4, space: 60 },
      {
        ...axis(look.logY),
        size: 52,
        gap: 6,
        space: 30,
        ...(look.share && {
          incrs: PERCENTS,
          values: (_, splits, _axis, _space, step) => splits.map((value) => percent(value, step < 0.01 ? 1 : 0)),
        }),
      },
    ],
    series: [
      {},
      ...(look.doubled ? slots.map((slot) => line(slot, true)) : []),
      ...slots.map((slot) => line(slot, false)),
    ],
    hooks: { setSelect: [look.select], setCursor: [look.cursor] },
  };
}
