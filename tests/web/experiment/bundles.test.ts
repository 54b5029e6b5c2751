// Runs that are made many at once: every line of a sweep is the same as when each run is made alone.
import { describe, expect, it } from 'vitest';
import { SidestepError } from '../../../web/src/core/module.ts';
import { reportedJobs, WHOLE } from '../../../web/src/experiment/jobs.ts';
import { inOrder, keyOf, type Line, writeLine } from '../../../web/src/experiment/line.ts';
import { parseExperiment } from '../../../web/src/experiment/link.ts';
import { LossRows } from '../../../web/src/experiment/loss-rows.ts';
import { Results, type Rows } from '../../../web/src/experiment/results.ts';
import { type SweepOptions, sweep } from '../../../web/src/experiment/sweep.ts';
import { type Task, unitsOf } from '../../../web/src/experiment/units.ts';
import { type Runner, runnerOf } from '../../../web/src/run/run.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { catalog } from '../support/module.ts';

const of = (link: string) => parseExperiment(link, catalog).experiment!;

async function host(): Promise<Runner> {
  const host = new Host();
  await host.init(null);
  return runnerOf(host);
}
const one = await host();
const four = [one, await host(), await host(), await host()];

/** A host's calls by name; with `alone` it refuses bundles. */
function watched({ call }: Runner, calls: string[], alone = false): Runner {
  return {
    call: (name, ...args) => {
      calls.push(name);
      if (alone && name === 'bundle')
        return Promise.reject(new SidestepError({ code: 'unsupported', at: 'bundle', message: 'not here' }));
      return call(name, ...args);
    },
  };
}

interface Swept {
  text: string;
  lines: Line[];
  rows: Rows[];
  calls: string[];
}

async function swept(link: string, options: Partial<SweepOptions> = {}, alone = false): Promise<Swept> {
  const [rows, written, calls]: [Rows[], Line[], string[]] = [[], [], []];
  const hosts = (options.hosts ?? [one]).map((runner) => watched(runner, calls, alone));
  const lines = await sweep(of(link), catalog, {
    shard: WHOLE,
    source: () => null,
    done: new Map(),
    write(line, its) {
      written.push(line);
      rows.push(its);
    },
    ...options,
    hosts,
  });
  if (!options.done) expect(written).toEqual(lines);
  return { text: lines.map(writeLine).join(''), lines, rows, calls };
}

const count = (calls: readonly string[], name: string) => calls.filter((call) => call === name).length;

/** Of everything that bundles must do as lanes do, and beside it what they leave to lanes. */
const experiments: Record<string, string> = {
  'rates × starts of which some diverge, beside a rule without bundles':
    '#p=rosenbrock,start=-2:2:6~1&o=sgd,lr=.0001:1:6&o=newton&o=adam,lr=.001:5:6&steps=60',
  'noise and momentum': '#p=beale,noise=.3&o=sgd,lr=.001:.1:5,momentum=0_.5_.9&seeds=4&steps=50',
  'schedules, clipping and averages':
    '#p=himmelblau&o=adam,lr=.01:1:20,schedule=cosine,clipNorm=2&o=rmsprop,lr=.001:1:20,average=ema&o=sgd,lr=.0001:.1:20,lookahead=5&steps=40&seeds=2',
  'steps, and the problem itself': '#p=ravine,rotate=0:40:3,start=1:3:9~2&o=lion,lr=.01:.1:3&steps=10_33',
  'one dimension, with a diverging end': '#p=quartic1d,start=-3:3:30&o=sgd,lr=.01:1:4&o=rprop&steps=30',
  'a formula': '#p=formula,f=x%5E2+%2B+sin(y)&o=adamw,lr=.01:1:24&steps=20',
  'no steps at all': '#p=rosenbrock,start=-2:2:20~1&o=adam&steps=0',
  'a tuning': '#p=rosenbrock&o=sgd&o=adam&steps=30&seeds=3&tune=12',
  'no surface': '#p=reddi&o=adam,lr=.01:1:20&steps=20',
};

