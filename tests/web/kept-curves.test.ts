import { expect, it, vi } from 'vitest';
import { Trace } from '../../web/src/core/trace.ts';
import { columnsOf, smoothed } from '../../web/src/views/chart/data.ts';
import { keptCurve } from '../../web/src/views/chart/kept.ts';
import { losses, progress, type Setting } from '../../web/src/views/chart/quantities.ts';
import { coordinateRates, known } from '../../web/src/views/chart/rates.ts';

const axes = { x: progress.find(({ id }) => id === 'step')!, y: losses.find(({ id }) => id === 'loss')! };
const race = { problem: { minima: [] as unknown }, config: { problem: {} } } as Setting;

function traceOf(rows: number, loss: (step: number) => number): Trace {
  const trace = new Trace(['step', 'loss']);
  trace.append(Float64Array.from({ length: 2 * rows }, (_, i) => (i % 2 ? loss((i - 1) / 2) : i / 2)));
  return trace;
}

it('a curve is the same one for as long as its rows are, and is gathered once', () => {
  const run = { trace: traceOf(5000, Math.sin) };
  const curve = keptCurve(run, axes, race);
  expect(keptCurve(run, axes, race)).toBe(curve);
  expect(smoothed(keptCurve(run, axes, race))).toBe(smoothed(curve));
  const [, before] = columnsOf([curve], false);
  const read = vi.spyOn(curve, 'y');
  expect(columnsOf([curve], false)[1]).toBe(before);
  expect(read).not.toHaveBeenCalled();
});

it('rows that come make another curve, and so do rows that others have taken the place of', () => {
  const run = { trace: traceOf(3, () => 1) };
  const curve = keptCurve(run, axes, race);
  run.trace.append(Float64Array.of(3, 7));
  const longer = keptCurve(run, axes, race);
  expect(longer).not.toBe(curve);
  expect(longer.y(3)).toBe(7);
  run.trace.cutAfter(2);
  run.trace.append(Float64Array.of(3, 9));
  const other = keptCurve(run, axes, race);
  expect(other).not.toBe(longer);
  expect(smoothed(other)).not.toBe(smoothed(longer));
});

it('another quantity, another problem or newly measured rates make another curve', () => {
  const run = { trace: traceOf(3, () => 1) };
  const curve = keptCurve(run, axes, race);
  expect(keptCurve(run, { ...axes, y: losses.find(({ id }) => id === 'gap')! }, race)).not.toBe(curve);
  expect(keptCurve(run, axes, { ...race, config: { problem: {} } } as Setting)).not.toBe(curve);
  const rates = { ...axes, y: coordinateRates[0]! };
  const unknown = keptCurve(run, rates, race);
  expect(unknown.y(1)).toBeNaN();
  known.set(run.trace, { rows: 3, asking: false, values: [Float64Array.of(5, 6, 7)] });
  expect(keptCurve(run, rates, race)).not.toBe(unknown);
  expect(keptCurve(run, rates, race).y(1)).toBe(6);
});
