import { expect, it } from 'vitest';
import { TrailRows } from '../../../web/src/worker/trail-rows.ts';

const columns = ['step', 'loss', 'x0', 'x1'];
const steps = 200_000;
const every = 100;

/** The kept rows of a lane that goes from place to place, taken in turns of an odd length. */
function kept(place: (step: number) => [number, number]): [number, number, number][] {
  const rows = new TrailRows(columns, every, steps);
  const all: [number, number, number][] = [];
  for (let from = 0; from <= steps; from += 997) {
    const to = Math.min(steps + 1, from + 997);
    const turn = rows.of(
      Float64Array.from(Array.from({ length: to - from }, (_, i) => [from + i, 1, ...place(from + i)]).flat()),
    );
    for (let at = 0; at < turn.length; at += columns.length) all.push([turn[at]!, turn[at + 2]!, turn[at + 3]!]);
  }
  return all;
}

it('a race of many steps keeps the first of them, and its turns: its trail does not cut across ridges', () => {
  const place = (step: number): [number, number] => [
    4 * Math.exp(-step / 50),
    Math.cos(step / 9) * Math.exp(-step / 3000),
  ];
  const rows = kept(place);
  expect(rows.slice(0, 500).map(([step]) => step)).toEqual(Array.from({ length: 500 }, (_, i) => i));
  expect(rows.at(-1)![0]).toBe(steps);
  expect(rows.length).toBeLessThan(steps / every + 12_000);
  let [at, worst] = [0, 0];
  for (let step = 0; step <= steps; step++) {
    while (at + 1 < rows.length && rows[at + 1]![0] <= step) at++;
    const [x, y] = place(step);
    worst = Math.max(worst, Math.abs(rows[at]![1] - x), Math.abs(rows[at]![2] - y));
  }
  expect(worst).toBeLessThan(0.1);
});

it('one that swings for ever stays within bounds, and keeps each so many steps', () => {
  const rows = kept((step) => [step % 2 === 0 ? 1 : -1, step / steps]);
  expect(rows.length).toBeLessThan(steps / every + 12_000);
  expect(rows.filter(([step]) => step % every === 0).length).toBe(steps / every + 1);
});
