// Problems of two parameters have a map, and those of a few one over any two of them.
import { expect, it } from 'vitest';
import { normalize } from '../../web/src/core/config.ts';
import { formatLink, parseLink } from '../../web/src/core/link.ts';
import { Trace } from '../../web/src/core/trace.ts';
import { PairRelief, pairOf } from '../../web/src/views/plane/pair-relief.ts';
import { parametersOf } from '../../web/src/views/plane/parameters.ts';
import { ownViews, shownViews } from '../../web/src/views/shown.ts';
import { catalog } from './support/module.ts';

type Stage = Parameters<typeof shownViews>[0];

/** A race with so many parameters, whose lanes went from 0 to these places in all of them. */
function stageOf(id: string, size: number, view: object = {}, ends: readonly number[] = [1]): Stage {
  const { config } = normalize({ problem: { id }, lanes: ends.map(() => ({ optimizer: 'sgd' })) }, catalog);
  const names = Array.from({ length: size }, (_, i) => `x${i}`);
  const lanes = ends.map((end, lane) => {
    const trace = new Trace(['step', 'loss', ...names]);
    trace.append(Float64Array.of(0, 1, ...names.map(() => 0), 7 + lane, 0, ...names.map((_, i) => end * (i + 1))));
    return { trace, status: 'finished', step: 7 + lane, config: config.lanes[lane] };
  });
  const problem = catalog.problems.find((one) => one.id === id)!;
  return {
    config,
    view,
    lanes,
    problem,
    catalog,
    experimenting: false,
    playing: false,
    optimizer: () => catalog.optimizers[0],
  } as never;
}
const ids = (stage: Stage, asked?: string[]): string[] => shownViews(stage, asked).map(({ id }) => id);

it('every problem of two parameters opens on its map, whatever its kind', () => {
  for (const { id, dim } of catalog.problems.filter((one) => one.dim === 2)) {
    expect([id, ids(stageOf(id, 2))[0]]).toEqual([id, 'map']);
    expect(dim).toBe(2);
  }
  expect(ids(stageOf('linear_regression', 2), ['trajectory', 'loss'])).toEqual(['map', 'curves']);
});

it('a map over two of a few parameters is there when it is asked for, and no race shows it unasked', () => {
  for (const [id, size] of [
    ['bandit', 10],
    ['corridor', 8],
    ['xor', 12],
  ] as const) {
    expect(ids(stageOf(id, size), ['pair', 'loss'])).toEqual(['pair', 'curves']);
    expect(ids(stageOf(id, size))).not.toContain('pair');
    expect(ids(stageOf(id, size))).toEqual(ownViews(stageOf(id, size)).map((view) => view.id));
  }
  expect(ids(stageOf('rosenbrock', 2), ['pair', 'loss'])).toEqual(['map', 'curves']);
  // Of many parameters and of a sequence there is none: what is asked for beside it stays.
  for (const [id, size] of [
    ['xor', 82],
    ['scale_change', 2],
  ] as const)
    expect(ids(stageOf(id, size), ['pair', 'loss'])).toEqual(['curves']);
  expect(parametersOf(stageOf('bandit', 10))).toBe(10);
});

it('is of the parameters that are asked for, where there are such, and of a lane that there is', () => {
  const of = (pair: number[] | undefined) => pairOf(stageOf('bandit', 10, pair ? { pair } : {}, [1, 2]));
  expect(of(undefined)).toEqual({ first: 0, second: 1, lane: 0 });
  expect(of([3, 9])).toEqual({ first: 3, second: 9, lane: 0 });
  expect(of([9, 3, 1])).toEqual({ first: 9, second: 3, lane: 1 });
  expect(of([3, 10, 5])).toEqual({ first: 0, second: 1, lane: 1 });
});

it('shows all of the paths, and is measured anew when a lane has gone on whose place is held', () => {
  const relief = new PairRelief();
  const stage = stageOf('bandit', 10, { pair: [1, 3] }, [1, -2]);
  relief.stage = stage;
  expect(relief.columns).toEqual(['x1', 'x3']);
  const { x, y } = relief.home(stage);
  expect(x[0]).toBeLessThan(-4);
  expect(x[1]).toBeGreaterThan(2);
  expect(y[0]).toBeLessThan(-8);
  expect(y[1]).toBeGreaterThan(4);
  const key = relief.key(stage);
  expect(relief.key(stage)).toBe(key);
  (stage.lanes[0] as { step: number }).step = 8;
  expect(relief.key(stage)).not.toBe(key);
  // While it goes on, a picture stays a while.
  const last = relief.key(stage);
  (stage as { playing: boolean }).playing = true;
  (stage.lanes[0] as { step: number }).step = 9;
  expect(relief.key(stage)).toBe(last);
});

it('a link holds it', () => {
  const { config } = normalize({ problem: { id: 'bandit' }, lanes: [{}] }, catalog);
  const link = formatLink(config, catalog, null, { views: ['pair'], pair: [0, 3, 1] });
  expect(link).toContain('&pair=0~3~1');
  expect(parseLink(link, catalog)).toMatchObject({ view: { pair: [0, 3, 1] }, notices: [] });
  for (const wrong of ['1', '1~1', '.5~2', '-1~2', 'a~b', '1~2~3~4'])
    expect(parseLink(`#v=1&p=bandit&o=sgd&pair=${wrong}`, catalog).notices).toMatchObject([{ at: 'view.pair' }]);
});
