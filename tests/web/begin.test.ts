// What a race on a problem begins with: four lanes that are worth looking at, and what follows when another problem is chosen.
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import beginJson from '../../web/begin.json';
import first from '../../web/first.json';
import { type Config, normalize } from '../../web/src/core/config.ts';
import { formatLink, parseLink } from '../../web/src/core/link.ts';
import { laneSpec } from '../../web/src/core/module.ts';
import { Trace } from '../../web/src/core/trace.ts';
import { menuOf } from '../../web/src/panels/menu.ts';
import { beginning, beginWith, laneOn } from '../../web/src/reader/begin.ts';
import { Host } from '../../web/src/worker/host.ts';
import { sourceOf } from '../../web/src/worker/source.ts';
import { readLocal, siteData } from './support/files.ts';
import { catalog } from './support/module.ts';

const opened = normalize(first, catalog).config;
const entries = menuOf(catalog).flatMap(([, all]) => all);
const on = (value: string): Config => {
  const { problem, fields } = entries.find((entry) => entry.value === value)!;
  return beginning(problem.id, fields, opened, catalog);
};
const go = (now: Config, value: string): Config => {
  const { problem, fields } = entries.find((entry) => entry.value === value)!;
  return beginWith(problem.id, fields, now, catalog);
};

it('opens with the first problem as it begins', () => {
  expect(opened).toEqual(on('rosenbrock'));
});

it('has a beginning of its own for every problem of the catalog', () => {
  const { problems } = beginJson as { problems: Record<string, unknown> };
  expect(
    catalog.problems.map(({ id }) => id).filter((id) => !(id in problems)),
    'npm run rates adds them',
  ).toEqual([]);
});

describe('every problem begins with four lanes that are worth looking at:', () => {
  const host = new Host(undefined, readLocal);
  beforeAll(() => host.init(null));
  // Long races show early what they are.
  const MOST = { network: 100, classification: 60 } as Record<string, number>;

  /** At the end its loss, or the average of all losses, is below that of the start. */
  const lower = (trace: Trace): boolean => {
    const average = trace.columns.find((name) => name.startsWith('average'));
    const values = trace.column(average ?? 'loss');
    const tail = values.slice(-Math.ceil(values.length / 10));
    return tail.reduce((a, b) => a + b) / tail.length < values[average ? 1 : 0]!;
  };
  /** The loss of some sequences is another at each step: it is their parameter that goes somewhere. */
  const moved = (trace: Trace): boolean =>
    online &&
    ['x0', 'move'].some(
      (name) => trace.columns.includes(name) && trace.column(name).some((x, _, all) => Math.abs(x - all[0]!) > 1e-4),
    );
  let online = false;

  // Recurrent networks need all their steps: SGD and AdaGrad begin to see the lamp after 150.
  it.each(entries.map(({ value }) => value))('%s', { timeout: 400_000 }, async (value) => {
    const begun = on(value);
    // Tests of a network say nothing of its losses, and those of sequences take longer than the steps between them.
    const config =
      'evaluate' in begun.problem ? { ...begun, problem: { ...begun.problem, evaluate: begun.steps } } : begun;
    const { data } = config.problem;
    online = entries.find((entry) => entry.value === value)?.problem.kind === 'online';
    expect(normalize(config, catalog).notices).toEqual([]);
    if (typeof data === 'string' && !existsSync(new URL(`${data}/index.json`, siteData))) return;
    const source = sourceOf(config, catalog, () => siteData);
    if (source) await host.load(source);
    const steps = Math.min(config.steps, MOST[config.problem.id] ?? Number.POSITIVE_INFINITY);
    const ends: string[] = [];
    for (const lane of config.lanes) {
      const { columns } = await host.create(0, laneSpec(config, lane, 1), source !== null);
      const trace = new Trace(columns);
      const { rows, status } = await host.run(0, steps, 0);
      trace.append(rows);
      expect(status, lane.optimizer).toBe('running');
      expect(lower(trace) || moved(trace), `${lane.optimizer} stays where it was`).toBe(true);
      ends.push([...trace.column('loss')].join());
    }
    expect(new Set(ends).size, 'all lanes differ').toBe(config.lanes.length);
  });
});

describe('when another problem is chosen', () => {
  it('lanes that nobody touched take rates that suit it: not 0.2 for Adam on MNIST', () => {
    const moved = go(go(on('rosenbrock'), 'moons'), 'network');
    expect(moved).toEqual(on('network'));
    const adam = moved.lanes.find(({ optimizer }) => optimizer === 'adam')!;
    expect(adam.lr).toBeLessThan(0.01);
  });

  it('and so they do after a reload, or from a link', () => {
    const link = formatLink(on('rosenbrock'), catalog);
    expect(go(parseLink(link, catalog).config!, 'beale')).toEqual(on('beale'));
  });

  it('touched lanes stay, and so does their order', () => {
    const now = on('rosenbrock');
    const lanes = now.lanes.map((lane, i) => (i === 3 ? { ...lane, lr: 0.123 } : lane)).reverse();
    const moved = go({ ...now, lanes, steps: 77 }, 'beale');
    expect(moved.lanes[0]).toEqual(lanes[0]);
    expect(moved.lanes.slice(1)).toEqual(
      lanes.slice(1).map(({ optimizer }) => laneOn(moved.problem, optimizer, catalog)),
    );
    expect(moved.steps).toBe(77);
  });

  it('what was set of a network stays with other data, but not what belonged to a file', () => {
    const now = on('network');
    const mine = { ...now, problem: { ...now.problem, net: 'dense(7) relu dense(10)' } };
    const other = go(mine, 'network,data=fashionMnist');
    expect(other.problem.net).toBe('dense(7) relu dense(10)');
    const file = { file: 'iris.csv:0123456789abcdef:5', train: 120, test: 30, net: 'dense(32) relu dense(3)' };
    const own = { ...now, problem: { ...now.problem, data: 'own', ...file } };
    expect(go(own, 'network').problem).toEqual(on('network').problem);
  });

  it('there and back again is where it was', () => {
    for (const { value } of entries) expect(go(go(on('beale'), value), 'beale'), value).toEqual(on('beale'));
  });
});

it('an added lane begins with the rate that suits the problem', () => {
  for (const { problem, fields } of entries) {
    const config = beginning(problem.id, fields, opened, catalog);
    for (const { id } of catalog.optimizers)
      expect(normalize({ ...config, lanes: [laneOn(config.problem, id, catalog)] }, catalog).notices).toEqual([]);
  }
});