describe('a sweep', () => {
  for (const [name, link] of Object.entries(experiments)) {
    it(`has the lines and losses of runs made alone: ${name}`, async () => {
      const every = { every: () => 7 };
      const alone = await swept(link, every, true);
      const together = await swept(link, every);
      expect(together.text).toBe(alone.text);
      for (const [i, rows] of together.rows.entries()) {
        const its = alone.rows[i]!;
        for (const column of ['step', 'loss']) {
          expect(rows.column(column)).toEqual(its.column(column));
          expect(rows.last(column)).toBe(its.last(column));
        }
        expect(rows.length).toBe(its.length);
        expect(rows.last('accuracy')).toBe(its.last('accuracy'));
      }
      expect((await swept(link, { hosts: four, millis: 1e-3 })).text).toBe(alone.text);
      if (name === 'no surface') return;
      expect(count(together.calls, 'runBundle')).toBeGreaterThan(0);
      expect(count(together.calls, 'create')).toBeLessThan(count(alone.calls, 'create') / 2);
      expect(count(together.calls, 'drop')).toBe(count(together.calls, 'create') + count(together.calls, 'runBundle'));
    });
  }

  it('has runs that diverge, and ends their losses there', async () => {
    const { lines, rows } = await swept(
      experiments['rates × starts of which some diverge, beside a rule without bundles']!,
      {
        every: () => 7,
      },
    );
    const diverged = lines.flatMap((line, i) => (line.status === 'diverged' ? [i] : []));
    expect(diverged.length).toBeGreaterThan(3);
    for (const i of diverged) {
      const { step, loss } = lines[i]!.final;
      expect([loss === null || Number.isFinite(loss), rows[i]!.last('step')]).toEqual([true, step]);
      expect(step).toBeLessThan(60);
    }
  });

  const grid = '#p=rosenbrock,start=-2:2:12~1&o=sgd,lr=.0001:.01:12&o=newton&steps=30';

  it('is the same from parts, and goes on from what was done', async () => {
    const whole = await swept(grid);
    const parts = await Promise.all([1, 2, 3].map((index) => swept(grid, { shard: { index, count: 3 } })));
    expect(parts.flatMap(({ lines }) => lines).sort(inOrder)).toEqual(whole.lines);
    const before = whole.lines.filter((_, i) => i % 3 !== 1);
    const rest = await swept(grid, { done: new Map(before.map((line) => [keyOf(line), line])) });
    expect(rest.text).toBe(whole.text);
    expect(rest.rows.length).toBe(whole.lines.length - before.length);
  });

  it('ends when it is cancelled, between slices too, and leaves nothing on its host', async () => {
    for (const at of [1, 3]) {
      let asked = 0;
      const calls: string[] = [];
      const cancelled = swept(grid, {
        hosts: [watched(one, calls)],
        millis: 1e-6,
        between: () => {
          if (++asked > at) throw new Error('enough');
        },
      });
      await expect(cancelled).rejects.toThrow('enough');
      expect(count(calls, 'runBundle')).toBe(at);
      expect(count(calls, 'drop')).toBe(1);
    }
  });

  it('counts the steps to a target, and no run’s time, which is not measured', async () => {
    const { lines, rows } = await swept('#p=beale&o=adam,lr=.01:1:20&steps=200', { every: () => 1 });
    const results = new Results(of('#p=beale&o=adam,lr=.01:1:20&steps=200'), catalog);
    for (const [i, line] of lines.entries()) results.add({ ...line, rows: rows[i]! });
    const sample = (by: 'steps' | 'millis', cell: number) =>
      results.samples(cell, 'loss', { by, target: { metric: 'loss', value: 0.01 } })[0]!;
    const steps = lines.map((_, cell) => sample('steps', cell).points[0]!);
    expect(steps.some(({ censored }) => censored)).toBe(true);
    expect(steps.some(({ censored }) => !censored)).toBe(true);
    for (const cell of lines.keys()) expect(sample('millis', cell)).toMatchObject({ points: [], missing: 1 });
  });

  it('names a wrong field as the experiment has it', async () => {
    const wrong = '#p=beale&o=adam&o=adam,average=ema,lookahead=5,lr=.001:1:40&steps=20';
    for (const alone of [true, false])
      await expect(swept(wrong, {}, alone)).rejects.toThrow('lanes.1.average: cannot be combined with lookahead');
  });
});

it('deals out all runs, those with equal lanes side by side, and none that take long', () => {
  const sizes = (link: string, hosts: number) => {
    const experiment = of(link);
    const tasks = [...reportedJobs(experiment, WHOLE)].map((job, place): Task => ({ place, job, link: '' }));
    const units = [...unitsOf(tasks, experiment, catalog, hosts)];
    expect(
      units
        .flat()
        .map(({ place }) => place)
        .sort((a, b) => a - b),
    ).toEqual(tasks.map(({ place }) => place));
    return units.map(({ length }) => length);
  };
  const square = '#p=rosenbrock,start=-2:2:40~1&o=adam,lr=.001:1:50';
  expect(sizes(`${square}&steps=100`, 1)).toEqual([2000]);
  expect(sizes(`${square}&steps=100`, 3)).toEqual([667, 667, 666]);
  expect(Math.max(...sizes(`${square}&steps=100&seeds=2`, 2))).toBe(1024);
  expect(Math.max(...sizes(`${square}&steps=20000`, 1)) * 20_000).toBeLessThan(1_100_000);
  expect(sizes(`${square}&steps=1000000`, 2)).toEqual(new Array(2000).fill(1));
  expect(sizes('#p=rosenbrock&o=adam,lr=.001:1:10&steps=100', 1)).toEqual(new Array(10).fill(1));
  expect(sizes('#p=blobs&o=adam,lr=.001:1:50', 1)).toEqual(new Array(50).fill(1));
  const experiment = of(square);
  const tasks = [...reportedJobs(experiment, WHOLE)].map((job, place): Task => ({ place, job, link: '' }));
  const [unit] = unitsOf(tasks, experiment, catalog, 1);
  expect(new Set(unit!.slice(0, 40).map(({ job }) => job.set['lanes.0.lr'])).size).toBe(1);
});

it('has the last loss in its rows, whether it is due or not', () => {
  const due = new LossRows(Float64Array.of(3, 2, 1), 5, 10, 1);
  expect([...due.column('step'), ...due.column('loss'), due.length]).toEqual([0, 5, 10, 3, 2, 1, 3]);
  const between = new LossRows(Float64Array.of(3, 2, 1), 5, 12, 0.5);
  expect([...between.column('step'), ...between.column('loss'), between.length]).toEqual([
    0, 5, 10, 12, 3, 2, 1, 0.5, 4,
  ]);
  expect([between.last('loss'), between.last('step'), between.last('accuracy')]).toEqual([0.5, 12, Number.NaN]);
  expect(between.column('accuracy')).toEqual(new Float64Array(0));
});
