// The curves of an experiment: what is drawn of its runs, and which range their axis has.
import { describe, expect, it } from 'vitest';
import { Trace } from '../../../web/src/core/trace.ts';
import type { Result } from '../../../web/src/experiment/results.ts';
import { curvesOf, lineOf, progressAt, progressOf, wantedRange } from '../../../web/src/views/experiment/curves.ts';

const config = { steps: 40, batch: 10, problem: { id: 'any', train: 100 } } as unknown as Parameters<
  typeof progressOf
>[1];

/** A run with a row every ten steps, of 2 ms each on the first machine. */
function run(seed: number, values: number[], { millis = 2, status = 'finished' as Result['status'] } = {}): Result {
  const rows = new Trace(['step', 'loss', 'accuracy', 'millis']);
  for (const [i, value] of values.entries())
    rows.append(Float64Array.of(10 * i, value, i % 2 ? value / 10 : Number.NaN, 10 * i * millis));
  return { seed, rows, status, final: { step: 10 * (values.length - 1) } } as unknown as Result;
}
const runs = [run(1, [9, 5, 3, 2, 1]), run(2, [9, 6, 4, 3, 2], { millis: 4 }), run(3, [9, 7, 5, 4, 3], { millis: 3 })];
const steps = progressOf('step', config);

describe('curves', () => {
  it('are a band from the third run on', () => {
    expect(curvesOf(runs.slice(0, 2), 'loss', steps).band).toBeNull();
    const { band, x } = curvesOf(runs, 'loss', steps);
    expect([...band!.median]).toEqual([9, 6, 4, 3, 2]);
    expect([...x]).toEqual([0, 10, 20, 30, 40]);
  });

  it('stand at the steps that were measured', () => {
    const { band, x } = curvesOf(runs, 'accuracy', steps);
    expect([[...x], [...band!.median]]).toEqual([
      [10, 30],
      [0.6, 0.3],
    ]);
    expect([...lineOf(runs[0]!, 'accuracy', steps).x]).toEqual([10, 30]);
  });

  it('over seconds stand where the middle run was at that step', () => {
    const { x } = curvesOf(runs, 'loss', progressOf('seconds', config));
    expect([...x]).toEqual([0, 0.03, 0.06, 0.09, 0.12]);
  });

  it('over epochs count the batches of one', () => {
    expect(progressAt('epoch', config, 25)).toBe(2.5);
    expect([...progressOf('epoch', config)(runs[0]!.rows)]).toEqual([0, 1, 2, 3, 4]);
  });

  it('of lanes that diverged go on with the rest, which count those that did as the worst', () => {
    const { band } = curvesOf([...runs, run(4, [9, 1e9], { status: 'diverged' })], 'loss', steps);
    expect([...band!.median]).toEqual([9, 6.5, 4.5, 3.5, 2.5]);
    expect(
      curvesOf(
        runs.map(({ seed }) => run(seed, [9, 1e9], { status: 'diverged' })),
        'loss',
        steps,
      ).band!.median.at(-1),
    ).toBe(9);
  });
});

describe('the range', () => {
  const x = [0, 10, 20, 30, 40];
  const of = (measure: 'loss' | 'accuracy', log: boolean, ...ys: number[][]) =>
    wantedRange([{ x, ys }], measure, log, 40);

  it('of an accuracy is that of how it goes on, not of its start', () => {
    expect(of('accuracy', false, [0.1, 0.84, 0.87, 0.88, 0.893])).toEqual([0.84, 0.9]);
    expect(of('accuracy', false, [0.1, 0.97, 0.99, 0.999, 1])![1]).toBe(1);
  });

  it('of an accuracy leaves out the 0 that stands for runs that diverged', () => {
    expect(of('accuracy', false, [0.1, 0.84, 0, 0, 0])![0]).toBeGreaterThan(0.5);
  });

  it('of a loss has its start', () => {
    const [low, high] = of('loss', false, [9, 6, 4, 3, 2])!;
    expect([low <= 0 && low > -0.5, high >= 9]).toEqual([true, true]);
    const [least, most] = of('loss', true, [9, 1, 0.1, 0.01, 0.001])!;
    expect([least < 0.001, most > 9]).toEqual([true, true]);
  });

  it('of a loss is not spent on one step that hit the minimum', () => {
    const long = Array.from({ length: 200 }, (_, i) => (i === 90 ? 1e-27 : 10 / (i + 1)));
    const [low] = wantedRange([{ x: long.map((_, i) => i), ys: [long] }], 'loss', true, 200)!;
    expect(low).toBeGreaterThan(1e-3);
  });

  it('does not follow what diverges', () => {
    const [, high] = wantedRange(
      [
        { x, ys: [[9, 5, 3, 2, 1]] },
        { x, ys: [[9, 1e5, 1e50, Infinity, Infinity]] },
      ],
      'loss',
      true,
      40,
    )!;
    expect(high).toBeLessThan(1e6);
  });

  it('is none where nothing is measured', () => {
    expect(of('loss', false)).toBeNull();
    expect(of('accuracy', false, [Number.NaN])).toBeNull();
  });
});
